-- What in the sources misleads or contradicts itself, and what do we do about it?
select erratum_id, source, url, place, printed, problem, handling, mitigation_ids, since_version
from erratum
join source on source.title = erratum.source
order by erratum.rowid
