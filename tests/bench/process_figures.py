"""How long the steps behind a view take, each on its own and within this process."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from charts.agreement import agreement_specification
from exports.tables import to_csv, to_json, to_parquet
from queries.agreement import agreement, agreement_parameters, studies
from queries.columns import AGREEMENT
from queries.database import column_arrays
from queries.filters import Filters
from queries.sentences import title
from views.tables import answer_agreement

REPEATS = 200
# The default view, and the largest that visitors can ask for.
DEFAULT, SPLIT = Filters(), Filters(split="affiliation")


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
    study = studies()[SPLIT.study]
    rows = agreement(SPLIT)
    heading = title(rows, SPLIT, study)
    answer = answer_agreement(SPLIT)
    return ProcessFigures(
        query=max(_query(DEFAULT), _query(SPLIT)),
        frame=_median(lambda: agreement(SPLIT)),
        chart=_median(
            lambda: agreement_specification(rows, heading, study.minimum_group_size, "diverging")
        ),
        csv=_median(lambda: to_csv(answer.rows)),
        json=_median(lambda: to_json(answer.rows, answer.meta)),
        parquet=_median(lambda: to_parquet(answer.rows, answer.meta, AGREEMENT)),
    )


def _query(filters: Filters) -> float:
    parameters = agreement_parameters(filters)
    return _median(lambda: column_arrays("agreement", parameters))


def _median(step: Callable[[], object]) -> float:
    return median(_seconds(step) for _ in range(REPEATS))


def _seconds(step: Callable[[], object]) -> float:
    start = time.perf_counter()
    step()
    return time.perf_counter() - start
