-- Which mitigations fit the filters, and contain all words searched for? A list that is null lets
-- everything through; asked is true, false or null.
select mitigation.mitigation_id
from mitigation
join taxonomy using (code)
join document using (document_id)
left join (
    select
        mitigation_id,
        any_value(value) filter (facet = 'lifecycle_stage') as lifecycle_stage,
        any_value(value) filter (facet = 'actor') as actor,
        any_value(value) filter (facet = 'nist_function') as nist_function
    from mitigation_facet
    group by mitigation_id
) as coded using (mitigation_id)
where
    coalesce(list_contains($category, code) or list_contains($category, parent_code), $category is null)
    and coalesce(list_contains($document::varchar[], document_id), true)
    and coalesce(list_contains($year::varchar[], year::varchar), true)
    and coalesce(list_contains($lifecycle_stage, lifecycle_stage), $lifecycle_stage is null)
    and coalesce(list_contains($actor, actor), $actor is null)
    and coalesce(list_contains($nist_function, nist_function), $nist_function is null)
    and coalesce(
        $asked = (mitigation_id in (select item_mitigation.mitigation_id from item_mitigation)), true
    )
    and coalesce(
        list_bool_and(list_transform($stems, lambda stem: contains(search_text, stem))), true
    )
order by mitigation_id
