-- What does each table hold, and what does each of its columns mean? In the words of the database.
with described as (
    select table_name, comment, true as says_what_may_be_empty
    from duckdb_tables()
    where database_name = current_database() and not internal
    union all
    select view_name, comment, false
    from duckdb_views()
    where database_name = current_database() and not internal
)
select
    found.table_name,
    described.comment as table_description,
    found.column_name,
    found.data_type,
    case when described.says_what_may_be_empty then found.is_nullable end as may_be_empty,
    found.comment as description
from duckdb_columns() as found
join described using (table_name)
where found.database_name = current_database() and not found.internal
order by found.table_name, found.column_index
