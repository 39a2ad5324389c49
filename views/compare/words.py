"""What a comparison of groups shows, in plain sentences."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.group_comparison import LEVEL, POWER, detectable_effect
from data.answer_options import AGREEMENT, AGREEMENT_SCALE
from data.scales import Question, Scale
from queries.records import Row, records
from queries.study import Study
from views.agreement.filters import SPLITS
from views.compare.columns import P_VALUES
from views.compare.filters import AGAINST, ALL_AREAS, MEASURES, CompareFilters
from views.view import Words
from views.wording import (
    count_of,
    percent_range,
    sample,
    shown,
    sources_and_versions,
    whole_range,
)


@dataclass(frozen=True, eq=False)
class Asked:
    """What words have to know besides the rows.

    Parameters
    ----------
    filters, narrowed, study
        What is asked for, also as a clause, and of which study.
    question
        What the study asked.
    groups, every_group
        The groups that are compared, and all that the study has.
    sizes
        How many people each group has.
    areas
        How many risk areas are taken together.
    family
        All comparisons that p-values are corrected for: rows of ``compared_pairs``.
    overall
        The mean of the mean answers of each group: rows of ``overall``.
    """

    filters: CompareFilters
    narrowed: str
    study: Study
    question: Question
    groups: list[str]
    every_group: list[str]
    sizes: Mapping[str, int]
    areas: int
    family: pd.DataFrame
    overall: list[Row]

    @property
    def scale(self) -> Scale:
        """The scale of the answers."""
        return self.question.scale or AGREEMENT_SCALE

    @property
    def about_agreement(self) -> bool:
        """Whether people were asked how far they agree."""
        return self.question.question_id == AGREEMENT

    @property
    def too_few_groups(self) -> bool:
        """Whether there are fewer than two groups to compare."""
        return len(self.every_group if self.filters.against == "others" else self.groups) < 2

    @property
    def untested(self) -> str:
        """Why no test is made, if none is."""
        if self.filters.by == "risk_area":
            return "No test is made, because the same people answered about every risk area."
        if self.areas > 1:
            return (
                "No test is made of several risk areas together: choose one to see what is chance."
            )
        return ""


def words(rows: pd.DataFrame, asked: Asked) -> Words:
    """All that the view says of rows of ``compare``."""
    what, of, said = title(rows, asked), base(rows, asked), sentence(rows, asked)
    return Words(
        title=what,
        base=of,
        sentence=said,
        notes=notes(rows, asked),
        alternative_text=f"{what}. {of}. {said}",
        remarks=tuple(remark for remark in remarks(asked).values() if remark),
        nothing_drawn=_nothing_drawn(asked),
    )


def remarks(asked: Asked) -> dict[str, str]:
    """Further sentences, by what the data API calls them; some may be empty."""
    return {
        "overall": overall_reading(asked),
        "detectable": detectable(asked),
        "family": family(asked),
    }


def sentence(rows: pd.DataFrame, asked: Asked) -> str:
    """The widest certain difference, and whether it could be chance."""
    if rows.empty and asked.too_few_groups:
        return "A comparison needs at least two groups."
    if asked.family.empty:
        return (
            f"Answers about “{asked.question.label}” are not told apart by these groups; another "
            "question of the study is."
        )
    if rows.empty:
        return f"No {'statement' if asked.about_agreement else 'item'} fits these filters."
    filters, listed = asked.filters, records(rows)
    enough = [row for row in listed if not row["few_answers"]] or listed
    first = max(enough, key=lambda row: row[f"{filters.figure}_gap"])
    widest = reading(first, filters, asked.study, asked.question)
    if len(listed) == 1:
        return widest
    counted = asked.untested or _beyond_chance(listed, filters)
    return f"{counted} The widest: {widest}"


def _beyond_chance(listed: list[Row], filters: CompareFilters) -> str:
    beyond = sum(row[_p(filters)] < LEVEL for row in listed)
    if not beyond:
        return f"None of {len(listed)} comparisons shown is beyond chance."
    comparisons = count_of(len(listed), "comparison")
    return f"{beyond} of {comparisons} shown {'is' if beyond == 1 else 'are'} beyond chance."


def reading(row: Row, filters: CompareFilters, study: Study, question: Question) -> str:
    """One comparison, to be read aloud."""
    if question.question_id == AGREEMENT:
        return _of_agreement(row, filters)
    return _of_answers(row, filters, study.people, question)


def _of_answers(row: Row, filters: CompareFilters, people: str, question: Question) -> str:
    """One comparison of answers that are not about agreement."""
    name = filters.figure
    low, high = row[f"{name}_difference_low"], row[f"{name}_difference_high"]
    first, second = f"“{row['group_1']}”", f"“{row['group_2']}”"
    chance = _chance(row, _p(filters))
    if low <= 0 <= high:
        return (
            f"On “{row['label']}”, {first} and {second} may answer alike ({_figures(row, name)})."
        )
    if name == "share":
        ends = [percent_range(row[f"share_{side}_low"], row[f"share_{side}_high"]) for side in "12"]
        return (
            f"{ends[0]} of {people} in {first} {question.read(row['statement'])}, against "
            f"{ends[1]} in {second}{chance}."
        )
    higher = "higher" if low > 0 else "lower"
    return (
        f"On “{row['label']}”, {people} in {first} answer {higher} than those in {second} "
        f"({_figures(row, name)}){chance}."
    )


def _of_agreement(row: Row, filters: CompareFilters) -> str:
    name = filters.figure
    low, high = row[f"{name}_difference_low"], row[f"{name}_difference_high"]
    if low <= 0 <= high:
        who = f"{row['group_1']} and {row['group_2']}"
        alike = f"About {who}, respondents" if filters.by == "risk_area" else f"{who} respondents"
        return f"{alike} may agree alike that {row['statement']} ({_figures(row, name)})."
    more = "more" if low > 0 else "less"
    if filters.by == "risk_area":
        return (
            f"About {row['group_1']}, respondents agree {more} than about {row['group_2']} that "
            f"{row['statement']} ({_figures(row, name)})."
        )
    return (
        f"{row['group_1']} respondents agree {more} than {row['group_2']} respondents that "
        f"{row['statement']} ({_figures(row, name)}){_chance(row, _p(filters))}."
    )


def _p(filters: CompareFilters) -> str:
    """The column of corrected p-values."""
    return f"{P_VALUES[filters.figure]}_holm"


def _chance(row: Row, p: str) -> str:
    if pd.isna(row[p]):
        return ""
    if row[p] < LEVEL:
        return "; this is unlikely to be chance"
    return f"; with groups of {row['n_1']} and {row['n_2']} this could be chance"


def _figures(row: Row, name: str) -> str:
    if name == "share":
        ends = [percent_range(row[f"share_{side}_low"], row[f"share_{side}_high"]) for side in "12"]
        return f"{ends[0]} against {ends[1]}"
    ends = [_number_range(row[f"mean_{side}_low"], row[f"mean_{side}_high"]) for side in "12"]
    return f"mean {ends[0]} against {ends[1]}"


def _number_range(low: float, high: float) -> str:
    ends = [f"{end:.2f}".replace("-", "−") for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else f"between {ends[0]} and {ends[1]}"


def overall_reading(asked: Asked) -> str:
    """The groups over all statements, and what cannot be said of them."""
    listed = [
        f"{row['group']} {_number_range(row['mean_low'], row['mean_high'])}"
        for row in asked.overall
    ]
    if not listed:
        return ""
    of = "all statements of the study" if asked.about_agreement else "all items of the question"
    ends = _ends(asked.scale)
    means = (
        f"Over {of}, the mean of the mean answers ({ends[0]} to {ends[1]}) is: {'; '.join(listed)}."
    )
    if asked.study.figures_bounded:
        return (
            f"{means} Who gave which answers is not published, so no test can tell whether "
            "respondents of one group agree more in general than those of another."
        )
    return f"{means} This is no test: each respondent gave many answers."


def _ends(scale: Scale) -> list[str]:
    """The lowest and the highest score, to be read."""
    scores = [option.score for option in scale.opinions if option.score is not None]
    return [f"{score:g}".replace("-", "−") for score in (min(scores), max(scores))]


def detectable(asked: Asked) -> str:
    """What difference groups of these sizes could show at all."""
    if asked.too_few_groups or asked.untested or asked.family.empty:
        return ""
    sizes = [asked.sizes[group] for group in asked.groups]
    if asked.filters.against == "others":
        everyone = sum(asked.sizes[group] for group in asked.every_group)
        sizes = [max(sizes), everyone - max(sizes)]
    large, small = sorted(sizes, reverse=True)[:2]
    tests = len(asked.family)
    alone, corrected = (detectable_effect(large, small, number) for number in (1, tests))
    return (
        f"What could groups of {large} and {small} show at all? A single test would find a "
        f"Cliff's delta of {alone:.2f} in {100 * POWER:.0f} % of cases; one of {tests} tests, "
        f"corrected, only one of {corrected:.2f}. Cliff's delta is 0 where groups answer alike and "
        "1 where every answer of one is above every answer of the other: smaller differences stay "
        "unseen."
    )


def family(asked: Asked) -> str:
    """Which tests the corrected p-values are corrected for."""
    if asked.untested:
        return ""
    tests = asked.family
    pairs = len(tests) // max(tests["item_id"].nunique(), 1)
    return (
        f"P-values are corrected by Holm's method over a family that no filter changes: "
        f"{count_of(len(tests), 'test')}, that is all {_items(tests, asked)} times "
        f"{count_of(pairs, 'comparison')} (each group with each other, and each with the others "
        f"together){_about(asked.filters)}, for the answers and for the shares apart."
    )


def _items(tests: pd.DataFrame, asked: Asked) -> str:
    if asked.about_agreement:
        return f"{asked.study.items} statements"
    return count_of(tests["item_id"].nunique(), "item")


def title(rows: pd.DataFrame, asked: Asked) -> str:
    """What the chart shows."""
    filters = asked.filters
    by = SPLITS[filters.by].lower()
    how = "" if filters.against == "each" else f", each against {AGAINST['others'].lower()}"
    items = rows["item_id"].nunique()
    if asked.about_agreement:
        what, counted = MEASURES[filters.measure], count_of(items, "statement")
    else:
        measure = MEASURES["mean"] if filters.figure == "mean" else asked.question.counts
        label = asked.question.label
        what = f"{label} {measure}" if label.endswith("?") else f"{label}: {measure}"
        counted = count_of(items, "item")
    return f"{what} by {by}{how}{_about(filters)}, {counted}"


def base(rows: pd.DataFrame, asked: Asked) -> str:
    """n, and what figures are of."""
    counts = pd.concat([rows["n_1"], rows["n_2"]]) if len(rows) else pd.Series([0])
    n = whole_range(int(counts.min()), int(counts.max()))
    counted = (
        f"opinions about {asked.areas} risk areas"
        if asked.areas > 1
        else f"{asked.study.people}{' with an opinion' if asked.scale.unsure else ''}"
    )
    return f"n = {n} {counted} a group; {_figures_of(asked)}"


def _about(filters: CompareFilters) -> str:
    return "" if filters.risk_area == ALL_AREAS else f", about {filters.risk_area}"


def _figures_of(asked: Asked) -> str:
    if asked.filters.figure == "share":
        return f"percentages of {'those with an opinion' if asked.scale.unsure else 'all of them'}"
    opinions = asked.scale.opinions
    low, high = (
        f"{end} ({one.label.lower()})"
        for end, one in zip(_ends(asked.scale), (opinions[0], opinions[-1]), strict=True)
    )
    return f"means from {low} to {high}"


def notes(rows: pd.DataFrame, asked: Asked) -> str:
    """Sample, filters, marks, limits, source and data version, to stand under a chart."""
    filters, study, name = asked.filters, asked.study, asked.filters.figure
    panel = "" if study.sample else "; an expert panel, not a random sample"
    unit = "scale points" if filters.figure == "mean" else "percentage points"
    parts = [
        f"Sample: {sample(study)}{panel}.",
        f"At the right: the largest certain difference, in {unit}.",
        *shown(asked.narrowed),
    ]
    wide = any((rows[f"{name}_{side}_low"] != rows[f"{name}_{side}_high"]).any() for side in "12")
    parts += ["Bars: left open by the published figures."] if wide else []
    parts += ["*Beyond chance after correction."] if (rows[_p(filters)] < LEVEL).any() else []
    few = study.minimum_group_size
    parts += [f"†Fewer than {few} opinions in a group."] if rows["few_answers"].any() else []
    return " ".join([*parts, *sources_and_versions(rows)])


def _nothing_drawn(asked: Asked) -> str:
    if len(asked.filters.group) == 1 and asked.filters.against == "each":
        return "Choose a second group, or compare it with the others together."
    if asked.too_few_groups:
        return "Only one group of this study is large enough to be shown."
    return Words.nothing_drawn
