-- How many incidents are on record in each year and domain?
select year, coalesce(code, '') as code, domain_name as domain, incidents
from incident
order by year, code = '', code
