"""What a chart of agreement shows, in a few words made of its rows, for who cannot see it."""

import pandas as pd

from queries.agreement import Study
from queries.filters import Filters
from queries.rankings import agree
from queries.records import Row, records
from queries.sentences import simulated_mark, title, whole_range

LONGEST = 400


def alternative_text(rows: pd.DataFrame, filters: Filters, study: Study) -> str:
    """How many rows there are, which is highest and which lowest, and which group agrees most.

    ``rows`` are those of ``queries.agreement.agreement``; the text has at most ``LONGEST`` letters.
    """
    if rows.empty:
        return f"{simulated_mark(study)}No statement fits these filters."
    heading = title(rows, filters, study).splitlines()[0]
    return f"{heading}. {extremes(rows)}{_leaders(rows)}"


def extremes(rows: pd.DataFrame) -> str:
    """The highest and the lowest agreement among rows, with counts; at least one row."""
    shown = records(rows)
    highest = max(shown, key=lambda row: row["agreement_low"])
    lowest = min(shown, key=lambda row: row["agreement_low"])
    if lowest["agreement_low"] == highest["agreement_low"]:
        start = "All rows: " if len(shown) > 1 else ""
        return f"{start}{counted(highest)}."
    return f"Highest: {counted(highest)}. Lowest: {counted(lowest)}."


def counted(row: Row) -> str:
    """How many agree, such as "Red teaming, AGI lab: 24 of 25 agree"."""
    counts, bases = agree(row["worlds"], row["base"])
    group = "" if row["split"] == "none" else f", {row['group']}"
    answers = "" if row["risk_areas"] == 1 else " answers"
    return (
        f"{row['label']}{group}: {whole_range(int(counts.min()), int(counts.max()))} of "
        f"{whole_range(int(bases.min()), int(bases.max()))}{answers} agree"
    )


def _leaders(rows: pd.DataFrame) -> str:
    """On how many statements each group certainly agrees more than every other."""
    leading: dict[str, int] = {}
    several = [of_item for _, of_item in rows.groupby("item_id", sort=False) if len(of_item) > 1]
    for of_item in several:
        highest, *others = sorted(records(of_item), key=lambda row: -row["agreement_low"])
        if all(highest["agreement_low"] > other["agreement_high"] for other in others):
            leading[highest["group"]] = leading.get(highest["group"], 0) + 1
    if not several:
        return ""
    if not leading:
        return " No group is certainly highest on any statement."
    most = max(leading.values())
    groups = " and ".join(group for group, number in leading.items() if number == most)
    if len(several) == 1:
        return f" {groups} highest."
    return f" {groups} most often highest for certain: {most} of {len(several)} statements."
