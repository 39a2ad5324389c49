"""The Taxonomy page's view: the map, or what each document proposes, drawn whole or in parts."""

import pytest

from charts.specification import Specification
from views.panel import in_parts
from views.taxonomy.chart import HEIGHT, LOW_HEIGHT
from views.taxonomy.filters import MitigationFilters
from views.taxonomy.rows import coverage, mitigations
from views.taxonomy.view import BY_DOCUMENT, TAXONOMY, TAXONOMY_TABS, last_page

EVERY = MitigationFilters()
SOME = MitigationFilters(search="audit", category=("3",))
NOTHING = MitigationFilters(search="zzzz")
DOCUMENTS = {"view": BY_DOCUMENT}
MAPS = [{}, *({"view": tab} for tab in TAXONOMY_TABS if tab != BY_DOCUMENT)]


def parameter(chart: Specification, name: str) -> object:
    return next(one["value"] for one in chart["params"] if one["name"] == name)


@pytest.mark.parametrize("appearance", MAPS, ids=str)
def test_the_map_is_shown_with_the_list_unless_documents_are(
    appearance: dict[str, str],
) -> None:
    view = TAXONOMY.view(SOME, appearance)
    assert [panel.identifier for panel in view.panels] == ["map"]
    assert list(view.rows["mitigation_id"]) == list(mitigations(SOME)["mitigation_id"])
    assert TAXONOMY.tables_shown(SOME, appearance)[0] == "mitigations"


def test_by_document_the_cells_are_shown() -> None:
    view = TAXONOMY.view(SOME, DOCUMENTS)
    assert [panel.identifier for panel in view.panels] == ["coverage"]
    assert view.rows.equals(coverage(SOME))
    assert TAXONOMY.tables_shown(SOME, DOCUMENTS)[0] == "coverage"


@pytest.mark.parametrize("appearance", [{}, DOCUMENTS], ids=str)
def test_where_nothing_fits_nothing_is_drawn(appearance: dict[str, str]) -> None:
    assert TAXONOMY.view(NOTHING, appearance).panels == ()


def test_the_map_is_lower_where_height_is_short() -> None:
    (panel,) = TAXONOMY.view(SOME, {}).panels
    (low,) = in_parts(panel, LOW_HEIGHT)
    assert (panel.chart["height"], low.chart["height"]) == (HEIGHT, LOW_HEIGHT)


def test_the_documents_in_parts_are_the_whole_with_all_columns_in_each() -> None:
    (whole,) = TAXONOMY.view(EVERY, DOCUMENTS).panels
    parts = list(in_parts(whole, whole.chart["height"] // 2))
    assert len(parts) > 1
    drawn = [cell for part in parts for cell in part.chart["datasets"]["cells"]]
    assert drawn == whole.chart["datasets"]["cells"]
    for part in parts:
        assert parameter(part.chart, "columns") == parameter(whole.chart, "columns")
        assert part.chart["height"] <= whole.chart["height"] // 2


def test_each_table_tells_of_what_its_rows_obey() -> None:
    narrowed = MitigationFilters(category=("3",), document=("NIST2024",), year=("2024",))
    told = {table.name: table.result(narrowed).meta["filters"] for table in TAXONOMY.tables}
    obeyed = {
        name: {key for key in ("category", "document", "year") if filters[key]}
        for name, filters in told.items()
        if isinstance(filters, dict)
    }
    assert obeyed == {
        "taxonomy": {"document", "year"},
        "coverage": {"year"},
        "mitigations": {"category", "document", "year"},
        "newer_database": set(),
    }


@pytest.mark.parametrize(("rows", "pages"), [(0, 1), (1, 1), (20, 1), (21, 2), (831, 42)])
def test_the_list_takes_as_many_pages_as_it_needs(rows: int, pages: int) -> None:
    assert last_page(rows) == pages
    if rows == 831:
        possible = TAXONOMY.page.appearance["page"].values()
        assert (possible[0], possible[-1], len(possible)) == ("1", str(pages), pages)
