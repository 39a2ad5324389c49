-- The preferred combinations as data.building.survey.count reads them.
create view preferred as
select respondent as respondent_id, risk_area, item_id
from choices
