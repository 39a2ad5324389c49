"""What a comparison of groups shows, in plain sentences."""

from dataclasses import replace

import pandas as pd

from queries.agreement import group_sizes, studies
from queries.compare import (
    AGAINST,
    ALL_AREAS,
    MEASURES,
    CompareFilters,
    choices,
    compared_groups,
    compared_pairs,
    overall,
)
from queries.filters import SPLITS, Filters
from queries.filters import describe as describe_items
from queries.group_comparison import POWER, detectable_effect
from queries.records import Row, records
from queries.sentences import (
    count_of,
    percent_range,
    sample,
    simulated_mark,
    simulated_sentence,
    whole_range,
)

# Below this, a corrected p is taken to speak against chance.
LEVEL = 0.05
OPINIONS = "experts with an opinion"


def sentence(rows: pd.DataFrame, filters: CompareFilters) -> str:
    """The widest certain difference, and whether it could be chance."""
    if rows.empty and too_few_groups(filters):
        return "A comparison needs at least two groups."
    if rows.empty:
        return "No statement fits these filters."
    name, p = _names(filters)
    shown = records(rows)
    beyond = sum(row[p] < LEVEL for row in shown)
    enough = [row for row in shown if not row["few_answers"]] or shown
    widest = max(enough, key=lambda row: row[f"{name}_gap"])
    counted = untested(filters) or (
        f"{beyond} of {count_of(len(shown), 'comparison')} shown {'is' if beyond == 1 else 'are'} "
        "beyond chance."
        if beyond
        else f"None of {len(shown)} comparisons shown is beyond chance."
    )
    study = studies()[filters.study]
    if len(shown) == 1:
        return simulated_sentence(study, _reading(widest, filters))
    return simulated_sentence(study, f"{counted} The widest: {_reading(widest, filters)}")


def too_few_groups(filters: CompareFilters) -> bool:
    """Whether there are fewer than two groups to compare."""
    groups = compared_groups(filters)
    if filters.against == "others":
        groups = compared_groups(replace(filters, group=()))
    return len(groups) < 2


def reading(row: Row, filters: CompareFilters) -> str:
    """One comparison, to be read aloud."""
    return simulated_sentence(studies()[filters.study], _reading(row, filters))


def _reading(row: Row, filters: CompareFilters) -> str:
    name, p = _names(filters)
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
        f"{row['statement']} ({_figures(row, name)}){_chance(row, p)}."
    )


def _chance(row: Row, p: str) -> str:
    if pd.isna(row[p]):
        return ""
    if row[p] < LEVEL:
        return "; this is unlikely to be chance"
    return f"; with groups of {row['n_1']} and {row['n_2']} this could be chance"


def untested(filters: CompareFilters) -> str:
    """Why no test is made, if none is."""
    if filters.by == "risk_area":
        return "No test is made, because the same people answered about every risk area."
    if len(_areas(filters)) > 1:
        return "No test is made of several risk areas together: choose one to see what is chance."
    return ""


def _figures(row: Row, name: str) -> str:
    if name == "share":
        ends = [percent_range(row[f"share_{side}_low"], row[f"share_{side}_high"]) for side in "12"]
        return f"{ends[0]} against {ends[1]}"
    ends = [_number_range(row[f"mean_{side}_low"], row[f"mean_{side}_high"]) for side in "12"]
    return f"mean {ends[0]} against {ends[1]}"


