"""Views of every page, to be tried: some that are named, and any that can be asked for."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

from hypothesis import strategies as some

from views.filter_kinds import (
    LONGEST_SEARCH,
    AnyOf,
    Filter,
    Identifier,
    OneOf,
    ParameterProblem,
    Text,
    WholeNumber,
    declarations,
)
from views.permalinks import Permalink, read_permalink
from views.registry import VIEWS
from views.risks.rows import every_risk
from views.taxonomy.filters import MitigationFilters
from views.taxonomy.rows import mitigations
from views.view import AppearanceParameter, ViewKind

SERVER = "http://127.0.0.1:8501"
# One view of each page, and of each kind of study. An invented panel has what no shipped one has.
ADDRESSES = (
    "",
    "agreement",
    "agreement?view=Chosen+together&study=invented-panel",
    "agreement?study=uuk2024",
    "agreement?study=sara2025&question=priorities",
    "agreement?study=invented-panel&split=affiliation&base=opinion&search=audit",
    "agreement?affiliation=AGI+lab&category=1.2&chart=Stacked+to+100+%25",
    "findings?list=divided",
    "findings?study=invented-panel&at_least=30&at_most=50",
    "compare?group=AGI+lab&group=Academia",
    "compare?study=invented-panel&by=risk_area&measure=agreement",
    "cross-table",
    "cross-table?study=ipie2024&rows=affiliation&columns=expertise&base=opinion",
    "experts-and-public?topic=Liability+for+harm",
    "taxonomy?search=audit",
    "taxonomy?view=By+document&category=1.2",
    "evidence?part=1",
    "mitigation?id=A0197",
    "risks?domain=7",
    "risk?risk=1.1",
)
Drawn = some.DrawFn


def read_address(address: str) -> tuple[Permalink, list[ParameterProblem]]:
    """The view at an address within the application; errors as those of ``read_permalink``."""
    page, _, query = address.strip().lstrip("/").partition("?")
    return read_permalink(page.strip("/"), parse_qsl(query))


def view_at(address: str) -> Permalink:
    """The view at an address that can be read."""
    view, problems = read_address(address)
    assert problems == []
    return view


def any_view() -> some.SearchStrategy[Permalink]:
    """A view of any page."""
    return some.sampled_from(VIEWS).flatmap(any_view_of)


@some.composite
def any_view_of(draw: Drawn, kind: ViewKind) -> Permalink:
    """A view of a page, under filters that can be chosen there, with any appearance."""
    filters = draw(any_filters(kind.page.filters))
    appearance = draw(_appearance(kind.page.appearance, filters))
    return Permalink(kind.page.address, filters, appearance)


@some.composite
def any_filters(draw: Drawn, kind: type[Any]) -> Any:
    """Filters that can be chosen."""
    filters = kind()
    for name, declared in declarations(kind).items():
        value = draw(_value(declared, filters))
        if value is not None:
            filters = replace(filters, **{name: value})
    return filters


def _value(declared: Filter, filters: Any) -> some.SearchStrategy[Any]:
    """A value that a filter may have under those before it; None: as it is."""
    choices = declared.choices_for(filters)
    if choices and not choices.listed:
        return some.none()
    values = some.sampled_from(choices.values()) if choices else some.nothing()
    match declared:
        case AnyOf():
            most = 3 if choices and choices.listed else 0
            return some.lists(values, unique=True, max_size=most).map(tuple)
        case OneOf():
            return some.none() | values
        case Text():
            return some.text(max_size=LONGEST_SEARCH).map(str.strip)
        case WholeNumber():
            return some.none() | some.integers(0, declared.most)
    assert isinstance(declared, Identifier)
    return some.sampled_from(_identifiers(declared.find))


def _identifiers(find: Callable[[str], str | None]) -> list[str]:
    """What there is of the kind of which a filter finds one."""
    of_every_kind = (
        mitigations(MitigationFilters())["mitigation_id"].tolist(),
        every_risk()["code"].tolist(),
    )
    return next(listed for listed in of_every_kind if find(listed[0]))


@some.composite
def _appearance(
    draw: Drawn, declared: Mapping[str, AppearanceParameter], filters: Any
) -> tuple[tuple[str, str], ...]:
    """Appearance in any order."""
    known = {name: values for name, one in declared.items() if (values := one.possible(filters))}
    names = draw(some.permutations(sorted(known)))
    chosen = {name: draw(some.none() | some.sampled_from(known[name])) for name in names}
    return tuple((name, value) for name, value in chosen.items() if value)
