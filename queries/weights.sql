-- How much do the respondents weigh who gave each answer to each statement?
--
-- Only of weighted studies. One row a statement, or a statement and group if split, as in
-- agreement.sql, whose rows say which of them may be shown: what adds up a group that is not to be
-- shown is incomplete. ``weights`` are those of the opinions, in the order of the scale; the other
-- columns are of those with an opinion, and of those whose answer is none.
with answered as (
    select
        item_id,
        option_id,
        case $split
            when 'affiliation' then affiliation
            when 'expertise' then expertise
            when 'subgroup' then subgroup
            when 'risk_area' then risk_area
            when 'wave' then wave
        end as split_group,
        sum(weight) as weight,
        sum(squared_weight) as squared_weight
    from cell
    where
        study_id = $study
        and (affiliation is not null) = ($split = 'affiliation' or $affiliation is not null)
        and (expertise is not null) = ($split = 'expertise' or $expertise is not null)
        and (subgroup is not null) = ($split = 'subgroup' or $subgroup is not null)
        and coalesce(list_contains($affiliation, affiliation), true)
        and coalesce(list_contains($expertise, expertise), true)
        and coalesce(list_contains($subgroup, subgroup), true)
        and coalesce(list_contains($risk_area, risk_area), true)
        and coalesce(wave = nullif($wave, ''), true)
        and item_id in (select item_id from matching_items($study, $question, $category, $stems))
    group by item_id, option_id, split_group
)
select
    answered.item_id,
    split_group,
    list(weight order by answer_option.position) filter (stance <> 'none') as weights,
    coalesce(sum(weight) filter (stance = 'none'), 0) as unsure_weight,
    sum(squared_weight) filter (stance <> 'none') as squared_weight,
    coalesce(sum(squared_weight) filter (stance = 'none'), 0) as unsure_squared_weight
from answered
join item on item.study_id = $study and item.item_id = answered.item_id
join question on question.study_id = $study and question.question_id = item.question_id
join answer_option on answer_option.scale_id = question.scale_id and answer_option.option_id = answered.option_id
where answer_option.answered
group by answered.item_id, split_group
