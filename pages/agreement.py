"""Agreement: how far experts agree with each statement, and how sure that is."""

from collections.abc import Callable
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from charts.agreement import FORMS
from exports.tables import to_csv
from pages.agreement_view import agreement_view
from pages.column_labels import column_order, column_settings
from pages.filter_widgets import VIEWS, choose_filters
from pages.reading_guide import how_to_read
from queries import filters
from queries.agreement import cells, studies, with_provenance
from queries.build_info import data_version
from queries.columns import AGREEMENT


def download(label: str, kind: str, rows: Callable[[], pd.DataFrame]) -> None:
    """A button that makes a CSV file of rows when it is pressed, not before."""
    st.download_button(
        label,
        data=lambda: to_csv(with_provenance(rows(), chosen)),
        file_name=f"common-ground_{kind}_{chosen.study}_{data_version()}.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
    )


chosen = choose_filters()
study = studies()[chosen.study]

st.title("Agreement", anchor=False)
heading = st.container()
chart_tab, table_tab, guide_tab = st.tabs(VIEWS, key="view", on_change="rerun", bind="query-params")
with chart_tab:
    form = (
        st.segmented_control(
            "Form of the chart",
            list(FORMS),
            format_func=lambda form: FORMS[form],
            default="diverging",
            required=True,
            key="chart",
            label_visibility="collapsed",
            bind="query-params",
        )
        or "diverging"
    )
view = agreement_view(chosen, form)

with heading:
    st.subheader(view.sentence, anchor=False)
    with st.container(horizontal=True, gap="medium"):
        for figure in view.key_figures:
            st.metric(figure.name, figure.value, help=figure.meaning, width="content")

with chart_tab:
    if view.chart:
        st.vega_lite_chart(view.chart, width="stretch", alt=view.alternative_text, key="agreement")
        st.caption(view.notes.replace("*", "\\*"))
    else:
        st.info(
            "Remove a filter, or reset them all in the sidebar.", icon=":material/filter_alt_off:"
        )
if table_tab.open:
    table_tab.dataframe(
        view.rows,
        column_config=column_settings(AGREEMENT, pinned="label"),
        column_order=column_order(AGREEMENT),
        hide_index=True,
        alt=view.alternative_text,
    )
if guide_tab.open:
    guide_tab.markdown(how_to_read(study))

with st.container(horizontal=True, vertical_alignment="center"):
    download("These rows (CSV)", "agreement", lambda: view.rows)
    download("The counts behind them (CSV)", "cells", lambda: cells(chosen))
    st.link_button(
        "Data API",
        f"/api/agreement.json?{urlencode(filters.pairs(chosen))}",
        icon=":material/data_object:",
        type="tertiary",
    )
