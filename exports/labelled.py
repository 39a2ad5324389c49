"""Tables for SPSS and Stata: columns with their names, answers as numbers with their labels."""

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pyreadstat

from queries.column import Column

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
    labels = {name: column.labels for name, column in columns.items() if column.labels}
    coded = [name for name in labels if name in rows]
    table = rows.copy()
    for name in coded:
        places = {value: place for place, value in enumerate(labels[name], start=1)}
        table[name] = table[name].map(places).astype("float64")
    names = [str(name) for name in table]
    for name in names:
        is_text = name not in coded and (name not in columns or columns[name].kind == "string")
        table[name] = _text(table[name]) if is_text else table[name].astype("float64")
    with TemporaryDirectory() as folder:
        file = Path(folder) / file_name
        write(
            table,
            file,
            column_labels=[
                columns[name].label[:LONGEST] if name in columns else name for name in names
            ],
            variable_value_labels={
                name: dict(enumerate(labels[name].values(), start=1)) for name in coded
            },
        )
        return file.read_bytes()


def _text(values: "pd.Series") -> "pd.Series":
    return values.astype(object).where(values.notna(), "").astype(str)
