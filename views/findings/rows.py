"""The lists that people make of a survey's statements, and how solid the order of each is."""

from collections.abc import Iterator
from itertools import pairwise, product
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.distribution import share_interval
from analysis.rankings import (
    AGREE,
    LISTS,
    STRONGLY_DISAGREE,
    Figure,
    counted_for,
    figure_range,
    rank_range,
)
from queries.build_info import data_version
from queries.database import cached
from queries.records import Row, records
from queries.study import Study, studies
from views.agreement.filters import BASES, AgreementFilters, groups
from views.agreement.rows import agreement
from views.findings.columns import FINDINGS_COLUMNS
from views.findings.filters import EVERYONE, FindingsFilters

Floats = npt.NDArray[np.float64]
Worlds = list[Floats]

# A margin for shares, which are themselves quotients of counts.
ROUNDING = 1e-9


@cached
def findings(filters: FindingsFilters) -> pd.DataFrame:
    """The statements that are in a list, or may be, first place first: ``FINDINGS_COLUMNS``.

    A figure that is not determined is given as the lowest and highest that fit the source; a
    statement is in the list for certain if it is so whichever of them is true.
    """
    rows = every_statement(filters.study, filters.list, filters.group, filters.base)
    if rows.empty:
        return pd.DataFrame(columns=list(FINDINGS_COLUMNS))
    fits = [_fits(worlds, filters) for worlds in rows["worlds"]]
    possible = np.array([one.any() for one in fits], dtype=np.bool)
    certain = np.array([one.all() for one in fits], dtype=np.bool)
    kept = rows.assign(certain=certain)[possible].reset_index(drop=True)
    placed = kept.assign(position=range(1, len(kept) + 1))[list(FINDINGS_COLUMNS)]
    return placed.astype({"flips_to_next": "Int64"})


def _fits(worlds: Floats, filters: FindingsFilters) -> npt.NDArray[np.bool]:
    """Whether a statement meets the rule of a list, for everything that may have been answered."""
    possible = np.array(
        [
            [*world[:5], unsure, unsure]
            for world in worlds
            for unsure in np.arange(world[5], world[6] + 1)
        ]
    )
    figure = LISTS[filters.list].figure.of(possible, filters.base, 5)
    fits = figure >= filters.threshold / 100 - ROUNDING
    if filters.list == "consensus":
        against = STRONGLY_DISAGREE.of(possible, filters.base, 5)
        fits &= against <= filters.at_most / 100 + ROUNDING
    return fits


@cached
def every_statement(study_id: str, list_name: str, group: str, base: str) -> pd.DataFrame:
    """All statements of a study by a list's figure, highest first: ``FINDINGS_COLUMNS``, and more
    columns."""
    study, ranked = studies()[study_id], LISTS[list_name]
    shown = agreement(_of_group(study_id, group, base))
    if shown.empty:
        return shown
    worlds = list(shown["worlds"])
    low, high = figure_range(worlds, ranked.figure, base)
    against = figure_range(worlds, STRONGLY_DISAGREE, base)
    best, worst = rank_interval(study, list_name, group)
    table = shown.assign(
        list=list_name,
        group=group,
        n_base=[_fewest(world, ranked.figure, base) for world in worlds],
        figure_low=low,
        figure_high=high,
        strongly_disagree_low=against[0],
        strongly_disagree_high=against[1],
        rank_best=best,
        rank_worst=worst,
        **_intervals(worlds, shown["risk_areas"].tolist(), ranked.figure, base),
        **_invited(worlds, ranked.figure, study, group),
        **_flips(shown),
        data_version=data_version(),
    )
    order = np.lexsort((shown["label"].str.lower(), -high, -low))
    return table.iloc[order].reset_index(drop=True)


def _fewest(worlds: Floats, figure: Figure, base: str) -> int:
    """The fewest people that a figure may be of."""
    return int(min(figure.counted(worlds, base, unsure)[1].min() for unsure in (5, 6)))


def _of_group(study_id: str, group: str, base: str) -> AgreementFilters:
    affiliation = () if group == EVERYONE else (group,)
    return AgreementFilters(study=study_id, affiliation=affiliation, base=base, sort="taxonomy")


