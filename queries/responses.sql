-- What did each respondent answer? Only of studies whose single answers may be taken away.
select
    response.study_id,
    response.respondent_id,
    response.item_id,
    item.label,
    response.risk_area,
    response.affiliation,
    response.expertise,
    response.option_id as answer,
    study_source.basis,
    study_source.source
from response
join item using (study_id, item_id)
join study_source using (study_id)
where
    response.study_id = $study
    and coalesce(list_contains($affiliation, response.affiliation), $affiliation is null)
    and coalesce(list_contains($expertise, response.expertise), $expertise is null)
    and coalesce(list_contains($risk_area, response.risk_area), $risk_area is null)
    and response.item_id in (select item_id from matching_items($study, $question, $category, $stems))
order by item.position, response.risk_area, response.respondent_id
