"""All that the Agreement page shows for given filters, made once and cached."""

from dataclasses import dataclass

import pandas as pd

from charts.agreement import agreement_specification
from charts.specification import Specification, as_arrow
from queries import sentences
from queries.agreement import COLUMNS, Study, agreement, studies
from queries.alternative_text import alternative_text
from queries.database import cached
from queries.filters import Filters
from queries.sentences import KeyFigure
from views.simulated import marked


@dataclass(frozen=True)
class AgreementView:
    """What is shown: ``chart`` is None if no statement fits the filters."""

    rows: pd.DataFrame
    title: str
    sentence: str
    key_figures: list[KeyFigure]
    chart: Specification | None
    alternative_text: str
    notes: str


@cached
def agreement_view(filters: Filters, form: str) -> AgreementView:
    """The view for these filters and this form of chart."""
    study = studies()[filters.study]
    rows = agreement(filters)
    sentence = sentences.sentence(rows, filters, study)
    title = sentences.title(rows, filters, study)
    return AgreementView(
        rows=rows[list(COLUMNS)],
        title=title,
        sentence=sentence,
        key_figures=sentences.key_figures(rows, study),
        chart=as_arrow(draw(rows, title, study, form)) if len(rows) else None,
        alternative_text=alternative_text(rows, filters, study),
        notes=sentences.notes(rows, filters, study),
    )


def draw(rows: pd.DataFrame, title: str, study: Study, form: str) -> Specification:
    """The chart of rows of ``agreement``; at least one."""
    drawn = agreement_specification(rows, title, study.minimum_group_size, form)
    return marked(drawn, study)
