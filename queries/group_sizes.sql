-- How many respondents of a study have an affiliation, an expertise, or both? Empty: not to be shown.
select affiliation, expertise, members
from group_size
where study_id = $study and subgroup is null
