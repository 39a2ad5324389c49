-- What does each table hold, and what does each of its columns mean? In the words of the database.
select
    found.table_name,
    described.comment as table_description,
    found.column_name,
    found.data_type,
    found.is_nullable as may_be_empty,
    found.comment as description
from duckdb_columns() as found
join duckdb_tables() as described using (database_name, table_name)
where found.database_name = current_database() and not found.internal
order by found.table_name, found.column_index
