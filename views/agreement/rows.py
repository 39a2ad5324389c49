"""How far respondents agree with each statement, under the filters, and how sure that is."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis import distribution
from queries.build_info import data_version
from queries.database import SqlParameters, cached, column_arrays, run
from queries.study import group_members, items, sources
from views.agreement.columns import AGREEMENT, CELLS, COUNT_COLUMNS, RESPONSES
from views.agreement.filters import AgreementFilters
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
CONSENSUS = {
    "van_der_eijk_a": distribution.van_der_eijk_agreement,
    "consensus": distribution.consensus,
}
WHOLE_NUMBERS = ("n_respondents", "n_opinion", *COUNT_COLUMNS)


def agreement(filters: AgreementFilters) -> pd.DataFrame:
    """Agreement with each statement (and group, if split), in the order asked for.

    Returns one row a statement and group: ``AGREEMENT``, then ``statement``, ``category`` (name),
    ``n_base`` (the lowest possible base of the shares) and ``worlds``, the answer counts of each
    world as an array of shape (worlds, 7): the five opinions, then the lowest and highest number
    of don't-knows. Shares run from 0 to 1, means from -2 to 2. ``median``, ``standard_error``,
    ``variance``, ``n_respondents`` and ``n_opinion`` are empty where worlds differ on them.
    """
    return agreement_and_hidden(sql_parameters(filters))[0]


def agreement_and_hidden(parameters: SqlParameters) -> tuple[pd.DataFrame, bool]:
    """``agreement`` under the SQL parameters of filters, and whether groups are left out because
    they must not be shown."""
    arrays: dict[str, Any] = column_arrays("agreement", parameters)
    shown = ~arrays["hidden"]
    arrays = {name: figures[shown] for name, figures in arrays.items()}
    worlds = [np.stack([*world]) for world in arrays["worlds"]]
    arrays["risk_areas"] = arrays["risk_areas"].astype(np.int64)
    arrays |= _figures_of_worlds(worlds, arrays["risk_areas"])
    order = _order(arrays, parameters)
    arrays = {name: figures[order] for name, figures in arrays.items()}
    arrays["worlds"] = [worlds[i][:, :7] for i in order]
    arrays |= {name: _whole(arrays[name]) for name in WHOLE_NUMBERS}
    arrays |= _texts(arrays, parameters)
    rows = pd.DataFrame({name: arrays[name] for name in (*AGREEMENT, *EXTRA_COLUMNS)})
    return rows, not shown.all()


def cells(filters: AgreementFilters) -> pd.DataFrame:
    """The counts behind the figures, one row a cell: the columns ``CELLS``."""
    frame = run("cells", sql_parameters(filters))
    source_of = sources()[filters.study]
    return frame.assign(source=[source_of[basis] for basis in frame["basis"]])[list(CELLS)]


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
        rank = np.array([of_items[by_text][item].lower() for item in item_ids], dtype=np.str_)
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
        for names in (("expertise", "affiliation"), ("risk_area",))
    )
    return ", ".join([*chosen, *(f"about {areas}" for areas in about)]) or "All respondents"


def _figures_of_worlds(
    worlds: list[Floats], risk_areas: npt.NDArray[np.int64]
) -> dict[str, Floats]:
    """Figures of each row over its worlds: determined, lowest, and highest; no rows, no figures."""
    stacked = np.concatenate([*worlds, np.empty((0, 9))])
    lengths = [len(world) for world in worlds]
    starts = np.cumsum([0, *lengths])[:-1]
    answers_each = np.repeat(risk_areas, lengths)[:, None]
    exact, lowest, highest = _figures_of_each_world(stacked, answers_each)
    return {
        **{name: _determined(*ends, starts) for name, ends in exact.items()},
        **{name: _over(np.minimum, figure, starts) for name, figure in lowest.items()},
        **{name: _over(np.maximum, figure, starts) for name, figure in highest.items()},
    }


def _figures_of_each_world(
    counts: Floats, answers_each: npt.NDArray[np.int64]
) -> tuple[dict[str, tuple[Floats, Floats]], dict[str, Floats], dict[str, Floats]]:
    """What is given if all worlds of a row agree (with its lowest and highest end in each world),
    what as the lowest over worlds, and what as the highest.

    Where each person gave several answers, how sure a figure is depends on the number of people:
    the answers of one person may be all alike.
    """
    opinions, (fewest, most, *bases) = counts[:, :5], counts[:, 5:].T
    n = opinions.sum(axis=1)
    exact = {"n_opinion": (n, n), "n_respondents": (n + fewest, n + most)}
    exact |= {name: (figure := statistic(opinions), figure) for name, statistic in SPREAD.items()}
    people = opinions / answers_each
    error = distribution.standard_error(people)
    exact["standard_error"] = (error, error)
    agree = [
        distribution.share_interval(people[:, 3:].sum(axis=1), of / answers_each[:, 0])
        for of in bases
    ]
    mean = distribution.mean_interval(people)
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
