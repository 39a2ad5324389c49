-- Which preferred combinations name an item twice?
select row, column_name, item_id as value, null as first_row
from choices
where item_id is not null
group by row, column_name, item_id
having count(*) > 1
