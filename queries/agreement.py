"""How far respondents agree with each statement, under the filters, and how sure that is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from queries import answer_counts, columns, database
from queries.build_info import data_version
from queries.database import cached, run
from queries.filters import Filters, choices, group_by, parameters
from queries.records import records

Floats = npt.NDArray[np.float64]

ANSWERS = tuple(columns.ANSWER_LABELS)
OPINIONS = ANSWERS[:5]
COUNT_COLUMNS = tuple(f"{answer}_{end}" for answer in ANSWERS for end in ("low", "high"))
COLUMNS = tuple(columns.AGREEMENT)
ITEM_COLUMNS = ("label", "statement", "code", "category", "mitigation_ids")
EXTRA_COLUMNS = ("statement", "category", "n_base", "worlds")
# What rows are ranked by, highest first: the lowest value where it is not exact.
SORTED_BY = {
    "agreement": "agreement_low",
    "strong_agreement": "strong_agreement_low",
    "mean": "mean_low",
    "disagreement": "disagreement_low",
    "dont_know": "unsure_low",
}
SPREAD = {
    "lower_quartile": answer_counts.lower_quartile,
    "median": answer_counts.median,
    "upper_quartile": answer_counts.upper_quartile,
    "variance": answer_counts.variance,
}
CONSENSUS = {
    "van_der_eijk_a": answer_counts.van_der_eijk_agreement,
    "consensus": answer_counts.consensus,
}
WHOLE_NUMBERS = ("n_respondents", "n_opinion", *COUNT_COLUMNS)
CELL_COLUMNS = tuple(columns.CELLS)


@dataclass(frozen=True)
class Study:
    """A study as the pages speak of it."""

    study_id: str
    name: str
    title: str
    authors: str
    year: int
    asked_about: str
    invited: int | None
    respondents: int
    minimum_group_size: int
    url: str | None
    doi: str | None
    citation: str
    licence: str | None
    items: int
    figures_exact: int
    figures_bounded: int
    items_bounded: int
    items_with_bounds: int
    simulated: bool
    reconstructed: bool
    responses_are_public: bool

    @property
    def name_in_files(self) -> str:
        """What files with its figures are named after."""
        return f"{self.study_id}-SIMULATED" if self.simulated else self.study_id

    @property
    def counted(self) -> bool:
        """Whether its answers are counted, rather than bounds of shares published."""
        return self.figures_exact + self.figures_bounded > 0


@cached
def studies() -> dict[str, Study]:
    """Every study, by identifier."""
    frame = run("studies")
    complete = frame.astype(object).where(frame.notna(), None)
    names = Study.__dataclass_fields__
    rows = [{name: row[name] for name in names} for row in records(complete)]
    for row in rows:
        row["invited"] = row["invited"] and int(row["invited"])
        row["year"] = int(row["year"])
    return {row["study_id"]: Study(**row) for row in rows}


def real_studies() -> list[Study]:
    """The studies that asked experts: those that are not simulated."""
    return [study for study in studies().values() if not study.simulated]


@cached
def _of_items(study: str, column: str) -> dict[str, Any]:
    """A column of ``items.sql``, by item."""
    rows = run("items", {"study": study})
    return dict(zip(rows["item_id"], rows[column].tolist(), strict=True))


@cached
def sources(study: str) -> dict[str, str]:
    """Where the figures of a study come from, by basis."""
    rows = run("sources", {"study": study})
    return dict(zip(rows["basis"], rows["source"], strict=True))


@cached
def answer_labels(study: str) -> dict[str, str]:
    """What a study calls each answer."""
    rows = run("answer_options", {"study": study})
    return dict(zip(rows["option_id"], rows["label"], strict=True))


@cached
def group_sizes(study: str, dimension: str) -> dict[str, int]:
    """The groups of a dimension whose members (people) are known, in their order."""
    rows = run("groups", {"study": study})
    rows = rows[rows["dimension"] == dimension].dropna(subset="members")
    return dict(zip(rows["name"], rows["members"].astype(int), strict=True))


def agreement(filters: Filters) -> pd.DataFrame:
    """Agreement with each statement (and group, if split), in the order asked for.

    Returns one row a statement and group: ``COLUMNS``, then ``statement``, ``category`` (name),
    ``n_base`` (the lowest possible base of the shares) and ``worlds``, the answer counts of each
    world as an array of shape (worlds, 7): the five opinions, then the lowest and highest number
    of don't-knows. Shares run from 0 to 1, means from -2 to 2. ``median``, ``standard_error``,
    ``variance``, ``n_respondents`` and ``n_opinion`` are empty where worlds differ on them.
    """
    arrays: dict[str, Any] = database.column_arrays("agreement", agreement_parameters(filters))
    worlds = [np.stack([*world]) for world in arrays["worlds"]]
    arrays["risk_areas"] = arrays["risk_areas"].astype(np.int64)
    arrays |= _figures_of_worlds(worlds, arrays["risk_areas"], filters.base)
    order = _order(arrays, filters)
    arrays = {name: figures[order] for name, figures in arrays.items()}
    arrays["worlds"] = [worlds[i] for i in order]
    arrays |= {name: _whole(arrays[name]) for name in WHOLE_NUMBERS}
    arrays |= _texts(arrays, filters)
    return pd.DataFrame({name: arrays[name] for name in (*COLUMNS, *EXTRA_COLUMNS)})


def agreement_parameters(filters: Filters) -> dict[str, object]:
    """The parameters of ``agreement.sql``."""
    return {
        **parameters(filters),
        "group_by": group_by(filters),
        "split": filters.split,
        "count_dont_know": int(filters.base == "respondents"),
        "min_n": filters.min_n,
    }


def group_name(filters: Filters) -> str:
    """What the respondents of an unsplit row are called."""
    chosen = [" or ".join(group) for group in (filters.expertise, filters.affiliation) if group]
    about = [f"about {' or '.join(filters.risk_area)}"] if filters.risk_area else []
    return ", ".join([*chosen, *about]) or "All respondents"


def _texts(found: Mapping[str, Any], filters: Filters) -> dict[str, list[str]]:
    """What stands in words in each row."""
    items, groups, bases = found["item_id"], found["split_group"], found["basis"]
    texts = {name: _of_items(filters.study, name) for name in ITEM_COLUMNS}
    same = {
        "study_id": filters.study,
        "split": filters.split,
        "base": filters.base,
        "data_version": data_version(),
    }
    named, everyone = sources(filters.study), group_name(filters)
    return {
        **{name: [column[item] for item in items] for name, column in texts.items()},
        **{name: [value] * len(items) for name, value in same.items()},
        "group": [everyone if filters.split == "none" else group for group in groups],
        "source": [named[basis] for basis in bases],
    }


def _figures_of_worlds(
    worlds: list[Floats], risk_areas: npt.NDArray[np.int64], base: str
) -> dict[str, Floats]:
    """Figures of each row over its worlds: determined, lowest, and highest; no rows, no figures."""
    stacked = np.concatenate([*worlds, np.empty((0, 7))])
    lengths = [len(world) for world in worlds]
    starts = np.cumsum([0, *lengths])[:-1]
    answers_each = np.repeat(risk_areas, lengths)[:, None]
    exact, lowest, highest = _figures_of_each_world(stacked, answers_each, base)
    return {
        **{name: _determined(*ends, starts) for name, ends in exact.items()},
        **{name: _over(np.minimum, figure, starts) for name, figure in lowest.items()},
        **{name: _over(np.maximum, figure, starts) for name, figure in highest.items()},
    }


def _figures_of_each_world(
    counts: Floats, answers_each: npt.NDArray[np.int64], base: str
) -> tuple[dict[str, tuple[Floats, Floats]], dict[str, Floats], dict[str, Floats]]:
    """What is given if all worlds of a row agree (with its lowest and highest end in each world),
    what as the lowest over worlds, and what as the highest.

    Where each person gave several answers, how sure a figure is depends on the number of people:
    the answers of one person may be all alike.
    """
    opinions, fewest, most = counts[:, :5], counts[:, 5], counts[:, 6]
    n = opinions.sum(axis=1)
    bases = (n + fewest, n + most) if base == "respondents" else (n, n)
    exact = {"n_opinion": (n, n), "n_respondents": (n + fewest, n + most)}
    exact |= {name: (figure := statistic(opinions), figure) for name, statistic in SPREAD.items()}
    people = opinions / answers_each
    error = answer_counts.standard_error(people)
    exact["standard_error"] = (error, error)
    agree = [
        answer_counts.share_interval(people[:, 3:].sum(axis=1), of / answers_each[:, 0])
        for of in bases
    ]
    mean = answer_counts.mean_interval(people)
    with np.errstate(divide="ignore", invalid="ignore"):
        lowest = {
            "strong_agreement_low": opinions[:, 4] / bases[1],
            "unsure_low": fewest / (n + fewest),
        }
    lowest |= {
        "agreement_ci_low": np.minimum(*(low for low, _ in agree)),
        "mean_ci_low": mean[0],
    }
    highest = {
        "agreement_ci_high": np.maximum(*(high for _, high in agree)),
        "mean_ci_high": mean[1],
    }
    for name, statistic in CONSENSUS.items():
        lowest[f"{name}_low"] = highest[f"{name}_high"] = statistic(opinions)
    return exact, lowest, highest


def _over(end: np.ufunc, figure: Floats, starts: npt.NDArray[np.int64]) -> Floats:
    return end.reduceat(figure, starts) if len(starts) else np.empty(0)


def _determined(low: Floats, high: Floats, starts: npt.NDArray[np.int64]) -> Floats:
    """A figure of each row where all of its worlds agree on it, else NaN."""
    lowest, highest = _over(np.minimum, low, starts), _over(np.maximum, high, starts)
    return np.where(lowest == highest, lowest, np.nan)


def _whole(figures: Floats) -> pd.arrays.IntegerArray:
    """Counts as whole numbers that may be missing."""
    missing = np.isnan(figures)
    return pd.arrays.IntegerArray(np.where(missing, 0, figures).astype(np.int64), missing)


def _order(found: Mapping[str, Any], filters: Filters) -> npt.NDArray[np.intp]:
    """Statements in the order asked for; the groups of one stand together, by their average."""
    items = found["item_id"]
    position = _of_items(filters.study, "position")
    listed = choices(filters.study).values.get(filters.split, ())
    groups = {choice.value: i for i, choice in enumerate(listed)}
    group = [groups.get(name, 0) for name in found["split_group"]]
    by_text = {"taxonomy": "code", "a-z": "label"}.get(filters.sort)
    rank: npt.NDArray[Any]
    if by_text:
        texts = _of_items(filters.study, by_text)
        rank = np.array([texts[item].lower() for item in items], dtype=np.str_)
    else:
        statement = np.unique(items, return_inverse=True)[1]
        figure = found[SORTED_BY[filters.sort]]
        rank = -(np.bincount(statement, figure) / np.maximum(np.bincount(statement), 1))[statement]
    places = np.array([position[item] for item in items], dtype=np.int64)
    return np.lexsort((np.array(group, dtype=np.int64), places, rank))


def cells(filters: Filters) -> pd.DataFrame:
    """The counts behind the figures, one row a cell: ``CELL_COLUMNS``."""
    rows = run("cells", parameters(filters))
    named = sources(filters.study)
    return rows.assign(source=[named[basis] for basis in rows["basis"]])[list(CELL_COLUMNS)]


def responses(filters: Filters) -> pd.DataFrame:
    """The answers of single respondents, if the study lets them be taken away, in random order of
    respondents: the columns ``RESPONSES``."""
    frame = run("responses", parameters(filters))
    rows = frame.astype(object).where(frame.notna(), None)
    return rows.assign(data_version=data_version())[list(columns.RESPONSES)]
