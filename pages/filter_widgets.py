"""The filters in the sidebar, bound to the address of the page."""

import streamlit as st

from charts.agreement import FORMS
from queries import filters
from queries.agreement import group_sizes, studies
from queries.filters import Choices, Filters, Problem

VIEWS = ("Chart", "Table", "How to read this")
# Parameters of the address that say how a page looks, not what it shows, and their values.
APPEARANCE = {"chart": tuple(FORMS.values()), "view": VIEWS}
NAMES = {
    "affiliation": "Affiliation",
    "expertise": "Expertise",
    "risk_area": "Risk area",
}


def choose_filters() -> Filters:
    """Show the filters and return what is chosen.

    Choices live in the address. They are also remembered for the session, so that they are still
    there after a visit to a page without filters.
    """
    _adopt()
    with st.sidebar:
        chosen = _widgets()
    st.session_state["remembered_filters"] = chosen
    _report_problems(chosen)
    return chosen


def _adopt() -> None:
    """On arriving at a page, set its address right, so that Streamlit can fill the widgets from it.

    The address may use the values of the data API, ask for what there is not, or say nothing, in
    which case the filters remembered for the session are put back.
    """
    if not st.session_state["arrived"]:
        return
    address = st.query_params
    given = [(name, value) for name in address for value in address.get_all(name)]
    appearance, problems = _appearance(given)
    if any(name not in APPEARANCE for name, _ in given):
        asked, wrong = filters.parse(given, also_allowed=APPEARANCE)
        problems = wrong + problems
    else:
        asked = st.session_state.get("remembered_filters", Filters())
    _set(asked)
    st.session_state["address_problems"] = (asked, problems)
    right = page_address(asked) | appearance
    if right != {name: address.get_all(name) for name in address}:
        address.from_dict(right)
        st.rerun()


def _appearance(given: list[tuple[str, str]]) -> tuple[dict[str, list[str]], list[Problem]]:
    """What the address says of the looks of a page, and what of that cannot be used."""
    right, problems = {}, []
    for name, value in given:
        if name in APPEARANCE and value in APPEARANCE[name]:
            right[name] = [value]
        elif name in APPEARANCE:
            problems.append(Problem(name, value, "There is no such value.", APPEARANCE[name]))
    return right, problems


def page_address(asked: Filters) -> dict[str, list[str]]:
    """The filters as the address of a page has them: values by the names they have on the page."""
    allowed = filters.choices(asked.study)
    found: dict[str, list[str]] = {}
    for name, value in filters.pairs(asked):
        listed = name in allowed.values
        found.setdefault(name, []).append(allowed.label(name, value) if listed else value)
    return found


def link_address(asked: Filters) -> dict[str, list[str]]:
    """The same for a link: it always says something, so that remembered filters do not step in."""
    return {"study": [filters.choices(asked.study).label("study", asked.study)]} | page_address(
        asked
    )


def _set(asked: Filters) -> None:
    for name, value in vars(asked).items():
        st.session_state[name] = list(value) if isinstance(value, tuple) else value


def _reset() -> None:
    _set(Filters(study=st.session_state["study"]))


def _widgets() -> Filters:
    study = st.selectbox(
        "Study",
        list(studies()),
        format_func=lambda identifier: studies()[identifier].name,
        key="study",
        bind="query-params",
    )
    allowed = filters.choices(study)
    dimensions = {name: _dimension(name, study, allowed) for name in filters.DIMENSIONS}
    if allowed.unavailable:
        st.caption(" ".join(allowed.unavailable.values()))
    category = st.multiselect(
        "Category of the taxonomy",
        [choice.value for choice in allowed.values["category"]],
        format_func=lambda code: allowed.label("category", code),
        key="category",
        placeholder="All categories",
        bind="query-params",
    )
    search = st.text_input(
        "Search statements",
        key="search",
        type="search",
        max_chars=filters.LONGEST_SEARCH,
        placeholder="For example: audit",
        live=True,
        bind="query-params",
    )
    base = _one_of("Percentages of", "base", allowed)
    split = _one_of("Split by", "split", allowed)
    sort = _one_of("Sort by", "sort", allowed)
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
        category=tuple(category),
        search=search.strip(),
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


def _one_of(label: str, name: str, allowed: Choices) -> str:
    return str(
        st.selectbox(
            label,
            [choice.value for choice in allowed.values[name]],
            format_func=lambda value: allowed.label(name, value),
            key=name,
            bind="query-params",
        )
    )


def _report_problems(chosen: Filters) -> None:
    """Say what in the address could not be used, until a filter is changed."""
    asked, problems = st.session_state.get("address_problems", (None, []))
    if problems and asked == chosen:
        lines = "\n".join(f"- {describe(problem)}" for problem in problems)
        st.warning(
            f"Part of the address could not be used and was left out:\n{lines}",
            icon=":material/link_off:",
        )


def describe(problem: Problem) -> str:
    allowed = f" Possible: {', '.join(problem.allowed)}." if problem.allowed else ""
    return f"`{problem.parameter}` = `{problem.value}`: {problem.message}{allowed}"
