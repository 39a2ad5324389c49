"""What the agreement with statements comes to, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.rankings import agree
from data.answer_options import ANSWER_LABELS
from queries.records import Row, records
from queries.study import Study
from views.agreement.filters import BASES, SPLITS, AgreementFilters
from views.view import Guess, KeyFigure, Words
from views.wording import (
    FIXED_SPACE,
    count_of,
    counted,
    percent_range,
    sample,
    short_percent_range,
    shown,
    simulated_mark,
    simulated_sentence,
    sources_and_versions,
    whole_range,
)


@dataclass(frozen=True)
class Asked:
    """What words have to know besides the rows: the filters, also as a clause, the study, and
    whether groups are left out because they must not be shown."""

    filters: AgreementFilters
    study: Study
    narrowed: str = ""
    hidden: bool = False


def words(rows: pd.DataFrame, asked: Asked) -> Words:
    """All that the view says of rows of ``agreement``."""
    notes = _notes(rows, asked)
    return Words(
        title=title(rows, asked),
        base=base(rows, asked.filters),
        sentence=sentence(rows, asked),
        alternative_text=_alternative_text(rows, asked),
        guesses=_guesses(rows, asked),
        key_figures=tuple(_key_figures(rows, asked.study)),
        notes=" ".join([*notes, *sources_and_versions(rows)]),
    )


def title(rows: pd.DataFrame, asked: Asked) -> str:
    """What the chart shows."""
    filters, study = asked.filters, asked.study
    statements = count_of(rows["item_id"].nunique(), "statement")
    by = "" if filters.split == "none" else f", by {SPLITS[filters.split].lower()}"
    return f"{simulated_mark(study)}Agreement with {statements} about {study.asked_about}{by}"


def base(rows: pd.DataFrame, filters: AgreementFilters) -> str:
    """n, and what percentages are of."""
    bases = [_n(row) for row in records(rows)]
    fewest = min((low for low, _ in bases), default=0)
    most = max((high for _, high in bases), default=0)
    n = whole_range(fewest, most)
    return f"n = {n} {counted(rows)} a row; percentages of {BASES[filters.base].lower()}"


def _notes(rows: pd.DataFrame, asked: Asked) -> list[str]:
    """Sample, filters and marks, to stand under a chart."""
    study = asked.study
    parts = [f"Sample: {sample(study)}.", *shown(asked.narrowed)]
    parts += [_hidden_groups(study)] if asked.hidden else []
    if any((rows[f"{answer}_low"] != rows[f"{answer}_high"]).any() for answer in ANSWER_LABELS):
        parts.append("Striped: left open by the published figures.")
    if (rows["n_base"] < study.minimum_group_size).any():
        parts.append(f"*Few answers: fewer than {study.minimum_group_size}.")
    return parts


def _hidden_groups(study: Study) -> str:
    """Why rows are missing, if they are those of groups that must not be shown."""
    return (
        f"Not shown: groups of fewer than {study.minimum_group_size} experts, and groups from "
        "which such a group could be worked out by subtraction."
    )


def sentence(rows: pd.DataFrame, asked: Asked) -> str:
    """What the view shows, in a sentence that can be read aloud."""
    listed, study = records(rows), asked.study
    if not listed and asked.hidden:
        return _hidden_groups(study)
    if not listed:
        return f"No statement of {study.name} fits these filters ({asked.narrowed})."
    if asked.filters.split != "none" and len({row["group"] for row in listed}) > 1:
        return simulated_sentence(study, _widest_gap(listed, asked))
    return simulated_sentence(study, _highest_and_lowest(listed, asked.filters))


def _guesses(rows: pd.DataFrame, asked: Asked) -> tuple[Guess, ...]:
    """The agreement of the first row of each statement, to be guessed."""
    return tuple(
        Guess(
            item_id=row["item_id"],
            label=row["label"],
            question=f"{simulated_mark(asked.study)}{_experts(row, asked.filters)}, what share "
            f"agrees that {row['statement']}?",
            low=float(row["agreement_low"]),
            high=float(row["agreement_high"]),
        )
        for row in records(rows.drop_duplicates("item_id"))
    )


def _highest_and_lowest(listed: list[Row], filters: AgreementFilters) -> str:
    best = max(listed, key=lambda row: (row["agreement_low"], row["strongly_agree_low"]))
    worst = min(listed, key=lambda row: row["agreement_low"])
    text = f"{_experts(best, filters)}, {_agreement(best)} agree that {best['statement']}"
    tied = sum(row["agreement_low"] == best["agreement_low"] for row in listed) - 1
    if tied:
        text += f" (as many agree with {count_of(tied, 'other statement')})"
    if worst["agreement_low"] < best["agreement_low"]:
        text += (
            f"; the lowest agreement is {_agreement(worst)}, on “{worst['label']}” ({_in(worst)})"
        )
    return f"{text}."


def _widest_gap(listed: list[Row], asked: Asked) -> str:
    """The statement on which the groups certainly differ most, among those with enough answers."""
    enough = _pairs(listed, asked.study.minimum_group_size)
    high, low = max(
        enough or _pairs(listed, 0),
        key=lambda pair: pair[0]["agreement_low"] - pair[1]["agreement_high"],
        default=(listed[0], listed[0]),
    )
    groups = SPLITS[asked.filters.split].lower()
    if high["agreement_low"] <= low["agreement_high"]:
        return f"Split by {groups}, no group certainly agrees more than another on any statement."
    if asked.filters.split == "risk_area":
        return (
            f"Split by {groups}, answers differ most on “{high['label']}”: {_agreement(high)} "
            f"agree about {high['group']} ({_in(high)}), against {_agreement(low)} about "
            f"{low['group']} ({_in(low)}){'' if enough else ', of few who answered'}."
        )
    return (
        f"Split by {groups}, the groups differ most on “{high['label']}”: {_agreement(high)} of "
        f"{high['group']} respondents{_opinion(asked.filters)} agree ({_in(high)}), against "
        f"{_agreement(low)} of "
        f"{low['group']} respondents ({_in(low)}){'' if enough else ', few of whom answered'}."
    )


def _pairs(listed: list[Row], fewest: int) -> list[tuple[Row, Row]]:
    """Every two groups with enough answers to the same statement."""
    by_item: dict[str, list[Row]] = {}
    for row in listed:
        if row["n_base"] >= fewest:
            by_item.setdefault(row["item_id"], []).append(row)
    return [(a, b) for rows in by_item.values() for a in rows for b in rows if a is not b]


def _agreement(row: Row) -> str:
    return percent_range(row["agreement_low"], row["agreement_high"])


def _n(row: Row) -> tuple[int, int]:
    """The base of a row's percentages, lowest and highest."""
    unsure = row["dont_know_high"] - row["dont_know_low"] if row["base"] == "respondents" else 0
    return int(row["n_base"]), int(row["n_base"] + unsure)


