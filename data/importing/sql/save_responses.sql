-- The answers to be kept, by item and risk area, and within them by respondent; respondents are
-- numbered at random.
select
    'r' || lpad(respondents.number::varchar, greatest(6, length(respondents.number::varchar))::integer, '0')
        as respondent_id,
    places.item_id,
    places.risk_area,
    respondents.affiliation,
    respondents.expertise,
    options.option_id
from answers
join places on places.place = answers.place
join options on options.option = answers.option
join respondents on respondents.number = answers.respondent
order by answers.place, answers.respondent
