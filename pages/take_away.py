"""All rows of a page as files, made when they are asked for, and their address in the data API."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from exports.labelled import to_dta, to_sav
from exports.spreadsheets import to_xlsx
from exports.tables import to_csv, to_json, to_parquet
from queries.agreement import Study
from queries.build_info import data_version
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


@dataclass(frozen=True)
class Taken:
    """Rows to be taken away, and what they are: the page's ``sentence`` and ``notes``, and its
    filters as ``query``. ``name`` is that of files, ``view`` that of the data API."""

    name: str
    view: str
    study: Study
    rows: pd.DataFrame
    columns: Columns
    sentence: str
    notes: str
    query: str

    @property
    def stem(self) -> str:
        """The name of a file, without its ending."""
        return f"common-ground_{self.name}_{self.study.name_in_files}_{data_version()}"

    @property
    def about(self) -> About:
        """What stands in the files beside the rows."""
        return {
            "sentence": self.sentence,
            "notes": self.notes,
            "filters": self.query,
            "cite": self.study.citation,
        }


def take_away(taken: Taken) -> DeltaGenerator:
    """Show the buttons in a row, and return it: further ones may be added to it."""
    row = st.container(horizontal=True, vertical_alignment="center")
    with row:
        st.download_button(
            "These rows (CSV)",
            data=lambda: to_csv(taken.rows.assign(filters=taken.query)),
            file_name=f"{taken.stem}.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
        _more_formats(taken)
        st.link_button(
            "Data API",
            f"/api/{taken.view}.json?{taken.query}",
            icon=":material/data_object:",
            type="tertiary",
        )
    return row


def _more_formats(taken: Taken) -> None:
    menu = st.popover(
        "More formats",
        icon=":material/download:",
        key=f"more_formats_{taken.name}",
        on_change="rerun",
    )
    # Closed, it sends nothing: five more buttons on every rerun are not free.
    if not menu.open:
        return
    rows = taken.rows[list(taken.columns)]
    for ending, (name, media_type, made) in FORMATS.items():
        menu.download_button(
            name,
            data=partial(made, rows, taken.about, taken.columns),
            file_name=f"{taken.stem}.{ending}",
            mime=media_type,
            on_click="ignore",
            width="stretch",
        )
