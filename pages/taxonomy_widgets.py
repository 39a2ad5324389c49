"""The filters of the taxonomy in the sidebar, bound to the address of the page."""

import streamlit as st

from pages.address import put_into_widgets, read_url, remember_filters
from pages.choice_widgets import one_of, search_for, several_of
from queries import mitigation_filters
from queries.mitigation_filters import ASKED, FACET_NAMES, MitigationFilters
from views.parameters import TAXONOMY, PageQueryParams, page_query_params


def choose_mitigations() -> MitigationFilters:
    """Show the filters and return what is chosen; they live in the address."""
    read_url(TAXONOMY)
    with st.sidebar:
        chosen = _widgets()
    remember_filters(TAXONOMY, chosen)
    if st.session_state.setdefault("listed_for", chosen) != chosen:
        st.session_state["listed_for"] = chosen
        st.session_state["page"] = 1
    return chosen


def link_to_list(filters: MitigationFilters) -> PageQueryParams:
    """The filters as a link to the Taxonomy page has them.

    It always says something, so that remembered filters do not step in.
    """
    return page_query_params(TAXONOMY, filters) or {"asked": [ASKED[filters.asked]]}


def _reset() -> None:
    put_into_widgets(MitigationFilters())


def _widgets() -> MitigationFilters:
    allowed = mitigation_filters.choices()
    search = search_for(
        "Search mitigations",
        "incident reporting",
        "All words, in any order, any ending; small slips of the pen are forgiven.",
    )
    category = several_of(TAXONOMY, "category", allowed, "All categories")
    document = several_of(TAXONOMY, "document", allowed, "All documents")
    year = several_of(TAXONOMY, "year", allowed, "All years")
    asked = one_of(TAXONOMY, "asked", allowed)
    st.caption("The three filters below hold for the mitigations that experts were asked about.")
    coding = "Our own coding, but for one measure; why, the record of each mitigation tells."
    facets = {facet: several_of(TAXONOMY, facet, allowed, "All", coding) for facet in FACET_NAMES}
    st.button("Reset filters", icon=":material/restart_alt:", on_click=_reset, width="stretch")
    return MitigationFilters(
        search=search, category=category, document=document, year=year, asked=asked, **facets
    )
