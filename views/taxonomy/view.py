"""All mitigations by category and document: the view, its tables and its page."""

from dataclasses import replace

import pandas as pd

from charts.specification import Specification
from queries.build_info import data_version
from queries.database import cached
from views.filter_kinds import describe
from views.meta import mitigation_meta
from views.panel import Panel, Places, panel, panel_of_places
from views.taxonomy import chart, coverage_chart
from views.taxonomy.chart import HEIGHT, LOW_HEIGHT, taxonomy_map_specification
from views.taxonomy.columns import (
    COVERAGE_COLUMNS,
    MITIGATION_COLUMNS,
    NEWER_COLUMNS,
    TAXONOMY_COLUMNS,
)
from views.taxonomy.corrections import corrections
from views.taxonomy.coverage_chart import coverage_specification
from views.taxonomy.filters import MitigationFilters
from views.taxonomy.rows import (
    coverage,
    mitigations,
    newer_database,
    newer_database_parts,
    surveys_of_mitigations,
    taxonomy,
)
from views.taxonomy.words import (
    Asked,
    coverage_words,
    map_words,
    newer_sentence,
    sentence,
    understood,
)
from views.view import (
    Appearance,
    AppearanceParameter,
    Page,
    Table,
    TableResult,
    View,
    ViewKind,
    appearance_of_page,
)

TAXONOMY_TABS = ("Map", "By document", "Definitions", "Table")
BY_DOCUMENT = TAXONOMY_TABS[1]
ROWS_ON_A_PAGE = 20


def taxonomy_view(filters: MitigationFilters, appearance: Appearance) -> View:
    """The map of the mitigations; what each document proposes, if that tab is open."""
    return _by_document(filters) if _shows_documents(appearance) else _map(filters)


def _shows_documents(appearance: Appearance) -> bool:
    return appearance.get("view") == BY_DOCUMENT


@cached
def _map(filters: MitigationFilters) -> View:
    listed, counted = mitigations(filters), taxonomy(filters)
    said = map_words(listed, counted, _asked_for(filters))

    def draw(height: int) -> Specification:
        chosen = list(filters.category)
        return taxonomy_map_specification(counted, said.heading, chosen, height)

    drawn: tuple[Panel, ...] = ()
    if counted["mitigations"].any():
        low, text = draw(LOW_HEIGHT), said.alternative_text
        drawn = (panel(draw(HEIGHT), text, identifier="map", low=low),)
    return View("taxonomy", listed[list(MITIGATION_COLUMNS)], said, drawn)


@cached
def _by_document(filters: MitigationFilters) -> View:
    cells = coverage(filters)
    said = coverage_words(mitigations(filters), cells, _asked_for(filters))

    def draw(some: pd.DataFrame) -> Specification:
        codes, documents = list(filters.category), list(filters.document)
        columns = sorted(set(cells["document"]))
        return coverage_specification(some, said.heading, codes, documents, columns)

    places = Places(cells, "code", ("Subcategory", "Subcategories"), draw)
    panels = panel_of_places(places, said.alternative_text, identifier="coverage")
    return View("taxonomy", cells, said, panels)


def _asked_for(filters: MitigationFilters) -> Asked:
    every = len(mitigations(MitigationFilters()))
    return Asked(
        describe(filters),
        every,
        corrections(filters.search),
        data_version(),
        surveys_of_mitigations(),
    )


def last_page(count: int) -> int:
    """The number of pages that so many rows of the list of mitigations take."""
    return max(1, -(-count // ROWS_ON_A_PAGE))


def _pages_of_the_list() -> tuple[str, ...]:
    every = len(mitigations(MitigationFilters()))
    return tuple(str(number) for number in range(1, last_page(every) + 1))


def _taxonomy_table(filters: MitigationFilters) -> TableResult:
    """The mitigations that fit, whatever the category."""
    return TableResult(taxonomy(filters), _meta(replace(filters, category=())))


def _coverage_table(filters: MitigationFilters) -> TableResult:
    """The mitigations that fit, whatever the category and the document."""
    return TableResult(coverage(filters), _meta(replace(filters, category=(), document=())))


def _mitigations_table(filters: MitigationFilters) -> TableResult:
    return TableResult(mitigations(filters)[list(MITIGATION_COLUMNS)], _meta(filters))


def _newer_table(_filters: MitigationFilters) -> TableResult:
    """The parts of the newer draft, whatever the filters."""
    parts = newer_database_parts()
    said = {"sentence": newer_sentence(newer_database(), parts)}
    return TableResult(parts, said | mitigation_meta(MitigationFilters()))


def _meta(filters: MitigationFilters) -> dict[str, object]:
    asked = _asked_for(filters)
    said = {
        "sentence": sentence(mitigations(filters), asked),
        "understood": list(understood(asked.corrections)),
    }
    return said | mitigation_meta(filters)


def _shown(_filters: MitigationFilters, appearance: Appearance) -> tuple[str, ...]:
    if _shows_documents(appearance):
        return ("coverage", "mitigations", "taxonomy", "newer_database")
    return ("mitigations", "taxonomy", "coverage", "newer_database")


TABLES = (
    Table(
        "taxonomy",
        "The counts",
        "Every category and subcategory, with the mitigations that fit the filters.",
        TAXONOMY_COLUMNS,
        _taxonomy_table,
    ),
    Table(
        "coverage",
        "By document",
        "How many of these mitigations each document proposes under each subcategory.",
        COVERAGE_COLUMNS,
        _coverage_table,
    ),
    Table(
        "mitigations",
        "These mitigations",
        "The mitigations that fit the filters.",
        MITIGATION_COLUMNS,
        _mitigations_table,
    ),
    Table(
        "newer_database",
        "The newer draft",
        "How many mitigations the newer draft of the database counts in each of its parts; filters "
        "do not narrow it.",
        NEWER_COLUMNS,
        _newer_table,
    ),
)
TAXONOMY = ViewKind(
    page=Page(
        address="taxonomy",
        file="taxonomy.py",
        title="Taxonomy",
        purpose="All mitigations: where they stand, who proposes them, which of them experts were "
        "asked about.",
        filters=MitigationFilters,
        appearance=appearance_of_page(
            TAXONOMY_TABS, page=AppearanceParameter("Open page of the list.", _pages_of_the_list)
        ),
    ),
    view=taxonomy_view,
    tables=TABLES,
    shown=_shown,
    studies=lambda _filters: [],
    of_mitigations=True,
    charts=(chart.prepare, coverage_chart.prepare),
)
