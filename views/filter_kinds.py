"""The kinds of filters, and all that is done with filters that are declared.

A view declares each of its filters once, as a field of a frozen dataclass:

    @dataclass(frozen=True)
    class AgreementFilters:
        study: str = one_of("Study", "The survey.", default="schuett2023", choices=all_studies)
        min_n: int = whole_number("Fewest answers", "Only rows with ...", most=1_000_000)

Reading and writing addresses, SQL parameters, the clause in sentences, the data API's description
and the widgets follow from these declarations. What can be chosen may depend on the fields that
stand before a field: functions in a declaration are given the filters as far as they are read.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any, TypeVar

from data.search_text import searchable, searched_stems

LONGEST_SEARCH = 200

F = TypeVar("F")
# An instance of any dataclass that declares filters.
Filters = Any
# A value of a filter of any kind.
Value = Any
# What a field of a dataclass is set to, as by dataclasses.field.
Field = Any
QueryParams = Iterable[tuple[str, str]]
Values = list[str]


@dataclass(frozen=True)
class Choice:
    """A value that a filter may have, its name on the pages, and what it may be called besides;
    each is understood."""

    value: str
    label: str
    also_called: str = ""


@dataclass(frozen=True)
class Choices:
    """What can be chosen, and why nothing can, or some values cannot (by value)."""

    listed: tuple[Choice, ...]
    unavailable: str = ""
    unavailable_values: Mapping[str, str] = field(default_factory=dict)

    def label(self, value: str) -> str:
        """Its name on the pages; what is not offered has none, and is called by its value."""
        return self._labels.get(value, value)

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {choice.value: choice.label for choice in self.listed}

    def values(self) -> tuple[str, ...]:
        return tuple(choice.value for choice in self.listed)


@dataclass(frozen=True)
class ParameterProblem:
    """A parameter that could not be used: what was wrong and what is allowed."""

    parameter: str
    value: str
    message: str
    allowed: tuple[str, ...] = ()


Reading = tuple[Any, list[ParameterProblem]]


def _always(_filters: Filters) -> bool:
    return True


def _nowhere(_filters: Filters) -> Mapping[str, Filters]:
    return {}


@dataclass(frozen=True, kw_only=True)
class Filter(ABC):
    """What every kind of filter declares.

    Parameters
    ----------
    label
        Its name on the pages.
    meaning
        What it does, for the data API's description.
    clause
        What sentences say of it, with ``{}`` for what is chosen ("only statements under {}"); a
        function of the filters if it depends on more than that; nothing if it narrows nothing.
    clause_rank
        Clauses of lower rank are said first.
    also_called
        Names that it once had in addresses.
    in_effect
        The value that holds, from its own and all filters; otherwise its own.
    sql
        Its SQL parameters, from its value; otherwise one of its own name.
    help
        What the page explains on request.
    offered, enabled
        Whether the page shows its widget, and whether that can be used.
    elsewhere
        Where it can be used if it cannot be here: names of places, and filters that lead there.
    resets
        Filters that go back to their defaults when another value is chosen.
    kept_on_reset
        Whether it stays as it is when all filters are reset.
    """

    label: str
    meaning: str
    clause: str | Callable[[Any], str] = ""
    clause_rank: int = 0
    also_called: tuple[str, ...] = ()
    in_effect: Callable[[Any, Any], Any] | None = None
    sql: Callable[[Any], Mapping[str, object]] | None = None
    help: str | None = None
    offered: Callable[[Any], bool] = _always
    enabled: Callable[[Any], bool] = _always
    elsewhere: Callable[[Any], Mapping[str, Any]] = _nowhere
    resets: tuple[str, ...] = ()
    kept_on_reset: bool = False

    repeatable = False

    def choices_for(self, _filters: Filters) -> Choices | None:
        """What can be chosen; None if it is not chosen from a list."""
        return None

    @abstractmethod
    def read(self, name: str, values: Values, filters: Filters) -> Reading:
        """The value meant; None for the default, with what was wrong."""

    def said(self, value: Value, filters: Filters) -> tuple[str, ...]:
        """The values that a clause names."""
        return (str(value),)


@dataclass(frozen=True, kw_only=True)
class OneOf(Filter):
    """One value of a list."""

    choices: Callable[[Any], Choices]

    def choices_for(self, filters: Filters) -> Choices:
        return self.choices(filters)

    def read(self, name: str, values: Values, filters: Filters) -> Reading:
        return _match(name, values[0], self.choices(filters))

    def said(self, value: Value, filters: Filters) -> tuple[str, ...]:
        return (self.choices(filters).label(value),)


@dataclass(frozen=True, kw_only=True)
class AnyOf(OneOf):
    """Any number of values of a list; none lets everything through.

    ``everything`` stands in the widget then.
    """

    everything: str = ""

    repeatable = True

    def read(self, name: str, values: Values, filters: Filters) -> Reading:
        readings = [_match(name, value, self.choices(filters)) for value in values]
        matched = dict.fromkeys(value for value, _ in readings if value is not None)
        return tuple(matched), [problem for _, problems in readings for problem in problems]

    def said(self, value: Value, filters: Filters) -> tuple[str, ...]:
        choices = self.choices(filters)
        return tuple(choices.label(one) for one in value)


@dataclass(frozen=True, kw_only=True)
class Text(Filter):
    """Words to search for; the widget gives an ``example``."""

    example: str

    def read(self, name: str, values: Values, _filters: Filters) -> Reading:
        text, most = values[0], LONGEST_SEARCH
        message = f"A search can have at most {most} characters; the rest was left out."
        problems = [ParameterProblem(name, text, message)] if len(text) > most else []
        return text[:most].strip(), problems


@dataclass(frozen=True, kw_only=True)
class WholeNumber(Filter):
    """A whole number from 0 to ``most``. If it has no default, ``placeholder`` says what holds."""

    most: int
    needed: str
    placeholder: Callable[[Any], str] | None = None

    def read(self, name: str, values: Values, _filters: Filters) -> Reading:
        digits = values[0].lstrip("0") or "0"
        whole = digits.isascii() and digits.isdigit() and len(digits) <= len(str(self.most))
        if whole and int(digits) <= self.most:
            return int(digits), []
        return None, [ParameterProblem(name, values[0], self.needed)]


@dataclass(frozen=True, kw_only=True)
class Identifier(Filter):
    """The identifier of one thing of very many: ``find`` gives the one meant, None if there is
    none, and ``unknown`` says so."""

    find: Callable[[str], str | None]
    unknown: str

    def read(self, name: str, values: Values, _filters: Filters) -> Reading:
        found = self.find(values[0])
        problems = [ParameterProblem(name, values[0], self.unknown)] if found is None else []
        return found, problems


def _declared(declaration: Filter, default: Value) -> Field:
    metadata = {"filter": declaration}
    if callable(default):
        return field(default_factory=default, metadata=metadata)
    return field(default=default, metadata=metadata)


def one_of(
    label: str,
    meaning: str,
    *,
    default: str | Callable[[], str],
    choices: Callable[[Any], Choices],
    **further: Value,
) -> Field:
    """A field that declares a filter with one value of a list."""
    return _declared(OneOf(label=label, meaning=meaning, choices=choices, **further), default)


def any_of(
    label: str,
    meaning: str,
    *,
    choices: Callable[[Any], Choices],
    **further: Value,
) -> Field:
    """A field that declares a filter with any number of values of a list."""
    return _declared(AnyOf(label=label, meaning=meaning, choices=choices, **further), ())


def text(label: str, meaning: str, *, example: str, **further: Value) -> Field:
    """A field that declares a search for words."""
    return _declared(Text(label=label, meaning=meaning, example=example, **further), "")


def whole_number(
    label: str,
    meaning: str,
    *,
    most: int,
    default: int | None = 0,
    needed: str = "",
    **further: Value,
) -> Field:
    """A field that declares a whole number from 0 to ``most``."""
    needed = needed or f"A whole number from 0 to {most} is needed."
    kind = WholeNumber(label=label, meaning=meaning, most=most, needed=needed, **further)
    return _declared(kind, default)


def identifier(
    label: str, meaning: str, *, find: Callable[[str], str | None], unknown: str
) -> Field:
    """A field that declares the identifier of one thing; empty: none."""
    return _declared(Identifier(label=label, meaning=meaning, find=find, unknown=unknown), "")


@dataclass(frozen=True)
class NoFilters:
    """Nothing to filter by."""


def declarations(kind: type[Any]) -> Mapping[str, Filter]:
    """The filters that a dataclass declares, by name, in order."""
    return {one.name: one.metadata["filter"] for one in fields(kind)}


def fixed_choices(labels: Mapping[str, str]) -> Callable[[object], Choices]:
    """Choices that are always the same: their names, by value."""
    choices = Choices(tuple(Choice(*item) for item in labels.items()))
    return lambda _filters: choices


def choices_of(filters: Filters) -> Iterator[tuple[str, Filter, Choices]]:
    """Each filter that is chosen from a list, with what can be chosen."""
    for name, declared in declarations(type(filters)).items():
        if (choices := declared.choices_for(filters)) is not None:
            yield name, declared, choices


def read(
    kind: type[F], query_params: QueryParams, also_allowed: Iterable[str] = ()
) -> tuple[F, list[ParameterProblem]]:
    """Read filters from the names and values of a query string.

    Values that cannot be used are left out and reported; parameters in ``also_allowed`` are passed
    over. A value may be given as listed or as it is called on the pages, in any case.
    """
    declared = declarations(kind)
    given = _renamed(values_by_name(query_params), declared)
    single = [name for name, one in declared.items() if not one.repeatable]
    problems = unknown_or_repeated(given, (*declared, *also_allowed), single)
    filters: Filters = kind()
    for name, one in declared.items():
        if name in given:
            value, wrong = one.read(name, given[name], filters)
            problems += wrong
            if value is not None:
                filters = replace(filters, **{name: value})
    return filters, problems


def unidentified(filters: Filters) -> str:
    """What the filters do not identify though nothing can be shown without it; empty if all is."""
    for name, declared in declarations(type(filters)).items():
        if isinstance(declared, Identifier) and not getattr(filters, name):
            return declared.label.lower()
    return ""


def values_by_name(query_params: QueryParams) -> dict[str, Values]:
    """The values of each name, without blanks around them; empty values are as good as none."""
    given: dict[str, Values] = {}
    for name, value in query_params:
        if value.strip():
            given.setdefault(name, []).append(value.strip())
    return given


def _renamed(given: dict[str, Values], declared: Mapping[str, Filter]) -> dict[str, Values]:
    """The values by today's names."""
    names = {old: name for name, one in declared.items() for old in one.also_called}
    renamed: dict[str, Values] = {}
    for name, values in given.items():
        renamed.setdefault(names.get(name, name), []).extend(values)
    return renamed


