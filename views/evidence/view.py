"""The evidence map: the view, its tables and its page."""

import pandas as pd

from charts.specification import Specification
from queries.database import cached
from queries.study import expert_studies
from views.evidence.chart import evidence_specification, prepare
from views.evidence.columns import EVIDENCE_COLUMNS, ITEM_COLUMNS
from views.evidence.filters import EvidenceFilters
from views.evidence.rows import evidence, judged_items, judged_items_shown
from views.evidence.words import sentence, words
from views.filter_kinds import describe
from views.meta import mitigation_meta
from views.panel import Places, panel_of_places
from views.view import Appearance, Page, Table, TableResult, View, ViewKind, appearance_of_page


def evidence_view(filters: EvidenceFilters, _appearance: Appearance) -> View:
    """The view for these filters."""
    return _view(filters)


@cached
def _view(filters: EvidenceFilters) -> View:
    rows, items = evidence(filters), judged_items()
    said = words(rows, expert_studies(), describe(filters))

    def draw(some: pd.DataFrame) -> Specification:
        return evidence_specification(some, items, said.heading, int(rows["mitigations"].max()))

    return View(
        name="evidence",
        rows=rows,
        words=said,
        panels=panel_of_places(
            Places(rows, "code", ("Subcategory", "Subcategories"), draw),
            said.alternative_text,
            identifier="evidence_map",
        ),
    )


def _evidence_table(filters: EvidenceFilters) -> TableResult:
    return TableResult(evidence(filters), _meta(filters))


def _items_table(filters: EvidenceFilters) -> TableResult:
    return TableResult(judged_items_shown(filters), _meta(filters))


def _meta(filters: EvidenceFilters) -> dict[str, object]:
    said = {"sentence": sentence(evidence(filters))}
    return said | mitigation_meta(filters, expert_studies())


TABLES = (
    Table(
        "evidence",
        "These rows",
        "What is proposed under each subcategory, what experts were asked, and how far they agree.",
        EVIDENCE_COLUMNS,
        _evidence_table,
    ),
    Table(
        "items",
        "Every statement and measure",
        "Every statement and measure put to experts, with what is known of the agreement with it.",
        ITEM_COLUMNS,
        _items_table,
    ),
)
EVIDENCE = ViewKind(
    page=Page(
        "evidence",
        "evidence.py",
        "Evidence map",
        "What is proposed, what experts were asked, how far they agree, and what was not asked.",
        EvidenceFilters,
        appearance_of_page(("Map", "Table", "How to read this")),
    ),
    view=evidence_view,
    tables=TABLES,
    studies=lambda _filters: expert_studies(),
    of_mitigations=True,
    charts=(prepare,),
)
