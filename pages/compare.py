"""Compare: groups of respondents side by side, and whether their differences could be chance."""

import streamlit as st
from streamlit.column_config import TextColumn

from charts.compare import SELECTION
from pages.address import put_into_widgets, read_url, remember_filters
from pages.choice_widgets import one_of, search_for, several_of
from pages.clickable import clickable_chart, destination, remember_destination
from pages.column_labels import column_settings
from pages.escaping import escaped
from pages.glossary_link import FURTHER
from pages.mitigation_list import MITIGATION_PAGE, RECORD_COLUMN, RECORDS_HINT, record_links
from pages.share_menu import appearance_of, heading, share_menu
from pages.simulated import say_if_simulated
from queries import compare
from queries.agreement import studies
from queries.compare import CompareFilters
from queries.compare_columns import COMPARE
from queries.compare_sentences import too_few_groups
from queries.filters import DEFAULT_STUDY
from views import parameters
from views.compare import compare_view
from views.parameters import CHART_TABS
from views.permalinks import Permalink

KIND = parameters.COMPARE
DEFAULT = CompareFilters()
READING = {"reading": TextColumn("Reading", help="The comparison in plain words.", width="large")}
GUIDE = """
### The chart
Each row is a statement, each mark a group: its mean answer, from −2 (strongly disagree) to 2
(strongly agree), or the share of those with an opinion that agrees. Don't-knows are left out. The
number at the right is the largest difference between two groups that is certain whichever of the
answers that fit the source are true. A bar around a mark is the range that the published figures
leave open.

### Could it be chance?
For answers we use the Mann-Whitney test, with correction for ties; for shares the chi-square
test, or Fisher's exact test where fewer than five are expected in a cell. Where the source leaves
several sets of answers open, the largest p counts. Because many tests are made, p-values are
corrected by Holm's method, always over the same family of tests, so that choosing a filter cannot
make a difference look surer than it is. “Could be chance” means: the corrected p is 0.05 or more.

### How large is it?
Cliff's delta is the chance that an answer of the first group is above one of the second, less the
chance that it is below: 0 is no difference, 1 or −1 is no overlap. The table has its 95 %
interval, and Newcombe's interval for the difference of shares; where the source leaves answers
open, the widest.

### What the figures cannot say
The experts were invited, not drawn at random. Tests and intervals say what chance alone could do
in groups so small; they do not make this panel speak for all experts. No difference found is not
proof that there is none: see below what groups of these sizes could show at all.
"""


def reset() -> None:
    """Put all filters but the study back."""
    put_into_widgets(CompareFilters(study=st.session_state["study"]))


def forget_groups() -> None:
    """Another study, or another way to tell groups apart, has other groups."""
    st.session_state["group"] = []
    st.session_state["risk_area"] = DEFAULT.risk_area


def forget_study() -> None:
    """Another study tells apart other groups, by other things."""
    st.session_state["by"] = DEFAULT.by
    forget_groups()


def choose() -> CompareFilters:
    """Show the filters and return what is chosen; they live in the address."""
    read_url(KIND)
    with st.sidebar:
        study = one_of(
            KIND,
            "study",
            compare.choices(DEFAULT_STUDY, DEFAULT.by),
            forget_study,
        )
        by = one_of(KIND, "by", compare.choices(study, DEFAULT.by), forget_groups)
        listed = compare.choices(study, by)
        filters = CompareFilters(
            study=study,
            by=by,
            risk_area=one_of(KIND, "risk_area", listed),
            group=several_of(KIND, "group", listed, "All groups"),
            against=one_of(KIND, "against", listed),
            measure=one_of(KIND, "measure", listed),
            category=several_of(KIND, "category", listed, "All categories"),
            search=search_for("Search statements", "audit"),
            sort=one_of(KIND, "sort", listed),
        )
        st.button("Reset filters", icon=":material/restart_alt:", on_click=reset, width="stretch")
    remember_filters(KIND, filters)
    return filters


if clicked := destination():
    st.switch_page(MITIGATION_PAGE, query_params={"id": clicked})
chosen = choose()
view = compare_view(chosen)
study = studies()[chosen.study]

menu = heading("Compare")
say_if_simulated(study)
st.header(escaped(view.sentence), anchor=False)
chart_tab, table_tab, guide_tab = st.tabs(
    CHART_TABS, key="view", on_change="rerun", bind="query-params"
)
if chart_tab.open:
    with chart_tab:
        if view.chart:
            clickable_chart(
                view.chart,
                "comparison",
                view.alternative_text,
                SELECTION,
                lambda point: remember_destination(point["mitigation"]),
            )
            st.caption(f"{escaped(view.notes)}\n\n{RECORDS_HINT}")
        elif len(chosen.group) == 1 and chosen.against == "each":
            st.info("Choose a second group, or compare it with the others together.")
        elif too_few_groups(chosen):
            st.info("Only one group of this study is large enough to be shown.")
        else:
            st.info(
                "Remove a filter, or reset them all in the sidebar.",
                icon=":material/filter_alt_off:",
            )
if table_tab.open:
    table_tab.dataframe(
        view.rows.assign(record=record_links(view.rows["mitigation_ids"])),
        column_config=column_settings(COMPARE, pinned="label") | RECORD_COLUMN | READING,
        column_order=list(dict.fromkeys(["record", "label", "reading", *COMPARE])),
        hide_index=True,
        alt=view.alternative_text,
    )
if guide_tab.open:
    guide_tab.markdown(f"{GUIDE}{FURTHER}")
for remark in view.remarks:
    st.markdown(escaped(remark))
with menu:
    share_menu(Permalink("compare", chosen, appearance_of(parameters.COMPARE)))
