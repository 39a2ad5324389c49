"""A survey whose answers are held respondent by respondent, and the counts made of them.

Answers are counted once, when a survey is imported or simulated; the database is built from the
counts, however many answers there were.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from data.answer_options import ANSWER_LABELS, ANSWER_OPTIONS
from data.building.disclosure import Shown, Sizes, what_to_show

Record = dict[str, object]

DIMENSIONS = ("affiliation", "expertise", "risk_area")
COUNTS = Path(__file__).parent / "counts"


@dataclass(frozen=True)
class Item:
    """What was asked: a statement or measure, its place in the taxonomy, and its mitigations."""

    item_id: str
    label: str
    statement: str
    code: str
    mitigation_ids: tuple[str, ...]


@dataclass(frozen=True)
class Survey:
    """What a survey is.

    ``study`` are the values of its row of the table ``study``, without ``respondents``. ``groups``
    are the names of the groups of each dimension that was recorded, in the order in which they are
    listed; ``notes`` say of each dimension what is to be known of it, or why it was not recorded.
    ``option_labels`` are the survey's own words for each answer. ``responses_are_public``: whether
    single respondents' answers may be taken away.
    """

    study: Mapping[str, object]
    basis: str
    source: str
    method: str
    licence: str
    groups: Mapping[str, tuple[str, ...]]
    notes: Mapping[str, str]
    option_labels: Mapping[str, str]
    items: tuple[Item, ...]
    responses_are_public: bool

    @property
    def study_id(self) -> str:
        return str(self.study["study_id"])

    @property
    def minimum_group_size(self) -> int:
        return int(str(self.study["minimum_group_size"]))


@dataclass(frozen=True)
class Counts:
    """How often each answer was given; never to be shown as they are.

    ``answers``: item_id, risk_area, affiliation, expertise, option_id, n (answers). ``members``:
    affiliation, expertise, n (respondents). ``chosen_together``: risk_area, item_id,
    other_item_id, n (respondents who prefer a combination with both), n_respondents (who prefer any
    combination). A risk area, affiliation or expertise that was not recorded is None.
    """

    answers: pd.DataFrame
    members: pd.DataFrame
    chosen_together: pd.DataFrame


def count(connection: duckdb.DuckDBPyConnection) -> Counts:
    """Count the answers in two tables or views of a connection.

    ``responses`` has a row for each answer: respondent_id, item_id, risk_area, affiliation,
    expertise, option_id. ``preferred`` has a row for each item of the combination that a respondent
    prefers: respondent_id, risk_area, item_id.
    """
    return Counts(
        *(
            connection.execute((COUNTS / f"{name}.sql").read_text(encoding="utf-8")).df()
            for name in ("answers", "members", "chosen_together")
        )
    )


def table_rows(survey: Survey, counts: Counts) -> dict[str, pd.DataFrame]:
    """The rows that a survey adds to each table of the database, parents before children.

    Of groups too small to be shown, and of those that would betray one, there is no count in them.
    """
    study_id = survey.study_id
    respondents = int(counts.members["n"].sum())
    sizes = list(_sizes(survey, counts.members))
    of_answers = {"scale_id": study_id, "licence": survey.licence}
    items = pd.DataFrame([vars(item) for item in survey.items])
    links = items[["item_id", "mitigation_ids"]].explode("mitigation_ids").dropna()
    cells, hidden = _cells(survey, counts.answers)
    together = counts.chosen_together
    of_study: dict[str, list[Record] | pd.DataFrame] = {
        "study": [{**survey.study, "respondents": respondents, **of_answers}],
        "study_source": [{"basis": survey.basis, "source": survey.source, "method": survey.method}],
        "study_dimension": [
            {"dimension": name, "recorded": name in survey.groups, "note": survey.notes[name]}
            for name in DIMENSIONS
        ],
        "study_group": list(_groups(survey, sizes)),
        "item": items.drop(columns="mitigation_ids"),
        "item_mitigation": links.rename(columns={"mitigation_ids": "mitigation_id"}),
        "group_size": sizes,
        "cell": [{**cell, "world": 0, "basis": survey.basis} for cell in cells],
        "hidden_group": hidden,
        "chosen_together": together[together["n_respondents"] >= survey.minimum_group_size],
    }
    return {"answer_option": pd.DataFrame(_options(survey))} | {
        name: pd.DataFrame(rows).assign(study_id=study_id)
        for name, rows in of_study.items()
        if len(rows)
    }


def _options(survey: Survey) -> Iterator[Record]:
    """The answers of the survey's scale, in its own words."""
    for option in ANSWER_OPTIONS:
        name = option["option_id"]
        score = int(option["score"]) if option["score"] else None
        yield {
            **option,
            "scale_id": survey.study_id,
            "position": int(option["position"]),
            "label": survey.option_labels[name],
            "score": score,
        }


