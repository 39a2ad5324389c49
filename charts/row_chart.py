"""What charts share that draw a row for each of their places.

The parameter ``places`` names the rows from top to bottom; a mark stands in the row of its
``place``. All texts beside the marks are labels of axes, which take on the colours of the theme.
Every layer can have an axis of its own. On a narrow screen names stand above what is drawn.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import altair as alt

from charts.responsive import NARROW, by_size, by_width
from charts.template import chart_without_data

# How much, in pixels, a name stands above the middle of its row, and the marks below it.
NAME_ABOVE, MARKS_BELOW = 11, 7
BELOW_NAME = by_width(MARKS_BELOW, 0)
MOST_TICKS = 50
WHOLE_WIDTH = alt.Scale(domain=[0, 1], nice=False)


def row_chart(layers: Iterable[alt.Chart], empty: Mapping[str, Any]) -> alt.LayerChart:
    """The chart without its data; ``empty`` are its parameters other than ``places``."""
    chart = chart_without_data(layers, {"places": [], **empty}, labelFlush=False)
    return chart.resolve_axis(y="independent")


def in_row(axis: alt.Axis | None = None) -> alt.Y:
    """The row of a mark's place, and what stands beside all rows."""
    untitled = axis is None or axis["title"] is alt.Undefined
    return alt.Y(
        "place:N",
        sort=None,
        title=None if untitled else alt.Undefined,
        scale=alt.Scale(domain=alt.ExprRef("places"), paddingInner=0, paddingOuter=0),
        axis=axis,
    )


def across(field: str, scale: alt.Scale = WHOLE_WIDTH, **axis: object) -> alt.X:
    """Where a mark stands from left to right; the axis stands above all rows."""
    top: dict[str, object] = {
        "orient": "top",
        "labelFontSize": 12,
        "grid": True,
        "gridOpacity": 0.25,
        # On a narrow screen Vega would leave out every second of the values, heads of columns too.
        "tickCount": MOST_TICKS,
    }
    return alt.X(field, title=None, axis=_axis(top | axis), scale=scale)


def unseen(data: alt.Chart, x: alt.X, *axes: alt.Axis) -> list[alt.Chart]:
    """Layers that are there only for what stands beside the rows."""
    return [data.mark_bar(opacity=0, aria=False).encode(x=x, y=in_row(axis)) for axis in axes]


def names_beside(**axis: object) -> alt.Axis:
    """The names of places beside their rows, on a wide screen."""
    wide: dict[str, object] = {"labelExpr": f"{NARROW} ? '' : datum.label", "labelFontSize": 13}
    return _axis(wide | axis)


def names_above(**axis: object) -> alt.Axis:
    """The names of places above what is drawn in their rows, on a narrow screen."""
    narrow: dict[str, object] = {
        "orient": "left",
        "labelExpr": f"{NARROW} ? datum.label : ''",
        "labelAlign": "left",
        "labelPadding": 0,
        "labelOffset": -NAME_ABOVE,
        "labelFontSize": by_size(11, 13, 13),
        "labelLimit": 600,
        "zindex": 1,
    }
    return _axis(narrow | axis)


def _axis(properties: dict[str, Any]) -> alt.Axis:
    return alt.Axis(**properties)


def of_place(texts: str) -> str:
    """The label of an axis that says, of each place, one of ``texts``: a parameter in the order of
    the places."""
    return f"{texts}[indexof(places, datum.label)]"
