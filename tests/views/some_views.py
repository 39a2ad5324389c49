"""Views of every page, to be tried: some that are named, and any that can be asked for."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

from hypothesis import strategies as some

from queries.filters import LARGEST_MIN_N
from queries.mitigation_filters import MitigationFilters
from queries.mitigation_record import RecordFilters
from queries.mitigations import mitigations
from queries.query_params import LONGEST_SEARCH, ParameterProblem
from views.parameters import FilterKind
from views.permalinks import VIEWS, Permalink, read

SERVER = "http://127.0.0.1:8501"
# Parameters on which the choices of others depend.
FIRST = ("study", "by")
NUMBERS = {"min_n": (0, LARGEST_MIN_N), "at_least": (0, 100), "at_most": (0, 100)}
# One view of each page, and of each kind of study.
ADDRESSES = (
    "",
    "agreement",
    "agreement?view=Chosen+together&study=demo-panel",
    "agreement?study=uuk2024",
    "agreement?study=demo-panel&split=affiliation&base=opinion&search=audit",
    "agreement?affiliation=AGI+lab&category=1.2&chart=Stacked+to+100+%25",
    "findings?list=divided",
    "findings?study=demo-panel",
    "compare?group=AGI+lab&group=Academia",
    "compare?study=demo-panel&by=risk_area&measure=agreement",
    "taxonomy?search=audit",
    "taxonomy?view=By+document&category=1.2",
    "evidence?part=1",
    "mitigation?id=A0197",
)
Drawn = some.DrawFn


def read_address(address: str) -> tuple[Permalink, list[ParameterProblem]]:
    """The view at an address within the application; errors as those of ``read``."""
    page, _, query = address.strip().lstrip("/").partition("?")
    return read(page.strip("/"), parse_qsl(query))


def view_at(address: str) -> Permalink:
    """The view at an address that can be read."""
    view, problems = read_address(address)
    assert problems == []
    return view


def any_view() -> some.SearchStrategy[Permalink]:
    """A view of any page."""
    return some.sampled_from(list(VIEWS)).flatmap(any_view_of)


@some.composite
def any_view_of(draw: Drawn, page: str) -> Permalink:
    """A view of a page, under filters that can be chosen there, with any appearance."""
    kind = VIEWS[page].parameters
    return Permalink(page, draw(_filters(kind)), draw(_appearance(kind)))


def _filters(kind: FilterKind) -> some.SearchStrategy[Any]:
    if isinstance(kind.default, RecordFilters):
        listed = mitigations(MitigationFilters())["mitigation_id"].tolist()
        return some.sampled_from(listed).map(RecordFilters)
    return _chosen(kind)


@some.composite
def _chosen(draw: Drawn, kind: FilterKind) -> Any:
    filters = kind.default
    names = list(vars(filters))
    for name in [*FIRST, *(name for name in names if name not in FIRST)]:
        if name in names and (value := draw(_value(kind, filters, name))) is not None:
            filters = replace(filters, **{name: value})
    return filters


def _value(kind: FilterKind, filters: Any, name: str) -> some.SearchStrategy[Any]:
    """A value that a parameter may have under filters; None: as it is."""
    if name == "search":
        return some.text(max_size=LONGEST_SEARCH).map(str.strip)
    if name in NUMBERS:
        return some.none() | some.integers(*NUMBERS[name])
    values = [one.value for one in kind.choices(filters).values[name]]
    if name in kind.repeatable:
        few = some.lists(some.sampled_from(values or ["none"]), unique=True, max_size=3)
        return few.map(tuple) if values else some.just(())
    return some.none() | some.sampled_from(values)


@some.composite
def _appearance(draw: Drawn, kind: FilterKind) -> tuple[tuple[str, str], ...]:
    """Appearance in any order."""
    known = {name: one.values() for name, one in kind.appearance.items() if one.values()}
    names = draw(some.permutations(sorted(known)))
    chosen = {name: draw(some.none() | some.sampled_from(known[name])) for name in names}
    return tuple((name, value) for name, value in chosen.items() if value)
