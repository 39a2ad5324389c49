"""From Python: how far experts of each affiliation agree, as a data frame."""

import pandas as pd

server = "http://127.0.0.1:8501"
rows = pd.read_csv(f"{server}/api/agreement.csv?split=affiliation&base=opinion")

academia = rows[rows["group"] == "Academia"].head(5)
print(academia[["label", "n_opinion", "agreement_low", "agreement_high"]].to_string(index=False))
