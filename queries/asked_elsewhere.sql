-- Under which subcategories did studies ask that put no mitigations of the database to experts, and what?
select
    item.code,
    taxonomy.name as subcategory,
    coalesce(category.code, taxonomy.code) as category_code,
    coalesce(category.name, taxonomy.name) as category,
    item.study_id,
    item.question_id,
    item.item_id
from item
join study using (study_id)
join taxonomy using (code)
left join taxonomy as category on category.code = taxonomy.parent_code
where
    study.people <> 'experts'
    or item.study_id not in (select study_id from item_mitigation)
order by item.code, study.year, item.study_id, item.position
