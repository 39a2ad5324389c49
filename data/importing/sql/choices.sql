-- The preferred combinations, one row an item in a cell: item_id is null if it is not known. A cell
-- that holds a value that means no answer is no combination. $separator stands between items.
create table choices as
with cells as (
    from (select row, respondent, columns('^preferred_[0-9]+$') from given)
    unpivot (choice for given_column in (columns('^preferred_[0-9]+$')))
),
parts as (
    select row, respondent, given_column, cell(unnest(string_split(choice, $separator))) as part
    from cells
    where choice not in (select value from answer_values where option = 0)
)
select
    parts.row,
    respondents.number as respondent,
    preferred_places.risk_area,
    preferred_places.column_name,
    parts.part,
    choice_values.item_id
from parts
join preferred_places on preferred_places.given_column = parts.given_column
left join respondents on respondents.respondent = parts.respondent
left join choice_values on choice_values.value = parts.part
where parts.part is not null
