-- By which columns do the rows of each table differ, and to which rows of which table do they refer?
select
    table_name,
    constraint_column_names as columns,
    referenced_table as other_table,
    referenced_column_names as other_columns
from duckdb_constraints()
where constraint_type in ('PRIMARY KEY', 'FOREIGN KEY')
order by table_name, constraint_index
