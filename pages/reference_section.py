"""What there is to look up: tabs of Data & methods."""

import pandas as pd
import streamlit as st
from streamlit.column_config import TextColumn

from pages.column_labels import column_settings
from pages.escaping import escaped
from pages.mitigation_list import MITIGATION_PAGE
from pages.row_download import row_download
from queries.build_info import data_version
from queries.records import Row
from views.methods.columns import DICTIONARY
from views.methods.filters import ALL_TABLES
from views.methods.reference import data_changes, dictionary, errata, glossary
from views.wording import count_of

# Pixels: two lines of text a row, and some ten rows.
ROW_HEIGHT, HEIGHT = 72, 640
DESCRIPTION = TextColumn("Description", help=DICTIONARY["description"].meaning, width="large")


def show_dictionary(table: str) -> None:
    """Every column of a table, or of all, in the words of the database."""
    rows = dictionary("" if table == ALL_TABLES else table)
    tables = rows["table_name"].nunique()
    if tables == 1:
        st.header(escaped(rows["table_description"].iloc[0]), anchor=False)
    else:
        st.header(
            f"The database has {count_of(tables, 'table')} and views with "
            f"{count_of(len(rows), 'column')}.",
            anchor=False,
        )
    st.dataframe(
        rows,
        column_config=column_settings(
            DICTIONARY, pinned="column_name" if tables == 1 else "table_name"
        )
        | {"description": DESCRIPTION},
        column_order=[
            *([] if tables == 1 else ["table_name"]),
            *("column_name", "description", "data_type", "may_be_empty"),
        ],
        row_height=ROW_HEIGHT,
        height="auto" if tables == 1 else HEIGHT,
        hide_index=True,
        alt="Columns of the database with their types and descriptions.",
    )
    st.caption("These are the descriptions that the database file itself carries.")
    row_download("The whole dictionary (CSV)", "dictionary", lambda: dictionary(""))


def show_errata() -> None:
    """What in the sources misleads or contradicts itself."""
    rows = errata()
    st.header(
        f"We know of {count_of(len(rows), 'place')} where a source cannot be taken as it stands.",
        anchor=False,
    )
    st.caption("What we came upon while using the sources.")
    for row in rows:
        with st.container(border=True):
            st.markdown(_erratum(row))
            with st.container(horizontal=True):
                for identifier in (row["mitigation_ids"] or "").split(";"):
                    if identifier:
                        st.page_link(
                            MITIGATION_PAGE,
                            label=f"Record {identifier}",
                            icon=":material/arrow_forward:",
                            query_params={"id": identifier},
                            width="content",
                        )
    row_download("These errata (CSV)", "errata", lambda: pd.DataFrame(errata()))


def _erratum(row: Row) -> str:
    return (
        f"**{escaped(row['place'])}**, [{escaped(row['source'])}]({row['url']})\n\n"
        f"- *Stands there:* {escaped(row['printed'])}\n"
        f"- *The problem:* {escaped(row['problem'])}\n"
        f"- *What we do:* {escaped(row['handling'])} :gray[Since {row['since_version']}.]"
    )


def show_changes() -> None:
    """What changed from version to version, and what it means for links made before."""
    st.header(f"This is data version {data_version()}.", anchor=False)
    st.markdown(
        "A link leads to the data of today, not to those of the day it was made. The part before "
        "the plus sign is the version of the facts: the list says what changed with each. The "
        "digits after it tell two builds apart: they are others, too, once a survey is imported, "
        "or the program that builds the database is changed."
    )
    for version, rows in pd.DataFrame(data_changes()).groupby("package_version", sort=False):
        with st.container(border=True):
            st.markdown(f"**{version}** :gray[{rows['date'].iloc[0]}]")
            st.markdown(
                "\n".join(
                    f"- {escaped(change)} *Links made before:* {escaped(links)}"
                    for change, links in zip(rows["change"], rows["links"], strict=True)
                )
            )
    row_download("These changes (CSV)", "data-changes", lambda: pd.DataFrame(data_changes()))


def show_glossary(search: str) -> None:
    """The terms whose entries contain all words searched for."""
    entries = glossary(search)
    if not entries:
        st.info("No entry contains these words.", icon=":material/search_off:")
    for row in entries:
        st.markdown(_entry(row))
    row_download("The whole glossary (CSV)", "glossary", lambda: pd.DataFrame(glossary("")))


def _entry(row: Row) -> str:
    also = f" :gray[also: {escaped(row['also_called'])}]" if row["also_called"] else ""
    exact = f":small[:gray[{escaped(row['definition'])} {escaped(row['reference'])}]]"
    return f"**{escaped(row['term'])}**{also}  \n{escaped(row['meaning'])}  \n{exact}"
