-- What did the studies ask about a topic, and how does each compare with it? Rows about a whole risk
-- area have no item.
select
    side_by_side.topic,
    side_by_side.study_id,
    item.question_id,
    side_by_side.item_id,
    side_by_side.risk_area,
    coalesce(item.label, side_by_side.risk_area) as label,
    item.statement,
    side_by_side.closeness,
    side_by_side.what_differs
from side_by_side
left join item using (study_id, item_id)
where topic = $topic
order by side_by_side.position
