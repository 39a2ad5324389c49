-- In how many preferred combinations do two items stand together, risk area by risk area, and how
-- many respondents prefer any combination? An item with itself: in how many it stands at all.
with respondents as (
    select risk_area, count(distinct respondent_id) as n_respondents from preferred group by risk_area
)
select
    one.risk_area,
    one.item_id,
    other.item_id as other_item_id,
    count(*) as n,
    any_value(n_respondents) as n_respondents
from preferred as one
join preferred as other
    on one.respondent_id = other.respondent_id
    and one.risk_area is not distinct from other.risk_area
join respondents on one.risk_area is not distinct from respondents.risk_area
group by one.risk_area, one.item_id, other.item_id
order by all
