"""The address of a page: reading what it asks for on arrival, and writing it."""

import streamlit as st

from pages.escaping import quoted
from queries import method_filters
from queries.query_params import ParameterProblem
from views import parameters
from views.parameters import DATA_VERSION, FilterKind, page_query_params, read_appearance

# Parameters that not all pages have.
KINDS = (
    parameters.SURVEY,
    parameters.TAXONOMY,
    parameters.EVIDENCE,
    parameters.FINDINGS,
    parameters.COMPARE,
    parameters.RECORD,
)
OF_ONE_PAGE = {
    *(name for kind in KINDS for name in kind.meanings),
    *method_filters.PARAMETERS,
}


def read_url(address: FilterKind) -> None:
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
    if all(name in OF_ONE_PAGE - set(address.meanings) for name, _ in given):
        given = []
    appearance, problems = read_appearance(address, given)
    # A link that somebody was given shows what it says, though it may ask for nothing.
    if any(name not in address.appearance or name == DATA_VERSION for name, _ in given):
        filters, wrong = address.parse(given, tuple(address.appearance))
        problems = wrong + problems
    else:
        filters = st.session_state.get(_remembered(address), address.default)
    put_into_widgets(filters)
    st.session_state[_found_wrong(address)] = (filters, problems)
    right = page_query_params(address, filters) | {
        name: [value] for name, value in appearance.items()
    }
    if right != {name: query.get_all(name) for name in query}:
        query.from_dict(right)
        st.rerun()


def _remembered(address: FilterKind) -> str:
    """Where the session keeps the filters while other pages are visited."""
    return f"remembered_{address.name}"


def _found_wrong(address: FilterKind) -> str:
    """Where the session keeps what could not be used of the address."""
    return f"problems_{address.name}"


def put_into_widgets(filters: object) -> None:
    """Give each filter's widget its value."""
    for name, value in vars(filters).items():
        st.session_state[name] = list(value) if isinstance(value, tuple) else value


def remember_filters(address: FilterKind, chosen: object) -> None:
    """Remember the filters for the session, and report what of the address could not be used."""
    st.session_state[_remembered(address)] = chosen
    filters, problems = st.session_state.get(_found_wrong(address), (None, []))
    if problems and filters == chosen:
        lines = "\n".join(f"- {problem_line(problem)}" for problem in problems)
        st.warning(
            f"Part of the address could not be used and was left out:\n{lines}",
            icon=":material/link_off:",
        )


def problem_line(problem: ParameterProblem) -> str:
    allowed = f" Possible: {', '.join(problem.allowed)}." if problem.allowed else ""
    return f"{quoted(problem.parameter)} = {quoted(problem.value)}: {problem.message}{allowed}"
