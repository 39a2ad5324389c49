-- Which rows of a long file are about an item that is not known?
select row, null as column_name, item as value, null as first_row
from given
where item is null or item not in (select item_value from place_values)
