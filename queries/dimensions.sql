-- By what can a study be filtered and split, and why not where it cannot?
select dimension, recorded, note
from study_dimension
where study_id = $study
order by dimension
