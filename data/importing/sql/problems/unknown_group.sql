-- Which affiliations or expertises are not listed? The first row of each, respondent by respondent.
with said as (
    from (select row, affiliation, expertise from members)
    unpivot (value for dimension in (affiliation, expertise))
)
select said.row, said.dimension as column_name, said.value, null as first_row
from said
anti join group_values on group_values.dimension = said.dimension and group_values.value = said.value
