"""The filters in the sidebar, bound to the address of the page."""

from dataclasses import replace
from typing import Any

import streamlit as st

from pages.address import put_into_widgets, read_url, remember_filters
from pages.choice_widgets import one_of, search_for, several_of
from pages.escaping import escaped
from queries.agreement import studies
from queries.choice_counts import choice_counts
from queries.filters import DEFAULT_STUDY, DIMENSIONS, LARGEST_MIN_N, Filters, choices
from queries.query_params import Choices
from views.parameters import SURVEY, PageQueryParams, page_query_params


def choose_filters() -> Filters:
    """Show the filters and return what is chosen.

    Choices live in the address. They are also remembered for the session, so that they are still
    there after a visit to a page without filters.
    """
    read_url(SURVEY)
    with st.sidebar:
        chosen = _widgets()
    remember_filters(SURVEY, chosen)
    return chosen


def link_address(filters: Filters) -> PageQueryParams:
    """The filters as a link to a page has them.

    It always says something, so that remembered filters do not step in.
    """
    study = choices(filters.study).label("study", filters.study)
    return page_query_params(SURVEY, filters) or {"study": [study]}


def _reset() -> None:
    put_into_widgets(Filters(study=st.session_state["study"]))


def _widgets() -> Filters:
    study = one_of(SURVEY, "study", choices(DEFAULT_STUDY))
    allowed = choices(study)
    counts = choice_counts(_narrowed(study, allowed))
    dimensions = {name: _dimension(name, allowed, counts[name]) for name in DIMENSIONS}
    if allowed.unavailable:
        st.caption(" ".join(allowed.unavailable.values()))
    category = several_of(SURVEY, "category", allowed, "All categories")
    search = search_for("Search statements", "audit")
    narrowed = _of_dimensions(study, dimensions)
    answers = _about_answers(allowed) if studies()[study].counted else {}
    st.button("Reset filters", icon=":material/restart_alt:", on_click=_reset, width="stretch")
    return replace(narrowed, category=category, search=search, **answers)


def _about_answers(allowed: Choices) -> dict[str, Any]:
    """How answers are counted, split and sorted; of no use where only bounds are known."""
    base = one_of(SURVEY, "base", allowed)
    split = one_of(SURVEY, "split", allowed)
    sort = one_of(SURVEY, "sort", allowed)
    min_n = st.number_input(
        "Fewest answers",
        min_value=0,
        max_value=LARGEST_MIN_N,
        step=1,
        key="min_n",
        help="Rows with fewer answers than this are left out.",
        bind="query-params",
    )
    return {"base": base, "split": split, "sort": sort, "min_n": int(min_n)}


def _narrowed(study: str, allowed: Choices) -> Filters:
    """What the widgets hold before they are drawn again, as far as the study has it."""
    held = {name: st.session_state.get(name, []) for name in DIMENSIONS}
    possible = {name: {choice.value for choice in allowed.values[name]} for name in held}
    chosen = {name: tuple(one for one in held[name] if one in possible[name]) for name in held}
    return replace(
        _of_dimensions(study, chosen),
        category=tuple(st.session_state.get("category", [])),
        search=str(st.session_state.get("search", "")).strip(),
    )


def _of_dimensions(study: str, chosen: dict[str, tuple[str, ...]]) -> Filters:
    return Filters(
        study=study,
        affiliation=chosen["affiliation"],
        expertise=chosen["expertise"],
        risk_area=chosen["risk_area"],
    )


def _dimension(name: str, allowed: Choices, counts: dict[str, int | None]) -> tuple[str, ...]:
    values = [choice.value for choice in allowed.values[name]]
    reason = allowed.unavailable.get(name)
    chosen = st.multiselect(
        SURVEY.labels[name],
        values,
        key=name,
        placeholder="Not recorded" if reason else f"All ({', '.join(values)})",
        disabled=bool(reason),
        bind="query-params",
    )
    if counts:
        unit = "answers" if name == "risk_area" else "people"
        st.caption(
            f"{unit.capitalize()}: "
            + " · ".join(_counted(value, counts.get(value)) for value in values)
        )
    return tuple(chosen)


def _counted(value: str, count: int | None) -> str:
    """A choice with how many there are of it, given the other filters."""
    return f"{escaped(value)} **{'not shown' if count is None else f'{count:,}'}**"
