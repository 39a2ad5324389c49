"""All that the Findings page shows for given filters, made once and cached."""

from dataclasses import dataclass

import pandas as pd

from charts.ranked_list import ranked_list_specification
from charts.specification import Specification, as_arrow
from queries import findings_sentences
from queries.agreement import studies
from queries.database import cached
from queries.findings import FindingsFilters, findings
from views.simulated import marked


@dataclass(frozen=True)
class FindingsView:
    """What is shown: ``chart`` is None if no statement is in the list."""

    rows: pd.DataFrame
    title: str
    sentence: str
    remarks: list[str]
    chart: Specification | None
    alternative_text: str
    notes: str


@cached
def findings_view(filters: FindingsFilters) -> FindingsView:
    """The view for these filters."""
    rows = findings(filters)
    sentence = findings_sentences.sentence(rows, filters)
    title = findings_sentences.title(rows, filters)
    remarks = [
        findings_sentences.solidity(rows, filters),
        findings_sentences.what_would_change(rows),
        findings_sentences.invited(filters),
    ]
    return FindingsView(
        rows=rows,
        title=title,
        sentence=sentence,
        remarks=[remark for remark in remarks if remark],
        chart=as_arrow(draw(rows, title, filters, rows)) if len(rows) else None,
        alternative_text=f"{title.replace(chr(10), '. ')}. {sentence}",
        notes=findings_sentences.notes(rows, filters),
    )


def draw(
    rows: pd.DataFrame, title: str, filters: FindingsFilters, every: pd.DataFrame
) -> Specification:
    """The chart of rows of ``findings``, at least one, on the scale of all rows of the list."""
    study = studies()[filters.study]
    invited = filters.invited == "yes"
    drawn = ranked_list_specification(rows, title, study.items, show_invited=invited, every=every)
    return marked(drawn, study)
