-- Which bounds does a study print, of which items (null: all) and risk areas (null: all)?
select
    published.item_id,
    item.label,
    item.code,
    published.risk_area,
    published.statistic,
    published.relation,
    published.value,
    published.source
from published
join item using (study_id, item_id)
left join study_group
    on study_group.study_id = published.study_id
    and study_group.dimension = 'risk_area'
    and study_group.name = published.risk_area
where
    published.study_id = $study
    and published.relation = '>'
    and coalesce(list_contains($items::varchar[], published.item_id), true)
    and coalesce(list_contains($risk_area, published.risk_area), $risk_area is null)
order by item.position, published.statistic, study_group.position
