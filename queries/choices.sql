-- What can be chosen in the filters of a study? Groups too small to be shown are not offered.
select
    'study' as parameter,
    study_id as value,
    name as label,
    row_number() over (order by people <> 'experts', year, study_id) as position
from study
union all
select dimension, study_group.name, study_group.name, position
from study_group
join study using (study_id)
where study_id = $study and (dimension in ('risk_area', 'wave') or members >= minimum_group_size or not hides_small_groups)
union all
select 'category', code, code || ' ' || name, row_number() over (order by code)
from taxonomy
order by parameter, position, value
