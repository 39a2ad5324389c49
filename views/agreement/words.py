"""What the agreement with statements comes to, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.rankings import counted_for
from data.answer_options import AGREEMENT, AGREEMENT_SCALE
from data.scales import Question, Scale
from queries.records import Row, records
from queries.study import Study
from views.agreement.filters import BASES, SPLITS, AgreementFilters
from views.view import Guess, KeyFigure, Words
from views.wording import (
    FIXED_SPACE,
    count_of,
    counted,
    no_counts,
    percent_range,
    sample,
    short_percent_range,
    shown,
    sources_and_versions,
    whole_range,
)

WEIGHTED = (
    "Shares, means and intervals are weighted by the survey's own weights; counts are of people. "
    "Effective n: how many people of equal weight would tell as much."
)

# Groups whose names have more characters together are counted in the alternative text, not named.
LONGEST_NAMES = 60


@dataclass(frozen=True)
class Asked:
    """What words have to know besides the rows: the filters in effect, also as a clause, the study,
    what it asked, whether groups are left out because they must not be shown, and what is to be
    known of its waves."""

    filters: AgreementFilters
    study: Study
    question: Question
    narrowed: str = ""
    hidden: bool = False
    about_waves: str = ""

    @property
    def noun(self) -> str:
        """What people were asked about."""
        return "statement" if self.question.question_id == AGREEMENT else "item"

    @property
    def scale(self) -> Scale:
        """The scale of the answers."""
        return self.question.scale or AGREEMENT_SCALE


def words(rows: pd.DataFrame, asked: Asked) -> Words:
    """All that the view says of rows of ``agreement``."""
    notes = _notes(rows, asked)
    return Words(
        title=title(rows, asked),
        base=base(rows, asked),
        sentence=sentence(rows, asked),
        alternative_text=_alternative_text(rows, asked),
        guesses=_guesses(rows, asked),
        key_figures=tuple(_key_figures(rows, asked)),
        notes=" ".join([*notes, *sources_and_versions(rows)]),
    )


def title(rows: pd.DataFrame, asked: Asked) -> str:
    """What the chart shows."""
    filters, study, question = asked.filters, asked.study, asked.question
    by = "" if filters.split == "none" else f", by {SPLITS[filters.split].lower()}"
    wave = f", {filters.wave}" if filters.wave else ""
    items = rows["item_id"].nunique()
    if question.question_id == AGREEMENT:
        about = f"Agreement with {count_of(items, 'statement')} about {study.asked_about}"
    else:
        label = question.label if question.label.endswith("?") else f"{question.label}:"
        about = f"{label} answers about {count_of(items, 'item')}"
    return f"{about}{_on_one_risk(asked)}{by}{wave}"


def _on_one_risk(asked: Asked) -> str:
    """The risk area, of a study that rates each by itself."""
    areas = asked.filters.risk_area
    told_apart = asked.filters.split == "risk_area"
    if asked.study.risk_areas_add_up or told_apart or len(areas) != 1:
        return ""
    return f", on “{areas[0]}”"


def base(rows: pd.DataFrame, asked: Asked) -> str:
    """n, and what percentages are of."""
    bases = [_n(row) for row in records(rows)]
    fewest = min((low for low, _ in bases), default=0)
    most = max((high for _, high in bases), default=0)
    n = f"{whole_range(fewest, most)} {counted(rows, asked.study.people)} a row"
    of = BASES[asked.filters.base].lower()
    if asked.study.weighted:
        ends = (rows["effective_n"].min(), rows["effective_n"].max()) if len(rows) else (0, 0)
        effective = whole_range(*(round(end) for end in ends))
        return f"n = {n} (effective n = {effective}); weighted percentages of {of}"
    return f"n = {n}; percentages of {of}"


def _notes(rows: pd.DataFrame, asked: Asked) -> list[str]:
    """Sample, filters and marks, to stand under a chart."""
    study = asked.study
    parts = [f"Sample: {sample(study)}.", *shown(asked.narrowed)]
    parts += [WEIGHTED] if study.weighted else []
    parts += [_hidden_groups(study)] if asked.hidden else []
    parts += [asked.about_waves] if asked.filters.split == "wave" else []
    answers = [answer.option_id for answer in asked.scale.answers]
    if any((rows[f"{answer}_low"] != rows[f"{answer}_high"]).any() for answer in answers):
        parts.append("Striped: left open by the published figures.")
    if (rows["n_base"] < study.minimum_group_size).any():
        parts.append(f"*Few answers: fewer than {study.minimum_group_size}.")
    return parts


def _hidden_groups(study: Study) -> str:
    """Why rows are missing, if they are those of groups that must not be shown."""
    return (
        f"Not shown: groups of fewer than {study.minimum_group_size} {study.people}, and groups "
        "from which such a group could be worked out by subtraction."
    )


def sentence(rows: pd.DataFrame, asked: Asked) -> str:
    """What the view shows, in a sentence that can be read aloud."""
    listed, study = records(rows), asked.study
    if not study.counted:
        return no_counts(study)
    if not listed and asked.hidden:
        return _hidden_groups(study)
    if not listed:
        return f"No {asked.noun} of {study.name} fits these filters ({asked.narrowed})."
    several = len({row["group"] for row in listed}) > 1
    if asked.filters.split == "wave" and several:
        return _movement(listed, asked)
    if asked.filters.split != "none" and several:
        return _widest_gap(listed, asked)
    return _highest_and_lowest(listed, asked)


def _guesses(rows: pd.DataFrame, asked: Asked) -> tuple[Guess, ...]:
    """The agreement of the first row of each statement, to be guessed."""
    return tuple(
        Guess(
            item_id=row["item_id"],
            label=row["label"],
            question=f"{_experts(row, asked)}, how many per cent "
            f"{'(weighted) ' if asked.study.weighted else ''}"
            f"{asked.question.read(row['statement'])}?",
            verb=asked.question.verb,
            low=float(row["agreement_low"]),
            high=float(row["agreement_high"]),
        )
        for row in records(rows.drop_duplicates("item_id"))
    )


def _highest_and_lowest(listed: list[Row], asked: Asked) -> str:
    question, most = asked.question, f"{asked.scale.opinions[-1].option_id}_low"
    best = max(listed, key=lambda row: (row["agreement_low"], row[most]))
    worst = min(listed, key=lambda row: row["agreement_low"])
    text = f"{_experts(best, asked)}, {_agreement(best)} {question.read(best['statement'])}"
    tied = sum(row["agreement_low"] == best["agreement_low"] for row in listed) - 1
    if tied and asked.study.weighted:
        text += f" (rounded, the same as of {count_of(tied, f'other {asked.noun}')})"
    elif tied and question.question_id == AGREEMENT:
        text += f" (as many agree with {count_of(tied, 'other statement')})"
    elif tied:
        text += f" (as many say so of {count_of(tied, 'other item')})"
    if worst["agreement_low"] < best["agreement_low"]:
        lowest = "agreement" if question.question_id == AGREEMENT else "share"
        text += (
            f"; the lowest {lowest} is {_agreement(worst)}, on “{worst['label']}” ({_in(worst)})"
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
    groups, verb = SPLITS[asked.filters.split].lower(), asked.question.verb
    if high["agreement_low"] <= low["agreement_high"]:
        if asked.question.question_id == AGREEMENT:
            return (
                f"Split by {groups}, no group certainly agrees more than another on any statement."
            )
        return (
            f"Split by {groups}, no group's share is certainly higher than another's on any item."
        )
    if asked.filters.split == "risk_area":
        return (
            f"Split by {groups}, answers differ most on “{high['label']}”: {_agreement(high)} "
            f"{verb} about {high['group']} ({_in(high)}), against {_agreement(low)} about "
            f"{low['group']} ({_in(low)}){'' if enough else ', of few who answered'}."
        )
    if asked.question.question_id != AGREEMENT:
        people = f"{asked.study.people}{_opinion(asked.filters)} in"
        return (
            f"Split by {groups}, the groups differ most on “{high['label']}”: {_agreement(high)} "
            f"of {people} “{high['group']}” {verb} ({_in(high)}), against {_agreement(low)} in "
            f"“{low['group']}” ({_in(low)}){'' if enough else ', few of whom answered'}."
        )
    return (
        f"Split by {groups}, the groups differ most on “{high['label']}”: {_agreement(high)} of "
        f"{high['group']} respondents{_opinion(asked.filters)} {verb} ({_in(high)}), against "
        f"{_agreement(low)} of "
        f"{low['group']} respondents ({_in(low)}){'' if enough else ', few of whom answered'}."
    )


def _movement(listed: list[Row], asked: Asked) -> str:
    """The item on which the share moved most from its first wave to its last."""
    by_item: dict[str, list[Row]] = {}
    for row in listed:
        by_item.setdefault(row["item_id"], []).append(row)
    first, last = max(
        ((rows[0], rows[-1]) for rows in by_item.values()),
        key=lambda ends: abs(ends[1]["agreement_low"] - ends[0]["agreement_low"]),
    )
    if first["agreement_low"] == last["agreement_low"]:
        return f"From {first['group']} to {last['group']}, no share moved."
    most = f"the share moved most on “{first['label']}”: " if len(by_item) > 1 else ""
    people = f"{asked.study.people}{_opinion(asked.filters)}"
    reads = asked.question.read(first["statement"])
    return (
        f"From {first['group']} to {last['group']}{_on_one_risk(asked)}, {most}"
        f"{_agreement(first)} of {people} ({_in(first)}) and then {_agreement(last)} "
        f"({_in(last)}) {reads}."
    )


def _pairs(listed: list[Row], fewest: int) -> list[tuple[Row, Row]]:
    """Every two groups with enough answers to the same statement."""
    by_item: dict[str, list[Row]] = {}
    for row in listed:
        if row["n_base"] >= fewest:
            by_item.setdefault(row["item_id"], []).append(row)
    return [(a, b) for rows in by_item.values() for a in rows for b in rows if a is not b]


def _agreement(row: Row) -> str:
    share = percent_range(row["agreement_low"], row["agreement_high"])
    return f"a weighted {share}" if "effective_n" in row else share


def _n(row: Row) -> tuple[int, int]:
    """The base of a row's percentages, lowest and highest."""
    fewest, most = row["worlds"][:, -2].min(), row["worlds"][:, -1].max()
    open_answers = most - fewest if row["base"] == "respondents" else 0
    return int(row["n_base"]), int(row["n_base"] + open_answers)


