-- How often was each answer given to each item, by whom? One row an item, risk area, affiliation,
-- expertise and answer.
select item_id, risk_area, affiliation, expertise, option_id, count(*) as n
from responses
group by all
order by all
