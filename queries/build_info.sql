-- Which data is this? One row.
select data_version, package_version, inputs_hash, data_date
from build_info
