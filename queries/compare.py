"""Groups of respondents compared, statement by statement, and how sure the differences are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import combinations
from statistics import fmean
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from queries import answer_counts, group_comparison
from queries.agreement import agreement, studies
from queries.build_info import data_version
from queries.compare_columns import COMPARE
from queries.database import cached
from queries.filters import DEFAULT_STUDY, SPLITS, Filters, counted_studies, matching_items
from queries.filters import choices as survey_choices
from queries.query_params import (
    Choice,
    Choices,
    ParameterProblem,
    QueryParams,
    grouped,
    match,
    match_all,
    match_search,
    query_params_of,
    unknown_or_repeated,
)
from queries.records import Row, records

Floats = npt.NDArray[np.float64]
Starts = npt.NDArray[np.int64]

MEASURES = {"mean": "Mean answer", "agreement": "Share that agrees"}
AGAINST = {"each": "Each other", "others": "The others together"}
SORTS = {"difference": "Largest difference", "certainty": "Least likely chance", "a-z": "A–Z"}
INTERVALS = (
    "cliffs_delta_ci_low",
    "cliffs_delta_ci_high",
    "share_difference_ci_low",
    "share_difference_ci_high",
)
BY = {name: label for name, label in SPLITS.items() if name != "none"}


ALL_AREAS = "all"


@dataclass(frozen=True)
class CompareFilters:
    """What is asked for. Empty lists let everything through.

    Groups are compared two by two, or each with all other groups of the study together, on one
    risk area or on all that the study asked about together.
    """

    study: str = DEFAULT_STUDY
    by: str = "affiliation"
    group: tuple[str, ...] = ()
    against: str = "each"
    measure: str = "mean"
    category: tuple[str, ...] = ()
    search: str = ""
    sort: str = "difference"
    risk_area: str = ALL_AREAS


PARAMETERS = tuple(f.name for f in fields(CompareFilters))
REPEATABLE = ("group", "category")
ONE_OF = ("study", "by", "risk_area", "against", "measure", "sort")


@cached
def choices(study: str, by: str) -> Choices:
    """What can be chosen for a study and a dimension."""
    of_survey = survey_choices(study)
    by_allowed = {name: label for name, label in BY.items() if name not in of_survey.unavailable}
    fixed = {"by": by_allowed, "against": AGAINST, "measure": MEASURES, "sort": SORTS}
    areas = () if by == "risk_area" else of_survey.values["risk_area"]
    return Choices(
        {"study": counted_studies(), "category": of_survey.values["category"]}
        | {"group": of_survey.values.get(by, ())}
        | {"risk_area": (Choice(ALL_AREAS, "All together"), *areas)}
        | {name: tuple(Choice(*item) for item in labels.items()) for name, labels in fixed.items()},
        of_survey.unavailable,
    )


def parse(
    query_params: QueryParams, also_allowed: Iterable[str] = ()
) -> tuple[CompareFilters, list[ParameterProblem]]:
    """Read filters from the names and values of a query string; see ``filters.parse``."""
    given = grouped(query_params)
    single = [name for name in PARAMETERS if name not in REPEATABLE]
    problems = unknown_or_repeated(given, (*PARAMETERS, *also_allowed), single)
    chosen: dict[str, Any] = {"study": DEFAULT_STUDY, "by": "affiliation"}
    for name in ONE_OF:
        allowed = choices(chosen["study"], chosen["by"])
        if name in given and (value := match(name, given[name][0], allowed, problems)):
            chosen[name] = value
    allowed = choices(chosen["study"], chosen["by"])
    chosen |= {name: match_all(name, given, allowed, problems) for name in REPEATABLE}
    return CompareFilters(search=match_search(given, problems), **chosen), problems


def query_params(filters: CompareFilters) -> list[tuple[str, str]]:
    """The filters as names and values of a query string; what has its default is left out."""
    return query_params_of(filters, CompareFilters())


def compared_groups(filters: CompareFilters) -> list[str]:
    """The groups that are compared, in the study's order: those chosen, or all of them."""
    groups = [choice.value for choice in choices(filters.study, filters.by).values["group"]]
    return [name for name in groups if name in filters.group or not filters.group]


