-- How large is the newer draft of the database by its own count, and how large is the one that we hold?
select
    newer_database.*,
    (select count(*) from mitigation) as mitigations_held,
    (select count(distinct document_id) from mitigation) as documents_held
from newer_database
