-- Which mitigations are nearest to a mitigation, among all or among those put to experts?
--
-- Nearness is the likeness of the labels, from 0 to 1 (the weight of the stems that both have, of
-- the weight of all stems that either has; a stem weighs the more, the fewer labels have it), plus
-- 0.15 in the same subcategory, or 0.03 in the same category.
with one as (
    select mitigation_id, unnest(stems) as stem from mitigation
),
weight as (
    select stem, ln(1 + (select count(*) from mitigation) / count(*)) as weight from one group by stem
),
label as (
    select mitigation_id, sum(weight) as weight from one join weight using (stem) group by mitigation_id
),
shared as (
    select one.mitigation_id, sum(weight) as weight
    from one
    join weight using (stem)
    where one.stem in (select mine.stem from one as mine where mine.mitigation_id = $mitigation)
    group by one.mitigation_id
)
select
    other.mitigation_id,
    coalesce(shared.weight / (mine.weight + theirs.weight - shared.weight), 0)
    + case
        when other.code = this.code then 0.15
        when left(other.code, 1) = left(this.code, 1) then 0.03
        else 0
    end as nearness
from mitigation as this
join label as mine on mine.mitigation_id = this.mitigation_id
join mitigation as other on other.mitigation_id <> this.mitigation_id
join label as theirs on theirs.mitigation_id = other.mitigation_id
left join shared on shared.mitigation_id = other.mitigation_id
where
    this.mitigation_id = $mitigation
    and (
        not $asked
        or other.mitigation_id in (select item_mitigation.mitigation_id from item_mitigation)
    )
order by nearness desc, other.mitigation_id
limit $most
