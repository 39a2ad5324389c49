-- About which topics are the questions of different studies shown side by side?
select distinct topic from side_by_side order by topic
