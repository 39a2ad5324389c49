"""The parts of a page that shows a view: its sentence, its charts, its table, its guide."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from pages.address import link_params
from pages.clickable import clickable_chart, remember_destination
from pages.column_labels import column_settings
from pages.escaping import escaped
from pages.glossary_link import FURTHER
from pages.mitigation_list import RECORD_COLUMN, RECORDS_HINT, record_links
from queries.column import Column
from views.agreement.filters import split_by_each_dimension
from views.answers import ANSWERS
from views.filter_kinds import Filters
from views.view import Page, View

# A tab of the page, which may be open.
Tab = Any


def show_sentence(view: View) -> None:
    """The sentence, and the figures beside it."""
    st.header(escaped(view.words.sentence), anchor=False)
    if view.words.key_figures:
        with st.container(horizontal=True, gap="medium"):
            for figure in view.words.key_figures:
                st.metric(figure.name, figure.value, help=figure.meaning, width="content")


def tabs_of(page: Page, filters: Filters = None) -> list[Tab]:
    """The tabs that a page has under filters, which its address names."""
    tabs = page.appearance["view"].possible(filters)
    return list(st.tabs(tabs, key="view", on_change="rerun", bind="query-params"))


def show_clickable_charts(
    tab: Tab,
    view: View,
    choose: Callable[[dict[str, Any]], None] | None = None,
    hint: str = RECORDS_HINT,
) -> None:
    """The charts of a view and its notes. A click calls ``choose`` with the fields of the mark;
    without it, the record of the mitigation is opened."""
    if not tab.open:
        return
    choose = choose or _open_record
    with tab:
        for panel in view.panels:
            clickable_chart(panel.sent, panel.identifier, panel.alternative_text, choose)
        if view.panels:
            linked = hint if hint != RECORDS_HINT or view.rows["mitigation_ids"].any() else ""
            st.caption(f"{escaped(view.words.notes)}\n\n{linked}")
        else:
            st.info(view.words.nothing_drawn, icon=":material/filter_alt_off:")


def _open_record(point: dict[str, Any]) -> None:
    """The record of the mitigation that a mark is about, if it is about one."""
    if point["mitigation"]:
        remember_destination(point["mitigation"])


def show_table(
    tab: Tab,
    view: View,
    columns: Mapping[str, Column],
    first: tuple[str, ...],
    further: Mapping[str, Any] | None = None,
) -> None:
    """The rows of a view with links to records; the first of the columns ``first`` stays in view.

    ``further`` are settings of columns that differ from what their descriptions say.
    """
    if not tab.open:
        return
    tab.dataframe(
        with_record_links(view.rows),
        column_config={**column_settings(columns, first[0]), **RECORD_COLUMN, **(further or {})},
        column_order=list(dict.fromkeys(["record", *first, *columns])),
        hide_index=True,
        alt=view.words.alternative_text,
    )


def with_record_links(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with the address of the record of their first mitigation."""
    return rows.assign(record=record_links(rows["mitigation_ids"]))


def show_guide(tab: Tab, guide: str) -> None:
    """How to read the view, and the way to its terms."""
    if tab.open:
        tab.markdown(f"{guide}\n{FURTHER}")


def show_dimensions(study: str) -> None:
    """Ways to answers by affiliation, by expertise and by risk area."""
    with st.container(horizontal=True):
        for dimension, (name, filters) in split_by_each_dimension(study).items():
            st.page_link(
                ANSWERS.page.file,
                label=f"By {dimension.lower()}: {escaped(name)}",
                icon=":material/call_split:",
                query_params=link_params(filters),
            )


def show_remarks(view: View) -> None:
    """Further sentences."""
    for remark in view.words.remarks:
        st.markdown(escaped(remark))
