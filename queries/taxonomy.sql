-- How many of the mitigations stand under each category and subcategory, in how many documents, and
-- how many of them were put to experts? Categories count what stands under them.
with counted as (
    select code, document_id, mitigation_id in (select mitigation_id from item_mitigation) as asked
    from mitigation
    where coalesce(list_contains($mitigations::varchar[], mitigation_id), true)
)
select
    taxonomy.code,
    taxonomy.name,
    taxonomy.parent_code,
    taxonomy.kind,
    taxonomy.description,
    taxonomy.examples,
    count(counted.code) as mitigations,
    count(distinct counted.document_id) as documents,
    count(*) filter (counted.asked) as asked
from taxonomy
left join counted on counted.code in (
    select below.code
    from taxonomy as below
    where below.code = taxonomy.code or below.parent_code = taxonomy.code
)
group by all
order by taxonomy.code
