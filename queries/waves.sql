-- In which waves was each question of a study put? The last is the current one.
select distinct question_id, wave, study_group.position
from tally
join item using (study_id, item_id)
join study_group
    on study_group.study_id = tally.study_id
    and study_group.dimension = 'wave'
    and study_group.name = tally.wave
where tally.study_id = $study
order by question_id, study_group.position
