"""Rows of a frame as dictionaries."""

from typing import Any

import pandas as pd

Row = dict[str, Any]


def records(rows: pd.DataFrame) -> list[Row]:
    """The rows, one dictionary each."""
    return [{str(name): value for name, value in row.items()} for row in rows.to_dict("records")]
