"""What a study estimates, in plain words."""

import pandas as pd

from data.scales import Question
from queries.records import Row, records
from queries.study import Study
from views.view import Words
from views.wording import FIXED_SPACE, count_of, sample, shown, sources_and_versions


def words(rows: pd.DataFrame, study: Study, question: Question, narrowed: str) -> Words:
    """All that the view says of rows of ``estimates``; ``narrowed`` are the filters as a clause."""
    said = sentence(rows, study, question)
    return Words(
        title=title(rows, study, question),
        base=base(rows, study),
        sentence=said,
        notes=_notes(rows, study, narrowed),
        alternative_text=alternative_text(rows, study, question),
    )


def title(rows: pd.DataFrame, study: Study, question: Question) -> str:
    """What the chart shows."""
    about = count_of(len(rows), "estimate")
    return f"{study.name}, {question.label[0].lower()}{question.label[1:]}: {about}"


def base(rows: pd.DataFrame, study: Study) -> str:
    """n, how shares are weighted, and what they are shares of."""
    bases = " or ".join(dict.fromkeys(rows["base_in_words"]))
    return f"n = {study.respondents} {study.people}, {bases}" if bases else ""


def sentence(rows: pd.DataFrame, study: Study, question: Question) -> str:
    """What is estimated of the items shown, to be read aloud."""
    if not study.estimated:
        return f"The figures of {study.name} are no estimates."
    listed = records(rows)
    if not listed:
        return f"No item of {study.name} fits these filters."
    return " ".join([reading(listed[0], study, question), *_others(listed)])


def reading(row: Row, study: Study, question: Question) -> str:
    """One estimate, in a sentence."""
    return (
        f"An estimated {one_decimal(row['share'])} of {study.people} "
        f"{question.read(row['statement'])} (95{FIXED_SPACE}% interval {interval(row)})."
    )


def _others(listed: list[Row]) -> list[str]:
    """How far the estimates differ, and whether their order can be trusted."""
    if len(listed) == 1:
        return []
    highest, lowest = listed[0], listed[-1]
    ends = f"{one_decimal(lowest['share'])} to {one_decimal(highest['share'])}"
    text = f"The {len(listed)} estimates shown run from {ends}"
    if max(row["share_low"] for row in listed) <= min(row["share_high"] for row in listed):
        return [f"{text}; all their intervals overlap, so their order is not certain."]
    if lowest["share_high"] < highest["share_low"]:
        return [
            f"{text}; the intervals of “{highest['label']}” and “{lowest['label']}” do not overlap."
        ]
    return [f"{text}."]


def one_decimal(share: float) -> str:
    """A share (0 to 1) as a per cent with the one decimal that is published."""
    return f"{100 * share:.1f}{FIXED_SPACE}%"


def interval(row: Row) -> str:
    """The interval of an estimate, in per cent."""
    return f"{100 * row['share_low']:.1f} to {one_decimal(row['share_high'])}"


def _notes(rows: pd.DataFrame, study: Study, narrowed: str) -> str:
    parts = [
        f"Sample: {sample(study)}.",
        "A diamond is an estimate, the line through it the study's own 95 % interval. No count of "
        "answers is published, and none is drawn.",
        *shown(narrowed),
        *sources_and_versions(rows),
    ]
    return " ".join(parts)


def alternative_text(rows: pd.DataFrame, study: Study, question: Question) -> str:
    """What the chart shows, for who does not see it."""
    listed = (
        f"{row['label']}: {one_decimal(row['share'])} ({interval(row)})" for row in records(rows)
    )
    if rows.empty:
        return sentence(rows, study, question)
    return f"{title(rows, study, question)}. {base(rows, study)}. {'; '.join(listed)}."
