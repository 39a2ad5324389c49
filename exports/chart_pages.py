"""A chart as pictures that fit slides: as large as there is room, and in pages if it is too high.

What stands above the rows of a chart, its legend and its scale, stands on every page.
"""

import io
import math
import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

import vl_convert
from PIL import Image

from charts.agreement_layout import SEPARATOR
from charts.specification import Specification, with_watermark_at
from exports.drawing import SVG, Drawing, draw, svg_bytes

# Points on a slide that a pixel of a chart takes: letters of 12 pixels are read from the back row
# of a small room at the smaller, and need not be larger than at the larger.
SMALLEST, LARGEST = 0.8, 1.0
DOTS_PER_POINT = 3
# Pixels below the rows, and beside the drawing, for labels that reach beyond it.
BELOW, BESIDE = 5, 16


@dataclass(frozen=True)
class ChartPage:
    """A PNG picture and its size in points."""

    png: bytes
    width: float
    height: float


def chart_pages(chart: Specification, width: float, height: float) -> list[ChartPage]:
    """Pictures of a chart for so many points of width and height.

    They reach a little beyond the width, on both sides equally, where hardly anything is drawn.
    """
    drawing = draw(chart, round(width / LARGEST), "chart")
    starts = _starts(chart, height / SMALLEST - _top(drawing), drawing.height - _top(drawing))
    points = min(LARGEST, height / _tallest(drawing, starts))
    middles = [(start + end) / 2 for start, end in _parts(drawing, starts)]
    drawing = draw(with_watermark_at(chart, middles), round(width / points), "chart")
    # With another width, the legend may have another number of lines.
    dots = DOTS_PER_POINT * min(width / drawing.width, height / _tallest(drawing, starts))
    picture, above = _drawn(drawing, dots), _top(drawing)
    return [
        _page(picture, *(round(dots * place) for place in (above, above + start, above + end)))
        for start, end in _parts(drawing, starts)
    ]


def _parts(drawing: Drawing, starts: list[float]) -> list[tuple[float, float]]:
    """Where each page begins and ends, in pixels from the top of the plot."""
    return list(zip(starts, [*starts[1:], drawing.height - _top(drawing)], strict=True))


def _tallest(drawing: Drawing, starts: list[float]) -> float:
    """Pixels of the highest page."""
    return _top(drawing) + max(end - start for start, end in _parts(drawing, starts))


def _top(drawing: Drawing) -> float:
    """Pixels above the plot."""
    moved = (group.get("transform", "") for group in drawing.element.iter(f"{SVG}g"))
    return float(re.split(r"[,()]", next(moved))[2])


def _starts(chart: Specification, room: float, needed: float) -> list[float]:
    """Where pages begin, in pixels from the top of the plot, if there is so much room on each.

    A chart is cut between rows: into pages about equally long, with the groups of a statement on
    one page if they fit. One without rows of equal height is not cut.
    """
    parameters = {parameter["name"]: parameter for parameter in chart.get("params", [])}
    rows = parameters.get("places", {}).get("value", [])
    if needed <= room or not rows:
        return [0.0]
    row = chart["height"] / len(rows)
    most = max(1, int((room - BELOW) / row))
    fewest = math.ceil(len(rows) / math.ceil(len(rows) / most))
    split = any(SEPARATOR in name for name in rows)
    together = [number for number, name in enumerate(rows) if split and SEPARATOR in name]
    cuts = (_cuts(len(rows), together, limit) for limit in range(fewest, most + 1))
    return [row * cut for cut in min(cuts, key=len)]


def _cuts(rows: int, together: list[int], limit: int) -> list[int]:
    """The rows with which pages begin: none ``together`` with the row above it, if possible."""
    starts = [0]
    while rows - starts[-1] > limit:
        possible = range(starts[-1] + 1, starts[-1] + limit + 1)
        starts.append(max(set(possible) - set(together), default=possible[-1]))
    return starts


def _drawn(drawing: Drawing, dots: float) -> Image.Image:
    """A drawing and the room beside it, with so many dots to a pixel."""
    size = {"width": f"{drawing.width + 2 * BESIDE:g}", "height": f"{drawing.height:g}"}
    picture = Element(f"{SVG}svg", size)
    SubElement(picture, f"{SVG}rect", {"fill": "white", **size})
    drawing.element.set("x", str(BESIDE))
    picture.append(drawing.element)
    png = vl_convert.svg_to_png(svg_bytes(picture).decode("utf-8"), scale=dots)
    return Image.open(io.BytesIO(png)).convert("RGB")


def _page(picture: Image.Image, head: int, top: int, bottom: int) -> ChartPage:
    """What stands above the rows, and under it the rows between two heights, all in dots."""
    rows = picture.crop((0, top, picture.width, min(bottom, picture.height)))
    page = Image.new("RGB", (picture.width, head + rows.height), "white")
    page.paste(rows, (0, head))
    page.paste(picture.crop((0, 0, picture.width, head)), (0, 0))
    png = io.BytesIO()
    page.save(png, "PNG")
    return ChartPage(png.getvalue(), page.width / DOTS_PER_POINT, page.height / DOTS_PER_POINT)
