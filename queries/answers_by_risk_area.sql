-- How many answers are there about each risk area, from those whom the filters let through? Areas
-- about which some of them must not be shown have none.
select risk_area, sum(n_opinion + no_opinion) as answers, bool_or(hidden) as hidden
from tally
where
    study_id = $study
    and group_by = needed_group_by(null, $affiliation, $expertise, $subgroup)
    and coalesce(list_contains($affiliation, affiliation), true)
    and coalesce(list_contains($expertise, expertise), true)
    and coalesce(list_contains($subgroup, subgroup), true)
    and coalesce(wave = nullif($wave, ''), true)
    and item_id in (select item_id from matching_items($study, $question, $category, $stems))
    and risk_area is not null
group by risk_area
