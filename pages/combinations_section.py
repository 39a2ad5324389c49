"""What experts would combine: a tab of the Agreement page."""

import streamlit as st

from pages.column_labels import column_settings
from pages.escaping import escaped
from queries.agreement import Study
from queries.combinations_columns import COMBINATIONS
from queries.filters import Filters
from views.combinations import combinations_view


def show_combinations(chosen: Filters, study: Study) -> None:
    """How often measures stand in the same preferred combination."""
    view = combinations_view(chosen)
    st.markdown(f"### {escaped(view.sentence)}")
    if not view.chart:
        return
    st.vega_lite_chart(
        view.chart, width="stretch", alt=view.alternative_text, key="combinations_chart"
    )
    st.caption(escaped(view.notes))
    with st.expander("The figures as a table"):
        st.dataframe(
            view.rows,
            column_config=column_settings(COMBINATIONS, pinned="label"),
            hide_index=True,
            alt=view.alternative_text,
        )