@cached
def compare(filters: CompareFilters) -> pd.DataFrame:
    """One row a statement and pair of groups, in the order asked for: the columns ``COMPARISON``.

    All figures are of those with an opinion. Where worlds differ, the lowest and highest are given,
    the widest interval and the largest p. P-values are corrected over the declared family, which no
    filter changes: see ``compared_pairs``.
    """
    family = compared_pairs(filters.study, filters.by, filters.risk_area)
    groups = compared_groups(filters)
    items = matching_items(
        Filters(study=filters.study, category=filters.category, search=filters.search)
    )
    kept = family["group_1"].isin(groups)
    kept &= family["group_2"].isin(groups) if filters.against == "each" else family["others"]
    if items is not None:
        kept &= family["item_id"].isin(items)
    return _sorted(family[kept], filters)


def _sorted(rows: pd.DataFrame, filters: CompareFilters) -> pd.DataFrame:
    """The pairs of a statement stand together; statements in the order asked for."""
    gap = rows[f"{'mean' if filters.measure == 'mean' else 'share'}_gap"]
    p = rows[f"p_{'answers' if filters.measure == 'mean' else 'shares'}"]
    key = {"difference": -gap, "certainty": p, "a-z": rows["label"].str.lower()}[filters.sort]
    first = key.groupby(rows["item_id"]).transform("min")
    order = pd.DataFrame({"first": first, "item": rows["item_id"], "place": range(len(rows))})
    return rows.loc[order.sort_values(["first", "item", "place"]).index].reset_index(drop=True)


@cached
def compared_pairs(study: str, by: str, risk_area: str) -> pd.DataFrame:
    """The whole family: every statement of a study with every pair of its groups, and with every
    group against all others together."""
    groups = [choice.value for choice in choices(study, by).values["group"]]
    pairs = [
        pair
        for rows in _split(study, by, risk_area).values()
        for pair in _pairs([rows[group] for group in groups if group in rows])
    ]
    if not pairs:
        return pd.DataFrame(columns=list(COMPARE))
    table = pd.DataFrame(_described(pairs)).assign(**_figures(pairs))
    for name in ("p_answers", "p_shares"):
        table[f"{name}_holm"] = group_comparison.holm(table[name].to_numpy(dtype=np.float64))
    table["few_answers"] = table[["n_1", "n_2"]].min(axis=1) < studies()[study].minimum_group_size
    return table.assign(by=by, risk_area=risk_area, data_version=data_version())[list(COMPARE)]


def _split(study: str, by: str, risk_area: str) -> dict[str, dict[str, Row]]:
    """What each group answered to each statement."""
    area = () if risk_area == ALL_AREAS else (risk_area,)
    filters = Filters(study=study, split=by, risk_area=area, base="opinion", sort="taxonomy")
    rows: dict[str, dict[str, Row]] = {}
    for row in records(agreement(filters)):
        rows.setdefault(row["item_id"], {})[row["group"]] = row
    return rows


def _pairs(rows: list[Row]) -> Iterator[tuple[Row, Row]]:
    """One statement: the groups two by two, then each against all others, if there are several."""
    yield from combinations(rows, 2)
    for one in rows if len(rows) > 2 else []:
        rest = [row for row in rows if row is not one]
        worlds = np.sum([np.asarray(row["worlds"]) for row in rest], axis=0)
        yield one, {"group": " + ".join(row["group"] for row in rest), "worlds": worlds, "of": rest}


def _described(pairs: list[tuple[Row, Row]]) -> list[Row]:
    """What each pair is."""
    same = (
        "study_id",
        "item_id",
        "mitigation_ids",
        "label",
        "code",
        "statement",
        "basis",
        "source",
    )
    return [
        {name: one[name] for name in same}
        | {"group_1": one["group"], "group_2": other["group"], "others": "of" in other}
        for one, other in pairs
    ]


