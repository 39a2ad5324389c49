-- Of each statement of a study, how many sets of answers fit what is printed, and which counts of
-- groups are open?
with figure as (
    select
        item_id,
        affiliation,
        option_id,
        min(n) < max(n) as open,
        max(world) as world
    from cell
    where study_id = $study and basis = 'reconstructed'
    group by item_id, affiliation, option_id
)
select
    item.item_id,
    item.label,
    max(figure.world) as solutions,
    count(distinct figure.affiliation) as groups,
    count(*) filter (figure.open and figure.option_id <> 'dont_know') as open_opinions,
    count(distinct figure.affiliation)
        - count(*) filter (figure.option_id = 'dont_know' and not figure.open) as open_dont_knows
from figure
join item on item.study_id = $study and item.item_id = figure.item_id
group by item.item_id, item.label, item.position
order by item.position
