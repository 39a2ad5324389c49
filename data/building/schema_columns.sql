-- What does the schema say of each column: its type, whether it must have a value, which values it may
-- have, and what it means?
with allowed as (
    select
        table_name,
        constraint_column_names[1] as column_name,
        nullif(regexp_extract_all(expression, '''([^'']*)''', 1), []) as one_of,
        coalesce(
            try_cast(regexp_extract(expression, 'BETWEEN (\d+)', 1) as integer),
            try_cast(regexp_extract(expression, '> (\d+)', 1) as integer) + 1
        ) as minimum,
        try_cast(regexp_extract(expression, 'BETWEEN \d+ AND (\d+)', 1) as integer) as maximum
    from duckdb_constraints()
    where constraint_type = 'CHECK' and len(constraint_column_names) = 1
)
select
    stated.table_name,
    stated.column_name,
    stated.data_type,
    not stated.is_nullable as required,
    stated.comment as description,
    allowed.one_of,
    allowed.minimum,
    allowed.maximum
from duckdb_columns() as stated
left join allowed using (table_name, column_name)
where not stated.internal
