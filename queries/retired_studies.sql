-- Which studies are no longer there, and what became of them?
select study_id, name, what_became
from retired_study
order by study_id
