-- Which estimates does a study publish of the items under the filters, highest first? Items without
-- one have no row.
select
    item.item_id,
    item.question_id,
    (
        select string_agg(link.mitigation_id, ';' order by link.mitigation_id)
        from item_mitigation as link
        where link.study_id = item.study_id and link.item_id = item.item_id
    ) as mitigation_ids,
    item.label,
    item.statement,
    item.code,
    estimate.share,
    estimate.share_low,
    estimate.share_high,
    estimate.base as base_in_words,
    study_source.basis,
    study_source.source
from estimate
join item using (study_id, item_id)
join study_source on study_source.study_id = estimate.study_id and basis = 'estimated'
where
    estimate.study_id = $study
    and item.item_id in (select item_id from matching_items($study, $question, $category, $stems))
order by share desc, item.position
