-- Which studies asked about a mitigation, and as what?
select item.study_id, item.item_id, item.label, item.statement
from item_mitigation
join item using (study_id, item_id)
join study using (study_id)
where item_mitigation.mitigation_id = $mitigation
order by study.year, item.study_id
