"""The lists that people make of a survey's statements, and how solid the order of each is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import pairwise, product
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from queries.agreement import Study, agreement, studies
from queries.answer_counts import share_interval
from queries.build_info import data_version
from queries.database import cached
from queries.filters import BASES, DEFAULT_STUDY, Filters, counted_studies
from queries.filters import choices as survey_choices
from queries.findings_columns import FINDINGS
from queries.query_params import (
    Choice,
    Choices,
    ParameterProblem,
    QueryParams,
    grouped,
    match,
    query_params_of,
    unknown_or_repeated,
)
from queries.rankings import (
    LISTS,
    STRONGLY_DISAGREE,
    Figure,
    agree,
    figure_range,
    rank_range,
)
from queries.records import Row, records

Floats = npt.NDArray[np.float64]
Worlds = list[Floats]

EVERYONE = "All respondents"
# A margin for shares, which are themselves quotients of counts.
ROUNDING = 1e-9
# At most so many of a hundred may strongly disagree with what there is a consensus on.
AT_MOST = 3


@dataclass(frozen=True)
class FindingsFilters:
    """What is asked for: a list of a study's statements, for all respondents or one group.

    ``at_least`` is the list's threshold in per cent (None: the list's own), ``at_most`` how many
    per cent may strongly disagree with what there is a consensus on. ``invited``: whether to show
    what those who did not answer could change.
    """

    study: str = DEFAULT_STUDY
    list: str = "consensus"
    group: str = EVERYONE
    base: str = "respondents"
    at_least: int | None = None
    at_most: int = AT_MOST
    invited: str = "no"

    @property
    def threshold(self) -> int:
        """The threshold that holds, in per cent."""
        return LISTS[self.list].threshold if self.at_least is None else self.at_least


PARAMETERS = tuple(f.name for f in fields(FindingsFilters))
ONE_OF = ("study", "list", "group", "base", "invited")
PER_CENT = ("at_least", "at_most")
INVITED = {"no": "Leave them out", "yes": "Show what they could change"}


@cached
def choices(study: str) -> Choices:
    """What can be chosen for a study: groups are all respondents, and each affiliation."""
    of_survey = survey_choices(study)
    fixed = {
        "list": {name: ranked.name for name, ranked in LISTS.items()},
        "base": BASES,
        "invited": INVITED,
    }
    groups = (Choice(EVERYONE, EVERYONE), *of_survey.values["affiliation"])
    return Choices(
        {"study": counted_studies(), "group": groups}
        | {name: tuple(Choice(*item) for item in labels.items()) for name, labels in fixed.items()}
    )


def parse(
    query_params: QueryParams, also_allowed: Iterable[str] = ()
) -> tuple[FindingsFilters, list[ParameterProblem]]:
    """Read filters from the names and values of a query string; see ``filters.parse``."""
    given = grouped(query_params)
    problems = unknown_or_repeated(given, (*PARAMETERS, *also_allowed), PARAMETERS)
    chosen: dict[str, Any] = {"study": DEFAULT_STUDY}
    for name in ONE_OF:
        allowed = choices(chosen["study"])
        if name in given and (value := match(name, given[name][0], allowed, problems)):
            chosen[name] = value
    for name in PER_CENT:
        if name in given and (number := _per_cent(name, given[name][0], problems)) is not None:
            chosen[name] = number
    return FindingsFilters(**chosen), problems


def _per_cent(name: str, given: str, problems: list[ParameterProblem]) -> int | None:
    if given.isascii() and given.isdigit() and len(given) <= 3 and int(given) <= 100:
        return int(given)
    problems.append(
        ParameterProblem(name, given, "A whole number of per cent, 0 to 100, is needed.")
    )
    return None


def query_params(filters: FindingsFilters) -> list[tuple[str, str]]:
    """The filters as names and values of a query string; what has its default is left out."""
    return query_params_of(filters, FindingsFilters())


@cached
def findings(filters: FindingsFilters) -> pd.DataFrame:
    """The statements that are in a list, or may be, first place first: the columns ``FINDINGS``.

    A figure that is not determined is given as the lowest and highest that fit the source; a
    statement is in the list for certain if it is so whichever of them is true.
    """
    rows = every_statement(filters.study, filters.list, filters.group, filters.base)
    if rows.empty:
        return pd.DataFrame(columns=list(FINDINGS))
    fits = [_fits(worlds, filters) for worlds in rows["worlds"]]
    possible = np.array([one.any() for one in fits], dtype=np.bool)
    certain = np.array([one.all() for one in fits], dtype=np.bool)
    kept = rows.assign(certain=certain)[possible].reset_index(drop=True)
    placed = kept.assign(position=range(1, len(kept) + 1))[list(FINDINGS)]
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
    """All statements of a study by a list's figure, highest first: as ``FINDINGS``, and more."""
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


def _of_group(study_id: str, group: str, base: str) -> Filters:
    affiliation = () if group == EVERYONE else (group,)
    return Filters(study=study_id, affiliation=affiliation, base=base, sort="taxonomy")


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
    affiliations = survey_choices(study_id).values["affiliation"] if group == EVERYONE else ()
    for left_out in (choice.value for choice in affiliations):
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
    count, base = agree(row["worlds"], row["base"])
    flips = np.floor(count - share * base + ROUNDING) + 1
    return int(np.maximum(flips, 0).min())
