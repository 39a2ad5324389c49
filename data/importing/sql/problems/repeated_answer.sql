-- Which respondents answer the same item and risk area twice in a long file?
with repeated as (
    select respondent, place, max(row) as row, min(row) as first_row
    from answers
    where place is not null and respondent is not null and option is distinct from 0
    group by respondent, place
    having count(*) > 1
)
select repeated.row, null as column_name, respondents.respondent as value, first_row
from repeated
join respondents on respondents.number = repeated.respondent
