"""What the evidence map shows, in plain sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from queries.records import Row, records
from queries.study import Study
from views.view import Words
from views.wording import count_of, listing, percent, sample, shown

NO_GAP = "Experts were asked about something in every named subcategory shown."
OTHER_STUDIES = (
    "These studies did not put mitigations of the database to experts on AI. Each asked other "
    "people, in its own words and on its own scale, about something under the subcategory. The "
    "shares are of all who answered; they stand side by side and are never added up or averaged."
)
DIAMONDS = (
    "Diamonds: what studies of other people asked under a subcategory, not about its mitigations: "
    "the share of all who answered that is for, as each study words it. It is not agreement, and "
    "is never added up."
)


@dataclass(frozen=True)
class Asking:
    """Who asked: the studies that put mitigations to experts, and the others on the map."""

    experts: Sequence[Study]
    others: Sequence[Study]


def words(rows: pd.DataFrame, elsewhere: pd.DataFrame, asking: Asking, narrowed: str) -> Words:
    """All that the view says of rows of ``evidence`` and of ``asked_elsewhere``; ``narrowed`` are
    the filters as a clause."""
    said = sentence(rows, elsewhere)
    others = " ".join(elsewhere_lines(elsewhere))
    return Words(
        title=title(rows),
        base=base(rows, asking.experts),
        sentence=said,
        notes=_notes(rows, asking, narrowed),
        alternative_text=f"{title(rows)}. {base(rows, asking.experts)}. {said} {others}".strip(),
    )


def sentence(rows: pd.DataFrame, elsewhere: pd.DataFrame) -> str:
    """The biggest gap and the strongest agreement among the subcategories shown, and what other
    studies asked where the gap is."""
    names = list(dict.fromkeys(rows["study"]))
    return f"{_gap(gaps(rows), names, elsewhere)} {_strongest(rows)}".strip()


def elsewhere_lines(elsewhere: pd.DataFrame) -> list[str]:
    """What other studies asked, a sentence each."""
    return [
        f"Under {subcategory(row)}, {row['study']}: {row['reading']}" for row in records(elsewhere)
    ]


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


def _gap(never_asked: list[Row], names: list[str], elsewhere: pd.DataFrame) -> str:
    if not never_asked:
        return NO_GAP
    row = never_asked[0]
    propose = "proposes" if row["documents"] == 1 else "propose"
    return (
        f"The biggest gap is {subcategory(row)}: {count_of(row['documents'], 'document')} "
        f"{propose} {count_of(row['mitigations'], 'mitigation')}, and {_none_asked(names)} about "
        f"any of them{_asked_there(elsewhere[elsewhere['code'] == row['code']])}."
    )


def _none_asked(names: list[str]) -> str:
    """That none of the surveys of experts asked."""
    *first, last = names
    if not first:
        return f"{last} did not ask experts"
    if len(first) == 1:
        return f"neither {first[0]} nor {last} asked experts"
    return f"none of {listing(names)} asked experts"


def _asked_there(elsewhere: pd.DataFrame) -> str:
    """How many things other studies asked about there, as a clause."""
    clauses = [
        f"{study} asked its {rows['people'].iloc[0]} about {count_of(len(rows), 'thing')} there"
        for study, rows in elsewhere.groupby("study", sort=False)
    ]
    return f"; {listing(clauses)}" if clauses else ""


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


def _notes(rows: pd.DataFrame, asking: Asking, narrowed: str) -> str:
    """Filters, marks, samples, sources and data version, to stand under the map."""
    every = (*asking.experts, *asking.others)
    sources = "; ".join(f"{study.name}, {study.url}" for study in every)
    others = [f"{study.name}: {sample(study)}." for study in asking.others]
    parts = [
        *shown(narrowed),
        "Dots: share that agrees with a statement. Triangles with stripes: more than this share "
        "agrees, no exact figure published.",
        *([DIAMONDS, *others] if others else []),
        *(f"Shares of {study.name} are weighted." for study in asking.experts if study.weighted),
        f"Sources: MIT AI Risk Mitigation Database; {sources}.",
        *(f"Data version {version}." for version in dict.fromkeys(rows["data_version"])),
    ]
    return " ".join(parts)


def no_counterpart_sentence(rows: pd.DataFrame) -> str:
    """How many items have no place in the taxonomy, and of how many studies."""
    counts = rows.groupby("study", sort=False).size()
    of_each = listing([f"{n} of {study}" for study, n in counts.items()])
    return (
        f"{count_of(len(rows), 'item')} of the studies {'has' if len(rows) == 1 else 'have'} no "
        f"place in the taxonomy of mitigations ({of_each}); of each, the reason is given."
    )


def no_counterpart_lines(rows: pd.DataFrame) -> list[tuple[str, str]]:
    """The reasons, each with the items that it holds for, study by study."""
    return [
        (
            str(reason),
            " ".join(
                f"{study}: {'; '.join(map(_with_comparison, records(of_study)))}."
                for study, of_study in of_reason.groupby("study", sort=False)
            ),
        )
        for reason, of_reason in rows.groupby("reason", sort=False)
    ]


def _with_comparison(row: Row) -> str:
    """An item, and with which items of other studies it compares."""
    compared = row["compared_with"]
    if pd.isna(compared):
        return str(row["label"])
    return f"{row['label']} (compares with {compared})"
