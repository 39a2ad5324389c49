"""A chart as a drawing: SVG that looks the same on any machine."""

from dataclasses import dataclass
from xml.etree import ElementTree

import vl_convert

from charts.specification import Specification

# Stands before the names of elements.
SVG = "{http://www.w3.org/2000/svg}"
# The first is part of the library that makes pictures, which draws nothing in a font that it does
# not find; letters of the next two are exactly as wide, where a drawing is opened elsewhere.
FONTS = "Liberation Sans, Arial, Helvetica, sans-serif"

ElementTree.register_namespace("", SVG.strip("{}"))


@dataclass(frozen=True)
class Drawing:
    """An ``svg`` element and its size in pixels."""

    element: ElementTree.Element
    width: float
    height: float


def draw(chart: Specification, width: int, key: str) -> Drawing:
    """Draw a chart on white, so many pixels wide.

    ``key`` begins all names within the drawing, so that drawings can stand in one document.
    """
    config = {**chart.get("config", {}), "font": FONTS}
    size = {"width": width, "autosize": {"type": "fit-x", "contains": "padding"}}
    drawn = vl_convert.vegalite_to_svg({**chart, **size, "config": config, "background": "white"})
    element = ElementTree.fromstring(drawn)  # noqa: S314, written by ourselves
    _rename(element, key)
    # A label may reach a few pixels beyond its chart.
    element.set("overflow", "visible")
    return Drawing(element, float(element.get("width", 0)), float(element.get("height", 0)))


def _rename(drawing: ElementTree.Element, key: str) -> None:
    """Give names of their own to all that has one, and to where it is referred to."""
    named = [element.get("id", "") for element in drawing.iter() if element.get("id")]
    new = {f"#{name}": f"#{key}-{number}" for number, name in enumerate(named)}
    referring = {f"url({old})": f"url({name})" for old, name in new.items()} | new
    for element in drawing.iter():
        for attribute, value in element.items():
            if attribute == "id":
                element.set(attribute, new[f"#{value}"].removeprefix("#"))
            elif value in referring:
                element.set(attribute, referring[value])


def svg_bytes(picture: ElementTree.Element) -> bytes:
    """A drawing as a file."""
    return ElementTree.tostring(picture, encoding="utf-8", xml_declaration=True)