def _figures(pairs: list[tuple[Row, Row]]) -> dict[str, Any]:
    """Every figure of each pair, over the worlds that its groups share.

    Intervals and tests are for groups of different people, and for people: where groups are risk
    areas there are none of them; where risk areas are taken together there are no tests, and the
    intervals are those of as many people as answered.
    """
    first, second = (
        np.concatenate([np.asarray(pair[side]["worlds"], np.float64)[:, :5] for pair in pairs])
        for side in (0, 1)
    )
    starts = np.cumsum([0, *(len(one["worlds"]) for one, _ in pairs)])[:-1]
    areas, same_people = pairs[0][0]["risk_areas"], pairs[0][0]["split"] == "risk_area"
    means = answer_counts.mean(first), answer_counts.mean(second)
    (agree_1, n_1), (agree_2, n_2) = _agreeing(first), _agreeing(second)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = agree_1 / n_1, agree_2 / n_2
    figures = {
        "mean_1": means[0],
        "mean_2": means[1],
        "mean_difference": means[0] - means[1],
        "cliffs_delta": group_comparison.cliffs_delta(first, second),
        "share_1": shares[0],
        "share_2": shares[1],
        "share_difference": shares[0] - shares[1],
    }
    missing = np.full(len(pairs), np.nan)
    return {
        "n_1": np.minimum.reduceat(n_1, starts).astype(int),
        "n_2": np.minimum.reduceat(n_2, starts).astype(int),
        **{f"{name}_low": np.minimum.reduceat(each, starts) for name, each in figures.items()},
        **{f"{name}_high": np.maximum.reduceat(each, starts) for name, each in figures.items()},
        "mean_gap": _gap(figures["mean_difference"], starts),
        "share_gap": _gap(figures["share_difference"], starts),
        **dict.fromkeys((*INTERVALS, "p_answers", "p_shares"), missing),
        "shares_test": None,
        **({} if same_people else _intervals(first / areas, second / areas, starts)),
        **({} if same_people or areas > 1 else _tests(first, second, starts)),
    }


def _intervals(first: Floats, second: Floats, starts: Starts) -> dict[str, Floats]:
    """The widest intervals over all worlds, for answers of different people."""
    ends = (
        *group_comparison.cliffs_delta_interval(first, second),
        *group_comparison.share_difference_interval(*_agreeing(first), *_agreeing(second)),
    )
    widest = (np.minimum, np.maximum) * 2
    return {
        name: end.reduceat(each, starts)
        for name, end, each in zip(INTERVALS, widest, ends, strict=True)
    }


def _tests(first: Floats, second: Floats, starts: Starts) -> dict[str, Any]:
    """The largest p over all worlds, and the test of shares that was used."""
    shares = (*_agreeing(first), *_agreeing(second))
    fisher = np.logical_or.reduceat(group_comparison.uses_fisher(*shares), starts)
    p_answers = group_comparison.answers_test(first, second)
    return {
        "p_answers": np.maximum.reduceat(p_answers, starts),
        "p_shares": np.maximum.reduceat(group_comparison.shares_test(*shares), starts),
        "shares_test": np.where(fisher, "Fisher's exact test", "chi-square test"),
    }


def _agreeing(counts: Floats) -> tuple[Floats, Floats]:
    """How many agree, and of how many."""
    return counts[:, 3:].sum(axis=1), counts.sum(axis=1)


def _gap(differences: Floats, starts: Starts) -> Floats:
    """How far two figures certainly differ: 0 if they may be the same."""
    low, high = (end.reduceat(differences, starts) for end in (np.minimum, np.maximum))
    return np.where((low <= 0) & (high >= 0), 0, np.minimum(np.abs(low), np.abs(high)))


def overall(filters: CompareFilters) -> Iterator[Row]:
    """For each group: the mean over all statements of its mean answer, lowest and highest."""
    split = _split(filters.study, filters.by, filters.risk_area)
    for group in compared_groups(filters):
        rows = [row[group] for row in split.values() if group in row]
        if rows:
            yield {
                "group": group,
                "mean_low": fmean(row["mean_low"] for row in rows),
                "mean_high": fmean(row["mean_high"] for row in rows),
            }
