"""The lists that people make of a survey: the view, its table, and its page."""

import pandas as pd

from charts.specification import Specification
from queries.database import cached
from queries.study import studies
from views.filter_kinds import describe
from views.findings.chart import prepare, ranked_list_specification
from views.findings.columns import FINDINGS_COLUMNS
from views.findings.filters import FindingsFilters
from views.findings.rows import findings
from views.findings.words import solidity, words
from views.guide import guide_of
from views.meta import survey_meta
from views.panel import Places, panel_of_places
from views.view import Page, Table, TableResult, View, ViewKind, appearance_of_page


@cached
def findings_view(filters: FindingsFilters) -> View:
    """The view for these filters."""
    rows, study = findings(filters), studies()[filters.study]
    said = words(rows, filters, study, describe(filters))

    def draw(some: pd.DataFrame) -> Specification:
        invited = filters.invited == "yes"
        return ranked_list_specification(
            some, said.heading, study.items, show_invited=invited, every=rows
        )

    return View(
        name="findings",
        rows=rows,
        words=said,
        panels=panel_of_places(
            Places(rows, "item_id", ("Statement", "Statements"), draw),
            said.alternative_text,
            identifier="findings",
        ),
        meta={"solidity": solidity(rows)},
    )


def guide() -> str:
    """How to read the view, as Markdown."""
    return guide_of("findings")


def _findings_table(filters: FindingsFilters) -> TableResult:
    view = findings_view(filters)
    said = {"sentence": view.words.sentence, **view.meta}
    return TableResult(view.rows, said | survey_meta(filters))


TABLES = (
    Table(
        "findings",
        "These rows",
        "The statements in a list, such as the strongest consensus, and how solid their ranks are.",
        FINDINGS_COLUMNS,
        _findings_table,
    ),
)
FINDINGS = ViewKind(
    page=Page(
        address="findings",
        file="findings.py",
        title="Findings",
        purpose="The lists that people make, from consensus to disagreement, and how solid each "
        "is.",
        filters=FindingsFilters,
        appearance=appearance_of_page(("Chart", "Table", "How to read this")),
    ),
    view=lambda filters, _appearance: findings_view(filters),
    tables=TABLES,
    studies=lambda filters: [studies()[filters.study]],
    charts=(prepare,),
)
