"""A specification as it is drawn: its marks and its texts, read from the picture."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

import vl_convert

from charts.responsive import NARROW
from charts.specification import Specification

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
# A command and its numbers, which may have an exponent.
STEP = re.compile(r"([A-DF-Za-df-z])([^A-DF-Za-df-z]*)")
# What stands in a picture where a value was missing.
NOTHING = re.compile(r"\b(NaN|undefined|null|Infinity)\b")


@dataclass(frozen=True)
class Mark:
    """A mark with a description for screen readers; places in pixels from the plot's left top."""

    spoken: str
    left: float
    top: float
    right: float
    bottom: float
    fill: str
    opacity: float


@dataclass(frozen=True)
class Text:
    """A text, its lines joined by blanks, and where it is anchored."""

    text: str
    x: float
    y: float
    fill: str


def draw(specification: Specification, *, width: int = 1000, narrow: bool = False) -> str:
    """The picture; an error where it shows that a value was missing."""
    written = json.dumps({**specification, "width": width}, allow_nan=False)
    if narrow:
        assert NARROW in written
        written = written.replace(NARROW, "true")
    picture = vl_convert.vegalite_to_svg(written)
    assert not NOTHING.search(picture)
    return picture


def marks(picture: str) -> list[Mark]:
    """The marks that a screen reader can name."""
    found = []
    for path in ElementTree.fromstring(picture).iter(f"{SVG}path"):
        if path.get("role") != "graphics-symbol":
            continue
        x, y = _moved(path)
        points = list(_points(path.get("d", "")))
        across, down = ([x + point[0] for point in points], [y + point[1] for point in points])
        opacity = float(path.get("opacity", 1)) * float(path.get("fill-opacity", 1))
        spoken, fill = path.get("aria-label", ""), path.get("fill", "")
        found.append(Mark(spoken, min(across), min(down), max(across), max(down), fill, opacity))
    return found


def texts(picture: str) -> list[Text]:
    """The texts that can be seen."""
    found = []
    for text in ElementTree.fromstring(picture).iter(f"{SVG}text"):
        said = " ".join(text.itertext()).strip()
        if said and float(text.get("opacity", 1)) > 0:
            found.append(Text(said, *_moved(text), text.get("fill", "")))
    return found


def _moved(element: ElementTree.Element) -> tuple[float, float]:
    """Where an element is moved to within its group."""
    moved = re.match(r"translate\(([^,]+),([^)]+)\)", element.get("transform", ""))
    return (float(moved[1]), float(moved[2])) if moved else (0.0, 0.0)


def _points(path: str) -> Iterator[tuple[float, float]]:
    """The points between which a path runs; those that bend a rounded corner lie within them."""
    x = y = 0.0
    for command, written in STEP.findall(path):
        numbers = [float(number) for number in NUMBER.findall(written)]
        match command:
            case "M" | "L" | "C":
                for place in zip(numbers[::2], numbers[1::2], strict=True):
                    x, y = place
                    yield place
            case "A":
                yield from zip(numbers[5::7], numbers[6::7], strict=True)
            case "h":
                x += numbers[0]
                yield x, y
            case "v":
                y += numbers[0]
                yield x, y
            case "Z":
                pass
            case _:
                raise ValueError(f"{command} is not known")
