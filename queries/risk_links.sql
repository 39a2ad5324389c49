-- What leads to a risk, to one of its subdomains, or to the domain that it belongs to, and why? What
-- is about the risk or a part of it stands first; is_about is false for what is only related, or is
-- about the domain as a whole.
select
    risk_link.study_id,
    risk_link.kind,
    risk_link.id,
    coalesce(item.question_id, asked.question_id) as question_id,
    coalesce(item.label, asked.label, risk_link.id) as label,
    coalesce(item.statement, '') as statement,
    risk_link.risk,
    risk.name as risk_name,
    risk_link.strength,
    risk_link.strength <> 'related' and (risk.code = $risk or risk.parent_code = $risk) as is_about,
    risk_link.rationale
from risk_link
join risk on risk.code = risk_link.risk
join study using (study_id)
left join item
    on risk_link.kind = 'item'
    and item.study_id = risk_link.study_id
    and item.item_id = risk_link.id
left join question as asked
    on asked.study_id = risk_link.study_id
    and asked.question_id = coalesce(
        item.question_id, case when risk_link.kind = 'question' then risk_link.id end
    )
where
    risk.code = $risk
    or risk.parent_code = $risk
    or risk.code = (select chosen.parent_code from risk as chosen where chosen.code = $risk)
order by
    not is_about,
    study.year,
    risk_link.study_id,
    asked.position nulls first,
    item.position nulls first,
    risk_link.id,
    risk_link.risk
