-- Which items have no place in the taxonomy, why, and with which items of other studies do they compare?
select
    no_counterpart.study_id,
    study.name as study,
    study.people,
    item.question_id,
    question.label as question,
    no_counterpart.item_id,
    item.label,
    item.statement,
    no_counterpart.reason,
    (
        select string_agg(other.label || ' (' || asked.name || ')', '; ' order by asked.year, asked.name)
        from (
            select study_id, item_id, other_study_id, other_item_id
            from item_crosswalk
            union
            select other_study_id, other_item_id, study_id, item_id
            from item_crosswalk
        ) as link
        join item as other
            on other.study_id = link.other_study_id and other.item_id = link.other_item_id
        join study as asked on asked.study_id = other.study_id
        where link.study_id = no_counterpart.study_id and link.item_id = no_counterpart.item_id
    ) as compared_with
from no_counterpart
join item using (study_id, item_id)
join question using (study_id, question_id)
join study using (study_id)
order by study.year, study.study_id, item.position