def _in(row: Row) -> str:
    n = f"n = {whole_range(*_n(row))}".replace(" ", FIXED_SPACE)
    areas = row["risk_areas"]
    return n if areas == 1 else f"{n} answers about {areas} risk areas"


def _experts(row: Row, filters: AgreementFilters) -> str:
    group = "" if row["group"] == "All respondents" else f" ({row['group']})"
    if row["risk_areas"] > 1:
        return (
            f"Of {whole_range(*_n(row))} answers of experts{_opinion(filters)}{group} about "
            f"{row['risk_areas']} risk areas"
        )
    return f"Of {whole_range(*_n(row))} experts{_opinion(filters)}{group}"


def _opinion(filters: AgreementFilters) -> str:
    return " with an opinion" if filters.base == "opinion" else ""


def _key_figures(rows: pd.DataFrame, study: Study) -> list[KeyFigure]:
    """Figures to stand beside the sentence."""
    listed = records(rows)
    statements = KeyFigure(
        "Statements shown",
        f"{rows['item_id'].nunique()} of {study.items}",
        "How many of the study's statements fit the filters.",
    )
    if not listed:
        return [statements]
    exact = sum(row["agreement_low"] == row["agreement_high"] for row in listed)
    return [
        statements,
        _extreme("Highest agreement", max(listed, key=lambda row: row["agreement_low"])),
        _extreme("Lowest agreement", min(listed, key=lambda row: row["agreement_low"])),
        KeyFigure(
            "Known exactly",
            f"{exact} of {count_of(len(listed), 'row')}",
            "Rows whose agreement is exact: printed in the source, or the same in every set of "
            "answer counts that fits what is printed. The others are shown as ranges.",
        ),
    ]


def _extreme(name: str, row: Row) -> KeyFigure:
    share = short_percent_range(row["agreement_low"], row["agreement_high"])
    return KeyFigure(name, share, f"Somewhat or strongly agree: {row['label']}, {row['group']}.")


def _alternative_text(rows: pd.DataFrame, asked: Asked) -> str:
    """How many rows there are, which is highest and which lowest, and which group agrees most."""
    if rows.empty:
        return f"{simulated_mark(asked.study)}No statement fits these filters."
    return f"{title(rows, asked)}. {extremes(rows)}{_leaders(rows)}"


def extremes(rows: pd.DataFrame) -> str:
    """The highest and the lowest agreement among rows, with counts; at least one row."""
    listed = records(rows)
    highest = max(listed, key=lambda row: row["agreement_low"])
    lowest = min(listed, key=lambda row: row["agreement_low"])
    if lowest["agreement_low"] == highest["agreement_low"]:
        start = "All rows: " if len(listed) > 1 else ""
        return f"{start}{_counts(highest)}."
    return f"Highest: {_counts(highest)}. Lowest: {_counts(lowest)}."


def _counts(row: Row) -> str:
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


def group_note(study: Study, sizes: Mapping[str, int]) -> str:
    """Which affiliations there are, with their ``sizes`` (people), and who is counted only among
    all respondents."""
    listed = ", ".join(f"{name} ({members})" for name, members in sizes.items())
    others = study.respondents - sum(sizes.values())
    if not sizes:
        return "Their affiliations are not told apart."
    if not others:
        return f"Affiliations: {listed}."
    if not study.reconstructed:
        return (
            f"Affiliations: {listed}. Of the other {others} the affiliation is not known, or not "
            "shown because the group is too small or would betray one that is; they are counted "
            "only among all respondents."
        )
    return (
        f"Affiliations: {listed}. The other {others} gave another or no affiliation; so small a "
        "group is never shown on its own, and they are counted only among all respondents."
    )
