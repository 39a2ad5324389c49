-- Which groups of respondents does a study have, and how large are they?
select study_group.dimension, study_group.name, study_group.position, study_group.members
from study_group
where study_group.study_id = $study
order by study_group.dimension, study_group.position
