-- What does each technical term mean?
select term, also_called, meaning, definition, reference
from term
order by rowid
