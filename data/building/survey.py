"""A survey whose answers are held respondent by respondent, and the counts made of them.

Answers are counted once, when a survey is imported; the database is built from the
counts, however many answers there were.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations, product
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd

from data.answer_options import AGREEMENT
from data.building.disclosure import Shown, Sizes, what_to_show
from data.scales import Question, Scale

Record = dict[str, object]
Sums = npt.NDArray[np.float64]

# What is said of every survey, recorded or not, and what of those only that have it.
DIMENSIONS = ("affiliation", "expertise", "risk_area")
FURTHER_DIMENSIONS = ("subgroup", "wave")
# By what respondents are told apart: at most by two of them.
PEOPLE = ("affiliation", "expertise", "subgroup")
# What answers of a weighted survey have besides their number.
WEIGHTS = ("weight", "squared_weight")
COUNTS = Path(__file__).parent / "counts"


@dataclass(frozen=True)
class Item:
    """What was asked about: a statement, measure or risk, its place in the taxonomy (None if it is
    no mitigation), its mitigations, and the question."""

    item_id: str
    label: str
    statement: str
    code: str | None
    mitigation_ids: tuple[str, ...]
    question_id: str = AGREEMENT


@dataclass(frozen=True)
class Survey:
    """What a survey is.

    ``study`` are the values of its row of the table ``study``, without ``respondents``. ``groups``
    are the names of the groups of each dimension that was recorded, in the order in which they are
    listed; ``notes`` say of each dimension what is to be known of it, or why it was not recorded.
    ``questions`` are what it asked, with the scales. ``responses_are_public``: whether single
    respondents' answers may be taken away. ``hides_small_groups`` is False where the source itself
    publishes every answer, so that nothing is left to protect.
    """

    study: Mapping[str, object]
    basis: str
    source: str
    method: str
    licence: str
    groups: Mapping[str, tuple[str, ...]]
    notes: Mapping[str, str]
    questions: tuple[Question, ...]
    items: tuple[Item, ...]
    responses_are_public: bool
    hides_small_groups: bool = True

    @property
    def study_id(self) -> str:
        return str(self.study["study_id"])

    @property
    def smallest_shown(self) -> int:
        """How large a group must be to be shown."""
        return int(str(self.study["minimum_group_size"])) if self.hides_small_groups else 1


@dataclass(frozen=True)
class Counts:
    """How often each answer was given; never to be shown as they are.

    ``answers``: item_id, option_id, n (answers), and the dimensions that there are; of a weighted
    survey also weight and squared_weight (sums over those who gave the answer).
    ``members``: n (respondents), and those of ``PEOPLE`` that there are. ``chosen_together``:
    risk_area, item_id, other_item_id, n (respondents who prefer a combination with both),
    n_respondents (who prefer any combination). What was not recorded of a dimension is None.
    """

    answers: pd.DataFrame
    members: pd.DataFrame
    chosen_together: pd.DataFrame


def count(connection: duckdb.DuckDBPyConnection, *, weighted: bool = False) -> Counts:
    """Count the answers in two tables or views of a connection.

    ``responses`` has a row for each answer: respondent_id, item_id, risk_area, affiliation,
    expertise, option_id. ``preferred`` has a row for each item of the combination that a respondent
    prefers: respondent_id, risk_area, item_id. If the survey is ``weighted``, ``weights`` has a row
    for each respondent: respondent_id, weight (above 0).
    """
    answers = "weighted_answers" if weighted else "answers"
    return Counts(
        *(
            connection.execute((COUNTS / f"{name}.sql").read_text(encoding="utf-8")).df()
            for name in (answers, "members", "chosen_together")
        )
    )


def table_rows(survey: Survey, counts: Counts) -> dict[str, pd.DataFrame]:
    """The rows that a survey adds to each table of the database, parents before children.

    Of groups too small to be shown, and of those that would betray one, there is no count in them.
    """
    study_id = survey.study_id
    respondents = int(counts.members["n"].sum())
    sizes = list(_sizes(survey, counts.members))
    of_answers = {"licence": survey.licence, "hides_small_groups": survey.hides_small_groups}
    items = pd.DataFrame([vars(item) for item in survey.items])
    links = items[["item_id", "mitigation_ids"]].explode("mitigation_ids").dropna()
    cells, hidden = _cells(survey, counts.answers)
    together = counts.chosen_together
    of_study: dict[str, list[Record] | pd.DataFrame] = {
        "study": [{"respondents": respondents, **survey.study, **of_answers}],
        "study_source": [{"basis": survey.basis, "source": survey.source, "method": survey.method}],
        "study_dimension": [
            {"dimension": name, "recorded": name in survey.groups, "note": survey.notes[name]}
            for name in (*DIMENSIONS, *FURTHER_DIMENSIONS)
            if name in survey.notes
        ],
        "study_group": list(_groups(survey, sizes)),
        "question": list(_questions(survey)),
        "item": items.drop(columns="mitigation_ids"),
        "item_mitigation": links.rename(columns={"mitigation_ids": "mitigation_id"}),
        "group_size": sizes,
        "cell": [{**cell, "world": 0, "basis": survey.basis} for cell in cells],
        "hidden_group": hidden,
        "chosen_together": together[together["n_respondents"] >= survey.smallest_shown],
    }
    return _scale_rows(survey) | {
        name: pd.DataFrame(rows).assign(study_id=study_id)
        for name, rows in of_study.items()
        if len(rows)
    }


def _scale_rows(survey: Survey) -> dict[str, pd.DataFrame]:
    """The scales of the survey's questions, and their answers in the survey's own words."""
    asked = [question.scale for question in survey.questions if question.scale]
    if not asked:
        return {}
    scales = {scale.scale_id: scale for scale in asked}.values()
    return {
        "scale": pd.DataFrame(
            {"scale_id": scale.scale_id, "kind": scale.kind, "cut": scale.cut} for scale in scales
        ),
        "answer_option": pd.DataFrame(
            {"scale_id": scale.scale_id, "position": position, **vars(option)}
            for scale in scales
            for position, option in enumerate(scale.options, start=1)
        ),
    }


def _questions(survey: Survey) -> Iterator[Record]:
    for position, question in enumerate(survey.questions, start=1):
        scale = question.scale
        named = {name: value for name, value in vars(question).items() if name != "scale"}
        yield {**named, "position": position, "scale_id": scale.scale_id if scale else None}


def _groups(survey: Survey, sizes: list[Record]) -> Iterator[Record]:
    """Every group, with its members where they may be known."""
    members = {
        (dimension, size[dimension]): size["members"]
        for size in sizes
        for dimension, other in permutations(_axes(survey))
        if size[other] is None
    }
    for dimension, names in survey.groups.items():
        for position, name in enumerate(names, start=1):
            yield {
                "dimension": dimension,
                "name": name,
                "position": position,
                "members": members.get((dimension, name)),
            }


def _sizes(survey: Survey, members: pd.DataFrame) -> Iterator[Record]:
    """The respondents of each group, and of each two of them; none if hidden."""
    sizes = _by_group(survey, members, np.zeros(len(members), dtype=np.int64), 1)
    shown = what_to_show(sizes[:, :, 0], survey.smallest_shown)
    for group, counted, may_be_shown in _every_group(survey, sizes, shown):
        if counted.sum():
            yield {**group, "members": int(counted.sum()) if may_be_shown else None}


def _cells(survey: Survey, answers: pd.DataFrame) -> tuple[list[Record], list[Record]]:
    """The counts that may be shown, and the groups of which they may not be."""
    cells: list[Record] = []
    hidden: list[Record] = []
    scales = _scale_of_items(survey)
    for place, rows in _by_item(answers):
        names = tuple(one.option_id for one in scales[str(place["item_id"])].options)
        options = _places(rows["option_id"], names)
        counts = _by_group(survey, rows, options, len(names))
        weights = [
            _by_group(survey, rows, options, len(names), name) for name in WEIGHTS if name in rows
        ]
        # Whatever they weigh, the number of respondents alone decides what is shown.
        shown = what_to_show(counts.sum(axis=2), survey.smallest_shown)
        every = np.stack([counts, *weights], axis=-1)
        for group, counted, may_be_shown in _every_group(survey, every, shown):
            if may_be_shown:
                cells += [
                    {**place, **group, "option_id": option, "n": int(n)}
                    | dict(zip(WEIGHTS, of_option, strict=False))
                    for option, (n, *of_option) in zip(names, counted.tolist(), strict=True)
                ]
            elif counted.sum():
                hidden.append({**place, **group})
    return cells, hidden


def _scale_of_items(survey: Survey) -> dict[str, Scale]:
    scales = {one.question_id: one.scale for one in survey.questions if one.scale}
    asked = (item for item in survey.items if item.question_id in scales)
    return {item.item_id: scales[item.question_id] for item in asked}


def _by_item(answers: pd.DataFrame) -> Iterator[tuple[Record, pd.DataFrame]]:
    """The answers to each item, about each risk area, in each wave."""
    names = ["item_id", "risk_area", "wave"]
    for key, rows in answers.groupby([_column(answers, name) for name in names], sort=False):
        yield {name: str(value) or None for name, value in zip(names, key, strict=True)}, rows


def _by_group(
    survey: Survey, rows: pd.DataFrame, kind: Sizes, kinds: int, figure: str = "n"
) -> npt.NDArray[Any]:
    """A column of each kind added up, shape (groups + 1, groups + 1, kinds), by the two dimensions
    of people.

    The last group of each is of those of whom it is not known.
    """
    groups = [survey.groups.get(name, ()) for name in _axes(survey)]
    values = rows[figure].to_numpy(dtype=np.int64 if figure == "n" else np.float64)
    sums = np.zeros((*(len(names) + 1 for names in groups), kinds), dtype=values.dtype)
    columns = [_column(rows, name) for name in _axes(survey)]
    place = [_places(*one) for one in zip(columns, groups, strict=True)]
    np.add.at(sums, (*place, kind), values)
    return sums


def _axes(survey: Survey) -> tuple[str, str]:
    """The two dimensions of people that a survey tells apart, as far as there are two."""
    recorded = [name for name in PEOPLE if name in survey.groups]
    first, second, *_ = [*recorded, *(name for name in PEOPLE if name not in recorded)]
    return first, second


def _column(rows: pd.DataFrame, dimension: str) -> pd.Series:
    """The values of a dimension; "" where it was not recorded."""
    return rows[dimension].fillna("") if dimension in rows else pd.Series("", index=rows.index)


def _every_group(
    survey: Survey, counts: npt.NDArray[Any], shown: Shown
) -> Iterator[tuple[Record, npt.NDArray[Any], bool]]:
    """Everyone, each group of the two dimensions of people, and each two of them: their counts,
    and whether they may be shown."""
    axes = _axes(survey)
    down, across = (survey.groups.get(name, ()) for name in axes)

    def group(*names: str | None) -> Record:
        return dict.fromkeys(PEOPLE) | dict(zip(axes, names, strict=True))

    yield group(None, None), counts.sum(axis=(0, 1)), shown.everyone
    for i, name in enumerate(down):
        yield group(name, None), counts[i].sum(axis=0), bool(shown.rows[i])
    for j, name in enumerate(across):
        yield group(None, name), counts[:, j].sum(axis=0), bool(shown.columns[j])
    for (i, one), (j, other) in product(enumerate(down), enumerate(across)):
        yield group(one, other), counts[i, j], bool(shown.cells[i, j])


def _places(names: pd.Series, known: tuple[str, ...]) -> Sizes:
    """The place of each name among those known; after them all, if it is none of them."""
    places = {name: place for place, name in enumerate(known)}
    return np.array([places.get(name, len(known)) for name in names], dtype=np.int64)
