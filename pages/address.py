"""The address of a page: reading what it asks for on arrival, and writing it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import streamlit as st

from pages.escaping import quoted
from queries import comparison, evidence, filters, findings, mitigation_filters
from queries.address import Choices, Pairs, Problem

Asked = TypeVar("Asked")
Written = dict[str, list[str]]
# Parameters that not all pages have.
FILTERS = (filters, mitigation_filters, evidence, findings, comparison)
OF_ONE_PAGE = {"id", *(name for module in FILTERS for name in module.PARAMETERS)}


@dataclass(frozen=True)
class Address(Generic[Asked]):
    """How the address of a page is read and written.

    ``kind`` names the filters, which several pages may share; ``names`` are their parameters;
    ``appearance`` are the parameters that say how a page looks, not what it shows, and their
    values; ``choices`` are those that there are under given filters.
    """

    kind: str
    names: tuple[str, ...]
    default: Asked
    parse: Callable[[Pairs, tuple[str, ...]], tuple[Asked, list[Problem]]]
    pairs: Callable[[Asked], list[tuple[str, str]]]
    choices: Callable[[Asked], Choices]
    appearance: Mapping[str, tuple[str, ...]]

    @property
    def remembered(self) -> str:
        """Where the session keeps the filters while other pages are visited."""
        return f"remembered_{self.kind}"

    @property
    def found_wrong(self) -> str:
        """Where the session keeps what could not be used of the address."""
        return f"problems_{self.kind}"


def adopt(address: Address[Any]) -> None:
    """On arriving at a page, set its address right, so that Streamlit can fill the widgets from it.

    The address may use the values of the data API, ask for what there is not, or say nothing, in
    which case the filters remembered for the session are put back.
    """
    if not st.session_state["arrived"]:
        return
    query = st.query_params
    given = [(name, value) for name in query for value in query.get_all(name)]
    # On its way to another page, Streamlit leaves this page's address with the other's parameters
    # in the browser's history: who goes back must find this page as it was.
    if all(name in OF_ONE_PAGE - set(address.names) for name, _ in given):
        given = []
    appearance, problems = _appearance(given, address.appearance)
    if any(name not in address.appearance for name, _ in given):
        asked, wrong = address.parse(given, tuple(address.appearance))
        problems = wrong + problems
    else:
        asked = st.session_state.get(address.remembered, address.default)
    put_into_widgets(asked)
    st.session_state[address.found_wrong] = (asked, problems)
    right = written(address, asked) | appearance
    if right != {name: query.get_all(name) for name in query}:
        query.from_dict(right)
        st.rerun()


def _appearance(
    given: list[tuple[str, str]], allowed: Mapping[str, tuple[str, ...]]
) -> tuple[Written, list[Problem]]:
    """What the address says of the looks of a page, and what of that cannot be used."""
    right, problems = {}, []
    for name, value in given:
        if name in allowed and value in allowed[name]:
            right[name] = [value]
        elif name in allowed:
            problems.append(Problem(name, value, "There is no such value.", allowed[name]))
    return right, problems


def written(address: Address[Asked], asked: Asked) -> Written:
    """The filters as the address of a page has them: values by the names they have on the page."""
    choices = address.choices(asked)
    found: Written = {}
    for name, value in address.pairs(asked):
        listed = name in choices.values
        found.setdefault(name, []).append(choices.label(name, value) if listed else value)
    return found


def put_into_widgets(asked: object) -> None:
    """Give each filter's widget its value."""
    for name, value in vars(asked).items():
        st.session_state[name] = list(value) if isinstance(value, tuple) else value


def settle(address: Address[Asked], chosen: Asked) -> None:
    """Remember the filters for the session, and report what of the address could not be used."""
    st.session_state[address.remembered] = chosen
    asked, problems = st.session_state.get(address.found_wrong, (None, []))
    if problems and asked == chosen:
        lines = "\n".join(f"- {describe(problem)}" for problem in problems)
        st.warning(
            f"Part of the address could not be used and was left out:\n{lines}",
            icon=":material/link_off:",
        )


def describe(problem: Problem) -> str:
    allowed = f" Possible: {', '.join(problem.allowed)}." if problem.allowed else ""
    return f"{quoted(problem.parameter)} = {quoted(problem.value)}: {problem.message}{allowed}"
