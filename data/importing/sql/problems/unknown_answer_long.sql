-- Which answers of a long file are not known?
select row, null as column_name, answer as value, null as first_row
from given
where answer is not null and answer not in (select value from answer_values)
