-- What did each study ask, in its order, and on which scales?
select
    study_id,
    question_id,
    question.label,
    stem,
    reads,
    verb,
    counts,
    noun,
    scale_id,
    kind,
    cut
from question
left join scale using (scale_id)
order by study_id, position
