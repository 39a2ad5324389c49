-- Which rows have no respondent?
select row, null as column_name, null as value, null as first_row
from given
where respondent is null
