"""The mitigations a second time, from the files of facts alone."""

from dataclasses import dataclass

from tests.views.taxonomy.searching import contains
from views.taxonomy.filters import MitigationFilters

FactRow = dict[str, str]
Facts = dict[str, list[FactRow]]

FACETS = ("lifecycle_stage", "actor", "nist_function")


@dataclass(frozen=True)
class Mitigation:
    """A mitigation, and what filters look at."""

    identifier: str
    label: str
    code: str
    category: str
    document: str
    year: str
    text: str
    asked: bool
    facets: FactRow


def all_mitigations(facts: Facts) -> list[Mitigation]:
    parents = {row["code"]: row["parent_code"] or row["code"] for row in facts["taxonomy"]}
    years = {row["document_id"]: row["year"] for row in facts["documents"]}
    definitions = {
        row["mitigation_id"]: row["definition"] for row in facts["mitigation_definitions"]
    }
    surveyed = {row["mitigation_id"] for row in facts["item_mitigations"]}
    coded: dict[str, FactRow] = {}
    for row in facts["mitigation_facets"]:
        coded.setdefault(row["mitigation_id"], {})[row["facet"]] = row["value"]
    return [
        Mitigation(
            identifier := row["mitigation_id"],
            row["label"],
            row["code"],
            parents[row["code"]],
            row["document_id"],
            years[row["document_id"]],
            f"{row['label']} {definitions.get(identifier, '')}",
            identifier in surveyed,
            coded.get(identifier, {}),
        )
        for row in facts["mitigations"]
    ]


def fits(one: Mitigation, filters: MitigationFilters) -> bool:
    """Whether a mitigation fits all filters; words must be written as some mitigation has them."""
    return (
        (not filters.category or one.code in filters.category or one.category in filters.category)
        and (not filters.document or one.document in filters.document)
        and (not filters.year or one.year in filters.year)
        and {"any": True, "asked": one.asked, "not_asked": not one.asked}[filters.asked]
        and all(
            not getattr(filters, facet) or one.facets.get(facet) in getattr(filters, facet)
            for facet in FACETS
        )
        and contains(one.text, filters.search)
    )


def fitting(facts: Facts, filters: MitigationFilters) -> list[Mitigation]:
    return [one for one in all_mitigations(facts) if fits(one, filters)]
