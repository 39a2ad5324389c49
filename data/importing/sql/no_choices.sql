-- No preferred combinations, as there is no column of them.
create table choices (
    row bigint,
    respondent bigint,
    risk_area varchar,
    column_name varchar,
    part varchar,
    item_id varchar
)
