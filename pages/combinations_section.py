"""What experts would combine: a tab of the Agreement page."""

import streamlit as st

from pages.column_labels import column_settings
from pages.escaping import escaped
from views.agreement.filters import AgreementFilters
from views.combinations.columns import COMBINATIONS
from views.combinations.view import combinations_view


def show_combinations(filters: AgreementFilters) -> None:
    """How often measures stand in the same preferred combination."""
    view = combinations_view(filters, {})
    st.markdown(f"### {escaped(view.words.sentence)}")
    if not view.panels:
        return
    for panel in view.panels:
        st.vega_lite_chart(
            panel.sent, width="stretch", alt=panel.alternative_text, key=panel.identifier
        )
    st.caption(escaped(view.words.notes))
    with st.expander("The figures as a table"):
        st.dataframe(
            view.rows,
            column_config=column_settings(COMBINATIONS, pinned="label"),
            hide_index=True,
            alt=view.words.alternative_text,
        )
