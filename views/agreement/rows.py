"""How far respondents agree with each statement, under the filters, and how sure that is."""

from collections.abc import Mapping
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis import distribution
from data.answer_options import AGREEMENT_SCALE
from data.scales import LARGEST_SCALE, Scale
from queries.build_info import data_version
from queries.column import Column
from queries.database import SqlParameters, cached, column_arrays, run
from queries.study import group_members, items, question_of, sources, studies
from views.agreement.columns import (
    CELLS,
    ENDS,
    FURTHER,
    RESPONSES,
    agreement_columns,
    answer_column,
)
from views.agreement.filters import AgreementFilters
from views.agreement.weighted_figures import weighted_figures
from views.filter_kinds import sql_parameters

Floats = npt.NDArray[np.float64]

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
    "lower_quartile": distribution.lower_quartile,
    "median": distribution.median,
    "upper_quartile": distribution.upper_quartile,
    "variance": distribution.variance,
}
# What is given only if all worlds agree on it, and what as the lowest and the highest over them.
EXACT = (*SPREAD, "standard_error")
PAIRS = {
    "mean_ci": ("mean_ci_low", "mean_ci_high"),
    "van_der_eijk_a": ("van_der_eijk_a",) * 2,
    "consensus": ("consensus",) * 2,
}
PEOPLE = ("n_respondents", "n_opinion")


def agreement(filters: AgreementFilters) -> pd.DataFrame:
    """Agreement with each statement (and group, if split), in the order asked for.

    Returns one row a statement and group: ``agreement_columns``, then ``statement``, ``category``,
    ``n_base`` (the lowest possible base of the shares) and ``worlds``, the answer counts of each
    world as an array of shape (worlds, opinions + 2): the opinions, then the lowest and highest
    number of don't-knows. Shares run from 0 to 1, means over the scores of the scale. ``median``,
    ``standard_error``, ``variance``, ``n_respondents`` and ``n_opinion`` are empty where worlds
    differ on them. Of a weighted study, all figures but counts are weighted, and there are
    ``weights`` too: see ``weighted_figures``.
    """
    return agreement_and_hidden(sql_parameters(filters))[0]


def agreement_and_hidden(parameters: SqlParameters) -> tuple[pd.DataFrame, bool]:
    """``agreement`` under the SQL parameters of filters, and whether groups are left out because
    they must not be shown."""
    arrays: dict[str, Any] = column_arrays("agreement", parameters)
    shown = ~arrays["hidden"]
    arrays = {name: figures[shown] for name, figures in arrays.items()}
    question = question_of(str(parameters["study"]), str(parameters["question"]))
    scale = question.scale or AGREEMENT_SCALE
    worlds = [_of_scale(np.stack([*world]), scale) for world in arrays["worlds"]]
    arrays["risk_areas"] = arrays["risk_areas"].astype(np.int64)
    arrays |= _figures_of_worlds(worlds, arrays["risk_areas"], scale)
    weighted = studies()[str(parameters["study"])].weighted
    if weighted:
        arrays |= weighted_figures(parameters, arrays, scale)
    order = _order(arrays, parameters)
    weights = arrays.pop("weights", None)
    further = {"weights": [weights[i] for i in order]} if weighted else {}
    arrays = {name: figures[order] for name, figures in arrays.items()} | further
    arrays["worlds"] = [worlds[i][:, :-2] for i in order]
    counted = [f"{answer.option_id}_{end}" for answer in scale.answers for end in ENDS]
    arrays |= {name: _whole(arrays[name]) for name in (*PEOPLE, *counted)}
    arrays |= _texts(arrays, parameters)
    columns = (*agreement_columns(question, weighted=weighted), *EXTRA_COLUMNS, *further)
    return pd.DataFrame({name: arrays[name] for name in columns}), not shown.all()


def _of_scale(world: Floats, scale: Scale) -> Floats:
    """The counts of the scale's opinions, then fewest and most don't-knows, lowest and highest
    base; from counts of as many opinions as there can be, then the same."""
    return np.hstack([world[:, : len(scale.opinions)], world[:, LARGEST_SCALE:]])


def cells(filters: AgreementFilters) -> pd.DataFrame:
    """The counts behind the figures, one row a cell: the columns ``cell_columns``."""
    frame = run("cells", sql_parameters(filters))
    source_of = sources()[filters.study]
    rows = frame.assign(source=[source_of[basis] for basis in frame["basis"]])
    return rows[list(cell_columns(filters))]


def cell_columns(filters: AgreementFilters) -> dict[str, Column]:
    """The columns of ``cells``: those of every study, then those that this study has besides."""
    further = {
        name: column for name, column in FURTHER.items() if (filters.study, name) in group_members()
    }
    answer = {"answer": answer_column(question_of(filters.study, filters.question))}
    return CELLS | answer | further


def responses(filters: AgreementFilters) -> pd.DataFrame:
    """The answers of single respondents, if the study lets them be taken away, in random order of
    respondents: the columns ``RESPONSES``."""
    frame = run("responses", sql_parameters(filters))
    rows = frame.astype(object).where(frame.notna(), None)
    return rows.assign(data_version=data_version())[list(RESPONSES)]


@cached
def item_agreement(study: str, item_id: str) -> pd.DataFrame:
    """Agreement with one item: all respondents, then each affiliation that is told apart."""
    everyone = agreement(AgreementFilters(study=study))
    split = agreement(AgreementFilters(study=study, split="affiliation"))
    together = pd.concat([everyone.assign(split="affiliation"), split], ignore_index=True)
    return together[together["item_id"] == item_id].reset_index(drop=True)


