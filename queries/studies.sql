-- Which studies are there, how large are they, and how certain are their figures?
with figure as (
    -- One row a group's counts of an item; exact if every world agrees on them.
    select study_id, item_id, affiliation, expertise, subgroup, risk_area, wave, max(world) <= 1 as exact
    from cell
    group by all
),
certainty as (
    select
        study_id,
        count(*) filter (exact) as figures_exact,
        count(*) filter (not exact) as figures_bounded,
        count(distinct item_id) filter (not exact) as items_bounded
    from figure
    group by study_id
),
weighted as (
    select distinct study_id from cell where weight is not null
),
bound as (
    select study_id, count(distinct item_id) as items_with_bounds
    from published
    where relation = '>'
    group by study_id
),
estimated as (
    select study_id, count(*) as items_with_estimates from estimate group by study_id
),
size as (
    select study_id, count(*) as items from item group by study_id
)
select
    study.*,
    size.items,
    coalesce(certainty.figures_exact, 0) as figures_exact,
    coalesce(certainty.figures_bounded, 0) as figures_bounded,
    coalesce(certainty.items_bounded, 0) as items_bounded,
    coalesce(bound.items_with_bounds, 0) as items_with_bounds,
    coalesce(estimated.items_with_estimates, 0) as items_with_estimates,
    exists (
        select 1
        from study_source
        where study_source.study_id = study.study_id and basis = 'reconstructed'
    ) as reconstructed,
    exists (select 1 from item_mitigation where item_mitigation.study_id = study.study_id)
        as asks_about_mitigations,
    exists (select 1 from response where response.study_id = study.study_id)
        as responses_are_public,
    exists (select 1 from chosen_together where chosen_together.study_id = study.study_id)
        as has_combinations,
    study.study_id in (select study_id from weighted) as weighted
from study
join size using (study_id)
left join certainty using (study_id)
left join bound using (study_id)
left join estimated using (study_id)
order by study.people <> 'experts', study.year, study.study_id
