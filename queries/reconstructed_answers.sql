-- How did each group answer a statement in each solution, and what of the printed answers of all
-- respondents is left for those who belong to none of the groups?
with answer as (
    select
        world,
        affiliation,
        sum(n) filter (option_id = 'strongly_disagree') as strongly_disagree,
        sum(n) filter (option_id = 'somewhat_disagree') as somewhat_disagree,
        sum(n) filter (option_id = 'neither') as neither,
        sum(n) filter (option_id = 'somewhat_agree') as somewhat_agree,
        sum(n) filter (option_id = 'strongly_agree') as strongly_agree,
        sum(n) filter (option_id = 'dont_know') as dont_know,
        sum(n) filter (option_id <> 'dont_know') as n_opinion
    from cell
    where study_id = $study and item_id = $item
    group by world, affiliation
),
everyone as (
    select * from answer where affiliation is null
),
of_group as (
    select * from answer where affiliation is not null
),
together as (
    select
        world,
        sum(strongly_disagree) as strongly_disagree,
        sum(somewhat_disagree) as somewhat_disagree,
        sum(neither) as neither,
        sum(somewhat_agree) as somewhat_agree,
        sum(strongly_agree) as strongly_agree,
        case when count(dont_know) = count(*) then sum(dont_know) end as dont_know,
        sum(n_opinion) as n_opinion
    from of_group
    group by world
),
row_of_table as (
    select of_group.*, 'group' as kind, study_group.position
    from of_group
    join study_group
        on study_group.study_id = $study
        and study_group.dimension = 'affiliation'
        and study_group.name = of_group.affiliation
    union all by name
    select *, 'together' as kind, 1000 as position
    from together
    union all by name
    select everyone.* replace (together.world as world), 'printed' as kind, 1001 as position
    from everyone
    cross join together
    union all by name
    -- Those of no group are too few to be shown answer by answer: only how many there are.
    select
        together.world,
        everyone.n_opinion - together.n_opinion as n_opinion,
        'left' as kind,
        1002 as position
    from everyone
    cross join together
)
select
    world,
    kind,
    affiliation,
    strongly_disagree,
    somewhat_disagree,
    neither,
    somewhat_agree,
    strongly_agree,
    n_opinion,
    dont_know
from row_of_table
order by world, position
