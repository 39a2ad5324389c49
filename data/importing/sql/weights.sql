-- The weights of respondents as data.building.survey.count reads them; null if the survey has none.
create view weights as
select number as respondent_id, weight
from respondents
