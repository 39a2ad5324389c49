-- Which answers of a wide file are not known?
with cells as (
    from (select row, columns('^answer_[0-9]+$') from given)
    unpivot (answer for given_column in (columns('^answer_[0-9]+$')))
)
select cells.row, places.column_name, cells.answer as value, null as first_row
from cells
join places on places.given_column = cells.given_column
where cells.answer not in (select value from answer_values)
