-- Which respondents have two affiliations or two expertises? The row that first says another one.
with said as (
    from (select row, respondent, affiliation, expertise from members where respondent is not null)
    unpivot (value for dimension in (affiliation, expertise))
),
of_respondent as (
    select respondent, dimension, value, min(row) as row from said group by all
)
select
    max(row) as row,
    dimension as column_name,
    max_by(value, row) as value,
    min(row) as first_row
from of_respondent
group by respondent, dimension
having count(*) > 1
