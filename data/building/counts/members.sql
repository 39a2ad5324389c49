-- How many respondents have which affiliation and expertise?
select affiliation, expertise, count(*) as n
from (select distinct respondent_id, affiliation, expertise from responses)
group by all
order by all
