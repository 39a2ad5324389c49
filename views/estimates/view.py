"""A study that publishes estimates, each with its interval: the view, and its table."""

import pandas as pd

from charts.specification import Specification
from queries.database import cached
from queries.study import question_of, studies
from views.agreement.filters import AgreementFilters
from views.estimates.chart import estimates_specification
from views.estimates.columns import ESTIMATES
from views.estimates.rows import estimates
from views.estimates.words import sentence, words
from views.filter_kinds import describe
from views.meta import survey_meta
from views.panel import Places, panel_of_places
from views.view import Appearance, Table, TableResult, View


def estimates_view(filters: AgreementFilters, _appearance: Appearance) -> View:
    """The view for these filters."""
    return _view(filters)


@cached
def _view(filters: AgreementFilters) -> View:
    rows, study = estimates(filters), studies()[filters.study]
    said = words(rows, study, question_of(filters.study, filters.question), describe(filters))

    def draw(some: pd.DataFrame) -> Specification:
        return estimates_specification(some, said.heading)

    return View(
        name="estimates",
        rows=rows,
        words=said,
        panels=panel_of_places(
            Places(rows, "item_id", ("Item", "Items"), draw),
            said.alternative_text,
            identifier="estimates",
        ),
    )


def _table(filters: AgreementFilters) -> TableResult:
    rows, question = estimates(filters), question_of(filters.study, filters.question)
    said = {
        "sentence": sentence(rows, studies()[filters.study], question),
        "question": question.label,
        "asked": question.stem,
    }
    return TableResult(rows, said | survey_meta(filters))


TABLES = (
    Table(
        "estimates",
        "These estimates",
        "The shares that a study estimates, each with its 95 % interval; there are no counts.",
        ESTIMATES,
        _table,
    ),
)
