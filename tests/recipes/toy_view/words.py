"""What the lengths of statements come to, in plain words."""

import pandas as pd

from queries.records import records
from queries.study import Study
from views.view import Words
from views.wording import count_of, shown


def words(rows: pd.DataFrame, study: Study, narrowed: str, data_version: str) -> Words:
    """All that the view says of rows of ``toy``; ``narrowed`` are the filters as a clause."""
    statements = count_of(len(rows), "statement")
    title = f"Length of {statements} of {study.name}"
    return Words(
        title=title,
        base="In words",
        sentence=_sentence(rows, study),
        notes=" ".join([*shown(narrowed), f"Data version {data_version}."]),
        alternative_text=f"{title}. {_sentence(rows, study)}",
    )


def _sentence(rows: pd.DataFrame, study: Study) -> str:
    if rows.empty:
        return f"No statement of {study.name} is so long."
    longest = records(rows)[0]
    return f"The longest statement, “{longest['label']}”, has {longest['words']} words."
