"""The filters that pages, addresses and the data API share: what is allowed, and what it means."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any

from data.search_text import searchable
from queries.database import remembered, run
from queries.records import records

DIMENSIONS = ("affiliation", "expertise", "risk_area")
DEFAULT_STUDY = "schuett2023"
LONGEST_SEARCH = 200
LARGEST_MIN_N = 1_000_000

BASES = {"respondents": "All respondents", "opinion": "Those with an opinion"}
SPLITS = {
    "none": "No split",
    "affiliation": "Affiliation",
    "expertise": "Expertise",
    "risk_area": "Risk area",
}
SORTS = {
    "agreement": "Agreement",
    "strong_agreement": "Strong agreement",
    "mean": "Mean answer",
    "disagreement": "Disagreement",
    "dont_know": "Don't know",
    "taxonomy": "Taxonomy",
    "a-z": "A–Z",
}


@dataclass(frozen=True)
class Filters:
    """What is asked for. Empty lists let everything through."""

    study: str = DEFAULT_STUDY
    affiliation: tuple[str, ...] = ()
    expertise: tuple[str, ...] = ()
    risk_area: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    search: str = ""
    base: str = "respondents"
    split: str = "none"
    sort: str = "agreement"
    min_n: int = 0


PARAMETERS = tuple(f.name for f in fields(Filters))
REPEATABLE = (*DIMENSIONS, "category")


@dataclass(frozen=True)
class Choice:
    """A value that a parameter may have, and its name on the pages; either is understood."""

    value: str
    label: str


@dataclass(frozen=True)
class Choices:
    """What each parameter may be for a study, and why a dimension has no values."""

    values: dict[str, tuple[Choice, ...]]
    unavailable: dict[str, str] = field(default_factory=dict)

    def label(self, parameter: str, value: str) -> str:
        return next(choice.label for choice in self.values[parameter] if choice.value == value)


@dataclass(frozen=True)
class Problem:
    """A parameter that could not be used: what was wrong and what is allowed."""

    parameter: str
    value: str
    message: str
    allowed: tuple[str, ...] = ()


@remembered
def choices(study: str) -> Choices:
    """What can be chosen for a study."""
    values: dict[str, list[Choice]] = {parameter: [] for parameter in ("study", *REPEATABLE)}
    for row in records(run("choices", {"study": study})):
        values[row["parameter"]].append(Choice(row["value"], row["label"]))
    dimensions = run("dimensions", {"study": study})
    notes = dict(zip(dimensions["dimension"], dimensions["note"], strict=True))
    unavailable = {name: notes[name] for name in DIMENSIONS if not values[name]}
    splits = {name: label for name, label in SPLITS.items() if name not in unavailable}
    fixed = {"base": BASES, "split": splits, "sort": SORTS}
    return Choices(
        {name: tuple(listed) for name, listed in values.items()}
        | {name: tuple(Choice(*item) for item in labels.items()) for name, labels in fixed.items()},
        unavailable,
    )


def parse(
    pairs: Iterable[tuple[str, str]], also_allowed: Iterable[str] = ()
) -> tuple[Filters, list[Problem]]:
    """Read filters from the names and values of a query string.

    Values that cannot be used are left out and reported; parameters in ``also_allowed`` are passed
    over. A value may be given as listed or as it is called on the pages, in any case.
    """
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        if value.strip():
            given.setdefault(name, []).append(value.strip())
    problems = _misplaced(given, (*PARAMETERS, *also_allowed))
    first = {name: values[0] for name, values in given.items()}
    chosen: dict[str, Any] = {"study": DEFAULT_STUDY}
    for name in ("study", "base", "split", "sort"):
        allowed = choices(chosen["study"])
        if name in first and (found := _match(name, first[name], allowed, problems)):
            chosen[name] = found
    allowed = choices(chosen["study"])
    for name in REPEATABLE:
        matched = (_match(name, value, allowed, problems) for value in given.get(name, []))
        chosen[name] = tuple(dict.fromkeys(value for value in matched if value))
    if "search" in first:
        chosen["search"] = _search(first["search"], problems)
    if "min_n" in first:
        chosen["min_n"] = _min_n(first["min_n"], problems)
    return Filters(**chosen), problems


def _misplaced(given: dict[str, list[str]], known: tuple[str, ...]) -> list[Problem]:
    """Parameters that there are not, and values too many for a parameter that takes one."""
    unknown = [
        Problem(name, values[0], "There is no such parameter.", known)
        for name, values in given.items()
        if name not in known
    ]
    repeated = [
        Problem(name, values[1], "This parameter can be given only once.")
        for name, values in given.items()
        if name in PARAMETERS and name not in REPEATABLE and len(set(values)) > 1
    ]
    return unknown + repeated


def _match(name: str, given: str, allowed: Choices, problems: list[Problem]) -> str | None:
    for choice in allowed.values[name]:
        if _folded(given) in (_folded(choice.value), _folded(choice.label)):
            return choice.value
    asked_for = name if name != "split" else _folded(given).replace(" ", "_")
    message = allowed.unavailable.get(asked_for, "There is no such value.")
    listed = tuple(choice.value for choice in allowed.values[name])
    problems.append(Problem(name, given, message, listed))
    return None


def _folded(text: str) -> str:
    """A value without regard to case, accents, apostrophes and the kind of dash or space."""
    plain = searchable(text.replace("'", "").replace("\u2019", ""))
    return re.sub(r"[\s_\u2010-\u2015-]+", " ", plain).strip()


def _search(given: str, problems: list[Problem]) -> str:
    if len(given) > LONGEST_SEARCH:
        message = f"A search can have at most {LONGEST_SEARCH} characters; the rest was left out."
        problems.append(Problem("search", given, message))
    return given[:LONGEST_SEARCH].strip()


def _min_n(given: str, problems: list[Problem]) -> int:
    digits = given.lstrip("0") or "0"
    whole = digits.isascii() and digits.isdigit() and len(digits) <= len(str(LARGEST_MIN_N))
    if whole and int(digits) <= LARGEST_MIN_N:
        return int(digits)
    message = f"A whole number from 0 to {LARGEST_MIN_N} is needed."
    problems.append(Problem("min_n", given, message))
    return 0


def pairs(asked: Filters) -> list[tuple[str, str]]:
    """The filters as names and values of a query string; what has its default is left out."""
    default = Filters()
    found = []
    for name in PARAMETERS:
        value = getattr(asked, name)
        if value != getattr(default, name):
            found += [(name, str(one)) for one in (value if name in REPEATABLE else (value,))]
    return found


def words(search: str) -> list[str]:
    """The words of a search, as the database compares them."""
    return searchable(search).split()


def told_apart(filters: Filters) -> str:
    """The dimensions that are filtered or split by, as the column ``tally.told_apart`` has them."""
    order = ("risk_area", "affiliation", "expertise")
    return "+".join(name for name in order if getattr(filters, name) or filters.split == name)


def parameters(asked: Filters) -> dict[str, object]:
    """The parameters that narrow down cells, for any question that reads them; null: no limit."""
    groups = {name: list(getattr(asked, name)) or None for name in DIMENSIONS}
    return {"study": asked.study, **groups, "items": matching_items(asked)}


def matching_items(asked: Filters) -> list[str] | None:
    """The items under the chosen categories that contain the words searched for; None: all."""
    narrowed = {"category": list(asked.category) or None, "words": words(asked.search) or None}
    if not any(narrowed.values()):
        return None
    found = run("matching_items", {"study": asked.study, **narrowed})
    return [str(item) for item in found["item_id"]]


def in_words(filters: Filters) -> str:
    """The filters as a clause, such as "only AGI lab; only statements under 1.2 Risk Management".

    Empty if there are none.
    """
    allowed = choices(filters.study)
    groups = [" or ".join(getattr(filters, name)) for name in DIMENSIONS if getattr(filters, name)]
    clauses = [f"only {' and '.join(groups)}"] if groups else []
    if filters.category:
        named = [allowed.label("category", code) for code in filters.category]
        clauses.append(f"only statements under {' or '.join(named)}")
    if filters.search:
        clauses.append(f"only statements that contain “{filters.search}”")
    if filters.min_n:
        clauses.append(f"only rows with at least {filters.min_n} answers")
    return "; ".join(clauses)
