# From the shell: how far experts of academia agree, as CSV.
server="http://127.0.0.1:8501"
curl --fail --silent --show-error "$server/api/agreement.csv?affiliation=Academia&base=opinion"
