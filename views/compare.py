"""All that the Compare page shows for given filters, made once and remembered."""

from dataclasses import dataclass

import pandas as pd

from charts.comparison import comparison_specification
from charts.specification import Specification, as_arrow
from queries import comparison_sentences
from queries.agreement import studies
from queries.comparison import ComparisonFilters, comparison
from queries.database import remembered
from queries.records import records
from views.simulated import marked


@dataclass(frozen=True)
class CompareView:
    """What is shown: ``chart`` is None if no statement fits the filters."""

    rows: pd.DataFrame
    sentence: str
    remarks: list[str]
    chart: Specification | None
    alternative_text: str
    notes: str


@remembered
def compare_view(asked: ComparisonFilters) -> CompareView:
    """The view for these filters; its rows have a reading each."""
    rows = comparison(asked)
    sentence = comparison_sentences.sentence(rows, asked)
    title = comparison_sentences.title(rows, asked)
    measure = "mean" if asked.measure == "mean" else "share"
    chart = None
    if len(rows):
        drawn = comparison_specification(rows, title, measure)
        chart = as_arrow(marked(drawn, studies()[asked.study]))
    remarks = [
        comparison_sentences.overall_reading(asked),
        comparison_sentences.detectable(asked),
        comparison_sentences.family(asked),
    ]
    readings = [comparison_sentences.reading(row, asked) for row in records(rows)]
    return CompareView(
        rows=rows.assign(reading=readings),
        sentence=sentence,
        remarks=[remark for remark in remarks if remark],
        chart=chart,
        alternative_text=f"{title.replace(chr(10), '. ')}. {sentence}",
        notes=comparison_sentences.notes(rows, asked),
    )
