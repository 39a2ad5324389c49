-- What are the groups of respondents of each study in words that all studies share, and how many are
-- they?
select
    affiliation_link.kind_of_respondent,
    affiliation_link.study_id,
    study.name as study,
    coalesce(affiliation_link.affiliation, 'All respondents') as affiliation,
    if(affiliation_link.affiliation is null, study.respondents, study_group.members) as members,
    affiliation_link.rationale
from affiliation_link
join study using (study_id)
left join study_group
    on study_group.study_id = affiliation_link.study_id
    and study_group.dimension = 'affiliation'
    and study_group.name = affiliation_link.affiliation
order by
    list_position(
        ['Academia', 'AI labs and industry', 'Civil society', 'Government', 'Public', 'Other'],
        affiliation_link.kind_of_respondent
    ),
    study.year,
    affiliation_link.study_id,
    study_group.position
