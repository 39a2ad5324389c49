"""The rows of a page in further formats: made when they are asked for."""

from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd
import streamlit as st

from exports.labelled import to_dta, to_sav
from exports.spreadsheets import to_xlsx
from exports.tables import to_json, to_parquet
from queries.columns import Column

About = Mapping[str, object]
Columns = Mapping[str, Column]
Made = Callable[[pd.DataFrame, About, Columns], bytes]


def _json(rows: pd.DataFrame, about: About, _columns: Columns) -> bytes:
    return to_json(rows, about)


def _sav(rows: pd.DataFrame, _about: About, columns: Columns) -> bytes:
    return to_sav(rows, columns)


def _dta(rows: pd.DataFrame, _about: About, columns: Columns) -> bytes:
    return to_dta(rows, columns)


WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# By ending: the name of the format, its media type, and how it is made.
FORMATS: dict[str, tuple[str, str, Made]] = {
    "xlsx": ("Excel (XLSX)", WORKBOOK, to_xlsx),
    "parquet": ("Parquet", "application/vnd.apache.parquet", to_parquet),
    "json": ("JSON", "application/json", _json),
    "sav": ("SPSS (SAV)", "application/x-spss-sav", _sav),
    "dta": ("Stata (DTA)", "application/x-stata-dta", _dta),
}


def about(sentence: str, notes: str, query: str, citation: str) -> About:
    """What rows are: the page's sentence and notes, its filters as in an address, and whom to
    cite."""
    return {"sentence": sentence, "notes": notes, "filters": query, "cite": citation}


def more_formats(stem: str, rows: pd.DataFrame, about: About, columns: Columns) -> None:
    """A menu of files, named after ``stem``, with all rows; ``about`` says what they are."""
    menu = st.popover(
        "More formats", icon=":material/download:", key="more_formats", on_change="rerun"
    )
    # Closed, it sends nothing: a rerun with five more buttons takes a quarter longer.
    if not menu.open:
        return
    for ending, (name, media_type, made) in FORMATS.items():
        menu.download_button(
            name,
            data=partial(made, rows[list(columns)], about, columns),
            file_name=f"{stem}.{ending}",
            mime=media_type,
            on_click="ignore",
            width="stretch",
        )