def _in(row: Row) -> str:
    n = f"n = {whole_range(*_n(row))}".replace(" ", FIXED_SPACE)
    areas = row["risk_areas"]
    n = n if areas == 1 else f"{n} answers about {areas} risk areas"
    return f"{n}, {_effective(row)}" if "effective_n" in row else n


def _effective(row: Row) -> str:
    return f"effective n = {row['effective_n']:.0f}".replace(" ", FIXED_SPACE)


def _experts(row: Row, asked: Asked) -> str:
    filters, people = asked.filters, asked.study.people
    about = [] if row["group"] == "All respondents" else [row["group"]]
    about += [_effective(row)] if "effective_n" in row else []
    group = f" ({'; '.join(about)})" if about else ""
    people = f"{people}{_opinion(filters)}{f' in {filters.wave}' if filters.wave else ''}{group}"
    if row["risk_areas"] > 1:
        return (
            f"Of {whole_range(*_n(row))} answers of {people} about {row['risk_areas']} risk areas"
        )
    return f"Of {whole_range(*_n(row))} {people}"


def _opinion(filters: AgreementFilters) -> str:
    return " with an opinion" if filters.base == "opinion" else ""


def _key_figures(rows: pd.DataFrame, asked: Asked) -> list[KeyFigure]:
    """Figures to stand beside the sentence."""
    listed, question = records(rows), asked.question
    statements = KeyFigure(
        "Statements shown" if question.question_id == AGREEMENT else "Items shown",
        f"{rows['item_id'].nunique()} of {asked.study.items}",
        "How many of all that the study asked about fit the filters.",
    )
    if not listed:
        return [statements]
    exact = sum(row["agreement_low"] == row["agreement_high"] for row in listed)
    return [
        statements,
        _extreme("Highest", question, max(listed, key=lambda row: row["agreement_low"])),
        _extreme("Lowest", question, min(listed, key=lambda row: row["agreement_low"])),
        KeyFigure(
            "Known exactly",
            f"{exact} of {count_of(len(listed), 'row')}",
            f"Rows whose {question.noun} is exact: printed in the source, or the same in every set "
            "of answer counts that fits what is printed. The others are shown as ranges.",
        ),
    ]


