-- The same counts, with the weights of those who gave each answer added up, and the squares of them.
-- Weights are divided by their mean, so that they add up to as many as there are respondents; what
-- is added up in another order is the same when rounded.
with relative as (
    select respondent_id, weight / (select avg(weight) from weights) as relative_weight from weights
)
select
    item_id,
    risk_area,
    affiliation,
    expertise,
    option_id,
    count(*) as n,
    round(fsum(relative_weight), 9) as weight,
    round(fsum(relative_weight * relative_weight), 9) as squared_weight
from responses
join relative using (respondent_id)
group by all
order by all
