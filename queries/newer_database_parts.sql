-- How many mitigations stand in each part of the newer draft of the database?
select code, parent_code, name, mitigations
from newer_database_part
order by code
