-- How many rows are wrong, and which are the first of them? The view wrong is made of one of the
-- queries in the folder problems.
select
    count(*) as number,
    min(
        {
            'row': row::bigint,
            'column_name': column_name::varchar,
            'value': left(value::varchar, 200),
            'first_row': first_row::bigint
        },
        $most
    ) as first_rows
from wrong
