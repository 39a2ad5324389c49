-- Of two dimensions crossed, such as affiliation and expertise: how many answered in each cell, how
-- many of them are for, and how sure is that?
--
-- One row a cell: a group of the dimension $rows that is also one of $columns. What is not crossed is
-- filtered by, as the answers themselves are; $item is null if items are one of the two. Every figure
-- is given as the lowest and highest over the worlds, the reconstructions that fit what is published.
-- Cells of which nobody is certain to be in the base are left out.
--
-- Nothing is worked out from other cells: each is a sum of counts that may be shown on their own, and
-- what is hidden, and all that it is part of, has no figures, only a mark.
select
    row_group,
    column_group,
    any_value(item_id) as item_id,
    any_value(basis) as basis,
    greatest(max(risk_areas), 1) as risk_areas,
    bool_or(hidden) as hidden,
    if(bool_or(hidden), null, min(base_low)) as n_low,
    if(bool_or(hidden), null, max(base_high)) as n_high,
    if(bool_or(hidden), null, min(n_for / base_high)) as agreement_low,
    if(bool_or(hidden), null, max(n_for / base_low)) as agreement_high,
    if(bool_or(hidden), null, list([n_for, base_low, base_high] order by world)) as worlds
from (
    select
        case $rows
            when 'item' then item_id
            when 'affiliation' then affiliation
            when 'expertise' then expertise
            when 'subgroup' then subgroup
            when 'risk_area' then risk_area
            when 'wave' then wave
        end as row_group,
        case $columns
            when 'item' then item_id
            when 'affiliation' then affiliation
            when 'expertise' then expertise
            when 'subgroup' then subgroup
            when 'risk_area' then risk_area
            when 'wave' then wave
        end as column_group,
        item_id,
        world,
        any_value(basis) as basis,
        count(distinct risk_area) as risk_areas,
        bool_or(hidden) as hidden,
        sum(n_for) as n_for,
        greatest(sum(no_opinion) - any_value(unanswered), 0) as dont_know_low,
        least(sum(no_opinion), any_value(everyone_dont_know)) as dont_know_high,
        sum(n_opinion) + if($base = 'respondents', dont_know_low, 0) as base_low,
        sum(n_opinion) + if($base = 'respondents', dont_know_high, 0) as base_high
    from tally
    where
        study_id = $study
        and group_by = concat_ws(
            '+',
            if('affiliation' in ($rows, $columns) or $affiliation is not null, 'affiliation', null),
            if('expertise' in ($rows, $columns) or $expertise is not null, 'expertise', null),
            if('subgroup' in ($rows, $columns) or $subgroup is not null, 'subgroup', null)
        )
        and coalesce(list_contains($affiliation, affiliation), true)
        and coalesce(list_contains($expertise, expertise), true)
        and coalesce(list_contains($subgroup, subgroup), true)
        and coalesce(list_contains($risk_area, risk_area), true)
        and coalesce(wave = nullif($wave, ''), true)
        and coalesce(item_id = $item, true)
        and item_id in (select item_id from matching_items($study, $question, null, null))
    group by row_group, column_group, item_id, world
)
where row_group is not null and column_group is not null
group by row_group, column_group
having bool_or(hidden) or min(base_low) >= greatest($min_n, 1)
