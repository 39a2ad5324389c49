"""Mitigations as a list of links to their records."""

import pandas as pd
import streamlit as st
from streamlit.column_config import LinkColumn

from pages.escaping import escaped
from queries.records import Row, records
from queries.study import studies
from views.mitigation.view import MITIGATION

MITIGATION_PAGE = MITIGATION.page.file
# From the keyboard a mark cannot be chosen.
RECORDS_HINT = "Choose a mark to open the record of its mitigation; the table links to it too."
RECORD_COLUMN = {
    "record": LinkColumn("Record", help="All about the mitigation.", display_text=r"id=(.+)$")
}


def record_links(identifiers: "pd.Series[str]") -> "pd.Series[str]":
    """Addresses of the records of mitigations; of the first, where there are several; None, where
    there is none."""
    address = f"{MITIGATION.page.address}?id="
    return identifiers.map(lambda one: address + one.split(";")[0] if one else None)


def mitigation_links(listed: pd.DataFrame) -> None:
    """One link a mitigation: its label, where it stands, where it is from, and who asked."""
    with st.container(gap="xsmall"):
        for row in records(listed):
            mitigation_link(row)


def mitigation_link(row: Row) -> None:
    """A link to the record of one mitigation."""
    st.page_link(
        MITIGATION_PAGE,
        label=f"{escaped(row['label'])} :gray[{_details(row)}]{_asked(row)}",
        query_params={"id": row["mitigation_id"]},
    )


def _details(row: Row) -> str:
    place = f"{row['code']} {row['subcategory']}"
    return f"{row['mitigation_id']} · {escaped(place)} · {row['document']}"


def _asked(row: Row) -> str:
    asked_in = (row["study_ids"] or "").split(";")
    names = [studies()[study].name for study in asked_in if study]
    return f" :blue-badge[Asked: {', '.join(names)}]" if names else ""
