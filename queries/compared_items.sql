-- Which items that are no mitigations of the database compare with a mitigation, and how close are they?
select
    link.study_id,
    link.item_id,
    item.question_id,
    link.closeness,
    link.rationale,
    false as seen_from_there
from mitigation_crosswalk as link
join item using (study_id, item_id)
join study using (study_id)
where link.mitigation_id = $mitigation
order by
    list_position(['same', 'narrower', 'broader', 'related'], link.closeness),
    study.year,
    link.study_id,
    item.position