def unknown_or_repeated(
    given: Mapping[str, Values], known: tuple[str, ...], single: Iterable[str]
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


def _match(name: str, given: str, choices: Choices) -> tuple[str | None, list[ParameterProblem]]:
    """The value meant, by its value or its name on the pages, in any case; None and a problem."""
    for choice in choices.listed:
        names = (choice.value, choice.label, choice.also_called)
        if folded(given) in {folded(name) for name in names if name}:
            return choice.value, []
    reasons = {folded(value): reason for value, reason in choices.unavailable_values.items()}
    message = reasons.get(folded(given), choices.unavailable or "There is no such value.")
    allowed = tuple(choice.value or choice.also_called for choice in choices.listed)
    return None, [ParameterProblem(name, given, message, allowed)]


def folded(text: str) -> str:
    """A value without regard to case, accents, apostrophes and the kind of dash or space."""
    plain = searchable(text.replace("'", "").replace("\u2019", ""))
    return re.sub(r"[\s_\u2010-\u2015-]+", " ", plain).strip()


def query_params(filters: Filters) -> list[tuple[str, str]]:
    """Filters as names and values of a query string; what has its default is left out."""
    default = type(filters)()
    return [
        (name, str(one))
        for name, value in vars(filters).items()
        if value != getattr(default, name)
        for one in (value if isinstance(value, tuple) else (value,))
    ]


def page_query_params(filters: Filters) -> dict[str, list[str]]:
    """The filters as the address of a page has them: values by the names they have on the page."""
    labels = {name: choices for name, _, choices in choices_of(filters)}
    named: dict[str, list[str]] = {}
    for name, value in query_params(filters):
        shown = labels[name].label(value) if name in labels else value
        named.setdefault(name, []).append(shown)
    return named


def in_effect(filters: F) -> F:
    """The filters as they hold: what depends on others, such as the current wave of a study, is
    put in place of what says nothing."""
    declared: Any = declarations(type(filters))
    held = {
        name: one.in_effect(getattr(filters, name), filters)
        for name, one in declared.items()
        if one.in_effect
    }
    changed: Any = filters
    return replace(changed, **held) if held else filters


def sql_parameters(filters: Filters) -> dict[str, object]:
    """The SQL parameters that the filters in effect stand for; null lets everything through.

    A list of values is a list, a search the stems of its words.
    """
    parameters: dict[str, object] = {}
    filters = in_effect(filters)
    for name, declared in declarations(type(filters)).items():
        value = getattr(filters, name)
        if declared.sql:
            parameters |= declared.sql(value)
        elif isinstance(declared, Text):
            parameters["stems"] = searched_stems(value) or None
        else:
            parameters[name] = (list(value) or None) if declared.repeatable else value
    return parameters


def describe(filters: Filters) -> str:
    """The filters in effect as a clause, such as "only AGI lab; only statements under 1.2 Risk
    Management". Empty if nothing is narrowed.
    """
    filters, default = in_effect(filters), type(filters)()
    clauses: dict[str, list[str]] = {}
    declared = declarations(type(filters))
    for name in sorted(declared, key=lambda name: declared[name].clause_rank):
        clause, value = declared[name].clause, getattr(filters, name)
        if callable(clause):
            clauses[clause(filters)] = []
        elif value != getattr(default, name):
            said = " or ".join(declared[name].said(value, filters))
            clauses.setdefault(clause, []).append(said)
    sentences = (clause.replace("{}", " and ".join(said)) for clause, said in clauses.items())
    return "; ".join(sentence for sentence in sentences if sentence)
