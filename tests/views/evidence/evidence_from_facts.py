"""What is known of the agreement with each item, from the files of facts and the cells alone."""

from collections import defaultdict
from pathlib import Path

import duckdb

from tests.views.taxonomy.mitigations_from_facts import Facts, all_mitigations

Figures = dict[str, float | None]

OPINIONS = (
    "strongly_disagree",
    "somewhat_disagree",
    "neither",
    "somewhat_agree",
    "strongly_agree",
)
COUNTED = "schuett2023"
BOUNDED = "uuk2024"


def group_gaps(database: Path, smallest: int) -> dict[str, float]:
    """How far two groups differ at least, with ``smallest`` opinions each, whatever the world."""
    with duckdb.connect(str(database), read_only=True) as connection:
        cells = connection.execute(
            "select item_id, affiliation, world, option_id, n from cell "
            "where study_id = $study and affiliation is not null and option_id <> 'dont_know'",
            {"study": COUNTED},
        ).fetchall()
    counts: dict[tuple[str, str], dict[int, dict[str, int]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for item, group, world, option, n in cells:
        counts[item, group][world][option] = n
    shares: dict[str, dict[str, list[float]]] = defaultdict(dict)
    for (item, group), worlds in counts.items():
        if min(sum(answers.values()) for answers in worlds.values()) >= smallest:
            shares[item][group] = [
                (answers["somewhat_agree"] + answers["strongly_agree"]) / sum(answers.values())
                for answers in worlds.values()
            ]
    return {
        item: max(
            max(min(groups[one]) - max(groups[other]), 0)
            for one in groups
            for other in groups
            if one != other
        )
        for item, groups in shares.items()
        if len(groups) > 1
    }


def minimum_group_size(facts: Facts) -> int:
    (found,) = (row["minimum_group_size"] for row in facts["studies"] if row["study_id"] == COUNTED)
    return int(found)


def judged(facts: Facts, database: Path) -> dict[tuple[str, str], Figures]:
    """The figures of every item, by study and item, in the order of the file of items."""
    gaps = group_gaps(database, minimum_group_size(facts))
    counts = {row["item_id"]: row for row in facts["schuett2023_counts"]}
    bounds: dict[str, list[float]] = {}
    for row in facts["uuk2024_published"]:
        if row["statistic"] == "agreement_share":
            bounds.setdefault(row["item_id"], []).append(float(row["value"]))
    found: dict[tuple[str, str], Figures] = {}
    for row in facts["items"]:
        study, item = row["study_id"], row["item_id"]
        figures: Figures = dict.fromkeys(
            ("n", "agreement", "disagreement", "agreement_above", "group_gap")
        )
        if study == COUNTED:
            answers = {name: int(counts[item][name]) for name in (*OPINIONS, "n")}
            agree = answers["somewhat_agree"] + answers["strongly_agree"]
            disagree = answers["somewhat_disagree"] + answers["strongly_disagree"]
            figures["n"] = answers["n"]
            figures["agreement"] = agree / answers["n"]
            figures["disagreement"] = disagree / answers["n"]
            figures["group_gap"] = gaps.get(item)
        elif item in bounds:
            figures["agreement_above"] = min(bounds[item])
        found[study, item] = figures
    return found


def subcategories(facts: Facts, database: Path) -> list[dict[str, object]]:
    """One row a subcategory and study, in the order of the taxonomy."""
    known = judged(facts, database)
    every = all_mitigations(facts)
    names = {row["code"]: row["name"] for row in facts["taxonomy"]}
    rows: list[dict[str, object]] = []
    for part in sorted(facts["taxonomy"], key=lambda row: row["code"]):
        code = part["code"]
        proposed = [one for one in every if one.code == code]
        if not proposed:
            continue
        for study in sorted(facts["studies"], key=lambda row: row["year"]):
            name = study["study_id"]
            items = [
                known[name, row["item_id"]]
                for row in facts["items"]
                if (row["study_id"], row["code"]) == (name, code)
            ]
            agreement = _known(items, "agreement")
            above = _known(items, "agreement_above")
            rows.append(
                {
                    "code": code,
                    "subcategory": names[code],
                    "category_code": proposed[0].category,
                    "category": names[proposed[0].category],
                    "mitigations": len(proposed),
                    "documents": len({one.document for one in proposed}),
                    "asked": sum(one.asked for one in proposed),
                    "study_id": name,
                    "study": study["name"],
                    "items": len(items),
                    "items_with_figures": len(agreement),
                    "items_with_bounds": len(above),
                    "agreement_lowest": min(agreement, default=None),
                    "agreement_highest": max(agreement, default=None),
                    "disagreement_highest": max(_known(items, "disagreement"), default=None),
                    "agreement_above": min(above, default=None),
                    "group_gap": max(_known(items, "group_gap"), default=None),
                }
            )
    return rows


def _known(items: list[Figures], name: str) -> list[float]:
    return [value for one in items if (value := one[name]) is not None]
