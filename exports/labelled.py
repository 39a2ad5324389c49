"""Tables for SPSS and Stata: columns with their names, answers as numbers with their labels."""

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pyreadstat

from queries.columns import ANSWER_LABELS, Column
from queries.filters import BASES

# Columns whose values are few: numbered from 1, with these labels.
LABELS = {"answer": ANSWER_LABELS, "base": BASES}
# The longest label of a column that Stata keeps.
LONGEST = 80


def to_sav(rows: pd.DataFrame, columns: Mapping[str, Column]) -> bytes:
    """An SPSS file; empty where not determined."""
    return _written(rows, columns, pyreadstat.write_sav, "rows.sav")


def to_dta(rows: pd.DataFrame, columns: Mapping[str, Column]) -> bytes:
    """A Stata file; empty where not determined."""
    return _written(rows, columns, pyreadstat.write_dta, "rows.dta")


def _written(
    rows: pd.DataFrame, columns: Mapping[str, Column], write: Callable[..., None], file_name: str
) -> bytes:
    coded = [column for column in LABELS if column in rows]
    table = rows.copy()
    for column in coded:
        places = {value: place for place, value in enumerate(LABELS[column], start=1)}
        table[column] = table[column].map(places).astype("float64")
    names = [str(name) for name in table]
    for name in names:
        table[name] = _plain(table[name])
    with TemporaryDirectory() as folder:
        file = Path(folder) / file_name
        write(
            table,
            file,
            column_labels=[
                columns[name].label[:LONGEST] if name in columns else name for name in names
            ],
            variable_value_labels={
                column: dict(enumerate(LABELS[column].values(), start=1)) for column in coded
            },
        )
        return file.read_bytes()


def _plain(values: "pd.Series") -> "pd.Series":
    """Values of the kinds that both programs know: text or numbers."""
    if pd.api.types.is_bool_dtype(values) or pd.api.types.is_numeric_dtype(values):
        return values.astype("float64")
    return values.astype(object).where(values.notna(), "").astype(str)
