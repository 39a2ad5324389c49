-- What can be chosen in the filters of a study? Groups too small to be shown are not offered, nor
-- studies of which no answers can be counted.
select 'study' as parameter, study_id as value, name as label, 0 as position
from study
where exists (select 1 from cell where cell.study_id = study.study_id)
union all
select dimension, study_group.name, study_group.name, position
from study_group
join study using (study_id)
where study_id = $study and members >= minimum_group_size
union all
select 'category', code, code || ' ' || name, row_number() over (order by code)
from taxonomy
order by parameter, position, value
