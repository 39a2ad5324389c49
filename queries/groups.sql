-- Which groups of respondents does each study have, and how large are they?
select study_id, dimension, name, members
from study_group
order by study_id, dimension, position
