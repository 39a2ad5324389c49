"""The address of a page: reading what it asks for on arrival, and writing it."""

from contextlib import suppress
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

from pages.escaping import quoted
from pages.registry import PAGES
from views.filter_kinds import (
    Filters,
    ParameterProblem,
    choices_of,
    declarations,
    page_query_params,
    read,
)
from views.view import DATA_VERSION, Page, read_appearance

Given = list[tuple[str, str]]


def read_url(page: Page) -> None:
    """On arriving at a page, set its address right, so that Streamlit can fill the widgets from it.

    The address may use the values of the data API, ask for what there is not, or say nothing, in
    which case the filters remembered for the session are put back.
    """
    if not st.session_state["arrived"]:
        return
    query = st.query_params
    given = _given(page)
    problems: list[ParameterProblem] = []
    # A link that somebody was given shows what it says, though it may ask for nothing.
    if any(name not in page.appearance or name == DATA_VERSION for name, _ in given):
        filters, problems = read(page.filters, given, page.appearance)
    else:
        filters = st.session_state.get(_remembered(page), page.filters())
    appearance, wrong = read_appearance(page, given, filters)
    problems += wrong
    put_into_widgets(filters)
    st.session_state[_unusable(page)] = (filters, problems)
    right = page_query_params(filters) | {name: [value] for name, value in appearance.items()}
    if right != {name: query.get_all(name) for name in query}:
        _write(right)


def _write(address: dict[str, list[str]]) -> None:
    """Set the address right, and begin again.

    What widgets of the page that was left still hold cannot be set. The widgets of this page have
    the value by now, and write it themselves.
    """
    st.query_params.from_dict({})
    for name, values in address.items():
        with suppress(StreamlitAPIException):
            st.query_params[name] = values
    st.rerun()


def _given(page: Page) -> Given:
    """What the address says; nothing if all of it can only be meant for other pages.

    On its way to another page, Streamlit leaves this page's address with the other's parameters in
    the browser's history: who goes back must find this page as it was.
    """
    query = st.query_params
    given = [(name, value) for name in query for value in query.get_all(name)]
    others = {name for other in PAGES for name in declarations(other.filters)}
    others -= set(declarations(page.filters))
    return [] if all(name in others for name, _ in given) else given


def _remembered(page: Page) -> str:
    """Where the session keeps the filters while other pages are visited."""
    return f"remembered_{page.name}"


def _unusable(page: Page) -> str:
    """Where the session keeps what could not be used of the address."""
    return f"problems_{page.name}"


def put_into_widgets(filters: object) -> None:
    """Give each filter's widget its value."""
    for name, value in vars(filters).items():
        st.session_state[name] = list(value) if isinstance(value, tuple) else value


def remember_filters(page: Page, chosen: object) -> None:
    """Remember the filters for the session, and report what of the address could not be used."""
    st.session_state[_remembered(page)] = chosen
    filters, problems = st.session_state.get(_unusable(page), (None, []))
    if problems and filters == chosen:
        lines = "\n".join(f"- {problem_line(problem)}" for problem in problems)
        st.warning(
            f"Part of the address could not be used and was left out:\n{lines}",
            icon=":material/link_off:",
        )


def problem_line(problem: ParameterProblem) -> str:
    """What was wrong with a parameter, and what is allowed."""
    allowed = f" Possible: {', '.join(problem.allowed)}." if problem.allowed else ""
    return f"{quoted(problem.parameter)} = {quoted(problem.value)}: {problem.message}{allowed}"


def appearance_of(page: Page, filters: Filters = None) -> dict[str, str]:
    """How the page looks under filters, where it does not look as it does at first."""
    shown = {}
    for name in ("chart", "view"):
        values = page.appearance[name].possible(filters) if name in page.appearance else ()
        value = st.session_state.get(name)
        if value in values[1:]:
            shown[name] = value
    return shown


def link_params(filters: Any) -> dict[str, list[str]]:  # noqa: ANN401, any filters
    """Filters as a link to their page has them.

    It always says something, so that remembered filters do not step in.
    """
    said = page_query_params(filters)
    for name, declared, choices in choices_of(filters):
        if not said and not declared.repeatable:
            said = {name: [choices.label(getattr(filters, name))]}
    return said
