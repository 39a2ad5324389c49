-- How many rows does each table hold?
select
    (select count(*) from document) as document,
    (select count(*) from taxonomy) as taxonomy,
    (select count(*) from mitigation) as mitigation,
    (select count(*) from study) as study,
    (select count(*) from item) as item,
    (select count(*) from response) as response,
    (select count(*) from cell) as cell,
    (select count(*) from published) as published
