"""A chart as a Vega-Lite specification, ready to be sent or drawn."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from charts.responsive import wrapped

Specification = dict[str, Any]
DataSets = Mapping[str, list[dict[str, Any]]]
# The name of what a click on a mark selects.
SELECTION = "chosen"


def filled(
    chart: Specification, title: str, data: DataSets, parameters: Mapping[str, Any], height: int
) -> Specification:
    """The chart with its title, broken into lines to fit the screen, its data sets, the values of
    its parameters, and its height in pixels."""
    text = wrapped(title, smallest=30, narrow=42, wide=88).to_dict()
    by_name = {parameter["name"]: parameter for parameter in chart["params"]}
    given = {name: {"name": name, "value": value} for name, value in parameters.items()}
    return {
        **chart,
        "title": {"text": text, "anchor": "start", "frame": "bounds", "fontSize": 16, "offset": 14},
        "params": list((by_name | given).values()),
        "datasets": {**chart.get("datasets", {}), **data},
        "height": height,
    }


def filled_where_there_is_data(
    chart: Specification, title: str, data: DataSets, parameters: Mapping[str, Any], height: int
) -> Specification:
    """As ``filled``, without the data sets that are empty and the layers that read them."""
    there = {name: records for name, records in data.items() if records}
    kept = [layer for layer in chart["layer"] if layer["data"]["name"] in there]
    return filled({**chart, "layer": kept}, title, there, parameters, height)


def as_arrow(chart: Specification) -> Specification:
    """The chart with its data sets as Arrow streams, which is how they are sent to the browser."""
    return {**chart, "datasets": {name: _stream(data) for name, data in chart["datasets"].items()}}


def without_title(chart: Specification) -> Specification:
    """The chart, to stand under a title of its own."""
    return {name: part for name, part in chart.items() if name != "title"}


def _stream(records: list[dict[str, Any]]) -> bytes:
    """Records as an Arrow stream; numbers no wider than a drawing needs."""
    table = pa.Table.from_pylist(records)
    narrow = {pa.int64(): pa.int16(), pa.float64(): pa.float32()}
    fields = [field.with_type(narrow.get(field.type, field.type)) for field in table.schema]
    table = table.cast(pa.schema(fields))
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue().to_pybytes()
