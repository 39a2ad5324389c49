"""Findings: the lists that people make of such a survey, and how solid each is."""

import streamlit as st

from charts.ranked_list import SELECTION
from pages.address import put_into_widgets, read_url, remember_filters
from pages.choice_widgets import one_of
from pages.clickable import clickable_chart, destination, remember_destination
from pages.column_labels import column_settings
from pages.escaping import escaped
from pages.glossary_link import FURTHER
from pages.mitigation_list import MITIGATION_PAGE, RECORD_COLUMN, RECORDS_HINT, record_links
from pages.share_menu import appearance_of, heading, share_menu
from pages.simulated import say_if_simulated
from queries import findings
from queries.agreement import studies
from queries.filters import DEFAULT_STUDY
from queries.findings import AT_MOST, FindingsFilters
from queries.findings_columns import FINDINGS
from queries.rankings import LISTS
from views import parameters
from views.findings import findings_view
from views.parameters import CHART_TABS
from views.permalinks import Permalink

GUIDE = """
### The list
A statement is in the list if it meets the rule in the sentence above. The thresholds are ours;
move them, and the address keeps them. A question mark says that the published figures leave open
whether the statement belongs there.

### The figure and its interval
The dark mark is the share that the list is ranked by, the pale bar its 95 % interval by Wilson's
method: where the share could lie if these experts were a random sample of some larger group. They
are not; read it as a measure of how little 50 answers can say. Where a count is only known as a
range, the interval is the widest.

### How solid is the rank?
The grey bar at the right runs from the best to the worst rank that the statement has among all
statements under every defensible alternative: percentages of all who answered or of those with an
opinion; other ways to rank the same list (strongly agree, agree, mean answer; or polarisation,
lack of consensus, variance); each affiliation left out in turn; and every set of answers that
fits the source. Statements with equal figures may stand in any order. Where bars overlap, the
order is noise.

### What would change this?
The table says how many of those who agree would have to stop agreeing until fewer than half
agree, and until fewer agree than with the statement that has the next lower agreement.

### Those who did not answer
Not everyone who was invited answered, and we do not know what the others think. Switch their part
on to see where a share of all invited could lie: from all who gave no answer thinking otherwise
to all of them thinking the same.
"""


def reset() -> None:
    """Put all filters but the study back."""
    put_into_widgets(FindingsFilters(study=st.session_state["study"]))


def own_threshold() -> None:
    """Each list has its own threshold: a threshold moved for one says nothing about another."""
    st.session_state["at_least"] = None


def choose() -> FindingsFilters:
    """Show the filters and return what is chosen; they live in the address."""
    read_url(parameters.FINDINGS)
    with st.sidebar:
        study = one_of(parameters.FINDINGS, "study", findings.choices(DEFAULT_STUDY))
        listed = findings.choices(study)
        chosen_list = one_of(parameters.FINDINGS, "list", listed, own_threshold)
        group = one_of(parameters.FINDINGS, "group", listed)
        base = one_of(parameters.FINDINGS, "base", listed)
        own = LISTS[chosen_list].threshold
        at_least = st.number_input(
            "At least (%)",
            min_value=0,
            max_value=100,
            value=None,
            step=1,
            key="at_least",
            placeholder=f"{own} (this list's own)",
            bind="query-params",
        )
        at_most = st.number_input(
            "At most so many strongly disagree (%)",
            min_value=0,
            max_value=100,
            value=AT_MOST,
            step=1,
            key="at_most",
            disabled=chosen_list != "consensus",
            bind="query-params",
        )
        invited = one_of(parameters.FINDINGS, "invited", listed)
        st.button("Reset filters", icon=":material/restart_alt:", on_click=reset, width="stretch")
    chosen = FindingsFilters(
        study=study,
        list=chosen_list,
        group=group,
        base=base,
        at_least=None if at_least is None else int(at_least),
        at_most=int(at_most),
        invited=invited,
    )
    remember_filters(parameters.FINDINGS, chosen)
    return chosen


if clicked := destination():
    st.switch_page(MITIGATION_PAGE, query_params={"id": clicked})
chosen = choose()
view = findings_view(chosen)
study = studies()[chosen.study]

menu = heading("Findings")
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
                "findings",
                view.alternative_text,
                SELECTION,
                lambda point: remember_destination(point["mitigation"]),
            )
            st.caption(f"{escaped(view.notes)}\n\n{RECORDS_HINT}")
        else:
            st.info(
                "No statement meets this rule. Lower the threshold.",
                icon=":material/filter_alt_off:",
            )
if table_tab.open:
    table_tab.dataframe(
        view.rows.assign(record=record_links(view.rows["mitigation_ids"])),
        column_config=column_settings(FINDINGS, pinned="label") | RECORD_COLUMN,
        column_order=list(dict.fromkeys(["record", "position", "label", *FINDINGS])),
        hide_index=True,
        alt=view.alternative_text,
    )
if guide_tab.open:
    guide_tab.markdown(f"{GUIDE}{FURTHER}")
for remark in view.remarks:
    st.markdown(escaped(remark))
with menu:
    share_menu(Permalink("findings", chosen, appearance_of(parameters.FINDINGS)))
