-- Which respondents are on two rows of a wide file?
select max(row) as row, null as column_name, respondent as value, min(row) as first_row
from given
where respondent is not null
group by respondent
having count(*) > 1
