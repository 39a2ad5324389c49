-- The counts behind every figure: which cells does a study have, under the filters?
select
    cell.study_id,
    cell.item_id,
    item.label,
    cell.risk_area,
    cell.wave,
    cell.affiliation,
    cell.expertise,
    cell.subgroup,
    cell.option_id as answer,
    cell.world,
    cell.n,
    cell.basis
from cell
join item using (study_id, item_id)
join question using (study_id, question_id)
join answer_option using (scale_id, option_id)
where
    cell.study_id = $study
    and coalesce(list_contains($affiliation, cell.affiliation), $affiliation is null)
    and coalesce(list_contains($expertise, cell.expertise), $expertise is null)
    and coalesce(list_contains($subgroup, cell.subgroup), $subgroup is null)
    and coalesce(list_contains($risk_area, cell.risk_area), $risk_area is null)
    and coalesce(cell.wave = nullif($wave, ''), true)
    and cell.item_id in (select item_id from matching_items($study, $question, $category, $stems))
order by
    item.position,
    cell.risk_area nulls first,
    cell.wave nulls first,
    cell.affiliation nulls first,
    cell.expertise nulls first,
    cell.subgroup nulls first,
    cell.world,
    answer_option.position
