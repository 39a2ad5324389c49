-- Who answered, and what is said of their groups and weights? One row a respondent and what is said,
-- with the first row of the file that says so. Rows without a respondent are taken for those of one.
create table members as
select respondent, affiliation, expertise, weight, min(row) as row
from given
group by respondent, affiliation, expertise, weight
