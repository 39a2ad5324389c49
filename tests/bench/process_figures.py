"""How long the steps behind a view take, each on its own and within this process."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from statistics import median

from exports.formats import FORMATS
from queries.database import column_arrays
from queries.study import studies
from views.agreement.chart import agreement_specification
from views.agreement.filters import AgreementFilters
from views.agreement.rows import agreement
from views.filter_kinds import sql_parameters
from views.registry import tables

REPEATS = 200
# The default view, and the largest that visitors can ask for.
DEFAULT, SPLIT = AgreementFilters(), AgreementFilters(split="affiliation")


@dataclass(frozen=True)
class ProcessFigures:
    """Median times in seconds, of the view that takes longer or of the one that is split."""

    query: float
    frame: float
    chart: float
    csv: float
    json: float
    parquet: float


def measure() -> ProcessFigures:
    few = studies()[SPLIT.study].minimum_group_size
    rows = agreement(SPLIT)
    _, table = tables()["agreement"]
    result = table.result(SPLIT)
    files = {
        ending: _median(partial(FORMATS[ending].to_file, result.rows, result.meta, table.columns))
        for ending in ("csv", "json", "parquet")
    }
    return ProcessFigures(
        query=max(_query(DEFAULT), _query(SPLIT)),
        frame=_median(lambda: agreement(SPLIT)),
        chart=_median(lambda: agreement_specification(rows, "Title", few, "diverging")),
        **files,
    )


def _query(filters: AgreementFilters) -> float:
    parameters = sql_parameters(filters)
    return _median(lambda: column_arrays("agreement", parameters))


def _median(step: Callable[[], object]) -> float:
    return median(_seconds(step) for _ in range(REPEATS))


def _seconds(step: Callable[[], object]) -> float:
    start = time.perf_counter()
    step()
    return time.perf_counter() - start
