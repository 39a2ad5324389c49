-- In how many of the preferred combinations against some risks (null: all) do two items stand
-- together? Combinations against several risks are added up.
with combined as (
    select
        item_id,
        other_item_id,
        sum(n) as n,
        (
            select sum(n_respondents)
            from (
                select distinct risk_area, n_respondents
                from chosen_together as every
                where
                    every.study_id = $study
                    and coalesce(list_contains($risk_area, every.risk_area), $risk_area is null)
            )
        ) as n_combinations
    from chosen_together
    where
        study_id = $study
        and coalesce(list_contains($risk_area, risk_area), $risk_area is null)
    group by item_id, other_item_id
)
select
    combined.item_id,
    one.label,
    combined.other_item_id,
    other.label as other_label,
    combined.n,
    combined.n_combinations,
    combined.n / combined.n_combinations as share,
    combined.n * combined.n_combinations / (alone.n * other_alone.n) as lift
from combined
join item as one on one.study_id = $study and one.item_id = combined.item_id
join item as other on other.study_id = $study and other.item_id = combined.other_item_id
join combined as alone
    on alone.item_id = combined.item_id and alone.other_item_id = combined.item_id
join combined as other_alone
    on other_alone.item_id = combined.other_item_id
    and other_alone.other_item_id = combined.other_item_id
where
    combined.item_id in (select item_id from matching_items($study, $question, $category, $stems))
    and combined.other_item_id in (select item_id from matching_items($study, $question, $category, $stems))
order by alone.n desc, one.position, other_alone.n desc, other.position
