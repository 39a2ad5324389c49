"""The filters that pages, addresses and the data API share: what is allowed, and what it means."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from data.search_text import searched_stems
from queries.database import cached, run
from queries.query_params import (
    Choice,
    Choices,
    ParameterProblem,
    QueryParams,
    grouped,
    match,
    match_all,
    match_search,
    query_params_of,
    unknown_or_repeated,
)
from queries.records import records

DIMENSIONS = ("affiliation", "expertise", "risk_area")
DEFAULT_STUDY = "schuett2023"
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


@cached
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


@cached
def counted_studies() -> tuple[Choice, ...]:
    """The studies whose answers are counted, rather than bounds of shares published."""
    every = choices(DEFAULT_STUDY).values["study"]
    counted = set(run("counted_studies")["study_id"])
    return tuple(choice for choice in every if choice.value in counted)


def parse(
    query_params: QueryParams, also_allowed: Iterable[str] = ()
) -> tuple[Filters, list[ParameterProblem]]:
    """Read filters from the names and values of a query string.

    Values that cannot be used are left out and reported; parameters in ``also_allowed`` are passed
    over. A value may be given as listed or as it is called on the pages, in any case.
    """
    given = grouped(query_params)
    single = [name for name in PARAMETERS if name not in REPEATABLE]
    problems = unknown_or_repeated(given, (*PARAMETERS, *also_allowed), single)
    first = {name: values[0] for name, values in given.items()}
    chosen: dict[str, Any] = {"study": DEFAULT_STUDY}
    for name in ("study", "base", "split", "sort"):
        allowed = choices(chosen["study"])
        if name in first and (value := match(name, first[name], allowed, problems)):
            chosen[name] = value
    allowed = choices(chosen["study"])
    for name in REPEATABLE:
        chosen[name] = match_all(name, given, allowed, problems)
    chosen["search"] = match_search(given, problems)
    if "min_n" in first:
        chosen["min_n"] = _min_n(first["min_n"], problems)
    return Filters(**chosen), problems


def _min_n(given: str, problems: list[ParameterProblem]) -> int:
    digits = given.lstrip("0") or "0"
    whole = digits.isascii() and digits.isdigit() and len(digits) <= len(str(LARGEST_MIN_N))
    if whole and int(digits) <= LARGEST_MIN_N:
        return int(digits)
    message = f"A whole number from 0 to {LARGEST_MIN_N} is needed."
    problems.append(ParameterProblem("min_n", given, message))
    return 0


def query_params(filters: Filters) -> list[tuple[str, str]]:
    """The filters as names and values of a query string; what has its default is left out."""
    return query_params_of(filters, Filters())


def group_by(filters: Filters) -> str:
    """The dimensions by which the cells that are needed are told apart, as ``tally.group_by`` has
    them: those that are filtered or split by, and the risk area if the study has several."""
    order = ("risk_area", "affiliation", "expertise")
    needed = {name for name in order if getattr(filters, name) or filters.split == name}
    needed |= {"risk_area"} if choices(filters.study).values["risk_area"] else set()
    return "+".join(name for name in order if name in needed)


def parameters(filters: Filters) -> dict[str, object]:
    """The parameters that narrow down cells, for any question that reads them; null: no limit."""
    groups = {name: list(getattr(filters, name)) or None for name in DIMENSIONS}
    return {"study": filters.study, **groups, "items": matching_items(filters)}


def hidden_rows(filters: Filters) -> bool:
    """Whether the filters and the split would show groups that must not be shown."""
    answer = run("hidden_rows", parameters(filters) | {"group_by": group_by(filters)})
    return bool(answer["hidden"].item())


def matching_items(filters: Filters) -> list[str] | None:
    """The items under the chosen categories that contain the words searched for; None: all."""
    narrowed = {
        "category": list(filters.category) or None,
        "stems": searched_stems(filters.search) or None,
    }
    if not any(narrowed.values()):
        return None
    items = run("matching_items", {"study": filters.study, **narrowed})
    return [str(item) for item in items["item_id"]]


def describe(filters: Filters) -> str:
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
