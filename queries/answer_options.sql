-- Which answers does each scale offer, in its order?
select scale_id, option_id, label, score, stance, answered
from answer_option
order by scale_id, position
