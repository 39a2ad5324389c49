-- Which preferred combinations name an item that is not known?
select row, column_name, part as value, null as first_row
from choices
where item_id is null
