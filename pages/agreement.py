"""Agreement: how far experts agree with each statement, and how sure that is."""

import streamlit as st

from charts.agreement import FORMS, SELECTION
from pages.bounds_section import show_bounds
from pages.clickable import clickable_chart, destination, remember_destination
from pages.column_labels import column_order, column_settings
from pages.combinations_section import show_combinations
from pages.escaping import escaped
from pages.filter_widgets import choose_filters
from pages.glossary_link import FURTHER
from pages.mitigation_list import MITIGATION_PAGE, RECORD_COLUMN, RECORDS_HINT, record_links
from pages.reading_guide import how_to_read
from pages.share_menu import appearance_of, heading, share_menu
from pages.simulated import say_if_simulated
from queries.agreement import (
    Study,
    studies,
)
from queries.columns import AGREEMENT
from queries.filters import Filters
from views.agreement import agreement_view
from views.parameters import ANSWER_TABS, SURVEY
from views.permalinks import Permalink


def show_answers(chosen: Filters, study: Study) -> None:
    """The answers to each statement, as chart and table."""
    above = st.container()
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
    with above:
        st.header(escaped(view.sentence), anchor=False)
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
        guide_tab.markdown(f"{how_to_read(study)}\n{FURTHER}")


if clicked := destination():
    st.switch_page(MITIGATION_PAGE, query_params={"id": clicked})
chosen = choose_filters()
study = studies()[chosen.study]

menu = heading("Agreement")
say_if_simulated(study)
if study.counted:
    show_answers(chosen, study)
else:
    show_bounds(chosen, study)
with menu:
    share_menu(Permalink("agreement", chosen, appearance_of(SURVEY)))
