-- How many words has each statement of a study that has at least so many? The longest first.
select
    item.item_id,
    coalesce(
        string_agg(item_mitigation.mitigation_id, ';' order by item_mitigation.mitigation_id), ''
    ) as mitigation_ids,
    item.label,
    len(string_split(item.statement, ' ')) as words
from item
left join item_mitigation using (study_id, item_id)
where item.study_id = $study and words >= $least
group by all
order by words desc, item.item_id
