-- Which bounds does a study print of each of its items (null: all) and risk areas (null: all)? Items
-- without one have a row without a figure.
select
    item.item_id,
    (
        select coalesce(string_agg(link.mitigation_id, ';' order by link.mitigation_id), '')
        from item_mitigation as link
        where link.study_id = item.study_id and link.item_id = item.item_id
    ) as mitigation_ids,
    item.label,
    item.statement,
    item.code,
    found.risk_area,
    found.statistic,
    found.relation,
    found.value,
    found.source
from item
left join (
    select published.*, study_group.position as place
    from published
    left join study_group
        on study_group.study_id = published.study_id
        and study_group.dimension = 'risk_area'
        and study_group.name = published.risk_area
    where
        relation = '>'
        and coalesce(list_contains($risk_area, risk_area), $risk_area is null)
) as found
    on found.study_id = item.study_id and found.item_id = item.item_id
where
    item.study_id = $study
    and item.item_id in (select item_id from matching_items($study, $question, $category, $stems))
order by found.value is null, item.position, found.statistic, found.place
