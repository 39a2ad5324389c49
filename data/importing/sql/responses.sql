-- The answers as data.building.survey.count reads them.
create view responses as
select
    respondents.number as respondent_id,
    places.item_id,
    places.risk_area,
    respondents.affiliation,
    respondents.expertise,
    options.option_id
from answers
join places on places.place = answers.place
join options on options.option = answers.option
join respondents on respondents.number = answers.respondent
