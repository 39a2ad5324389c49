"""The filters of the taxonomy in the sidebar, bound to the address of the page."""

import streamlit as st

from pages.address import Address, Written, adopt, put_into_widgets, settle, written
from pages.choice_widgets import one_of, search_for, several_of
from queries import mitigation_filters
from queries.mitigation_filters import ASKED, FACET_NAMES, MitigationFilters
from queries.mitigations import mitigations

VIEWS = ("Map", "By document", "Definitions", "Table")
ROWS_ON_A_PAGE = 20


def last_page(count: int) -> int:
    """The number of pages that so many rows of the list take."""
    return max(1, -(-count // ROWS_ON_A_PAGE))


def taxonomy_address() -> Address[MitigationFilters]:
    """How the address of the Taxonomy page is read and written."""
    pages = range(1, last_page(len(mitigations(MitigationFilters()))) + 1)
    return Address(
        kind="taxonomy",
        names=mitigation_filters.PARAMETERS,
        default=MitigationFilters(),
        parse=mitigation_filters.parse,
        pairs=mitigation_filters.pairs,
        choices=lambda _asked: mitigation_filters.choices(),
        appearance={"view": VIEWS, "page": tuple(str(number) for number in pages)},
    )


def choose_mitigations() -> MitigationFilters:
    """Show the filters and return what is chosen; they live in the address."""
    address = taxonomy_address()
    adopt(address)
    with st.sidebar:
        chosen = _widgets()
    settle(address, chosen)
    if st.session_state.setdefault("listed_for", chosen) != chosen:
        st.session_state["listed_for"] = chosen
        st.session_state["page"] = 1
    return chosen


def link_to_list(asked: MitigationFilters) -> Written:
    """The filters as a link to the Taxonomy page has them.

    It always says something, so that remembered filters do not step in.
    """
    return written(taxonomy_address(), asked) or {"asked": [ASKED[asked.asked]]}


def _reset() -> None:
    put_into_widgets(MitigationFilters())


def _widgets() -> MitigationFilters:
    allowed = mitigation_filters.choices()
    search = search_for(
        "Search mitigations",
        "incident reporting",
        "All words, in any order, any ending; small slips of the pen are forgiven.",
    )
    category = several_of("Category or subcategory", "category", allowed, "All categories")
    document = several_of("Document", "document", allowed, "All documents")
    year = several_of("Year of the document", "year", allowed, "All years")
    asked = one_of("Asked of experts", "asked", allowed)
    st.caption("The three filters below hold for the mitigations that experts were asked about.")
    coding = "Our own coding, but for one measure; why, the record of each mitigation tells."
    facets = {
        facet: several_of(label, facet, allowed, "All", coding)
        for facet, label in FACET_NAMES.items()
    }
    st.button("Reset filters", icon=":material/restart_alt:", on_click=_reset, width="stretch")
    return MitigationFilters(
        search=search, category=category, document=document, year=year, asked=asked, **facets
    )
