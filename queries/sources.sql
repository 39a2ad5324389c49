-- Where do the figures of each study come from, for each basis?
select study_id, basis, source, method
from study_source
order by study_id, basis
