"""Overview: what this is, three headlines, the studies at a glance, and ways in."""

from dataclasses import dataclass

import streamlit as st

from pages.address import link_params
from pages.escaping import escaped
from pages.registry import NAME
from pages.share_menu import share_menu
from pages.view_parts import show_dimensions
from queries.study import DEFAULT_STUDY, studies
from views.agreement.filters import AgreementFilters
from views.answers import ANSWERS
from views.compare.view import BEYOND_CHANCE, COMPARE, difference_beyond_chance
from views.decks import PRESENT, SLIDES_ADDRESS, link_to_deck, page_query_params
from views.evidence.view import EVIDENCE
from views.filter_kinds import NoFilters
from views.overview.view import OVERVIEW, headlines, overview_view
from views.overview.words import certainty
from views.permalinks import Permalink
from views.ready_deck import ready_deck
from views.taxonomy.view import TAXONOMY


@dataclass(frozen=True)
class WayIn:
    """Where a kind of user may want to start."""

    user: str
    icon: str
    promise: str
    label: str
    filters: AgreementFilters
    tab: str = "Chart"


WAYS_IN = (
    WayIn(
        "Policymakers",
        ":material/gavel:",
        "The answer in one sentence and one picture: which measures do experts agree on?",
        "See the answer",
        AgreementFilters(),
    ),
    WayIn(
        "Researchers",
        ":material/biotech:",
        "Filter, split, doubt: every figure with its n, base, source and certainty, as data too.",
        "Check the figures",
        AgreementFilters(split="affiliation", base="opinion"),
        "Table",
    ),
)

view = overview_view(NoFilters(), {})
listed_headlines = headlines(DEFAULT_STUDY)

st.title(NAME, anchor=False)
st.markdown(
    "Common Ground shows what experts agree would reduce the risks of AI, who agrees, and how sure "
    "we are. Every number comes with its source: it is counted, follows from what a study prints, "
    "is a study's own estimate, or is a range or a bound where the study leaves it open."
)
show_dimensions(DEFAULT_STUDY)

st.header("What experts agree on", anchor=False)
columns = st.columns(len(listed_headlines), border=True)
for column, headline in zip(columns, listed_headlines, strict=True):
    with column:
        st.markdown(f"**{headline.heading}**")
        st.markdown(headline.sentence)
        st.page_link(
            ANSWERS.page.file,
            label="Show me",
            icon=":material/arrow_forward:",
            query_params=link_params(headline.filters),
        )
for panel in view.panels:
    st.vega_lite_chart(
        panel.sent, width="stretch", alt=panel.alternative_text, key=f"{panel.identifier}_chart"
    )
st.caption(escaped(view.words.notes))
share_menu(Permalink(OVERVIEW.page.address, NoFilters()))

st.header("Where groups differ beyond chance", anchor=False)
with st.container(border=True):
    st.markdown(escaped(difference_beyond_chance()))
    st.page_link(
        COMPARE.page.file,
        label="See the comparison",
        icon=":material/arrow_forward:",
        query_params=link_params(BEYOND_CHANCE),
    )

st.header("What these experts were not asked", anchor=False)
with st.container(border=True):
    st.markdown(EVIDENCE.view(EVIDENCE.page.filters(), {}).words.sentence)
    with st.container(horizontal=True):
        st.page_link(
            EVIDENCE.page.file, label="See the evidence map", icon=":material/arrow_forward:"
        )
        st.page_link(
            TAXONOMY.page.file, label="Explore all mitigations", icon=":material/arrow_forward:"
        )

st.header("Studies at a glance", anchor=False)
for listed in studies().values():
    with st.container(border=True):
        name, title = escaped(listed.name), escaped(listed.title)
        st.markdown(f"**{name}**: {f'[{title}]({listed.url})' if listed.url else title}")
        with st.container(horizontal=True, gap="large"):
            invited = f" of {listed.invited} invited" if listed.invited else ""
            st.metric("Respondents", f"{listed.respondents}{invited}", width="content")
            judged = "Statements" if listed.people == "experts" else "Items"
            items = judged if listed.counted or listed.estimated else "Measures"
            st.metric(items, listed.items, width="content")
        st.markdown(f"How sure: {certainty(listed)}")

st.header("Ways in", anchor=False)
*columns, presenters = st.columns(len(WAYS_IN) + 1, border=True)
for column, way in zip(columns, WAYS_IN, strict=True):
    with column:
        st.markdown(f"{way.icon} **{way.user}**")
        st.markdown(way.promise)
        tab = {"view": [way.tab]} if way.tab != "Chart" else {}
        st.page_link(
            ANSWERS.page.file,
            label=way.label,
            icon=":material/arrow_forward:",
            query_params=link_params(way.filters) | tab,
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
            f"Present “{deck.title}”",
            link_to_deck(deck, SLIDES_ADDRESS),
            icon=":material/play_arrow:",
        )
        st.page_link(
            PRESENT.file,
            label="Make it your own",
            icon=":material/arrow_forward:",
            query_params=page_query_params(deck),
        )