def _extreme(which: str, question: Question, row: Row) -> KeyFigure:
    share = short_percent_range(row["agreement_low"], row["agreement_high"])
    counts = f"{question.counts[0].upper()}{question.counts[1:]}"
    name = f"{which} {question.noun}"
    return KeyFigure(name, share, f"{counts}: {row['label']}, {row['group']}.")


def _alternative_text(rows: pd.DataFrame, asked: Asked) -> str:
    """How many rows there are, which is highest and which lowest, and which group agrees most."""
    if rows.empty:
        return f"No {asked.noun} fits these filters."
    return f"{title(rows, asked)}. {extremes(rows, asked.question)}{_leaders(rows, asked)}"


def extremes(rows: pd.DataFrame, question: Question) -> str:
    """The highest and the lowest share among rows, with counts; at least one row."""
    listed = records(rows)
    highest = max(listed, key=lambda row: row["agreement_low"])
    lowest = min(listed, key=lambda row: row["agreement_low"])
    if lowest["agreement_low"] == highest["agreement_low"]:
        start = "All rows: " if len(listed) > 1 else ""
        return f"{start}{_counts(highest, question)}."
    return f"Highest: {_counts(highest, question)}. Lowest: {_counts(lowest, question)}."


def _counts(row: Row, question: Question) -> str:
    """How many agree, such as "Red teaming, AGI lab: 24 of 25 agree"."""
    places = question.scale.places("for") if question.scale else ()
    counts, bases = counted_for(row["worlds"], row["base"], places)
    group = "" if row["split"] == "none" else f", {row['group']}"
    answers = "" if row["risk_areas"] == 1 else " answers"
    if "effective_n" in row:
        n = whole_range(int(bases.min()), int(bases.max()))
        return f"{row['label']}{group}: {_agreement(row)} of {n}{answers} {question.verb}"
    return (
        f"{row['label']}{group}: {whole_range(int(counts.min()), int(counts.max()))} of "
        f"{whole_range(int(bases.min()), int(bases.max()))}{answers} {question.verb}"
    )


def _leaders(rows: pd.DataFrame, asked: Asked) -> str:
    """On how many statements each group certainly agrees more than every other."""
    leading: dict[str, int] = {}
    several = [of_item for _, of_item in rows.groupby("item_id", sort=False) if len(of_item) > 1]
    for of_item in several:
        highest, *others = sorted(records(of_item), key=lambda row: -row["agreement_low"])
        if all(highest["agreement_low"] > other["agreement_high"] for other in others):
            leading[highest["group"]] = leading.get(highest["group"], 0) + 1
    noun = asked.noun
    if not several:
        return ""
    if not leading:
        return f" No group is certainly highest on any {noun}."
    most = max(leading.values())
    first = [group for group, number in leading.items() if number == most]
    named = " and ".join(first)
    groups = named if len(named) <= LONGEST_NAMES else f"{len(first)} groups"
    if len(several) == 1:
        return f" {named} highest."
    return f" {groups} most often highest for certain: {most} of {len(several)} {noun}s."


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
