"""All that the Agreement page shows for given filters, made once and remembered."""

from dataclasses import dataclass

import pandas as pd

from charts.agreement import agreement_specification
from charts.specification import Specification, as_arrow
from queries import sentences
from queries.agreement import COLUMNS, agreement, studies
from queries.database import remembered
from queries.filters import Filters
from queries.sentences import KeyFigure
from views.simulated import marked


@dataclass(frozen=True)
class AgreementView:
    """What is shown: ``chart`` is None if no statement fits the filters."""

    rows: pd.DataFrame
    sentence: str
    key_figures: list[KeyFigure]
    chart: Specification | None
    alternative_text: str
    notes: str


@remembered
def agreement_view(asked: Filters, form: str) -> AgreementView:
    """The view for these filters and this form of chart."""
    study = studies()[asked.study]
    rows = agreement(asked)
    sentence = sentences.sentence(rows, asked, study)
    title = sentences.title(rows, asked, study)
    chart = None
    if len(rows):
        few_answers = study.minimum_group_size
        drawn = agreement_specification(rows, title, few_answers, form)
        chart = as_arrow(marked(drawn, study))
    return AgreementView(
        rows=rows[list(COLUMNS)],
        sentence=sentence,
        key_figures=sentences.key_figures(rows, study),
        chart=chart,
        alternative_text=f"{title.replace(chr(10), '. ')}. {sentence}",
        notes=sentences.notes(rows, asked, study),
    )