def _number_range(low: float, high: float) -> str:
    ends = [f"{end:.2f}".replace("-", "−") for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else f"between {ends[0]} and {ends[1]}"


def _names(filters: CompareFilters) -> tuple[str, str]:
    return ("mean", "p_answers_holm") if filters.measure == "mean" else ("share", "p_shares_holm")


def overall_reading(filters: CompareFilters) -> str:
    """The groups over all statements, and what cannot be said of them."""
    listed = [
        f"{row['group']} {_number_range(row['mean_low'], row['mean_high'])}"
        for row in overall(filters)
    ]
    means = (
        f"Over all statements of the study, the mean of the mean answers (−2 to 2) is: "
        f"{'; '.join(listed)}."
    )
    study = studies()[filters.study]
    if study.figures_bounded:
        return (
            f"{means} Who gave which answers is not published, so no test can tell whether "
            "respondents of one group agree more in general than those of another."
        )
    return simulated_sentence(study, f"{means} This is no test: each respondent gave many answers.")


def detectable(filters: CompareFilters) -> str:
    """What difference groups of these sizes could show at all."""
    if too_few_groups(filters) or untested(filters):
        return ""
    sizes = group_sizes(filters.study, filters.by)
    groups = [sizes[group] for group in compared_groups(filters)]
    if filters.against == "others":
        everyone = compared_groups(replace(filters, group=()))
        groups = [max(groups), sum(sizes[group] for group in everyone) - max(groups)]
    large, small = sorted(groups, reverse=True)[:2]
    tests = len(compared_pairs(filters.study, filters.by, filters.risk_area))
    alone, corrected = (detectable_effect(large, small, number) for number in (1, tests))
    return (
        f"What could groups of {large} and {small} show at all? A single test would find a "
        f"Cliff's delta of {alone:.2f} in {100 * POWER:.0f} % of cases; one of {tests} tests, "
        f"corrected, only one of {corrected:.2f}. Cliff's delta is 0 where groups answer alike and "
        "1 where every answer of one is above every answer of the other: smaller differences stay "
        "unseen."
    )


def family(filters: CompareFilters) -> str:
    """Which tests the corrected p-values are corrected for."""
    if untested(filters):
        return ""
    study = studies()[filters.study]
    tests = compared_pairs(filters.study, filters.by, filters.risk_area)
    pairs = len(tests) // max(tests["item_id"].nunique(), 1)
    return (
        f"P-values are corrected by Holm's method over a family that no filter changes: "
        f"{count_of(len(tests), 'test')}, that is all {study.items} statements times "
        f"{count_of(pairs, 'comparison')} (each group with each other, and each with the others "
        f"together){_about(filters)}, for the answers and for the shares apart."
    )


def title(rows: pd.DataFrame, filters: CompareFilters) -> str:
    """The title of the chart: what is shown; then n and the base."""
    by = SPLITS[filters.by].lower()
    how = "" if filters.against == "each" else f", each against {AGAINST['others'].lower()}"
    counts = pd.concat([rows["n_1"], rows["n_2"]]) if len(rows) else pd.Series([0])
    n = whole_range(int(counts.min()), int(counts.max()))
    statements = count_of(rows["item_id"].nunique(), "statement")
    mark = simulated_mark(studies()[filters.study])
    several = filters.by != "risk_area" and len(_areas(filters)) > 1
    counted = f"opinions about {len(_areas(filters))} risk areas" if several else OPINIONS
    return (
        f"{mark}{MEASURES[filters.measure]} by {by}{how}{_about(filters)}, {statements}\n"
        f"n = {n} {counted} a group; {_base(filters)}"
    )


def _about(filters: CompareFilters) -> str:
    return "" if filters.risk_area == ALL_AREAS else f", about {filters.risk_area}"


def _areas(filters: CompareFilters) -> list[str]:
    """The risk areas that are taken together."""
    areas = [choice.value for choice in choices(filters.study, filters.by).values["risk_area"]]
    return areas[1:] if filters.risk_area == ALL_AREAS else [filters.risk_area]


def describe(filters: CompareFilters) -> str:
    """The filters as a clause, such as "only AGI lab and Academia; about CBRN".

    Empty if there are none.
    """
    of_items = Filters(study=filters.study, category=filters.category, search=filters.search)
    clauses = (
        f"only {' and '.join(filters.group)}" if filters.group else "",
        _about(filters).removeprefix(", "),
        describe_items(of_items),
    )
    return "; ".join(clause for clause in clauses if clause)


def _base(filters: CompareFilters) -> str:
    if filters.measure == "mean":
        return "means from −2 (strongly disagree) to 2 (strongly agree)"
    return "percentages of those with an opinion"


def notes(rows: pd.DataFrame, filters: CompareFilters) -> str:
    """Sample, filters, marks, limits, source and data version, to stand under a chart."""
    study = studies()[filters.study]
    panel = "" if study.simulated else "; an expert panel, not a random sample"
    unit = "scale points" if filters.measure == "mean" else "percentage points"
    parts = [
        f"Sample: {sample(study)}{panel}.",
        f"At the right: the largest certain difference, in {unit}.",
    ]
    narrowed = describe(filters)
    parts += [f"Shown: {narrowed}."] if narrowed else []
    name, p = _names(filters)
    wide = (rows[f"{name}_1_low"] != rows[f"{name}_1_high"]).any()
    wide |= (rows[f"{name}_2_low"] != rows[f"{name}_2_high"]).any()
    parts += ["Bars: left open by the published figures."] if wide else []
    parts += ["*Beyond chance after correction."] if (rows[p] < LEVEL).any() else []
    few = study.minimum_group_size
    parts += [f"†Fewer than {few} opinions in a group."] if rows["few_answers"].any() else []
    parts += [f"Source: {source}." for source in dict.fromkeys(rows["source"])]
    parts += [f"Data version {version}." for version in dict.fromkeys(rows["data_version"])]
    return " ".join(parts)
