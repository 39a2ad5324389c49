"""What is proposed under each subcategory, what of it was put to experts, and how they agree."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

import pandas as pd

from queries.agreement import agreement, group_sizes, real_studies, studies
from queries.bounds import published_bounds
from queries.build_info import data_version
from queries.database import cached, run
from queries.evidence_columns import EVIDENCE, ITEMS
from queries.filters import Filters
from queries.query_params import (
    Choice,
    Choices,
    ParameterProblem,
    QueryParams,
    grouped,
    match,
    match_all,
    query_params_of,
    unknown_or_repeated,
)
from queries.records import Row, records

ORDERS = {
    "taxonomy": "Taxonomy",
    "gap": "Never asked first",
    "proposed": "Most proposed",
    "agreement": "Strongest agreement",
}


@dataclass(frozen=True)
class EvidenceFilters:
    """What is asked for: parts of the taxonomy (empty: all), and an order."""

    part: tuple[str, ...] = ()
    order: str = "taxonomy"


PARAMETERS = tuple(f.name for f in fields(EvidenceFilters))
REPEATABLE = ("part",)


@cached
def choices() -> Choices:
    """What can be chosen: the categories, and the orders."""
    taxonomy_rows = run("taxonomy", {"mitigations": None})
    parts = taxonomy_rows[taxonomy_rows["parent_code"].isna()]
    return Choices(
        {
            "part": tuple(
                Choice(row["code"], f"{row['code']} {row['name']}") for row in records(parts)
            ),
            "order": tuple(Choice(*item) for item in ORDERS.items()),
        }
    )


def parse(
    query_params: QueryParams, also_allowed: Iterable[str] = ()
) -> tuple[EvidenceFilters, list[ParameterProblem]]:
    """Read filters from the names and values of a query string; see ``filters.parse``."""
    given = grouped(query_params)
    problems = unknown_or_repeated(given, (*PARAMETERS, *also_allowed), ("order",))
    allowed = choices()
    part = match_all("part", given, allowed, problems)
    order = match("order", given["order"][0], allowed, problems) if "order" in given else None
    return EvidenceFilters(part, order or "taxonomy"), problems


def query_params(filters: EvidenceFilters) -> list[tuple[str, str]]:
    """The filters as names and values of a query string; what has its default is left out."""
    return query_params_of(filters, EvidenceFilters())


@cached
def evidence(filters: EvidenceFilters) -> pd.DataFrame:
    """One row a subcategory and study, in the order asked for: the columns ``EVIDENCE``.

    Agreement is that of all respondents, a share of them. Where a study asked nothing, or no figure
    is published, its columns are empty.
    """
    kept = [row for row in _every_row() if not filters.part or row["category_code"] in filters.part]
    ranks = {code: _rank(rows, filters.order) for code, rows in _by_code(kept).items()}
    ordered = sorted(kept, key=lambda row: ranks[row["code"]])
    return pd.DataFrame(ordered, columns=list(EVIDENCE))


@cached
def _every_row() -> list[Row]:
    """The rows of all subcategories, in the order of the taxonomy."""
    judged: dict[tuple[str, str], list[Row]] = {}
    for item in records(judged_items()):
        judged.setdefault((item["study_id"], item["code"]), []).append(item)
    return [
        row
        | _of_items(judged.get((row["study_id"], row["code"]), []))
        | {"data_version": data_version()}
        for row in records(run("evidence"))
    ]


def _by_code(rows: list[Row]) -> dict[str, list[Row]]:
    items: dict[str, list[Row]] = {}
    for row in rows:
        items.setdefault(row["code"], []).append(row)
    return items


@cached
def judged_items() -> pd.DataFrame:
    """Every statement and measure with what is known of the agreement with it: ``ITEMS``.

    One row an item, and a row for each bound where only bounds are published: those of the risk
    areas that a study tells apart are all the same, and given once, as the lowest.
    """
    rows = [row for study in real_studies() for row in _judged(study.study_id)]
    return pd.DataFrame(rows)[list(ITEMS)].astype({"n": "Int64"})


def _judged(study: str) -> Iterator[Row]:
    filters = Filters(study=study)
    gaps = _group_gaps(study)
    agreement_of = {row["item_id"]: row for row in records(agreement(filters))}
    bounds = published_bounds(study)
    shares = bounds[bounds["statistic"] == "agreement_share"]
    lowest = shares.groupby("item_id")["value"].min().to_dict()
    for item in records(run("items", {"study": study})):
        row = agreement_of.get(item["item_id"], {})
        yield {
            "study_id": study,
            "item_id": item["item_id"],
            "label": item["label"],
            "code": item["code"],
            "mitigation_ids": item["mitigation_ids"],
            "n": row.get("n_base"),
            "agreement": row.get("agreement_low"),
            "disagreement": row.get("disagreement_low"),
            "agreement_above": lowest.get(item["item_id"]),
            "group_gap": gaps.get(item["item_id"]),
            "basis": "published" if row or item["item_id"] in lowest else None,
            "data_version": data_version(),
        }


def _group_gaps(study: str) -> dict[str, float]:
    """How far two affiliations certainly differ in agreement on an item, as a share; 0: maybe not.

    Of those with an opinion, in groups of which enough gave one.
    """
    if not group_sizes(study, "affiliation") or not len(agreement(Filters(study=study))):
        return {}
    rows = agreement(Filters(study=study, split="affiliation", base="opinion"))
    enough = rows[rows["n_base"] >= studies()[study].minimum_group_size]
    ends = enough.groupby("item_id").agg(
        high=("agreement_low", "max"), low=("agreement_high", "min"), groups=("group", "size")
    )
    several = ends[ends["groups"] > 1]
    return {str(item): gap for item, gap in (several["high"] - several["low"]).clip(0).items()}


def _of_items(items: list[Row]) -> Row:
    """What is known of the agreement with the items of a study under a subcategory."""

    def known(name: str) -> list[float]:
        return [item[name] for item in items if pd.notna(item[name])]

    agreement_shares, bounds = known("agreement"), known("agreement_above")
    return {
        "items_with_figures": len(agreement_shares),
        "items_with_bounds": len(bounds),
        "agreement_lowest": min(agreement_shares, default=None),
        "agreement_highest": max(agreement_shares, default=None),
        "disagreement_highest": max(known("disagreement"), default=None),
        "agreement_above": min(bounds, default=None),
        "group_gap": max(known("group_gap"), default=None),
    }


def _rank(rows: list[Row], order: str) -> tuple[float, ...]:
    """By what a subcategory stands where, smallest first; equals stay in the taxonomy's order."""
    mitigations = -float(rows[0]["mitigations"])
    lowest = [row["agreement_lowest"] for row in rows if row["agreement_lowest"] is not None]
    match order:
        case "gap":
            return (float(rows[0]["asked"] > 0), mitigations)
        case "proposed":
            return (mitigations,)
        case "agreement":
            return (-max(lowest, default=-1.0),)
        case _:
            return ()
