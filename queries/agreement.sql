-- How many respondents gave each answer to each statement, how many agree, and how sure is that?
--
-- One row a statement, or a statement and group if split. Every figure is given as the lowest and
-- highest over the worlds: the reconstructions that fit what is published. Shares are of all
-- respondents or of those with an opinion. A dimension is told apart if it is filtered or split by. A
-- list that is null lets everything through.
--
-- Where the don't-knows of a group are not determined, they are at most all who gave no opinion,
-- or all don't-knows there are, and at least what is left if all who did not answer are among them.
--
-- A study that asked about several risk areas counts an answer for each; they are added up unless
-- filtered or split by; waves never are. What is hidden, and all that it is part of, has no figures, only a mark.
select
    item_id,
    split_group,
    any_value(basis) as basis,
    min(base_low) as n_base,
    greatest(max(risk_areas), 1) as risk_areas,
    min(dont_know_low) as dont_know_low,
    max(dont_know_high) as dont_know_high,
    min(n_for / nullif(base_high, 0)) as agreement_low,
    max(n_for / nullif(base_low, 0)) as agreement_high,
    min(n_against / nullif(base_high, 0)) as disagreement_low,
    max(n_against / nullif(base_low, 0)) as disagreement_high,
    min(score / nullif(n_opinion, 0)) as mean_low,
    max(score / nullif(n_opinion, 0)) as mean_high,
    bool_or(hidden) as hidden,
    list([
        option_1, option_2, option_3, option_4, option_5, option_6,
        option_7, option_8, option_9, option_10, option_11,
        dont_know_low, dont_know_high, base_low, base_high
    ] order by world) as worlds
from (
    select
        item_id,
        world,
        case $split
            when 'affiliation' then affiliation
            when 'expertise' then expertise
            when 'subgroup' then subgroup
            when 'risk_area' then risk_area
            when 'wave' then wave
        end as split_group,
        any_value(basis) as basis,
        count(distinct risk_area) as risk_areas,
        bool_or(hidden) as hidden,
        sum(option_1) as option_1,
        sum(option_2) as option_2,
        sum(option_3) as option_3,
        sum(option_4) as option_4,
        sum(option_5) as option_5,
        sum(option_6) as option_6,
        sum(option_7) as option_7,
        sum(option_8) as option_8,
        sum(option_9) as option_9,
        sum(option_10) as option_10,
        sum(option_11) as option_11,
        sum(n_for) as n_for,
        sum(n_against) as n_against,
        sum(n_opinion) as n_opinion,
        greatest(sum(no_opinion) - any_value(unanswered), 0) as dont_know_low,
        least(sum(no_opinion), any_value(everyone_dont_know)) as dont_know_high,
        sum(score) as score,
        sum(n_opinion) + if($base = 'respondents', dont_know_low, 0) as base_low,
        sum(n_opinion) + if($base = 'respondents', dont_know_high, 0) as base_high
    from tally
    where
        study_id = $study
        and group_by = needed_group_by($split, $affiliation, $expertise, $subgroup)
        and coalesce(list_contains($affiliation, affiliation), true)
        and coalesce(list_contains($expertise, expertise), true)
        and coalesce(list_contains($subgroup, subgroup), true)
        and coalesce(list_contains($risk_area, risk_area), true)
        and coalesce(wave = nullif($wave, ''), true)
        and item_id in (select item_id from matching_items($study, $question, $category, $stems))
    group by item_id, split_group, world
)
group by item_id, split_group
having bool_or(hidden) or n_base >= $min_n
