-- What did each study ask, where does each item stand in the taxonomy, and which mitigations is it about?
select
    item.study_id,
    item.item_id,
    item.question_id,
    item.position,
    item.label,
    item.statement,
    item.code,
    taxonomy.name as category,
    string_agg(item_mitigation.mitigation_id, ';' order by item_mitigation.mitigation_id)
        as mitigation_ids
from item
left join taxonomy using (code)
left join item_mitigation using (study_id, item_id)
group by all
order by item.study_id, item.position
