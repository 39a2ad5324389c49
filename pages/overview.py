"""Overview: what this is, three headlines, the studies at a glance, and ways in."""

from dataclasses import dataclass

import streamlit as st

from pages.deck import PRESENT_PAGE
from pages.escaping import escaped
from pages.filter_widgets import link_address
from pages.registry import NAME
from pages.share_menu import share_menu
from queries.agreement import real_studies, studies
from queries.evidence import EvidenceFilters
from queries.filters import DEFAULT_STUDY, Filters
from queries.overview import OverviewFilters, certainty
from views.decks import address_of, link_to
from views.evidence import evidence_view
from views.overview import overview_view
from views.permalinks import Permalink
from views.ready_deck import ready_deck

AGREEMENT_PAGE, EVIDENCE_PAGE, TAXONOMY_PAGE = "agreement.py", "evidence.py", "taxonomy.py"


@dataclass(frozen=True)
class WayIn:
    """Where a kind of user may want to start."""

    user: str
    icon: str
    promise: str
    label: str
    filters: Filters
    tab: str = "Chart"


WAYS_IN = (
    WayIn(
        "Policymakers",
        ":material/gavel:",
        "The answer in one sentence and one picture: which measures do experts agree on?",
        "See the answer",
        Filters(),
    ),
    WayIn(
        "Researchers",
        ":material/biotech:",
        "Filter, split, doubt: every figure with its n, base, source and certainty, as data too.",
        "Check the figures",
        Filters(split="affiliation", base="opinion"),
        "Table",
    ),
)

study = studies()[DEFAULT_STUDY]
view = overview_view(study.study_id)

st.title(NAME, anchor=False)
st.markdown(
    "Common Ground shows what experts agree would reduce the risks of AI, who agrees, and how sure "
    "we are. Every number comes with its source: it is printed in a study, follows from what is "
    "printed, or is given as a range where the study leaves it open."
)

st.header("What experts agree on", anchor=False)
for column, headline in zip(
    st.columns(len(view.headlines), border=True), view.headlines, strict=True
):
    with column:
        st.markdown(f"**{headline.heading}**")
        st.markdown(headline.sentence)
        st.page_link(
            AGREEMENT_PAGE,
            label="Show me",
            icon=":material/arrow_forward:",
            query_params=link_address(headline.filters),
        )
st.vega_lite_chart(view.chart, width="stretch", alt=view.alternative_text, key="overview_chart")
st.caption(escaped(view.notes))
share_menu(Permalink("", OverviewFilters()))

st.header("What experts were never asked", anchor=False)
with st.container(border=True):
    st.markdown(evidence_view(EvidenceFilters()).sentence)
    with st.container(horizontal=True):
        st.page_link(EVIDENCE_PAGE, label="See the evidence map", icon=":material/arrow_forward:")
        st.page_link(
            TAXONOMY_PAGE, label="Explore all mitigations", icon=":material/arrow_forward:"
        )

st.header("Studies at a glance", anchor=False)
for listed in real_studies():
    with st.container(border=True):
        name, title = escaped(listed.name), escaped(listed.title)
        st.markdown(f"**{name}**: {f'[{title}]({listed.url})' if listed.url else title}")
        with st.container(horizontal=True, gap="large"):
            invited = f" of {listed.invited} invited" if listed.invited else ""
            st.metric("Respondents", f"{listed.respondents}{invited}", width="content")
            filters = "Statements" if listed.counted else "Measures"
            st.metric(filters, listed.items, width="content")
        st.markdown(f"How sure: {certainty(listed)}")

for listed in (one for one in studies().values() if one.simulated):
    st.page_link(
        AGREEMENT_PAGE,
        label=f"Try every filter on simulated answers: {escaped(listed.name)}",
        icon=":material/science:",
        query_params=link_address(Filters(study=listed.study_id)),
    )

st.header("Ways in", anchor=False)
*columns, presenters = st.columns(len(WAYS_IN) + 1, border=True)
for column, way in zip(columns, WAYS_IN, strict=True):
    with column:
        st.markdown(f"{way.icon} **{way.user}**")
        st.markdown(way.promise)
        tab = {"view": [way.tab]} if way.tab != "Chart" else {}
        st.page_link(
            AGREEMENT_PAGE,
            label=way.label,
            icon=":material/arrow_forward:",
            query_params=link_address(way.filters) | tab,
        )
with presenters:
    deck = ready_deck()
    st.markdown(":material/co_present: **Presenters**")
    st.markdown(
        "A deck of views for the projector: the room guesses first, filters stay live, and all of "
        "it works without a network."
    )
    with st.container(horizontal=True):
        st.link_button(
            f"Present “{deck.title}”", link_to(deck, "/slides"), icon=":material/play_arrow:"
        )
        st.page_link(
            PRESENT_PAGE,
            label="Make it your own",
            icon=":material/arrow_forward:",
            query_params=address_of(deck),
        )
