"""The filters in the sidebar, bound to the address of the page."""

import streamlit as st

from charts.agreement import FORMS
from pages.address import Address, Written, adopt, put_into_widgets, settle, written
from pages.choice_widgets import one_of, search_for, several_of
from queries import filters
from queries.address import Choices
from queries.agreement import group_sizes
from queries.filters import DEFAULT_STUDY, Filters

VIEWS = ("Chart", "Table", "How to read this")
NAMES = {
    "affiliation": "Affiliation",
    "expertise": "Expertise",
    "risk_area": "Risk area",
}
SURVEY = Address(
    kind="survey",
    names=filters.PARAMETERS,
    default=Filters(),
    parse=filters.parse,
    pairs=filters.pairs,
    choices=lambda asked: filters.choices(asked.study),
    appearance={"chart": tuple(FORMS.values()), "view": VIEWS},
)


def choose_filters() -> Filters:
    """Show the filters and return what is chosen.

    Choices live in the address. They are also remembered for the session, so that they are still
    there after a visit to a page without filters.
    """
    adopt(SURVEY)
    with st.sidebar:
        chosen = _widgets()
    settle(SURVEY, chosen)
    return chosen


def link_address(asked: Filters) -> Written:
    """The filters as a link to a page has them.

    It always says something, so that remembered filters do not step in.
    """
    study = filters.choices(asked.study).label("study", asked.study)
    return written(SURVEY, asked) or {"study": [study]}


def _reset() -> None:
    put_into_widgets(Filters(study=st.session_state["study"]))


def _widgets() -> Filters:
    study = one_of("Study", "study", filters.choices(DEFAULT_STUDY))
    allowed = filters.choices(study)
    dimensions = {name: _dimension(name, study, allowed) for name in filters.DIMENSIONS}
    if allowed.unavailable:
        st.caption(" ".join(allowed.unavailable.values()))
    category = several_of("Category of the taxonomy", "category", allowed, "All categories")
    search = search_for("Search statements", "audit")
    base = one_of("Percentages of", "base", allowed)
    split = one_of("Split by", "split", allowed)
    sort = one_of("Sort by", "sort", allowed)
    min_n = st.number_input(
        "Fewest answers",
        min_value=0,
        max_value=filters.LARGEST_MIN_N,
        step=1,
        key="min_n",
        help="Rows with fewer answers than this are left out.",
        bind="query-params",
    )
    st.button("Reset filters", icon=":material/restart_alt:", on_click=_reset, width="stretch")
    return Filters(
        study=study,
        category=category,
        search=search,
        base=base,
        split=split,
        sort=sort,
        min_n=int(min_n),
        affiliation=dimensions["affiliation"],
        expertise=dimensions["expertise"],
        risk_area=dimensions["risk_area"],
    )


def _dimension(name: str, study: str, allowed: Choices) -> tuple[str, ...]:
    values = [choice.value for choice in allowed.values[name]]
    reason = allowed.unavailable.get(name)
    sizes = group_sizes(study, name)
    chosen = st.multiselect(
        NAMES[name],
        values,
        key=name,
        placeholder="Not recorded" if reason else f"All ({', '.join(values)})",
        disabled=bool(reason),
        help=None if reason else ", ".join(f"{group}: {n} people" for group, n in sizes.items()),
        bind="query-params",
    )
    return tuple(chosen)
