"""Groups of respondents compared, statement by statement, and how sure the differences are."""

from collections.abc import Iterator
from itertools import combinations
from statistics import fmean
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis import distribution, group_comparison
from data.scales import Scale
from queries.build_info import data_version
from queries.database import cached, run
from queries.records import Row, records
from queries.study import scale_of, studies
from views.agreement.filters import AgreementFilters, groups
from views.agreement.rows import agreement
from views.compare.columns import COMPARE_COLUMNS, P_VALUES
from views.compare.filters import ALL_AREAS, CompareFilters
from views.filter_kinds import in_effect, sql_parameters

Floats = npt.NDArray[np.float64]
Starts = npt.NDArray[np.int64]

INTERVALS = (
    "cliffs_delta_ci_low",
    "cliffs_delta_ci_high",
    "share_difference_ci_low",
    "share_difference_ci_high",
)


def compared_groups(filters: CompareFilters) -> list[str]:
    """The groups that are compared, in the study's order: those chosen, or all of them."""
    listed = groups(filters.study, filters.by).values()
    return [name for name in listed if name in filters.group or not filters.group]


@cached
def compare(filters: CompareFilters) -> pd.DataFrame:
    """One row a statement and pair of groups, in the order asked for: ``COMPARE_COLUMNS``.

    All figures are of those with an opinion. Where worlds differ, the lowest and highest are given,
    the widest interval and the largest p. P-values are corrected over the declared family, which no
    filter changes: see ``compared_pairs``.
    """
    filters = in_effect(filters)
    family = compared_pairs(filters.study, filters.question, filters.by, filters.risk_area)
    compared = compared_groups(filters)
    items = run("matching_items", sql_parameters(filters))["item_id"]
    kept = family["group_1"].isin(compared)
    kept &= family["group_2"].isin(compared) if filters.against == "each" else family["others"]
    kept &= family["item_id"].isin(items)
    return _sorted(family[kept], filters)


def _sorted(rows: pd.DataFrame, filters: CompareFilters) -> pd.DataFrame:
    """The pairs of a statement stand together; statements in the order asked for."""
    gap, p = rows[f"{filters.figure}_gap"], rows[P_VALUES[filters.figure]]
    key = {"difference": -gap, "certainty": p, "a-z": rows["label"].str.lower()}[filters.sort]
    first = key.groupby(rows["item_id"]).transform("min")
    order = pd.DataFrame({"first": first, "item": rows["item_id"], "place": range(len(rows))})
    return rows.loc[order.sort_values(["first", "item", "place"]).index].reset_index(drop=True)


@cached
def compared_pairs(study: str, question: str, by: str, risk_area: str) -> pd.DataFrame:
    """The whole family: every item of a question with every pair of its groups, and with every
    group against all others together."""
    listed = groups(study, by).values()
    pairs = [
        pair
        for rows in _split(study, question, by, risk_area).values()
        for pair in _pairs([rows[group] for group in listed if group in rows])
    ]
    if not pairs:
        return pd.DataFrame(columns=list(COMPARE_COLUMNS))
    table = pd.DataFrame(_described(pairs)).assign(**_figures(pairs, scale_of(study, question)))
    for name in P_VALUES.values():
        table[f"{name}_holm"] = group_comparison.holm(table[name].to_numpy(dtype=np.float64))
    table["few_answers"] = table[["n_1", "n_2"]].min(axis=1) < studies()[study].minimum_group_size
    return table.assign(by=by, risk_area=risk_area, data_version=data_version())[
        list(COMPARE_COLUMNS)
    ]


def _split(study: str, question: str, by: str, risk_area: str) -> dict[str, dict[str, Row]]:
    """What each group answered to each statement."""
    area = () if risk_area == ALL_AREAS else (risk_area,)
    filters = AgreementFilters(
        study=study,
        question=question,
        split=by,
        risk_area=area,
        base="opinion",
        sort="taxonomy",
    )
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


def _figures(pairs: list[tuple[Row, Row]], scale: Scale) -> dict[str, Any]:
    """Every figure of each pair, over the worlds that its groups share.

    Intervals and tests are for groups of different people, and for people: where groups are risk
    areas there are none of them; where risk areas are taken together there are no tests, and the
    intervals are those of as many people as answered.
    """
    first, second = (
        np.concatenate([np.asarray(pair[side]["worlds"], np.float64)[:, :-2] for pair in pairs])
        for side in (0, 1)
    )
    starts = np.cumsum([0, *(len(one["worlds"]) for one, _ in pairs)])[:-1]
    areas, same_people = pairs[0][0]["risk_areas"], pairs[0][0]["split"] == "risk_area"
    means = _mean(first, scale), _mean(second, scale)
    (agree_1, n_1), (agree_2, n_2) = _counted_for(first, scale), _counted_for(second, scale)
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
        **dict.fromkeys((*INTERVALS, *P_VALUES.values()), missing),
        "shares_test": None,
        **({} if same_people else _intervals(first / areas, second / areas, starts, scale)),
        **({} if same_people or areas > 1 else _tests(first, second, starts, scale)),
    }


def _intervals(first: Floats, second: Floats, starts: Starts, scale: Scale) -> dict[str, Floats]:
    """The widest intervals over all worlds, for answers of different people."""
    ends = (
        *group_comparison.cliffs_delta_interval(first, second),
        *group_comparison.share_difference_interval(
            *_counted_for(first, scale), *_counted_for(second, scale)
        ),
    )
    widest = (np.minimum, np.maximum) * 2
    return {
        name: end.reduceat(each, starts)
        for name, end, each in zip(INTERVALS, widest, ends, strict=True)
    }


def _tests(first: Floats, second: Floats, starts: Starts, scale: Scale) -> dict[str, Any]:
    """The largest p over all worlds, and the test of shares that was used."""
    shares = (*_counted_for(first, scale), *_counted_for(second, scale))
    fisher = np.logical_or.reduceat(group_comparison.uses_fisher(*shares), starts)
    p_answers = group_comparison.answers_test(first, second)
    return {
        "p_answers": np.maximum.reduceat(p_answers, starts),
        "p_shares": np.maximum.reduceat(group_comparison.shares_test(*shares), starts),
        "shares_test": np.where(fisher, "Fisher's exact test", "chi-square test"),
    }


def _mean(counts: Floats, scale: Scale) -> Floats:
    """The mean answer; NaN if answers have no scores."""
    if scale.scores is None:
        return np.full(len(counts), np.nan)
    return distribution.mean(counts, scale.scores)


def _counted_for(counts: Floats, scale: Scale) -> tuple[Floats, Floats]:
    """How many answers count as for, and of how many."""
    return counts[:, list(scale.places("for"))].sum(axis=1), counts.sum(axis=1)


def _gap(differences: Floats, starts: Starts) -> Floats:
    """How far two figures certainly differ: 0 if they may be the same."""
    low, high = (end.reduceat(differences, starts) for end in (np.minimum, np.maximum))
    return np.where((low <= 0) & (high >= 0), 0, np.minimum(np.abs(low), np.abs(high)))


def overall(filters: CompareFilters) -> Iterator[Row]:
    """For each group: the mean over all items of its mean answer, lowest and highest; none where
    answers have no scores."""
    if scale_of(filters.study, filters.question).scores is None:
        return
    split = _split(filters.study, filters.question, filters.by, filters.risk_area)
    for group in compared_groups(filters):
        rows = [row[group] for row in split.values() if group in row]
        if rows:
            yield {
                "group": group,
                "mean_low": fmean(row["mean_low"] for row in rows),
                "mean_high": fmean(row["mean_high"] for row in rows),
            }
