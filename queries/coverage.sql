-- How many of the mitigations does each document propose under each subcategory?
select
    mitigation.code,
    mitigation.document_id,
    any_value(document.first_author || ' ' || document.year) as document,
    count(*) as mitigations,
    count(*) filter (mitigation_id in (select mitigation_id from item_mitigation)) as asked
from mitigation
join document using (document_id)
where coalesce(list_contains($mitigations::varchar[], mitigation.mitigation_id), true)
group by mitigation.code, mitigation.document_id
order by mitigation.code, mitigation.document_id
