-- Under each subcategory: how much is proposed, how much of it was put to experts, and by which
-- studies? One row a subcategory and study, also where the study asked nothing.
with proposed as (
    select
        code,
        count(*) as mitigations,
        count(distinct document_id) as documents,
        count(*) filter (mitigation_id in (select mitigation_id from item_mitigation)) as asked
    from mitigation
    group by code
),
item_count as (
    select study_id, code, count(*) as items from item group by study_id, code
)
select
    taxonomy.code,
    taxonomy.name as subcategory,
    coalesce(category.code, taxonomy.code) as category_code,
    coalesce(category.name, taxonomy.name) as category,
    proposed.mitigations,
    proposed.documents,
    proposed.asked,
    study.study_id,
    study.name as study,
    coalesce(item_count.items, 0) as items
from taxonomy
join proposed using (code)
left join taxonomy as category on category.code = taxonomy.parent_code
cross join (
    select *
    from study
    where people = 'experts' and study_id in (select study_id from item_mitigation)
) as study
left join item_count on item_count.code = taxonomy.code and item_count.study_id = study.study_id
order by taxonomy.code, study.year, study.study_id
