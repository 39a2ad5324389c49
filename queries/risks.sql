-- Which risks are there, by code, how many studies and items ask about each or a part of it, and how
-- many documents govern it? What is asked about a subdomain is asked about a part of its domain.
with about as (
    select study_id, kind, id, risk as code
    from risk_link
    where strength <> 'related'
    union
    select study_id, kind, id, risk.parent_code as code
    from risk_link
    join risk on risk.code = risk_link.risk
    where strength <> 'related' and risk.parent_code is not null
),
asked as (
    select
        code,
        count(distinct study_id) as studies,
        count(*) filter (kind = 'item') as items
    from about
    group by code
)
select
    risk.code,
    risk.name as risk,
    risk.description,
    coalesce(domain.code, risk.code) as domain_code,
    coalesce(domain.name, risk.name) as domain,
    domain.code is null as is_domain,
    coalesce(asked.studies, 0) as studies,
    coalesce(asked.items, 0) as items,
    governance_coverage.documents_with_good_coverage,
    governance_coverage.documents_with_minimal_coverage,
    governance_coverage.documents_with_no_coverage,
    governance_coverage.documents_in_all
from risk
left join risk as domain on domain.code = risk.parent_code
left join asked on asked.code = risk.code
left join governance_coverage on governance_coverage.code = risk.code
order by risk.code
