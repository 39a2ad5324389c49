"""What is proposed under each subcategory, what of it was put to experts, and how they agree."""

from collections.abc import Iterator

import pandas as pd

from queries.build_info import data_version
from queries.database import cached, run
from queries.records import Row, records
from queries.study import Study, expert_studies, group_sizes, items, studies
from views.agreement.filters import AgreementFilters
from views.agreement.rows import agreement
from views.bounds.rows import published_bounds
from views.evidence.columns import (
    ELSEWHERE_COLUMNS,
    EVIDENCE_COLUMNS,
    ITEM_COLUMNS,
    NO_COUNTERPART_COLUMNS,
)
from views.evidence.filters import EvidenceFilters
from views.mitigation.rows import finding, share_for
from views.mitigation.words import reading
from views.wording import sample


@cached
def evidence(filters: EvidenceFilters) -> pd.DataFrame:
    """One row a subcategory and study, in the order asked for: the columns
    ``EVIDENCE_COLUMNS``.

    Agreement is that of all respondents, a share of them. Where a study asked nothing, or no figure
    is published, its columns are empty.
    """
    chosen = filters.part
    kept = [row for row in _every_row() if not chosen or row["category_code"] in chosen]
    ranks = {code: _rank(rows, filters.sort) for code, rows in _by_code(kept).items()}
    ordered = sorted(kept, key=lambda row: ranks[row["code"]])
    return pd.DataFrame(ordered, columns=list(EVIDENCE_COLUMNS))


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
    by_code: dict[str, list[Row]] = {}
    for row in rows:
        by_code.setdefault(row["code"], []).append(row)
    return by_code


@cached
def judged_items() -> pd.DataFrame:
    """Every statement and measure with what is known of the agreement with it: ``ITEM_COLUMNS``.

    One row an item, and a row for each bound where only bounds are published: those of the risk
    areas that a study tells apart are all the same, and given once, as the lowest.
    """
    rows = [row for study in expert_studies() for row in _judged(study.study_id)]
    return pd.DataFrame(rows)[list(ITEM_COLUMNS)].astype({"n": "Int64"})


def judged_items_shown(filters: EvidenceFilters) -> pd.DataFrame:
    """The rows of ``judged_items`` under the subcategories shown, in their order."""
    every, codes = judged_items(), evidence(filters)["code"].drop_duplicates().tolist()
    shown = every[every["code"].isin(codes)]
    return shown.sort_values("code", key=lambda code: code.map(codes.index), kind="stable")


@cached
def asked_elsewhere(filters: EvidenceFilters) -> pd.DataFrame:
    """What other studies asked under the subcategories shown, in their order: the columns
    ``ELSEWHERE_COLUMNS``, one row an item.

    Each share is what counts as for on the scale of its own question.
    """
    codes = evidence(filters)["code"].drop_duplicates().tolist()
    asked = [row for row in records(run("asked_elsewhere")) if row["code"] in codes]
    rows = [_elsewhere(row) for row in sorted(asked, key=lambda row: codes.index(row["code"]))]
    return pd.DataFrame(rows, columns=list(ELSEWHERE_COLUMNS)).astype({"n": "Int64"})


def _elsewhere(row: Row) -> Row:
    found = finding(row["study_id"], row["question_id"], row["item_id"])
    return {
        **row,
        "study": found.study.name,
        "people": found.study.people,
        "sample": sample(found.study),
        "label": found.label,
        "statement": found.statement,
        "counts": found.question.counts,
        **share_for(found),
        "reading": reading(found),
        "data_version": data_version(),
    }


@cached
def other_studies() -> list[Study]:
    """The studies on the map that put no mitigations of the database to experts."""
    return [studies()[study] for study in dict.fromkeys(run("asked_elsewhere")["study_id"])]


@cached
def without_counterpart() -> pd.DataFrame:
    """The items that have no place in the taxonomy, and why: ``NO_COUNTERPART_COLUMNS``."""
    rows = run("no_counterpart").assign(data_version=data_version())[list(NO_COUNTERPART_COLUMNS)]
    return rows.astype(object).where(rows.notna(), None)


def _judged(study: str) -> Iterator[Row]:
    of_items, gaps = items()[study], _group_gaps(study)
    agreement_of = {row["item_id"]: row for row in records(agreement(AgreementFilters(study)))}
    bounds = published_bounds(study)
    shares = bounds[bounds["statistic"] == "agreement_share"]
    lowest = shares.groupby("item_id")["value"].min().to_dict()
    for item_id in of_items["label"]:
        row = agreement_of.get(item_id, {})
        yield {
            "study_id": study,
            "item_id": item_id,
            **{name: of_items[name][item_id] for name in ("label", "code", "mitigation_ids")},
            "n": row.get("n_base"),
            "agreement": row.get("agreement_low"),
            "disagreement": row.get("disagreement_low"),
            "agreement_above": lowest.get(item_id),
            "group_gap": gaps.get(item_id),
            "basis": "counted" if row else "bounded" if item_id in lowest else None,
            "data_version": data_version(),
        }


def _group_gaps(study: str) -> dict[str, float]:
    """How far two affiliations certainly differ in agreement on an item, as a share; 0: maybe not.

    Of those with an opinion, in groups of which enough gave one.
    """
    if not group_sizes(study, "affiliation") or agreement(AgreementFilters(study)).empty:
        return {}
    rows = agreement(AgreementFilters(study, split="affiliation", base="opinion"))
    enough = rows[rows["n_base"] >= studies()[study].minimum_group_size]
    ends = enough.groupby("item_id").agg(
        high=("agreement_low", "max"), low=("agreement_high", "min"), groups=("group", "size")
    )
    several = ends[ends["groups"] > 1]
    return {str(item): gap for item, gap in (several["high"] - several["low"]).clip(0).items()}


def _of_items(judged: list[Row]) -> Row:
    """What is known of the agreement with the items of a study under a subcategory."""

    def known(name: str) -> list[float]:
        return [item[name] for item in judged if pd.notna(item[name])]

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


def _rank(rows: list[Row], sort: str) -> tuple[float, ...]:
    """By what a subcategory stands where, smallest first; equals stay in the taxonomy's order."""
    mitigations = -float(rows[0]["mitigations"])
    lowest = [row["agreement_lowest"] for row in rows if row["agreement_lowest"] is not None]
    match sort:
        case "gap":
            return (float(rows[0]["asked"] > 0), mitigations)
        case "proposed":
            return (mitigations,)
        case "agreement":
            return (-max(lowest, default=-1.0),)
        case _:
            return ()
