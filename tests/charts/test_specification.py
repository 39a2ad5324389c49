"""The data sets of a chart reach the browser as they are."""

from collections.abc import Callable

import pandas as pd
import pyarrow as pa
import pytest

from charts.specification import (
    Specification,
    as_arrow,
    filled_where_there_is_data,
)
from queries.records import Row
from views.agreement.chart import agreement_specification
from views.agreement.filters import AgreementFilters
from views.agreement.rows import agreement
from views.bounds.chart import bounds_specification
from views.bounds.rows import published_bounds
from views.evidence.chart import evidence_specification
from views.evidence.filters import EvidenceFilters
from views.evidence.rows import evidence, judged_items
from views.taxonomy.chart import taxonomy_map_specification
from views.taxonomy.coverage_chart import coverage_specification
from views.taxonomy.filters import MitigationFilters
from views.taxonomy.rows import coverage, taxonomy

MEASURE = "pre-deployment-risk-assessments"
CHARTS: dict[str, Callable[[], Specification]] = {
    "agreement": lambda: agreement_specification(
        agreement(AgreementFilters(split="affiliation")), "Title", 10, "diverging"
    ),
    "taxonomy": lambda: taxonomy_map_specification(taxonomy(MitigationFilters()), "Title", ["2"]),
    "coverage": lambda: coverage_of(coverage(MitigationFilters())),
    "evidence": lambda: evidence_specification(
        evidence(EvidenceFilters()), judged_items(), "Title", 100
    ),
    "bounds": lambda: bounds_specification(published_bounds("uuk2024", MEASURE), "Title"),
}


def coverage_of(cells: pd.DataFrame) -> Specification:
    columns = sorted(set(cells["document"]))
    return coverage_specification(cells, "Title", ["1"], ["NIST2024"], columns)


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


def test_what_is_empty_is_not_drawn() -> None:
    layers = [{"data": {"name": name}} for name in ("bars", "dots")]
    chart = {"layer": layers, "params": [{"name": "places", "value": []}]}
    data = {"bars": [{"place": "One"}], "dots": []}
    drawn = filled_where_there_is_data(chart, "Title", data, {"places": ["One"]}, 20)
    assert drawn["layer"] == layers[:1]
    assert drawn["datasets"] == {"bars": data["bars"]}
    assert drawn["params"] == [{"name": "places", "value": ["One"]}]
