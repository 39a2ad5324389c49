-- What the description says, as tables: filled from Python before the answers are read.
--
-- cell: the text of a cell, null if it is blank.
-- places: what is answered, one row an item and risk area; column_name and given_column only where
-- the file has a column for each. place_values: the values that stand for a place in a long file.
-- answer_values: the option that a value stands for, 0 if it means that there is no answer.
create macro cell(value) as nullif(trim(value, e' \t\r\n' || chr(160)), '');
create table options (option tinyint, option_id varchar);
create table places (
    place integer,
    item_id varchar,
    risk_area varchar,
    column_name varchar,
    given_column varchar
);
create table place_values (item_value varchar, area_value varchar, place integer);
create table answer_values (value varchar, option tinyint);
create table group_values (dimension varchar, value varchar, name varchar);
create table preferred_places (given_column varchar, column_name varchar, risk_area varchar);
create table choice_values (value varchar, item_id varchar);
