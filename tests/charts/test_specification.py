"""The data sets of a chart reach the browser as they are."""

from collections.abc import Callable

import pyarrow as pa
import pytest

from charts.agreement import agreement_specification
from charts.bounds import bounds_specification
from charts.coverage import coverage_specification
from charts.evidence import evidence_specification
from charts.specification import Specification, as_arrow, with_watermark, with_watermark_at
from charts.taxonomy_map import taxonomy_map_specification
from queries.agreement import agreement, studies
from queries.evidence import EvidenceFilters, evidence, judged_items
from queries.filters import Filters
from queries.mitigation_filters import MitigationFilters
from queries.mitigation_record import item_bounds
from queries.mitigations import coverage, taxonomy
from queries.records import Row
from tests.charts.drawing import draw, texts

MEASURE = "pre-deployment-risk-assessments"
CHARTS: dict[str, Callable[[], Specification]] = {
    "agreement": lambda: agreement_specification(
        agreement(Filters(split="affiliation")), "Title", 10, "diverging"
    ),
    "taxonomy": lambda: taxonomy_map_specification(taxonomy(MitigationFilters()), "Title", ["2"]),
    "coverage": lambda: coverage_specification(
        coverage(MitigationFilters()), "Title", ["1"], ["NIST2024"]
    ),
    "evidence": lambda: evidence_specification(
        evidence(EvidenceFilters()), judged_items(), "Title"
    ),
    "bounds": lambda: bounds_specification(item_bounds(studies()["uuk2024"], MEASURE), "Title"),
}


def sent(chart: Specification) -> dict[str, list[Row]]:
    """The data sets as the browser reads them."""
    return {
        name: list(pa.ipc.open_stream(stream).read_all().to_pylist())
        for name, stream in as_arrow(chart)["datasets"].items()
    }


@pytest.mark.parametrize("name", CHARTS)
def test_what_is_sent_is_what_is_drawn(built_database: object, name: str) -> None:
    chart = CHARTS[name]()
    read = sent(chart)
    assert set(read) == set(chart["datasets"])
    assert sum(map(len, read.values())) > 0
    for kind, rows in chart["datasets"].items():
        for found, row in zip(read[kind], rows, strict=True):
            assert list(found) == list(row)
            for key, value in row.items():
                # Places are sent no more exactly than they can be drawn.
                exact = not isinstance(value, float)
                assert found[key] == (value if exact else pytest.approx(value, rel=1e-6))
                assert type(found[key]) is type(value)


@pytest.mark.parametrize("name", CHARTS)
def test_every_layer_reads_a_data_set_there_is(built_database: object, name: str) -> None:
    chart = CHARTS[name]()
    named = {part["data"]["name"] for part in [chart, *chart["layer"]] if "data" in part}
    assert named == set(chart["datasets"])
    assert chart["height"] > 0
    assert chart["width"] == "container"


@pytest.mark.parametrize("name", CHARTS)
def test_a_watermark_stands_in_the_middle_or_where_it_is_wanted(
    built_database: object, name: str
) -> None:
    marked = with_watermark(CHARTS[name](), "SIMULATED")
    wanted = {"middle": marked, "elsewhere": with_watermark_at(marked, [40, 120])}
    heights = {"middle": [marked["height"] / 2], "elsewhere": [40, 120]}
    for where, chart in wanted.items():
        found = [text.y for text in texts(draw(chart)) if text.text == "SIMULATED"]
        assert found == pytest.approx(heights[where], abs=40)


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_without_a_watermark_gets_none(built_database: object, name: str) -> None:
    chart = CHARTS[name]()
    assert with_watermark_at(chart, [40, 120]) == chart
