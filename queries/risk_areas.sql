-- Which risk areas of which studies are about a subdomain or a part of it?
select
    risk_link.risk as code,
    risk_link.study_id,
    risk_link.id as risk_area
from risk_link
join study using (study_id)
where risk_link.kind = 'risk_area' and risk_link.strength <> 'related'
order by risk_link.risk, study.year, risk_link.study_id, risk_link.id
