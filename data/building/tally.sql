-- Set the cells side by side: one row a group and world.
insert into tally by name
with options as (
    select
        scale_id,
        option_id,
        score,
        stance,
        answered,
        position as place,
        stance <> 'none' as is_opinion,
        bool_or(stance = 'none' and answered) over (partition by scale_id) as may_be_unsure
    from answer_option
),
counted as (
    select
        cell.study_id,
        cell.item_id,
        cell.risk_area,
        cell.wave,
        cell.affiliation,
        cell.expertise,
        cell.subgroup,
        cell.world,
        coalesce(sum(n) filter (is_opinion and place = 1), 0) as option_1,
        coalesce(sum(n) filter (is_opinion and place = 2), 0) as option_2,
        coalesce(sum(n) filter (is_opinion and place = 3), 0) as option_3,
        coalesce(sum(n) filter (is_opinion and place = 4), 0) as option_4,
        coalesce(sum(n) filter (is_opinion and place = 5), 0) as option_5,
        coalesce(sum(n) filter (is_opinion and place = 6), 0) as option_6,
        coalesce(sum(n) filter (is_opinion and place = 7), 0) as option_7,
        coalesce(sum(n) filter (is_opinion and place = 8), 0) as option_8,
        coalesce(sum(n) filter (is_opinion and place = 9), 0) as option_9,
        coalesce(sum(n) filter (is_opinion and place = 10), 0) as option_10,
        coalesce(sum(n) filter (is_opinion and place = 11), 0) as option_11,
        coalesce(sum(n) filter (stance = 'for'), 0) as n_for,
        coalesce(sum(n) filter (stance = 'against'), 0) as n_against,
        coalesce(sum(n) filter (is_opinion), 0) as n_opinion,
        sum(n * score) as score,
        case
            when any_value(may_be_unsure) then sum(n) filter (not is_opinion and answered)
            else 0
        end as dont_know,
        any_value(basis) as basis
    from cell
    join item using (study_id, item_id)
    join question using (study_id, question_id)
    join options using (scale_id, option_id)
    group by
        cell.study_id,
        cell.item_id,
        cell.risk_area,
        cell.wave,
        cell.affiliation,
        cell.expertise,
        cell.subgroup,
        cell.world
),
everyone as (
    select study_id, item_id, risk_area, wave, dont_know, n_opinion + dont_know as answered
    from counted
    where affiliation is null and expertise is null and subgroup is null
)
select
    counted.* exclude (dont_know),
    concat_ws(
        '+',
        if(affiliation is null, null, 'affiliation'),
        if(expertise is null, null, 'expertise'),
        if(subgroup is null, null, 'subgroup')
    ) as group_by,
    coalesce(counted.dont_know, members - n_opinion) as no_opinion,
    if(counted.dont_know is null, study.respondents - answered, 0) as unanswered,
    if(counted.dont_know is null, everyone.dont_know, null) as everyone_dont_know,
    false as hidden
from counted
join item using (study_id, item_id)
join study using (study_id)
left join everyone
    on everyone.study_id = counted.study_id
    and everyone.item_id = counted.item_id
    and everyone.risk_area is not distinct from counted.risk_area
    and everyone.wave is not distinct from counted.wave
left join study_group
    on study_group.study_id = counted.study_id
    and study_group.dimension = 'affiliation'
    and study_group.name = counted.affiliation
order by
    counted.study_id,
    item.position,
    counted.risk_area,
    counted.wave,
    study_group.position,
    counted.affiliation,
    expertise,
    subgroup,
    world;

-- Set a mark where a group is not to be shown.
insert into tally by name
select
    hidden_group.*,
    concat_ws(
        '+',
        if(affiliation is null, null, 'affiliation'),
        if(expertise is null, null, 'expertise'),
        if(subgroup is null, null, 'subgroup')
    ) as group_by,
    0 as world,
    0 as option_1,
    0 as option_2,
    0 as option_3,
    0 as option_4,
    0 as option_5,
    0 as option_6,
    0 as option_7,
    0 as option_8,
    0 as option_9,
    0 as option_10,
    0 as option_11,
    0 as n_for,
    0 as n_against,
    0 as n_opinion,
    0 as score,
    0 as no_opinion,
    0 as unanswered,
    true as hidden
from hidden_group
order by study_id, item_id, risk_area, wave, affiliation, expertise, subgroup
