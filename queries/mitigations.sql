-- What are the mitigations, where do they stand in the taxonomy and which surveys asked about them?
select
    mitigation.mitigation_id,
    mitigation.label,
    mitigation.definition,
    mitigation.official_definition,
    mitigation.code,
    taxonomy.name as subcategory,
    coalesce(category.code, taxonomy.code) as category_code,
    coalesce(category.name, taxonomy.name) as category,
    mitigation.document_id,
    document.first_author || ' ' || document.year as document,
    document.year,
    document.url as document_url,
    asked.study_ids,
    asked.item_ids,
    coded.lifecycle_stage,
    coded.actor,
    coded.nist_function
from mitigation
join taxonomy using (code)
join document using (document_id)
left join taxonomy as category on category.code = taxonomy.parent_code
left join (
    select
        mitigation_id,
        string_agg(study_id, ';' order by study_id) as study_ids,
        string_agg(item_id, ';' order by study_id) as item_ids
    from item_mitigation
    group by mitigation_id
) as asked on asked.mitigation_id = mitigation.mitigation_id
left join (
    select
        mitigation_id,
        any_value(value) filter (facet = 'lifecycle_stage') as lifecycle_stage,
        any_value(value) filter (facet = 'actor') as actor,
        any_value(value) filter (facet = 'nist_function') as nist_function
    from mitigation_facet
    group by mitigation_id
) as coded on coded.mitigation_id = mitigation.mitigation_id
where coalesce(list_contains($mitigations::varchar[], mitigation.mitigation_id), true)
order by mitigation.code, lower(mitigation.label), mitigation.mitigation_id
