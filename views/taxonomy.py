"""All that the Taxonomy page shows for given filters, made once and cached."""

from dataclasses import dataclass

import pandas as pd

from charts.coverage import coverage_specification
from charts.specification import Specification, as_arrow
from charts.taxonomy_map import taxonomy_map_specification
from queries import taxonomy_sentences
from queries.database import cached
from queries.mitigation_filters import MitigationFilters
from queries.mitigations import coverage, mitigations, taxonomy


@dataclass(frozen=True)
class TaxonomyView:
    """What is shown: rows of the list, every part of the taxonomy, and two pictures.

    A picture is None if no mitigation fits the filters that it obeys.
    """

    listed: pd.DataFrame
    counted: pd.DataFrame
    sentence: str
    understood: list[str]
    map_title: str
    map: Specification | None
    map_text: str
    notes: str


@cached
def taxonomy_view(filters: MitigationFilters) -> TaxonomyView:
    """The view for these filters."""
    listed, counted = mitigations(filters), taxonomy(filters)
    drawn, title = None, ""
    if counted["mitigations"].any():
        title = taxonomy_sentences.map_title(counted)
        drawn = as_arrow(taxonomy_map_specification(counted, title, list(filters.category)))
    every = len(mitigations(MitigationFilters()))
    return TaxonomyView(
        listed=listed,
        counted=counted,
        sentence=taxonomy_sentences.sentence(listed, filters, every),
        understood=taxonomy_sentences.understood(filters),
        map_title=title,
        map=drawn,
        map_text=taxonomy_sentences.map_alternative_text(counted),
        notes=taxonomy_sentences.notes(filters),
    )


@dataclass(frozen=True)
class CoverageView:
    """The picture by document, in words and drawn; None if no mitigation fits."""

    cells: pd.DataFrame
    title: str
    chart: Specification | None
    text: str


@cached
def coverage_view(filters: MitigationFilters) -> CoverageView:
    """The picture by document for these filters."""
    cells = coverage(filters)
    chart, title = None, ""
    if len(cells):
        title = taxonomy_sentences.coverage_title(cells)
        codes, documents = list(filters.category), list(filters.document)
        chart = as_arrow(coverage_specification(cells, title, codes, documents))
    return CoverageView(cells, title, chart, taxonomy_sentences.coverage_alternative_text(cells))