def _groups(survey: Survey, sizes: list[Record]) -> Iterator[Record]:
    """Every group, with its members where they may be known."""
    members = {
        (dimension, size[dimension]): size["members"]
        for size in sizes
        for dimension, other in (("affiliation", "expertise"), ("expertise", "affiliation"))
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
    """The respondents of each affiliation, each expertise, and each two of them; none if hidden."""
    sizes = _by_group(survey, members, np.zeros(len(members), dtype=np.int64), 1)
    shown = what_to_show(sizes[:, :, 0], survey.minimum_group_size)
    for group, counted, may_be_shown in _every_group(survey, sizes, shown):
        if counted.sum():
            yield {**group, "members": int(counted.sum()) if may_be_shown else None}


def _cells(survey: Survey, answers: pd.DataFrame) -> tuple[list[Record], list[Record]]:
    """The counts that may be shown, and the groups of which they may not be."""
    cells: list[Record] = []
    hidden: list[Record] = []
    for place, rows in _by_item(answers):
        options = _places(rows["option_id"], tuple(ANSWER_LABELS))
        counts = _by_group(survey, rows, options, len(ANSWER_LABELS))
        shown = what_to_show(counts.sum(axis=2), survey.minimum_group_size)
        for group, counted, may_be_shown in _every_group(survey, counts, shown):
            if may_be_shown:
                cells += [
                    {**place, **group, "option_id": option, "n": int(n)}
                    for option, n in zip(ANSWER_LABELS, counted, strict=True)
                ]
            elif counted.sum():
                hidden.append({**place, **group})
    return cells, hidden


def _by_item(answers: pd.DataFrame) -> Iterator[tuple[Record, pd.DataFrame]]:
    """The answers to each item, and about each risk area."""
    areas = answers["risk_area"].fillna("")
    for key, rows in answers.groupby([answers["item_id"], areas], sort=False):
        item_id, risk_area = map(str, key)
        yield {"item_id": item_id, "risk_area": risk_area or None}, rows


def _by_group(survey: Survey, rows: pd.DataFrame, kind: Sizes, kinds: int) -> Sizes:
    """Counts of each kind, shape (affiliations + 1, expertise + 1, kinds).

    The last affiliation and the last expertise are those that are not known.
    """
    affiliations, expertise = (survey.groups.get(name, ()) for name in DIMENSIONS[:2])
    counts = np.zeros((len(affiliations) + 1, len(expertise) + 1, kinds), dtype=np.int64)
    place = (_places(rows["affiliation"], affiliations), _places(rows["expertise"], expertise))
    np.add.at(counts, (*place, kind), rows["n"].to_numpy(dtype=np.int64))
    return counts


def _every_group(
    survey: Survey, counts: Sizes, shown: Shown
) -> Iterator[tuple[Record, Sizes, bool]]:
    """Everyone, each affiliation, each expertise, and each two of them: their counts, and whether
    they may be shown."""
    affiliations, expertise = (survey.groups.get(name, ()) for name in DIMENSIONS[:2])
    yield _group(None, None), counts.sum(axis=(0, 1)), shown.everyone
    for i, name in enumerate(affiliations):
        yield _group(name, None), counts[i].sum(axis=0), bool(shown.rows[i])
    for j, name in enumerate(expertise):
        yield _group(None, name), counts[:, j].sum(axis=0), bool(shown.columns[j])
    for (i, one), (j, other) in product(enumerate(affiliations), enumerate(expertise)):
        yield _group(one, other), counts[i, j], bool(shown.cells[i, j])


def _group(affiliation: str | None, expertise: str | None) -> Record:
    return {"affiliation": affiliation, "expertise": expertise}


def _places(names: pd.Series, known: tuple[str, ...]) -> Sizes:
    """The place of each name among those known; after them all, if it is none of them."""
    places = {name: place for place, name in enumerate(known)}
    return np.array([places.get(name, len(known)) for name in names], dtype=np.int64)
