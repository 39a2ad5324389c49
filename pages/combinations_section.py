"""What experts would combine: a tab of the Agreement page."""

from urllib.parse import urlencode

import streamlit as st

from exports.tables import to_csv
from pages.column_labels import column_settings
from pages.escaping import escaped
from queries import filters
from queries.agreement import Study
from queries.build_info import data_version
from queries.combinations_columns import COMBINATIONS
from queries.filters import Filters
from views.combinations import combinations_view


def show_combinations(chosen: Filters, study: Study) -> None:
    """How often measures stand in the same preferred combination."""
    view = combinations_view(chosen)
    st.markdown(f"##### {escaped(view.sentence)}")
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
    query = urlencode(filters.pairs(chosen))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "These combinations (CSV)",
            data=lambda: to_csv(view.rows.assign(filters=query)),
            file_name=f"common-ground_combinations_{study.name_in_files}_{data_version()}.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
        st.link_button(
            "Data API of combinations",
            f"/api/combinations.json?{query}",
            icon=":material/data_object:",
            type="tertiary",
        )
