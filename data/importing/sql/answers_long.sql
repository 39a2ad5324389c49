-- The answers of a long file, in numbers: a place or option that is not known is null, an option
-- that means no answer is 0.
create table answers as
select
    given.row,
    respondents.number as respondent,
    place_values.place,
    case when given.answer is null then 0 else answer_values.option end as option
from given
left join respondents on respondents.respondent = given.respondent
left join place_values
    on place_values.item_value = given.item
    and place_values.area_value is not distinct from given.risk_area
left join answer_values on answer_values.value = given.answer
