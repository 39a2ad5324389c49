-- Set the cells side by side: one row a group and world.
insert into tally by name
with counted as (
    select
        study_id,
        item_id,
        risk_area,
        affiliation,
        expertise,
        world,
        sum(n) filter (option_id = 'strongly_disagree') as strongly_disagree,
        sum(n) filter (option_id = 'somewhat_disagree') as somewhat_disagree,
        sum(n) filter (option_id = 'neither') as neither,
        sum(n) filter (option_id = 'somewhat_agree') as somewhat_agree,
        sum(n) filter (option_id = 'strongly_agree') as strongly_agree,
        sum(n) filter (option_id <> 'dont_know') as n_opinion,
        sum(n * score) as score,
        sum(n) filter (option_id = 'dont_know') as dont_know,
        any_value(basis) as basis
    from cell
    join study using (study_id)
    join answer_option using (scale_id, option_id)
    group by all
),
everyone as (
    select study_id, item_id, risk_area, dont_know, n_opinion + dont_know as answered
    from counted
    where affiliation is null and expertise is null
)
select
    counted.* exclude (dont_know),
    concat_ws(
        '+',
        if(affiliation is null, null, 'affiliation'),
        if(expertise is null, null, 'expertise')
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
left join study_group
    on study_group.study_id = counted.study_id
    and study_group.dimension = 'affiliation'
    and study_group.name = counted.affiliation
order by
    counted.study_id,
    item.position,
    counted.risk_area,
    study_group.position,
    counted.affiliation,
    expertise,
    world;

-- Set a mark where a group is not to be shown.
insert into tally by name
select
    hidden_group.*,
    concat_ws(
        '+',
        if(affiliation is null, null, 'affiliation'),
        if(expertise is null, null, 'expertise')
    ) as group_by,
    0 as world,
    0 as strongly_disagree,
    0 as somewhat_disagree,
    0 as neither,
    0 as somewhat_agree,
    0 as strongly_agree,
    0 as n_opinion,
    0 as score,
    0 as no_opinion,
    0 as unanswered,
    true as hidden
from hidden_group
order by study_id, item_id, risk_area, affiliation, expertise
