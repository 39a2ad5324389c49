"""All that the Compare page shows for given filters, made once and cached."""

from dataclasses import dataclass

import pandas as pd

from charts.compare import compare_specification
from charts.specification import Specification, as_arrow
from queries import compare_sentences
from queries.agreement import studies
from queries.compare import CompareFilters, compare
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
def compare_view(filters: CompareFilters) -> CompareView:
    """The view for these filters; its rows have a reading each."""
    rows = compare(filters)
    sentence = compare_sentences.sentence(rows, filters)
    title = compare_sentences.title(rows, filters)
    remarks = [
        compare_sentences.overall_reading(filters),
        compare_sentences.detectable(filters),
        compare_sentences.family(filters),
    ]
    readings = [compare_sentences.reading(row, filters) for row in records(rows)]
    return CompareView(
        rows=rows.assign(reading=readings),
        title=title,
        sentence=sentence,
        remarks=[remark for remark in remarks if remark],
        chart=as_arrow(draw(rows, title, filters)) if len(rows) else None,
        alternative_text=f"{title.replace(chr(10), '. ')}. {sentence}",
        notes=compare_sentences.notes(rows, filters),
    )


def draw(rows: pd.DataFrame, title: str, filters: CompareFilters) -> Specification:
    """The chart of rows of ``comparison``; at least one."""
    measure = "mean" if filters.measure == "mean" else "share"
    drawn = compare_specification(rows, title, measure)
    return marked(drawn, studies()[filters.study])
