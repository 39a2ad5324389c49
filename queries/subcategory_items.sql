-- Which items stand in the subcategory of a mitigation without being mitigations of the database, and
-- are not compared with this one?
select item.study_id, item.item_id, item.question_id
from item
join study using (study_id)
where
    item.code = (select code from mitigation where mitigation_id = $mitigation)
    and (item.study_id, item.item_id) not in (select (study_id, item_id) from item_mitigation)
    and (item.study_id, item.item_id) not in (
        select (study_id, item_id) from mitigation_crosswalk where mitigation_id = $mitigation
    )
order by study.year, item.study_id, item.position
