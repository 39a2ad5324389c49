-- Of which studies are there counts of answers?
select distinct study_id from cell
