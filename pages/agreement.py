"""Agreement: how far experts agree with each statement, and how sure that is."""

import streamlit as st

from pages.address import appearance_of
from pages.bounds_section import show_bounds
from pages.clickable import destination
from pages.combinations_section import show_combinations
from pages.estimates_section import show_estimates
from pages.share_menu import heading, share_menu
from pages.sidebar import choose_filters
from pages.view_parts import (
    show_clickable_charts,
    show_dimensions,
    show_guide,
    show_sentence,
    show_table,
    tabs_of,
)
from queries.study import Study, question_of, studies
from views.agreement.choice_counts import captions
from views.agreement.columns import agreement_columns
from views.agreement.filters import AgreementFilters
from views.agreement.guide import guide
from views.agreement.view import agreement_view
from views.answers import ANSWERS
from views.mitigation.view import MITIGATION
from views.permalinks import Permalink

# What a reader looks for first stands first in the table; files keep the order of the columns.
FIRST = ("label", "group", "agreement_low", "agreement_high", "n_respondents", "n_opinion")


def show_agreement(filters: AgreementFilters, study: Study) -> None:
    """The answers to each statement, as chart and table."""
    above = st.container()
    chart_tab, table_tab, *together_tabs, guide_tab = tabs_of(ANSWERS.page, filters)
    question = question_of(filters.study, filters.question)
    if question.scale and question.scale.kind == "bipolar":
        with chart_tab:
            _choose_form()
    view = agreement_view(filters, appearance_of(ANSWERS.page, filters))
    with above:
        show_sentence(view)
        show_dimensions(study.study_id)
    show_clickable_charts(chart_tab, view)
    columns = agreement_columns(question, weighted=study.weighted)
    show_table(table_tab, view, columns, FIRST)
    for tab in together_tabs:
        if tab.open:
            with tab:
                show_combinations(filters)
    show_guide(guide_tab, guide(study, question))


def _choose_form() -> None:
    """The form of the chart, by the name that it has in the address of the page."""
    forms = ANSWERS.page.appearance["chart"].values()
    st.segmented_control(
        "Form of the chart",
        forms,
        default=forms[0],
        required=True,
        key="chart",
        label_visibility="collapsed",
        bind="query-params",
    )


if clicked := destination():
    st.switch_page(MITIGATION.page.file, query_params={"id": clicked})
filters = choose_filters(ANSWERS.page, captions)
study = studies()[filters.study]

question = question_of(filters.study, filters.question)
menu = heading(ANSWERS.page.title if question.noun == "agreement" else question.label)
if study.counted:
    show_agreement(filters, study)
elif study.estimated:
    show_estimates(filters, study)
else:
    show_bounds(filters, study)
with menu:
    appearance = appearance_of(ANSWERS.page, filters)
    share_menu(Permalink(ANSWERS.page.address, filters, tuple(appearance.items())))
