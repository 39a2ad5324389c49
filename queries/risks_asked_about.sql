-- What did each study that asked about any risk ask about each subdomain? One row a subdomain and
-- study, also where the study asked nothing.
select
    risk.code,
    risk.name as risk,
    study.study_id,
    study.name as study,
    count(*) filter (kind = 'item' and strength = 'same') as items_same,
    count(*) filter (kind = 'item' and strength = 'part') as items_part,
    count(*) filter (kind = 'item' and strength = 'related') as items_related,
    count(*) filter (kind = 'risk_area' and strength = 'same') as risk_areas_same,
    count(*) filter (kind = 'risk_area' and strength = 'part') as risk_areas_part,
    count(*) filter (kind = 'risk_area' and strength = 'related') as risk_areas_related
from risk
cross join (
    select * from study where study_id in (select risk_link.study_id from risk_link)
) as study
left join risk_link on risk_link.risk = risk.code and risk_link.study_id = study.study_id
where risk.parent_code is not null
group by risk.code, risk.name, study.study_id, study.name, study.year
order by risk.code, study.year, study.study_id
