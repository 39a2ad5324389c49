"""A study that publishes estimates: what the Agreement page shows of it."""

import streamlit as st

from pages.combinations_section import show_combinations
from pages.escaping import escaped
from pages.view_parts import show_guide, show_sentence, show_table, tabs_of
from queries.study import Study
from views.agreement.filters import AgreementFilters
from views.answers import ANSWERS
from views.estimates.columns import ESTIMATES
from views.estimates.view import estimates_view
from views.guide import guide_of

FIRST = ("label", "share", "share_low", "share_high")


def show_estimates(filters: AgreementFilters, study: Study) -> None:
    """The estimates that the study publishes, as chart and table."""
    view = estimates_view(filters, {})
    show_sentence(view)
    chart_tab, table_tab, together_tab, guide_tab = tabs_of(ANSWERS.page)
    if chart_tab.open:
        with chart_tab:
            for panel in view.panels:
                st.vega_lite_chart(
                    panel.sent, width="stretch", alt=panel.alternative_text, key=panel.identifier
                )
            if view.panels:
                st.caption(escaped(view.words.notes))
            else:
                st.info(view.words.nothing_drawn, icon=":material/filter_alt_off:")
    show_table(table_tab, view, ESTIMATES, FIRST)
    if together_tab.open:
        with together_tab:
            show_combinations(filters)
    show_guide(guide_tab, guide_of("estimates"))
    if study.url:
        st.link_button("The study", study.url, icon=":material/open_in_new:")
