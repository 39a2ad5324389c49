-- What are the answers of a study called, in its own words?
select option_id, label
from answer_option
join study using (scale_id)
where study_id = $study
order by position
