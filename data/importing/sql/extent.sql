-- How many rows are there, how many answers, and how many respondents who gave any?
select
    (select count(*) from given) as rows,
    count(*) as answers,
    count(distinct respondent) as respondents
from answers
where option is distinct from 0
