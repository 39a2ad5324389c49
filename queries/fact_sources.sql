-- From which sources do the facts come, and which files hold what is from each?
select
    source.title as source,
    source.url,
    source.version,
    data_file.title as file_title,
    data_file.n_rows
from source
join data_file_source on data_file_source.source = source.title
join data_file using (file)
order by source.rowid, data_file.rowid
