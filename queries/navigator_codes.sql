-- Where does the newer, preliminary taxonomy place an item?
select code, code_name, parent_code, parent_name
from navigator_code
where study_id = $study and item_id = $item
