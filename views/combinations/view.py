"""Which measures experts would combine: the view, and its table."""

from queries.build_info import data_version
from queries.database import cached
from queries.study import studies
from views.agreement.filters import AgreementFilters
from views.combinations.chart import combinations_specification
from views.combinations.columns import COMBINATIONS
from views.combinations.rows import MOST_DRAWN, combinations
from views.combinations.words import sentence, words
from views.meta import survey_meta
from views.panel import Panel, panel
from views.view import Appearance, Table, TableResult, View


def combinations_view(filters: AgreementFilters, _appearance: Appearance) -> View:
    """The view for these filters; no chart if the study did not ask for combinations."""
    return _view(filters)


@cached
def _view(filters: AgreementFilters) -> View:
    rows, study = combinations(filters), studies()[filters.study]
    said = words(rows, filters, study, data_version())
    panels: tuple[Panel, ...] = ()
    if not rows.empty:
        chart = combinations_specification(rows, said.heading, MOST_DRAWN)
        panels = (panel(chart, said.alternative_text, identifier="combinations_chart"),)
    return View(name="combinations", rows=rows, words=said, panels=panels)


def _table(filters: AgreementFilters) -> TableResult:
    rows = combinations(filters)
    said = {"sentence": sentence(rows, studies()[filters.study])}
    return TableResult(rows, said | survey_meta(filters))


TABLES = (
    Table(
        "combinations",
        "These combinations",
        "How often two items stand in the same combination that a respondent prefers.",
        COMBINATIONS,
        _table,
    ),
)
