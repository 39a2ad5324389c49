-- How many sets of answers could each group have given to a statement, before groups are put
-- together?
select candidate.affiliation, study_group.members, candidate.possible, candidate.fitting
from candidate
join study_group
    on study_group.study_id = candidate.study_id
    and study_group.dimension = 'affiliation'
    and study_group.name = candidate.affiliation
where candidate.study_id = $study and candidate.item_id = $item
order by study_group.position
