"""A chart as a Vega-Lite specification, ready to be sent or drawn."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from charts import palette
from charts.responsive import by_size, wrapped

Specification = dict[str, Any]


def with_title(chart: Specification, title: str) -> Specification:
    """The chart with its title, broken into lines to fit the screen."""
    text = wrapped(title, smallest=30, narrow=42, wide=88).to_dict()
    return {
        **chart,
        "title": {"text": text, "anchor": "start", "frame": "bounds", "fontSize": 16, "offset": 14},
    }


WATERMARK_LAYER = "watermark"


def with_watermark(chart: Specification, text: str) -> Specification:
    """The chart with a word across it that no screenshot can leave out."""
    mark = {
        "type": "text",
        "text": text,
        "fontSize": by_size(28, 44, 90).to_dict(),
        "fontWeight": "bold",
        "angle": -20,
        "color": palette.QUIET,
        "opacity": 0.22,
        "aria": False,
        "clip": True,
        "tooltip": None,
    }
    layer = {"name": WATERMARK_LAYER, "data": {"values": [{}]}, "mark": mark}
    return {**chart, "layer": [*chart["layer"], {**layer, "encoding": _centred("height / 2")}]}


def with_watermark_at(chart: Specification, heights: Sequence[float]) -> Specification:
    """The chart with its watermark, if it has one, at each of these heights: pixels from the top
    of the plot. So each part of a chart that is shown in parts has one."""
    places = {
        "data": {"values": [{"at": height} for height in heights]},
        "encoding": _centred("datum.at"),
    }
    return {
        **chart,
        "layer": [
            {**layer, **places} if layer.get("name") == WATERMARK_LAYER else layer
            for layer in chart["layer"]
        ],
    }


def _centred(height: str) -> dict[str, Any]:
    return {"x": {"value": {"expr": "width / 2"}}, "y": {"value": {"expr": height}}}


def with_data(
    chart: Specification,
    data: Mapping[str, list[dict[str, Any]]],
    parameters: Mapping[str, Any],
    height: int,
) -> Specification:
    """The chart with its data sets, the values of its parameters, and its height in pixels."""
    by_name = {parameter["name"]: parameter for parameter in chart["params"]}
    given = {name: {"name": name, "value": value} for name, value in parameters.items()}
    return {
        **chart,
        "params": list((by_name | given).values()),
        "datasets": {**chart.get("datasets", {}), **data},
        "height": height,
    }


def as_arrow(chart: Specification) -> Specification:
    """The chart with its data sets as Arrow streams, which is how they are sent to the browser."""
    return {**chart, "datasets": {name: _stream(data) for name, data in chart["datasets"].items()}}


def as_records(chart: Specification) -> Specification:
    """What ``as_arrow`` makes, with its data sets as records again, for any other reader."""
    data = {name: _records(stream) for name, stream in chart["datasets"].items()}
    return {**chart, "datasets": data}


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


def _records(stream: bytes) -> list[dict[str, Any]]:
    with pa.ipc.open_stream(stream) as reader:
        return reader.read_all().to_pylist()
