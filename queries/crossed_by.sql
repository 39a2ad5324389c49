-- By which dimensions are the answers to each question of a study told apart?
select
    question_id,
    bool_or(affiliation is not null) as affiliation,
    bool_or(expertise is not null) as expertise,
    bool_or(subgroup is not null) as subgroup,
    bool_or(risk_area is not null) as risk_area,
    bool_or(wave is not null) as wave
from tally
join item using (study_id, item_id)
where study_id = $study
group by question_id
