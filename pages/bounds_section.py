"""A study of which only bounds are published: what the Agreement page shows of it."""

import streamlit as st

from pages.column_labels import column_settings
from pages.combinations_section import show_combinations
from pages.escaping import escaped
from pages.mitigation_list import RECORD_COLUMN
from pages.view_parts import show_guide, show_sentence, tabs_of, with_record_links
from queries.records import Row
from queries.study import Study
from views.agreement.filters import AgreementFilters
from views.answers import ANSWERS
from views.bounds.columns import BOUNDS
from views.bounds.rows import items_with_bounds, items_without_figures
from views.bounds.view import bounds_view
from views.guide import guide_of
from views.mitigation.view import MITIGATION
from views.view import View


def show_bounds(filters: AgreementFilters, study: Study) -> None:
    """The bounds that the study prints, and the items of which it prints none."""
    view = bounds_view(filters, {})
    show_sentence(view)
    chart_tab, table_tab, *together_tabs, guide_tab = tabs_of(ANSWERS.page, filters)
    if chart_tab.open:
        with chart_tab:
            _charts(view)
            _without_figures(items_without_figures(view.rows), study)
    if table_tab.open:
        table_tab.dataframe(
            with_record_links(view.rows),
            column_config=column_settings(BOUNDS, pinned="label") | RECORD_COLUMN,
            column_order=list(dict.fromkeys(["record", "label", *BOUNDS])),
            hide_index=True,
            alt=view.words.sentence,
        )
    for tab in together_tabs:
        if tab.open:
            with tab:
                show_combinations(filters)
    show_guide(guide_tab, guide_of("bounds"))
    if study.url:
        st.link_button("The paper", study.url, icon=":material/open_in_new:")


def _charts(view: View) -> None:
    for panel, item in zip(view.panels, items_with_bounds(view.rows), strict=True):
        st.vega_lite_chart(
            panel.sent, width="stretch", alt=panel.alternative_text, key=panel.identifier
        )
        _record_link("About this measure", item["mitigation_id"])
    if view.panels:
        st.caption(escaped(view.words.notes))


def _without_figures(items: list[Row], study: Study) -> None:
    if items:
        st.markdown("### No figure published in the sources we hold")
        paper = f" The paper: [{study.title}]({study.url})." if study.url else ""
        st.caption(f"These were put to the same experts.{paper}")
        with st.container(gap="xsmall"):
            for item in items:
                _record_link(escaped(item["label"]), item["mitigation_id"])


def _record_link(label: str, mitigation_id: str) -> None:
    st.page_link(
        MITIGATION.page.file,
        label=label,
        icon=":material/arrow_forward:",
        query_params={"id": mitigation_id},
    )
