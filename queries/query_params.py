"""Reading what is asked for from the names and values of a query string, and writing it back."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from data.search_text import searchable

LONGEST_SEARCH = 200
# Parameters whose values are dimensions.
BY_DIMENSION = ("split", "by")

QueryParams = Iterable[tuple[str, str]]
ValuesByName = dict[str, list[str]]


@dataclass(frozen=True)
class Choice:
    """A value that a parameter may have, and its name on the pages; either is understood."""

    value: str
    label: str


@dataclass(frozen=True)
class Choices:
    """What each parameter may be, and why one has no values."""

    values: dict[str, tuple[Choice, ...]]
    unavailable: dict[str, str] = field(default_factory=dict)

    def label(self, parameter: str, value: str) -> str:
        return next(choice.label for choice in self.values[parameter] if choice.value == value)


@dataclass(frozen=True)
class ParameterProblem:
    """A parameter that could not be used: what was wrong and what is allowed."""

    parameter: str
    value: str
    message: str
    allowed: tuple[str, ...] = ()


def grouped(query_params: QueryParams) -> ValuesByName:
    """The values of each name, without blanks around them; empty values are as good as none."""
    given: ValuesByName = {}
    for name, value in query_params:
        if value.strip():
            given.setdefault(name, []).append(value.strip())
    return given


def unknown_or_repeated(
    given: ValuesByName, known: tuple[str, ...], single: Iterable[str]
) -> list[ParameterProblem]:
    """Parameters that there are not, and values too many for one that takes a ``single`` value."""
    unknown = [
        ParameterProblem(name, values[0], "There is no such parameter.", known)
        for name, values in given.items()
        if name not in known
    ]
    repeated = [
        ParameterProblem(name, values[1], "This parameter can be given only once.")
        for name, values in given.items()
        if name in single and len(set(values)) > 1
    ]
    return unknown + repeated


def match(name: str, given: str, allowed: Choices, problems: list[ParameterProblem]) -> str | None:
    """The value meant, by its value or its name on the pages, in any case; None and a problem."""
    for choice in allowed.values[name]:
        if folded(given) in (folded(choice.value), folded(choice.label)):
            return choice.value
    asked_for = folded(given).replace(" ", "_") if name in BY_DIMENSION else name
    message = allowed.unavailable.get(asked_for, "There is no such value.")
    listed = tuple(choice.value for choice in allowed.values[name])
    problems.append(ParameterProblem(name, given, message, listed))
    return None


def match_all(
    name: str, given: ValuesByName, allowed: Choices, problems: list[ParameterProblem]
) -> tuple[str, ...]:
    """The values meant of a parameter that may be repeated, each once."""
    matched = (match(name, value, allowed, problems) for value in given.get(name, []))
    return tuple(dict.fromkeys(value for value in matched if value))


def match_search(given: ValuesByName, problems: list[ParameterProblem]) -> str:
    """The text searched for, cut to the length allowed."""
    text = given.get("search", [""])[0]
    if len(text) > LONGEST_SEARCH:
        message = f"A search can have at most {LONGEST_SEARCH} characters; the rest was left out."
        problems.append(ParameterProblem("search", text, message))
    return text[:LONGEST_SEARCH].strip()


def folded(text: str) -> str:
    """A value without regard to case, accents, apostrophes and the kind of dash or space."""
    plain = searchable(text.replace("'", "").replace("\u2019", ""))
    return re.sub(r"[\s_\u2010-\u2015-]+", " ", plain).strip()


def query_params_of(filters: Any, default: Any) -> list[tuple[str, str]]:  # noqa: ANN401, any filters
    """Filters as names and values of a query string; what has its default is left out."""
    query_params = []
    for name, value in vars(filters).items():
        if value != getattr(default, name):
            values = value if isinstance(value, tuple) else (value,)
            query_params += [(name, str(one)) for one in values]
    return query_params
