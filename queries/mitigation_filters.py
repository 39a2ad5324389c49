"""The filters of the taxonomy: what is allowed, which mitigations fit, and what they mean."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from data.facets import FACETS
from data.search_text import searched_stems, stems, words
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

ASKED = {"any": "All mitigations", "asked": "Asked of experts", "not_asked": "Never asked"}
FACET_NAMES = {
    "lifecycle_stage": "Lifecycle stage",
    "actor": "Who carries it out",
    "nist_function": "NIST AI RMF function",
}
# Slips that are forgiven in a word of at least so many letters.
FORGIVEN = {8: 2, 4: 1}


@dataclass(frozen=True)
class MitigationFilters:
    """What is asked for. Empty lists let everything through."""

    search: str = ""
    category: tuple[str, ...] = ()
    document: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    asked: str = "any"
    lifecycle_stage: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    nist_function: tuple[str, ...] = ()


@dataclass(frozen=True)
class Correction:
    """A word that no mitigation contains, its stem, and what was searched for instead, if any."""

    written: str
    stem: str
    understood: str | None


PARAMETERS = tuple(f.name for f in fields(MitigationFilters))
SINGLE = ("search", "asked")
REPEATABLE = tuple(name for name in PARAMETERS if name not in SINGLE)


@cached
def choices() -> Choices:
    """What can be chosen."""
    values: dict[str, list[Choice]] = {name: [] for name in REPEATABLE}
    for row in records(run("mitigation_choices")):
        values[row["parameter"]].append(Choice(row["value"], row["label"]))
    for facet, ordered in FACETS.items():
        values[facet].sort(key=lambda choice: ordered.index(choice.value))
    values["asked"] = [Choice(*item) for item in ASKED.items()]
    return Choices({name: tuple(listed) for name, listed in values.items()})


def parse(
    query_params: QueryParams, also_allowed: Iterable[str] = ()
) -> tuple[MitigationFilters, list[ParameterProblem]]:
    """Read filters from the names and values of a query string; see ``filters.parse``."""
    given = grouped(query_params)
    problems = unknown_or_repeated(given, (*PARAMETERS, *also_allowed), SINGLE)
    allowed = choices()
    chosen: dict[str, Any] = {
        name: match_all(name, given, allowed, problems) for name in REPEATABLE
    }
    if "asked" in given and (value := match("asked", given["asked"][0], allowed, problems)):
        chosen["asked"] = value
    return MitigationFilters(search=match_search(given, problems), **chosen), problems


def query_params(filters: MitigationFilters) -> list[tuple[str, str]]:
    """The filters as names and values of a query string; what has its default is left out."""
    return query_params_of(filters, MitigationFilters())


@cached
def matching_mitigations(filters: MitigationFilters) -> tuple[str, ...] | None:
    """Identifiers of the mitigations that fit; None: all of them."""
    if filters == MitigationFilters():
        return None
    rows = run("matching_mitigations", parameters(filters))
    return tuple(str(identifier) for identifier in rows["mitigation_id"])


def parameters(filters: MitigationFilters) -> dict[str, object]:
    """The parameters of ``matching_mitigations.sql``; null: no limit."""
    return {
        **{name: list(getattr(filters, name)) or None for name in REPEATABLE},
        "asked": {"any": None, "asked": True, "not_asked": False}[filters.asked],
        "stems": searched_for(filters.search) or None,
    }


def searched_for(search: str) -> list[str]:
    """The stems to look for, with small slips in words that no mitigation contains put right."""
    understood = {one.stem: one.understood for one in corrections(search)}
    return [understood.get(stem) or stem for stem in searched_stems(search)]


@cached
def corrections(search: str) -> tuple[Correction, ...]:
    """The words of a search that no mitigation contains, and what was searched for instead."""
    written = {stem: word for word in words(search) for stem in stems(word)}
    return tuple(
        Correction(written[stem], stem, _nearest(stem))
        for stem in searched_stems(search)
        if _unknown(stem)
    )


def _unknown(stem: str) -> bool:
    nothing = parameters(MitigationFilters()) | {"stems": [stem]}
    return run("matching_mitigations", nothing).empty


def _nearest(word: str) -> str | None:
    most = next((slips for letters, slips in FORGIVEN.items() if len(word) >= letters), 0)
    if not most:
        return None
    matches = run("nearest_words", {"word": word, "most": most})
    return None if matches.empty else str(matches["word"].iloc[0])


def describe(filters: MitigationFilters) -> str:
    """The filters as a clause, such as "under 1.2 Risk Management; from NIST 2024".

    Empty if there are none.
    """
    allowed = choices()
    named = {
        name: " or ".join(allowed.label(name, value) for value in getattr(filters, name))
        for name in REPEATABLE
    }
    clauses = [
        named["category"] and f"under {named['category']}",
        named["document"] and f"from {named['document']}",
        named["year"] and f"published in {named['year']}",
        *(named[facet] and f"{name}: {named[facet]}" for facet, name in FACET_NAMES.items()),
        filters.asked != "any" and ASKED[filters.asked].lower(),
        filters.search and f"that contain “{filters.search}”",
    ]
    return "; ".join(str(clause) for clause in clauses if clause)
