"""A chart as a picture that fits a slide: as large as there is room."""

import io
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

import vl_convert
from PIL import Image

from charts.specification import Specification
from exports.drawing import SVG, Drawing, draw, svg_bytes

# Points on a slide that a pixel of a chart takes at most: letters of 12 pixels need not be larger.
LARGEST = 1.0
DOTS_PER_POINT = 3
# Pixels beside the drawing, for labels that reach beyond it.
BESIDE = 16


@dataclass(frozen=True)
class SlidePicture:
    """A PNG picture and its size in points."""

    png: bytes
    width: float
    height: float


def slide_picture(chart: Specification, width: float, height: float) -> SlidePicture:
    """A picture of a chart for so many points of width and height.

    It reaches a little beyond the width, on both sides equally, where hardly anything is drawn.
    """
    drawing = draw(chart, round(width / LARGEST), "chart")
    drawing = draw(chart, round(width / min(LARGEST, height / drawing.height)), "chart")
    # With another width, the legend may have another number of lines.
    png = _drawn(drawing, DOTS_PER_POINT * min(width / drawing.width, height / drawing.height))
    across, down = Image.open(io.BytesIO(png)).size
    return SlidePicture(png, across / DOTS_PER_POINT, down / DOTS_PER_POINT)


def _drawn(drawing: Drawing, dots: float) -> bytes:
    """A drawing and the room beside it, with so many dots to a pixel."""
    size = {"width": f"{drawing.width + 2 * BESIDE:g}", "height": f"{drawing.height:g}"}
    picture = Element(f"{SVG}svg", size)
    SubElement(picture, f"{SVG}rect", {"fill": "white", **size})
    drawing.element.set("x", str(BESIDE))
    picture.append(drawing.element)
    return vl_convert.svg_to_png(svg_bytes(picture).decode("utf-8"), scale=dots)
