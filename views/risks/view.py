"""All risks, and what is known of each: the view, its tables and its page."""

import pandas as pd

from charts.specification import Specification
from queries.build_info import data_version
from queries.database import cached
from queries.records import Row, records
from views.filter_kinds import describe
from views.meta import risk_meta
from views.panel import Places, panel_of_places
from views.risks.chart import prepare, risks_specification
from views.risks.columns import ASKED_COLUMNS, INCIDENT_COLUMNS, RISK_COLUMNS
from views.risks.filters import RisksFilters
from views.risks.rows import asked_about, incidents, linked_studies, risks
from views.risks.words import governed, sentence, words
from views.view import Appearance, Page, Table, TableResult, View, ViewKind, appearance_of_page


def risks_view(filters: RisksFilters, _appearance: Appearance) -> View:
    """The view for these filters."""
    return _view(filters)


@cached
def _view(filters: RisksFilters) -> View:
    rows = risks(filters)
    said = words(rows, linked_studies(), describe(filters), data_version())
    right = max(map(_share_governed, records(rows)))

    def draw(some: pd.DataFrame) -> Specification:
        return risks_specification(some, said.heading, right)

    return View(
        name="risks",
        rows=rows,
        words=said,
        panels=panel_of_places(
            Places(rows, "code", ("Risk", "Risks"), draw), said.alternative_text, identifier="risks"
        ),
    )


def _share_governed(row: Row) -> float:
    return governed(row) / int(row["documents_in_all"])


def _risks_table(filters: RisksFilters) -> TableResult:
    return TableResult(risks(filters), _meta(filters))


def _asked_table(filters: RisksFilters) -> TableResult:
    return TableResult(asked_about(filters), _meta(filters))


def _incidents_table(filters: RisksFilters) -> TableResult:
    return TableResult(incidents(filters.domain), _meta(filters))


def _meta(filters: RisksFilters) -> dict[str, object]:
    return {"sentence": sentence(risks(filters))} | risk_meta(filters, linked_studies())


TABLES = (
    Table(
        "risks",
        "These risks",
        "The risks, how many studies asked about each, and how many documents govern it.",
        RISK_COLUMNS,
        _risks_table,
    ),
    Table(
        "risks_asked_about",
        "What each study asked",
        "How much each study asked about each risk, by how close it is.",
        ASKED_COLUMNS,
        _asked_table,
    ),
    Table(
        "incidents",
        "Incidents by year",
        "Incidents on record by year and domain of risk.",
        INCIDENT_COLUMNS,
        _incidents_table,
    ),
)
RISKS = ViewKind(
    page=Page(
        "risks",
        "risks.py",
        "Risks",
        "Which risks there are, what was asked about each, what governs it, what happened.",
        RisksFilters,
        appearance_of_page(("Chart", "Table", "How to read this")),
    ),
    view=risks_view,
    tables=TABLES,
    studies=lambda _filters: linked_studies(),
    of_risks=True,
    charts=(prepare,),
)
