"""The formats of tables, for menus and the data API: adding one is an entry and a function."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from exports.labelled import to_dta, to_sav
from exports.spreadsheets import to_xlsx
from exports.tables import to_csv, to_json, to_parquet
from queries.column import Column


@dataclass(frozen=True, eq=False)
class Format:
    """A format: its name, its media type, and how rows become a file, given what to know about
    them and their columns."""

    name: str
    media_type: str
    to_file: Callable[[pd.DataFrame, Mapping[str, object], Mapping[str, Column]], bytes]


# By the ending of the file.
FORMATS = {
    "csv": Format("CSV", "text/csv", lambda rows, _meta, _columns: to_csv(rows)),
    "xlsx": Format(
        "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx
    ),
    "parquet": Format("Parquet", "application/vnd.apache.parquet", to_parquet),
    "json": Format("JSON", "application/json", lambda rows, meta, _columns: to_json(rows, meta)),
    "sav": Format(
        "SPSS", "application/x-spss-sav", lambda rows, _meta, columns: to_sav(rows, columns)
    ),
    "dta": Format(
        "Stata", "application/x-stata-dta", lambda rows, _meta, columns: to_dta(rows, columns)
    ),
}
