-- Where do the figures of a study come from, for each basis?
select basis, source, method
from study_source
where study_id = $study
order by basis
