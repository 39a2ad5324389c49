"""What different studies found about a topic, in plain words."""

from collections.abc import Iterable

import pandas as pd

from data.scales import Question
from queries.records import Row, records
from queries.study import Study
from views.estimates.words import interval, one_decimal
from views.experts_and_public.columns import CLOSENESS
from views.view import Words
from views.wording import (
    FIXED_SPACE,
    count_of,
    percent,
    percent_range,
    sources_and_versions,
    whole_range,
)

NOT_HELD = "no figure published in the sources we hold"
NO_FIGURE_OF_RISK = "no figure that we hold says how great they find this risk"
# What a mark means, by the basis of what it shows.
MARKS = {
    "counted": "Dot: counted answers, with the 95 % interval there would be if those who answered "
    "were a random sample.",
    "reconstructed": "Striped bar: between its ends lies a share that is reconstructed.",
    "estimated": "Diamond: an estimate of the study, with the study's own 95 % interval.",
    "bounded": "Open arrow: only a bound is published; the share is higher, nobody outside knows "
    "how far.",
}


def words(rows: pd.DataFrame) -> Words:
    """All that the view says of rows of ``side_by_side``."""
    return Words(
        title=title(rows),
        base=base(rows),
        sentence=sentence(rows),
        notes=_notes(rows),
        alternative_text=_alternative_text(rows),
    )


def title(rows: pd.DataFrame) -> str:
    """What the chart shows."""
    (topic,) = rows["topic"].unique()
    asked, studies = len(rows), rows["study_id"].nunique()
    return (
        f"{topic}: {count_of(asked, 'question')} from "
        f"{studies} {'study' if studies == 1 else 'studies'}, side by side"
    )


def base(rows: pd.DataFrame) -> str:
    """n, and what percentages are of."""
    n = rows["n"].dropna()
    if n.empty:
        return "No share is held"
    return (
        f"n = {whole_range(int(n.min()), int(n.max()))} people a row; percentages of all "
        "respondents, as far as the studies say"
    )


def sentence(rows: pd.DataFrame) -> str:
    """What each study found on what is closest to the topic, and what makes them differ."""
    topic = str(rows["topic"].iloc[0])
    closest = _closest(rows)
    silent = [name for name in dict.fromkeys(rows["study"]) if name not in closest]
    parts = [f"{row['known']} (“{row['label']}”, {study})" for study, row in closest.items()]
    return " ".join(
        [
            f"On {topic[0].lower()}{topic[1:]}: {'; '.join(parts) or 'no share is held'}.",
            *([f"Of {_and(silent)}, no share for it is held."] if silent and parts else []),
            _difference(rows),
        ]
    )


def _closest(rows: pd.DataFrame) -> dict[str, Row]:
    """Of each study whose share is known, the row that is closest to the topic."""
    closest: dict[str, Row] = {}
    ranks = list(CLOSENESS)
    for row in records(rows[rows["share_low"].notna()]):
        known = closest.setdefault(row["study"], row)
        if ranks.index(row["closeness"]) < ranks.index(known["closeness"]):
            closest[row["study"]] = row
    return closest


def _difference(rows: pd.DataFrame) -> str:
    names = list(dict.fromkeys(rows["study"]))
    if len(names) == 1:
        return f"Of the studies that we hold, only {names[0]} is shown here."
    people = list(dict.fromkeys(rows["people"]))
    whom = (
        f"whom they asked ({_and(people)})" if len(people) > 1 else f"which {people[0]} they asked"
    )
    return (
        f"The studies differ in {whom}, in what they asked and in which answers count: figures "
        "stand side by side and are never added up or averaged."
    )


def _and(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def share_in_words(row: Row, study: Study, question: Question) -> str:
    """A share that is counted or reconstructed; a row of ``agreement``."""
    share = percent_range(row["agreement_low"], row["agreement_high"])
    return f"{share} of {int(row['n_base'])} {study.people} {question.verb}"


def estimate_in_words(row: Row, study: Study, question: Question) -> str:
    """An estimate; a row of ``estimates``."""
    return (
        f"an estimated {one_decimal(row['share'])} of {study.people} {question.verb}, 95"
        f"{FIXED_SPACE}% interval {interval(row)}"
    )


def bounds_in_words(bounds: list[Row], study: Study, question: Question) -> str:
    """The bounds of one item, from the lowest to the highest; at least one."""
    low, high = (end(row["value"] for row in bounds) for end in (min, max))
    people = f"{study.respondents} {study.people} {question.verb}"
    areas = [row["risk_area"] for row in bounds]
    if len(areas) == 1:
        return f"more than {percent(low)} of {people}, for the risk area {areas[0]}"
    if low == high:
        return f"more than {percent(low)} of {people}, for each of {len(areas)} risk areas"
    return (
        f"more than {percent(low)} of {people}, for each of {len(areas)} risk areas, and more than "
        f"{percent(high)} for at least one"
    )


def measures_in_words(bounds: list[Row], study: Study, question: Question) -> str:
    """What is known of a risk area: bounds on measures against it, if there are any."""
    if not bounds:
        return NO_FIGURE_OF_RISK
    low = min(row["value"] for row in bounds)
    return (
        f"{NO_FIGURE_OF_RISK}; for each of {count_of(len(bounds), 'measure')} against it, more "
        f"than {percent(low)} of {study.respondents} {study.people} {question.verb} that it would "
        "reduce the risk"
    )


def _notes(rows: pd.DataFrame) -> str:
    shown = rows["basis"].dropna().unique()
    known = rows[rows["source"].notna()]
    parts = [
        *(meaning for basis, meaning in MARKS.items() if basis in shown),
        "What stands in our own words here is not the wording of the studies; how close a question "
        "is to the topic is our own judgement.",
        *sources_and_versions(known if len(known) else rows.assign(source="none held")),
    ]
    return " ".join(parts)


def _alternative_text(rows: pd.DataFrame) -> str:
    listed = (f"{row['study']}, {row['label']}: {row['known']}" for row in records(rows))
    return f"{title(rows)}. {base(rows)}. {'; '.join(listed)}."
