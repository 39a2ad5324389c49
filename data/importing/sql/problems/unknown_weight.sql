-- Which rows have no weight, or one that is no number above zero? The first row that says so of each
-- respondent.
select row, null as column_name, weight as value, null as first_row
from members
where coalesce(not try_cast(weight as double) between 1e-6 and 1e6, true)
