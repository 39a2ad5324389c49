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
        if(counted.risk_area is null, null, 'risk_area'),
        if(affiliation is null, null, 'affiliation'),
        if(expertise is null, null, 'expertise')
    ) as told_apart,
    coalesce(counted.dont_know, members - n_opinion) as no_opinion,
    if(counted.dont_know is null, study.respondents - answered, 0) as unanswered,
    everyone.dont_know as everyone_dont_know
from counted
join item using (study_id, item_id)
join study using (study_id)
join everyone
    on everyone.study_id = counted.study_id
    and everyone.item_id = counted.item_id
    and everyone.risk_area is not distinct from counted.risk_area
left join study_group
    on study_group.study_id = counted.study_id
    and study_group.dimension = 'affiliation'
    and study_group.name = counted.affiliation
order by item.position, counted.risk_area, study_group.position, expertise, world
