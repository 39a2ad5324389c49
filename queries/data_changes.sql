-- What changed from one version of the data to the next, newest first?
select package_version, date, change, links
from data_change
order by rowid
