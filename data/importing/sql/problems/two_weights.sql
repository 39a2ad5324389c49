-- Which respondents have two weights in a long file? The row that first says another one.
with said as (
    select respondent, try_cast(weight as double) as number, min_by(weight, row) as weight, min(row) as row
    from members
    where respondent is not null
    group by respondent, number
    having number is not null
)
select
    max(row) as row,
    null as column_name,
    max_by(weight, row) as value,
    min(row) as first_row
from said
group by respondent
having count(*) > 1
