-- Each respondent once, numbered at random, so that the number tells nothing of the respondent.
create table respondents as
with shuffled as materialized (
    select
        respondent,
        any_value(affiliations.name) as affiliation,
        any_value(expertises.name) as expertise,
        any_value(try_cast(members.weight as double)) as weight,
        random() as place
    from members
    left join group_values as affiliations
        on affiliations.dimension = 'affiliation' and affiliations.value = members.affiliation
    left join group_values as expertises
        on expertises.dimension = 'expertise' and expertises.value = members.expertise
    where respondent is not null
    group by respondent
)
select respondent, row_number() over (order by place) as number, affiliation, expertise, weight
from shuffled
