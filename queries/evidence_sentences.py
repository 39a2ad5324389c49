"""What the evidence map shows, in plain sentences."""

import pandas as pd

from queries.agreement import real_studies
from queries.evidence import EvidenceFilters, choices
from queries.records import Row, records
from queries.sentences import count_of, percent


def sentence(rows: pd.DataFrame) -> str:
    """The biggest gap and the strongest agreement among the subcategories shown."""
    return f"{_gap(gaps(rows))} {_strongest(rows)}".strip()


def gaps(rows: pd.DataFrame) -> list[Row]:
    """The subcategories about which no study asked, most proposed first; no catch-alls."""
    once = rows[(rows["asked"] == 0) & _named(rows)].drop_duplicates("code")
    return records(once.sort_values(["mitigations", "code"], ascending=[False, True]))


def strongest(rows: pd.DataFrame) -> list[Row]:
    """The subcategories in the order of the lowest agreement with any of their statements.

    Catch-alls are in it only if there is nothing else.
    """
    judged = rows[rows["agreement_lowest"].notna()]
    judged = judged[_named(judged)] if _named(judged).any() else judged
    return records(judged.sort_values(["agreement_lowest", "code"], ascending=[False, True]))


def _named(rows: pd.DataFrame) -> "pd.Series[bool]":
    """Whether a row is about a subcategory proper, rather than about what fits into none."""
    return ~rows["code"].str.endswith("X")


def _gap(never_asked: list[Row]) -> str:
    if not never_asked:
        return "Experts were asked about something in every named subcategory shown."
    row = never_asked[0]
    propose = "proposes" if row["documents"] == 1 else "propose"
    return (
        f"The biggest gap is {part(row)}: {count_of(row['documents'], 'document')} {propose} "
        f"{count_of(row['mitigations'], 'mitigation')}, and "
        "no survey that we hold asked experts about any of them."
    )


def _strongest(rows: pd.DataFrame) -> str:
    strongest_rows = strongest(rows[_named(rows)])
    if not strongest_rows:
        return ""
    row = strongest_rows[0]
    return f"Agreement is strongest on {part(row)}: {agreement_reading(row)}."


def agreement_reading(row: Row) -> str:
    """How far experts agree under a subcategory in one study."""
    lowest, highest = row["agreement_lowest"], row["agreement_highest"]
    if row["items_with_figures"] == 1:
        return f"{percent(lowest)} agree with the one statement about it ({row['study']})"
    span = (
        percent(lowest)
        if percent(lowest) == percent(highest)
        else (f"{percent(lowest)} to {percent(highest)}")
    )
    return f"{span} agree with each of its {row['items_with_figures']} statements ({row['study']})"


def part(row: Row) -> str:
    """A subcategory by code and name."""
    return f"{row['code']} {row['subcategory']}"


def title(rows: pd.DataFrame) -> str:
    """The title of the map: what is shown; then n and the base of percentages."""
    once = rows.drop_duplicates("code")
    n = " and ".join(f"{study.respondents} experts ({study.name})" for study in real_studies())
    return (
        "What is proposed, what experts were asked, and how far they agree, "
        f"by subcategory ({len(once)} shown)\n"
        f"n = {count_of(int(once['mitigations'].sum()), 'mitigation')}; {n}; "
        "percentages of all respondents"
    )


def describe(filters: EvidenceFilters) -> str:
    """The filters as a clause; empty if there are none."""
    allowed = choices()
    names = " or ".join(allowed.label("part", code) for code in filters.part)
    return f"under {names}" if names else ""
