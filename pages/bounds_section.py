"""A study of which only bounds are published: what the Agreement page shows of it."""

import streamlit as st

from pages.column_labels import column_settings
from pages.combinations_section import show_combinations
from pages.escaping import escaped
from pages.glossary_link import FURTHER
from pages.mitigation_list import MITIGATION_PAGE, RECORD_COLUMN, record_links
from queries.agreement import Study
from queries.bounds_columns import BOUNDS
from queries.filters import Filters
from views.bounds import bounds_view
from views.parameters import ANSWER_TABS

GUIDE = """
### What is known
We hold no counts of answers from this study. Its abstract says of a few measures that *more than*
a share of the experts agree with them: that is drawn as it is, a bar that begins at the bound and
fades out. How far it goes is not published.

### What is not
Of the other measures no figure is published in the sources we hold. They were put to the same
experts; we do not guess what they answered.

### Risk areas
Each measure was judged for each risk area. Choose one in the filters to see only its bounds. Bounds
on the measures that experts would combine are not told apart by risk area; they are left out then.
"""


def show_bounds(chosen: Filters, study: Study) -> None:
    """The bounds that the study prints, and the items of which it prints none."""
    view = bounds_view(chosen)
    st.header(escaped(view.sentence), anchor=False)
    chart, table, together, guide = st.tabs(
        ANSWER_TABS, key="view", on_change="rerun", bind="query-params"
    )
    with chart:
        for item in view.drawn:
            st.vega_lite_chart(
                item.chart, width="stretch", alt=item.alternative_text, key=f"bounds_{item.item_id}"
            )
            _record_link("About this measure", item.mitigation_id)
        if view.drawn:
            st.caption(escaped(view.notes))
        _without_figures(view.without_figures, study)
    if table.open:
        table.dataframe(
            view.rows.assign(record=record_links(view.rows["mitigation_ids"])),
            column_config=column_settings(BOUNDS, pinned="label") | RECORD_COLUMN,
            column_order=list(dict.fromkeys(["record", "label", *BOUNDS])),
            hide_index=True,
            alt=view.sentence,
        )
    if together.open:
        with together:
            show_combinations(chosen, study)
    if guide.open:
        guide.markdown(f"{GUIDE}{FURTHER}")
    if study.url:
        st.link_button("The paper", study.url, icon=":material/open_in_new:")


def _without_figures(items: list[dict[str, str]], study: Study) -> None:
    if items:
        st.markdown("### No figure published in the sources we hold")
        paper = f" The paper: [{study.title}]({study.url})." if study.url else ""
        st.caption(f"These were put to the same experts.{paper}")
        with st.container(gap="xsmall"):
            for item in items:
                _record_link(escaped(item["label"]), item["mitigation_id"])


def _record_link(label: str, mitigation_id: str) -> None:
    st.page_link(
        MITIGATION_PAGE,
        label=label,
        icon=":material/arrow_forward:",
        query_params={"id": mitigation_id},
    )