@cached
def rank_interval(
    study: Study, list_name: str, group: str
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The best and the worst rank of each statement under all defensible alternatives.

    They are: shares of all who answered or of those with an opinion, each measure of the list, all
    respondents or each affiliation left out (if the list is about all), and every world. Statements
    stand in the order of the taxonomy.
    """
    ranges = [
        rank_range(*figure_range(worlds, measure, base))
        for worlds in _alternatives(study.study_id, group)
        for measure, base in product(LISTS[list_name].alternatives, BASES)
    ]
    best, worst = zip(*ranges, strict=True)
    return np.min(best, axis=0), np.max(worst, axis=0)


def _alternatives(study_id: str, group: str) -> Iterator[Worlds]:
    """The answers to each statement: of those asked about, then without each affiliation.

    Where the answers of an affiliation are not shown, they cannot be left out.
    """
    everyone = _worlds_by_item(study_id, group)
    yield list(everyone.values())
    affiliations = groups(study_id, "affiliation").values() if group == EVERYONE else ()
    for left_out in affiliations:
        without = _worlds_by_item(study_id, left_out)
        yield [
            _less(every, without[item]) if item in without else every
            for item, every in everyone.items()
        ]


def _worlds_by_item(study_id: str, group: str) -> dict[str, Floats]:
    rows = agreement(_of_group(study_id, group, "respondents"))
    return dict(zip(rows["item_id"], rows["worlds"], strict=True))


def _less(everyone: Floats, some: Floats) -> Floats:
    """The answers of all but some, in each world: opinions, then fewest and most don't-knows."""
    opinions = everyone[:, :5] - some[:, :5]
    fewest = np.maximum(everyone[:, 5] - some[:, 6], 0)
    return np.column_stack([opinions, fewest, everyone[:, 6] - some[:, 5]])


def _intervals(
    worlds: Worlds, risk_areas: list[int], figure: Figure, base: str
) -> dict[str, Floats]:
    """The widest 95 % interval of a share; empty where the figure is none.

    Who answered about several risk areas counts as one person.
    """
    nothing = np.full(len(worlds), np.nan)
    if not figure.answers:
        return {"figure_ci_low": nothing, "figure_ci_high": nothing}
    ends = [
        np.concatenate(
            [
                np.stack(share_interval(*figure.counted(world / areas, base, unsure)))
                for unsure in (5, 6)
            ],
            axis=1,
        )
        for world, areas in zip(worlds, risk_areas, strict=True)
    ]
    return {
        "figure_ci_low": np.array([low.min() for low, _ in ends]),
        "figure_ci_high": np.array([high.max() for _, high in ends]),
    }


def _invited(worlds: Worlds, figure: Figure, study: Study, group: str) -> dict[str, Floats]:
    """The share of all invited, if nobody or everybody who gave no answer belonged to it."""
    nothing = np.full(len(worlds), np.nan)
    if group != EVERYONE or not study.invited or not figure.answers:
        return {"invited_low": nothing, "invited_high": nothing}
    counts = [figure.counted(world, "respondents", 5) for world in worlds]
    count = np.array([float(of_world[0][0]) for of_world in counts])
    answered = np.array([float(of_world[1][0]) for of_world in counts])
    return {
        "invited_low": count / study.invited,
        "invited_high": (count + study.invited - answered) / study.invited,
    }


def _flips(shown: pd.DataFrame) -> dict[str, list[Any]]:
    """How many who agree would have to stop agreeing until agreement is below one half, and until
    it is below that with the statement that has the next lower agreement; the fewest in any world.
    """
    rows = records(shown)
    ordered = sorted(rows, key=lambda row: (-row["agreement_low"], row["label"]))
    following = {row["item_id"]: after for row, after in pairwise(ordered)}
    after = [following.get(row["item_id"]) for row in rows]
    return {
        "flips_to_half": [_flips_below(row, 0.5) for row in rows],
        "flips_to_next": [
            None if one is None else _flips_below(row, one["agreement_high"])
            for row, one in zip(rows, after, strict=True)
        ],
        "next_label": [None if one is None else one["label"] for one in after],
    }


def _flips_below(row: Row, share: float) -> int:
    """The fewest agreeing answers that must change for the share that agrees to fall below one."""
    count, base = counted_for(row["worlds"], row["base"], AGREE.answers)
    flips = np.floor(count - share * base + ROUNDING) + 1
    return int(np.maximum(flips, 0).min())
