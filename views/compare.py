"""All that the Compare page shows for given filters, made once and cached."""

from dataclasses import dataclass

import pandas as pd

from charts.comparison import comparison_specification
from charts.specification import Specification, as_arrow
from queries import comparison_sentences
from queries.agreement import studies
from queries.comparison import ComparisonFilters, comparison
from queries.database import cached
from queries.records import records
from views.simulated import marked


@dataclass(frozen=True)
class CompareView:
    """What is shown: ``chart`` is None if no statement fits the filters."""

    rows: pd.DataFrame
    title: str
    sentence: str
    remarks: list[str]
    chart: Specification | None
    alternative_text: str
    notes: str


@cached
def compare_view(filters: ComparisonFilters) -> CompareView:
    """The view for these filters; its rows have a reading each."""
    rows = comparison(filters)
    sentence = comparison_sentences.sentence(rows, filters)
    title = comparison_sentences.title(rows, filters)
    remarks = [
        comparison_sentences.overall_reading(filters),
        comparison_sentences.detectable(filters),
        comparison_sentences.family(filters),
    ]
    readings = [comparison_sentences.reading(row, filters) for row in records(rows)]
    return CompareView(
        rows=rows.assign(reading=readings),
        title=title,
        sentence=sentence,
        remarks=[remark for remark in remarks if remark],
        chart=as_arrow(draw(rows, title, filters)) if len(rows) else None,
        alternative_text=f"{title.replace(chr(10), '. ')}. {sentence}",
        notes=comparison_sentences.notes(rows, filters),
    )


def draw(rows: pd.DataFrame, title: str, filters: ComparisonFilters) -> Specification:
    """The chart of rows of ``comparison``; at least one."""
    measure = "mean" if filters.measure == "mean" else "share"
    drawn = comparison_specification(rows, title, measure)
    return marked(drawn, studies()[filters.study])
