-- What can be chosen in the filters of the taxonomy?
select 'category' as parameter, code as value, code || ' ' || name as label
from taxonomy
union all
select 'document', document_id, first_author || ' ' || year
from document
union all
select distinct 'year', year::varchar, year::varchar
from document
union all
select distinct facet, value, value
from mitigation_facet
order by parameter, label
