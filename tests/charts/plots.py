"""The plot of a drawn chart: its width, and its marks however small their numbers are written."""

import re

from charts.specification import Specification
from tests.charts.drawing import draw

TINY = re.compile(r"-?\d+(\.\d+)?e-\d+")


def plot(chart: Specification, *, narrow: bool = False) -> str:
    """The picture of a chart, with numbers such as 5e-15, left by rounding, written as 0."""
    return TINY.sub("0", draw(chart, narrow=narrow))


def plot_width(picture: str) -> float:
    """The width in pixels of the ground that the marks stand on."""
    ground = re.search(r'class="background"[^>]*d="M0,0h([\d.]+)v[\d.]+h', picture)
    assert ground
    return float(ground[1])
