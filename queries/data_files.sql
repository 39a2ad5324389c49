-- What does each file of facts hold, where is it from, and under which licence is it?
select
    file,
    title,
    n_rows,
    description,
    (
        select string_agg(source, '; ' order by data_file_source.rowid)
        from data_file_source
        where data_file_source.file = data_file.file
    ) as sources,
    licence,
    licence_url
from data_file
order by rowid
