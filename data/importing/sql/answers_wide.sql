-- The answers of a wide file, in numbers: an option that is not known is null, an option that means
-- no answer is 0. Empty cells have no row.
create table answers as
with cells as (
    from (select row, respondent, columns('^answer_[0-9]+$') from given)
    unpivot (answer for given_column in (columns('^answer_[0-9]+$')))
)
select cells.row, respondents.number as respondent, places.place, answer_values.option
from cells
join places on places.given_column = cells.given_column
left join respondents on respondents.respondent = cells.respondent
left join answer_values on answer_values.value = cells.answer
