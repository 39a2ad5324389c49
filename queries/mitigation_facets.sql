-- When, by whom and to what end is a mitigation chiefly carried out, why, and who says so?
select facet, value, rationale, basis
from mitigation_facet
where mitigation_id = $mitigation
order by list_position(['lifecycle_stage', 'actor', 'nist_function'], facet)