def _order(arrays: Mapping[str, Any], parameters: SqlParameters) -> npt.NDArray[np.intp]:
    """Statements in the order asked for; the groups of one stand together, by their average."""
    study, sort = str(parameters["study"]), str(parameters["sort"])
    item_ids, of_items = arrays["item_id"], items()[study]
    groups = list(group_members().get((study, str(parameters["split"])), ()))
    group = [groups.index(name) if name in groups else 0 for name in arrays["split_group"]]
    by_text = {"taxonomy": "code", "a-z": "label"}.get(sort)
    rank: npt.NDArray[Any]
    if by_text:
        texts = [of_items[by_text][item] or "" for item in item_ids]
        rank = np.array([text.lower() for text in texts], dtype=np.str_)
    else:
        statement = np.unique(item_ids, return_inverse=True)[1]
        figure = arrays[SORTED_BY[sort]]
        rank = -(np.bincount(statement, figure) / np.maximum(np.bincount(statement), 1))[statement]
    places = np.array([of_items["position"][item] for item in item_ids], dtype=np.int64)
    return np.lexsort((np.array(group, dtype=np.int64), places, rank))


def _texts(arrays: Mapping[str, Any], parameters: SqlParameters) -> dict[str, list[str]]:
    """What stands in words in each row."""
    item_ids, groups, bases = arrays["item_id"], arrays["split_group"], arrays["basis"]
    study, everyone = str(parameters["study"]), _group_name(parameters)
    of_items, source_of = items()[study], sources()[study]
    same = {
        "study_id": study,
        "split": parameters["split"],
        "base": parameters["base"],
        "data_version": data_version(),
    }
    return {
        **{name: [of_items[name][item] for item in item_ids] for name in ITEM_COLUMNS},
        **{name: [value] * len(item_ids) for name, value in same.items()},
        "group": [everyone if same["split"] == "none" else group for group in groups],
        "source": [source_of[basis] for basis in bases],
    }


def _group_name(parameters: Mapping[str, Any]) -> str:
    """What the respondents of an unsplit row are called."""
    chosen, about = (
        [" or ".join(parameters[name]) for name in names if parameters[name]]
        for names in (("expertise", "affiliation", "subgroup"), ("risk_area",))
    )
    return ", ".join([*chosen, *(f"about {areas}" for areas in about)]) or "All respondents"


def _figures_of_worlds(
    worlds: list[Floats], risk_areas: npt.NDArray[np.int64], scale: Scale
) -> dict[str, Floats]:
    """Figures of each row over its worlds: determined, lowest, and highest; no rows, no figures."""
    stacked = np.concatenate([*worlds, np.empty((0, len(scale.opinions) + 4))])
    lengths = [len(world) for world in worlds]
    starts = np.cumsum([0, *lengths])[:-1]
    answers_each = np.repeat(risk_areas, lengths)[:, None]
    exact, lowest, highest = _figures_of_each_world(stacked, answers_each, scale)
    return {
        **{name: _determined(*ends, starts) for name, ends in exact.items()},
        **{name: _over(np.minimum, figure, starts) for name, figure in lowest.items()},
        **{name: _over(np.maximum, figure, starts) for name, figure in highest.items()},
    }


def _figures_of_each_world(
    counts: Floats, answers_each: npt.NDArray[np.int64], scale: Scale
) -> tuple[dict[str, tuple[Floats, Floats]], dict[str, Floats], dict[str, Floats]]:
    """What is given if all worlds of a row agree (with its lowest and highest end in each world),
    what as the lowest over worlds, and what as the highest.

    Where each person gave several answers, how sure a figure is depends on the number of people:
    the answers of one person may be all alike.
    """
    opinions, (fewest, most, *bases) = counts[:, :-4], counts[:, -4:].T
    n, people = opinions.sum(axis=1), opinions / answers_each
    exact = {"n_opinion": (n, n), "n_respondents": (n + fewest, n + most)}
    agreeing = people[:, list(scale.places("for"))].sum(axis=1)
    agree = [distribution.share_interval(agreeing, of / answers_each[:, 0]) for of in bases]
    with np.errstate(divide="ignore", invalid="ignore"):
        lowest = {
            "strong_agreement_low": opinions[:, -1] / bases[1],
            "unsure_low": fewest / (n + fewest),
        }
    lowest["agreement_ci_low"] = np.minimum(*(low for low, _ in agree))
    highest = {"agreement_ci_high": np.maximum(*(high for _, high in agree))}
    for place, option in enumerate(scale.opinions):
        lowest[f"{option.option_id}_low"] = highest[f"{option.option_id}_high"] = opinions[:, place]
    if scale.unsure:
        lowest[f"{scale.unsure.option_id}_low"] = fewest
        highest[f"{scale.unsure.option_id}_high"] = most
    scored = _figures_of_scores(opinions, people, scale.scores)
    exact |= {name: (figure, figure) for name, figure in scored.items() if name in EXACT}
    for name, ends in PAIRS.items():
        lowest[f"{name}_low"], highest[f"{name}_high"] = (scored[end] for end in ends)
    return exact, lowest, highest


def _figures_of_scores(
    opinions: Floats, people: Floats, scores: Floats | None
) -> dict[str, Floats]:
    """What is worked out of the scores of answers; NaN if they have none."""
    if scores is None:
        return dict.fromkeys(
            (*EXACT, *chain.from_iterable(PAIRS.values())), np.full(len(opinions), np.nan)
        )
    low, high = distribution.mean_interval(people, scores)
    return {
        **{name: statistic(opinions, scores) for name, statistic in SPREAD.items()},
        "standard_error": distribution.standard_error(people, scores),
        "mean_ci_low": low,
        "mean_ci_high": high,
        "van_der_eijk_a": distribution.van_der_eijk_agreement(opinions),
        "consensus": distribution.consensus(opinions, scores),
    }


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
