"""The cells of two dimensions crossed: how many answered in each, and how many of them are for."""

import numpy as np
import pandas as pd

from analysis import distribution
from queries.build_info import data_version
from queries.database import cached, run
from queries.study import items, question_of, sources, studies
from views.agreement.filters import groups
from views.cross_table.columns import CROSS_TABLE
from views.cross_table.filters import ITEM, CrossTableFilters, items_asked
from views.filter_kinds import sql_parameters

# Where a cell stands, among what its study lists; only to be drawn.
PLACES = ("row_place", "column_place")


@cached
def cross_table(filters: CrossTableFilters) -> pd.DataFrame:
    """One row a cell that somebody answered in, row by row and each from left to right: the
    columns ``CROSS_TABLE``, then ``row_place`` and ``column_place``, the order of what is crossed.

    Shares run from 0 to 1. A hidden cell has no figures. A study without two dimensions has no
    rows.
    """
    if not filters.columns_by:
        return pd.DataFrame(columns=[*CROSS_TABLE, *PLACES])
    parameters = sql_parameters(filters)
    crossed = {"rows": filters.rows_by, "columns": filters.columns_by}
    frame = run("cross_table", parameters | crossed | {"item": filters.one_item or None})
    frame = _in_order(frame, filters)
    low, high = _intervals(frame[~frame["hidden"]])
    few = frame["n_low"] < studies()[filters.study].minimum_group_size
    labels, source_of = items()[filters.study]["label"], sources()[filters.study]
    basis = frame["basis"].fillna(next(iter(source_of)))
    return frame.assign(
        study_id=filters.study,
        question_id=question_of(filters.study, filters.question).question_id,
        label=frame["item_id"].map(labels),
        **crossed,
        **{
            f"{side}_group": frame[f"{side}_group"].map(labels if by == ITEM else str)
            for side, by in (("row", filters.rows_by), ("column", filters.columns_by))
        },
        base=str(parameters["base"]),
        **{name: frame[name].astype("Int64") for name in ("n_low", "n_high", "risk_areas")},
        agreement_ci_low=low,
        agreement_ci_high=high,
        few_answers=few.astype("boolean").mask(frame["hidden"]),
        basis=basis,
        source=basis.map(source_of),
        data_version=data_version(),
    )[[*CROSS_TABLE, *PLACES]]


def _in_order(frame: pd.DataFrame, filters: CrossTableFilters) -> pd.DataFrame:
    """Rows and columns in the order in which the study lists them."""
    places = {
        "row_place": frame["row_group"].map(_listed(filters, filters.rows_by)),
        "column_place": frame["column_group"].map(_listed(filters, filters.columns_by)),
    }
    return frame.assign(**places).sort_values(list(PLACES), ignore_index=True)


def _listed(filters: CrossTableFilters, dimension: str) -> dict[str, int]:
    """The place of each item or group of a dimension."""
    names = (
        items_asked(filters.study, filters.question)
        if dimension == ITEM
        else groups(filters.study, dimension).values()
    )
    return {name: place for place, name in enumerate(names)}


def _intervals(known: pd.DataFrame) -> tuple["pd.Series[float]", "pd.Series[float]"]:
    """Wilson's 95 % interval of each cell's share, the widest over its worlds.

    Where each person gave several answers, it is as wide as for the number of people.
    """
    if known.empty:
        return (pd.Series(dtype="float64"),) * 2
    worlds = [np.stack([*of_cell]) for of_cell in known["worlds"]]
    starts = np.cumsum([0, *(len(of_cell) for of_cell in worlds[:-1])])
    people = np.concatenate(
        [of_cell / areas for of_cell, areas in zip(worlds, known["risk_areas"], strict=True)]
    )
    agree, *bases = people.T
    intervals = [distribution.share_interval(agree, base) for base in bases]
    low = np.minimum.reduceat(np.minimum(*(low for low, _ in intervals)), starts)
    high = np.maximum.reduceat(np.maximum(*(high for _, high in intervals)), starts)
    return pd.Series(low, known.index), pd.Series(high, known.index)
