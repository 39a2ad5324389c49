-- How many answers are there about each risk area, from those whom the filters let through? Areas
-- about which some of them must not be shown have none.
select risk_area, sum(n_opinion + no_opinion) as answers, bool_or(hidden) as hidden
from tally
where
    study_id = $study
    and group_by = $group_by
    and coalesce(list_contains($affiliation, affiliation), true)
    and coalesce(list_contains($expertise, expertise), true)
    and coalesce(list_contains($items::varchar[], item_id), true)
    and risk_area is not null
group by risk_area
