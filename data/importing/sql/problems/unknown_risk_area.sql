-- Which rows of a long file are about a risk area that is not known?
select row, null as column_name, risk_area as value, null as first_row
from given
where risk_area is null or risk_area not in (select area_value from place_values)
