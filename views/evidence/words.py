"""What the evidence map shows, in plain sentences."""

from collections.abc import Sequence

import pandas as pd

from queries.records import Row, records
from queries.study import Study
from views.view import Words
from views.wording import count_of, percent, shown


def words(rows: pd.DataFrame, studies: Sequence[Study], narrowed: str) -> Words:
    """All that the view says of rows of ``evidence``; ``studies`` are those that asked experts,
    ``narrowed`` are the filters as a clause."""
    said = sentence(rows)
    return Words(
        title=title(rows),
        base=base(rows, studies),
        sentence=said,
        notes=_notes(rows, studies, narrowed),
        alternative_text=f"{title(rows)}. {base(rows, studies)}. {said}",
    )


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
        f"The biggest gap is {subcategory(row)}: {count_of(row['documents'], 'document')} "
        f"{propose} {count_of(row['mitigations'], 'mitigation')}, and no survey on this map "
        "asked experts about any of them."
    )


def _strongest(rows: pd.DataFrame) -> str:
    strongest_rows = strongest(rows[_named(rows)])
    if not strongest_rows:
        return ""
    row = strongest_rows[0]
    return f"Agreement is strongest on {subcategory(row)}: {agreement_reading(row)}."


def agreement_reading(row: Row) -> str:
    """How far experts agree under a subcategory in one study."""
    lowest, highest = row["agreement_lowest"], row["agreement_highest"]
    if row["items_with_figures"] == 1:
        return f"{percent(lowest)} agree with the one statement about it ({row['study']})"
    span = _span(lowest, highest)
    return f"{span} agree with each of its {row['items_with_figures']} statements ({row['study']})"


def _span(lowest: float, highest: float) -> str:
    if percent(lowest) == percent(highest):
        return percent(lowest)
    return f"{percent(lowest)} to {percent(highest)}"


def subcategory(row: Row) -> str:
    """A subcategory by code and name."""
    return f"{row['code']} {row['subcategory']}"


def title(rows: pd.DataFrame) -> str:
    """What the map shows."""
    return (
        "What is proposed, what experts were asked, and how far they agree, "
        f"by subcategory ({rows['code'].nunique()} shown)"
    )


def base(rows: pd.DataFrame, studies: Sequence[Study]) -> str:
    """n, and what percentages are of."""
    mitigations = int(rows.drop_duplicates("code")["mitigations"].sum())
    n = " and ".join(f"{study.respondents} experts ({study.name})" for study in studies)
    return f"n = {count_of(mitigations, 'mitigation')}; {n}; percentages of all respondents"


def _notes(rows: pd.DataFrame, studies: Sequence[Study], narrowed: str) -> str:
    """Filters, marks, sources and data version, to stand under the map."""
    sources = "; ".join(f"{study.name}, {study.url}" for study in studies)
    parts = [
        *shown(narrowed),
        "Dots: share that agrees with a statement. Triangles with stripes: more than this share "
        "agrees, no exact figure published.",
        *(f"Shares of {study.name} are weighted." for study in studies if study.weighted),
        f"Sources: MIT AI Risk Mitigation Database; {sources}.",
        *(f"Data version {version}." for version in dict.fromkeys(rows["data_version"])),
    ]
    return " ".join(parts)
