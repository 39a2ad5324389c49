"""The evidence map: the view, its tables and its page."""

from collections.abc import Sequence

import pandas as pd

from charts.specification import Specification
from queries.database import cached
from queries.study import Study, expert_studies, studies
from views.evidence.chart import evidence_specification, prepare
from views.evidence.columns import (
    ELSEWHERE_COLUMNS,
    EVIDENCE_COLUMNS,
    ITEM_COLUMNS,
    NO_COUNTERPART_COLUMNS,
)
from views.evidence.filters import EvidenceFilters
from views.evidence.rows import (
    asked_elsewhere,
    evidence,
    judged_items,
    judged_items_shown,
    other_studies,
    without_counterpart,
)
from views.evidence.words import Asking, no_counterpart_sentence, sentence, words
from views.filter_kinds import describe
from views.meta import mitigation_meta
from views.panel import Places, panel_of_places
from views.view import Appearance, Page, Table, TableResult, View, ViewKind, appearance_of_page


def evidence_view(filters: EvidenceFilters, _appearance: Appearance) -> View:
    """The view for these filters."""
    return _view(filters)


@cached
def _view(filters: EvidenceFilters) -> View:
    rows, items, elsewhere = evidence(filters), judged_items(), asked_elsewhere(filters)
    said = words(rows, elsewhere, Asking(expert_studies(), other_studies()), describe(filters))

    def draw(some: pd.DataFrame) -> Specification:
        most = int(rows["mitigations"].max())
        return evidence_specification(some, items, elsewhere, said.heading, most)

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


def _elsewhere_table(filters: EvidenceFilters) -> TableResult:
    return TableResult(asked_elsewhere(filters), _meta(filters, other_studies()))


def _no_counterpart_table(_filters: EvidenceFilters) -> TableResult:
    """The items without a place, whatever the filters."""
    rows = without_counterpart()
    asking = [studies()[study] for study in dict.fromkeys(rows["study_id"])]
    said = {"sentence": no_counterpart_sentence(rows)}
    return TableResult(rows, said | mitigation_meta(EvidenceFilters(), asking))


def _meta(filters: EvidenceFilters, asking: Sequence[Study] = ()) -> dict[str, object]:
    said = {"sentence": sentence(evidence(filters), asked_elsewhere(filters))}
    return said | mitigation_meta(filters, asking or expert_studies())


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
    Table(
        "asked_elsewhere",
        "What other studies asked",
        "What studies of other people asked under each subcategory, each on a scale of its own, "
        "with the share that is for.",
        ELSEWHERE_COLUMNS,
        _elsewhere_table,
    ),
    Table(
        "no_counterpart",
        "Items with no place",
        "Every item of every study that has no place in the taxonomy, and why; filters do not "
        "narrow it.",
        NO_COUNTERPART_COLUMNS,
        _no_counterpart_table,
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
    studies=lambda _filters: [*expert_studies(), *other_studies()],
    of_mitigations=True,
    charts=(prepare,),
)
