-- Would the filters show groups that must not be shown?
select coalesce(bool_or(hidden), false) as hidden
from tally
where
    study_id = $study
    and group_by = $group_by
    and coalesce(list_contains($affiliation, affiliation), true)
    and coalesce(list_contains($expertise, expertise), true)
    and coalesce(list_contains($risk_area, risk_area), true)
    and coalesce(list_contains($items::varchar[], item_id), true)
