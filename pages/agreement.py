"""Agreement: how far experts agree with each statement, and how sure that is."""

from collections.abc import Callable
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from charts.agreement import FORMS, SELECTION
from exports.tables import to_csv
from pages.bounds_section import show_bounds
from pages.clickable import clickable_chart, destination, remember_destination
from pages.column_labels import column_order, column_settings
from pages.combinations_section import show_combinations
from pages.escaping import escaped
from pages.filter_widgets import choose_filters
from pages.mitigation_list import RECORD, RECORD_COLUMN, record_links
from pages.reading_guide import how_to_read
from pages.simulated import say_if_simulated
from pages.take_away import Taken, take_away
from queries import filters
from queries.agreement import (
    Study,
    cells,
    responses,
    studies,
    with_provenance,
)
from queries.build_info import data_version
from queries.columns import AGREEMENT
from queries.filters import Filters
from views.agreement import agreement_view
from views.parameters import ANSWER_TABS

RECORDS_HINT = "Choose a bar to open the record of its mitigation; the table links to it too."


def download(
    label: str, kind: str, chosen: Filters, study: Study, rows: Callable[[], pd.DataFrame]
) -> None:
    """A button that makes a CSV file of rows when it is pressed, not before."""
    st.download_button(
        label,
        data=lambda: to_csv(with_provenance(rows(), chosen)),
        file_name=f"common-ground_{kind}_{study.name_in_files}_{data_version()}.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
    )


def show_answers(chosen: Filters, study: Study) -> None:
    """The answers to each statement, as chart and table."""
    heading = st.container()
    chart_tab, table_tab, together_tab, guide_tab = st.tabs(
        ANSWER_TABS, key="view", on_change="rerun", bind="query-params"
    )
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
        st.subheader(escaped(view.sentence), anchor=False)
        with st.container(horizontal=True, gap="medium"):
            for figure in view.key_figures:
                st.metric(figure.name, figure.value, help=figure.meaning, width="content")

    with chart_tab:
        if view.chart:
            clickable_chart(
                view.chart,
                "agreement",
                view.alternative_text,
                SELECTION,
                lambda point: remember_destination(point["mitigation"]),
            )
            st.caption(f"{escaped(view.notes)}\n\n{RECORDS_HINT}")
        else:
            st.info(
                "Remove a filter, or reset them all in the sidebar.",
                icon=":material/filter_alt_off:",
            )
    if table_tab.open:
        table_tab.dataframe(
            view.rows.assign(record=record_links(view.rows["mitigation_ids"])),
            column_config=column_settings(AGREEMENT, pinned="label") | RECORD_COLUMN,
            column_order=["record", *column_order(AGREEMENT)],
            hide_index=True,
            alt=view.alternative_text,
        )
    if together_tab.open:
        with together_tab:
            show_combinations(chosen, study)
    if guide_tab.open:
        guide_tab.markdown(how_to_read(study))
    taken = Taken(
        name="agreement",
        view="agreement",
        study=study,
        rows=view.rows,
        columns=AGREEMENT,
        sentence=view.sentence,
        notes=view.notes,
        query=urlencode(filters.pairs(chosen)),
    )
    with take_away(taken):
        download("The counts behind them (CSV)", "cells", chosen, study, lambda: cells(chosen))
        if study.responses_are_public:
            download("Single answers (CSV)", "responses", chosen, study, lambda: responses(chosen))


if clicked := destination():
    st.switch_page(RECORD, query_params={"id": clicked})
chosen = choose_filters()
study = studies()[chosen.study]

st.title("Agreement", anchor=False)
say_if_simulated(study)
if study.counted:
    show_answers(chosen, study)
else:
    show_bounds(chosen, study)
