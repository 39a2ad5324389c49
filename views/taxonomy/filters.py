"""The filters of the taxonomy and of the mitigations in it."""

from dataclasses import dataclass
from typing import Any

from data.facets import FACETS
from queries.database import cached, run
from queries.records import records
from views.filter_kinds import Choice, Choices, any_of, one_of, text
from views.taxonomy.corrections import searched_for

ASKED = Choices(
    (
        Choice("any", "All mitigations"),
        Choice("asked", "Asked of experts"),
        Choice("not_asked", "Not asked as such", "Never asked"),
    )
)
FACET_NAMES = {
    "lifecycle_stage": "Lifecycle stage",
    "actor": "Who carries it out",
    "nist_function": "NIST AI RMF function",
}


@cached
def listed_choices() -> dict[str, Choices]:
    """What the database lists: categories, documents and years, and the values of each facet."""
    listed: dict[str, list[Choice]] = {}
    for row in records(run("mitigation_choices")):
        listed.setdefault(row["parameter"], []).append(Choice(row["value"], row["label"]))
    for facet, ordered in FACETS.items():
        listed[facet].sort(key=lambda choice: ordered.index(choice.value))
    return {name: Choices(tuple(choices)) for name, choices in listed.items()}


def _facet(name: str, meaning: str) -> Any:  # noqa: ANN401, as dataclasses.field
    return any_of(
        FACET_NAMES[name],
        f"{meaning} (our coding).",
        choices=lambda _filters: listed_choices()[name],
        everything="All",
        clause=f"{FACET_NAMES[name]}: {{}}",
        clause_rank=4,
        help="Our own coding, but for one measure; why, the record of each mitigation tells.",
    )


def _asked_clause(filters: "MitigationFilters") -> str:
    return "" if filters.asked == "any" else ASKED.label(filters.asked).lower()


@dataclass(frozen=True)
class MitigationFilters:
    """What is asked for. Empty lists let everything through."""

    search: str = text(
        "Search mitigations",
        "Only mitigations that contain all these words, in any order and ending; small slips in "
        "words that no mitigation contains are put right.",
        example="incident reporting",
        clause="that contain “{}”",
        clause_rank=6,
        help="All words, in any order, any ending; small slips of the pen are forgiven.",
        sql=lambda search: {"stems": searched_for(search) or None},
    )
    category: tuple[str, ...] = any_of(
        "Category or subcategory",
        "Only mitigations under these codes of the taxonomy; repeat the key. Does not narrow "
        "`taxonomy` and `coverage`, which tell of every code.",
        choices=lambda _filters: listed_choices()["category"],
        everything="All categories",
        clause="under {}",
        clause_rank=1,
    )
    document: tuple[str, ...] = any_of(
        "Document",
        "Only mitigations from these documents; repeat the key. Does not narrow `coverage`, which "
        "tells of every document.",
        choices=lambda _filters: listed_choices()["document"],
        everything="All documents",
        clause="from {}",
        clause_rank=2,
    )
    year: tuple[str, ...] = any_of(
        "Year of the document",
        "Only mitigations from documents of these years; repeat the key.",
        choices=lambda _filters: listed_choices()["year"],
        everything="All years",
        clause="published in {}",
        clause_rank=3,
    )
    asked: str = one_of(
        "Asked of experts",
        "Only mitigations that are a statement or measure that a survey put to experts, or only "
        "the others; what is close to them may have been asked about.",
        default="any",
        choices=lambda _filters: ASKED,
        clause=_asked_clause,
        clause_rank=5,
        sql=lambda asked: {"asked": {"any": None, "asked": True, "not_asked": False}[asked]},
    )
    lifecycle_stage: tuple[str, ...] = _facet(
        "lifecycle_stage", "Only mitigations chiefly carried out at these stages"
    )
    actor: tuple[str, ...] = _facet("actor", "Only mitigations chiefly carried out by these actors")
    nist_function: tuple[str, ...] = _facet(
        "nist_function", "Only mitigations that serve these functions of the NIST AI RMF most"
    )
