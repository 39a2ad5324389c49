"""Shares of which only a bound is published: an open interval a row, from the bound upwards."""

from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from charts import palette
from charts.responsive import NARROW, by_width
from charts.specification import Specification, with_data, with_title
from queries.records import records

ROW, BAR = 34, 18
COMBINATION = "In the preferred combination"
TOOLTIP = ("About", "Published", "Where")


def bounds_specification(bounds: pd.DataFrame, title: str) -> Specification:
    """Draw bounds, one row each, in the order of ``bounds``.

    Parameters
    ----------
    bounds
        As ``queries.bounds`` gives them for one item; at least one. ``value`` is a share that
        is exceeded.
    title
        What is shown, with n; one line a line.
    """
    data = [
        {
            "place": row["risk_area"] if isinstance(row["risk_area"], str) else COMBINATION,
            "bound": row["value"],
            "About": row["risk_area"] if isinstance(row["risk_area"], str) else COMBINATION,
            "Published": f"more than {row['value']:.0%}, no exact figure",
            "Where": row["source"],
        }
        for row in records(bounds)
    ]
    parameters = {
        "places": [row["place"] for row in data],
        "texts": [f"> {row['bound']:.0%}" for row in data],
    }
    return with_data(with_title(_template(), title), {"bounds": data}, parameters, len(data) * ROW)


def prepare() -> None:
    """Make the chart, so that no view has to wait for it."""
    _template()


@lru_cache
def _template() -> Specification:
    return bounds_chart().to_dict()


def bounds_chart() -> alt.LayerChart:
    """The chart without its data: data set ``bounds``, parameters ``places`` and ``texts``."""
    empty: dict[str, Any] = {"places": [], "texts": []}
    base = alt.Chart(alt.NamedData("bounds")).transform_calculate(
        end="1", spoken="datum.About + ': ' + datum.Published"
    )
    tooltips = [alt.Tooltip(f"{name}:N") for name in TOOLTIP]
    return (
        alt.layer(
            base.mark_bar(opacity=0, aria=False).encode(y=_y(_texts_axis()), x=_x()),
            base.mark_bar(height=BAR, color=_fading()).encode(
                y=_y(_places_axis()), x=_x(), x2="end:Q", tooltip=tooltips, description="spoken:N"
            ),
            base.mark_tick(
                color=palette.ANSWERS["strongly_agree"], thickness=3, height=BAR, aria=False
            ).encode(y=_y(None), x=_x(), tooltip=tooltips),
        )
        .properties(
            width="container", autosize=alt.AutoSizeParams(type="fit-x", contains="padding")
        )
        .resolve_axis(y="independent")
        .add_params(*(alt.param(name=name, value=value) for name, value in empty.items()))
        .configure_view(stroke=None)
        .configure_axis(grid=False, domain=False, ticks=False, labelOverlap=False, labelFlush=False)
    )


def _fading() -> alt.LinearGradient:
    """From the bound, where the share may lie, to nothing: nobody knows how far it goes."""
    colour = palette.ANSWERS["somewhat_agree"]
    stops = [
        alt.GradientStop(color="transparent" if i % 2 else colour, offset=end / 25)
        for i in range(25)
        for end in (i, i + 1)
    ]
    return alt.LinearGradient(gradient="linear", stops=stops, x1=0, y1=0, x2=1, y2=0)


def _x() -> alt.X:
    axis = alt.Axis(
        orient="top",
        values=[0, 0.25, 0.5, 0.75, 1],
        labelExpr=f"{NARROW} && datum.value % 1 != 0 ? '' : format(datum.value, '.0%')",
        labelFontSize=12,
        grid=True,
        gridOpacity=0.25,
        labelFlush=True,
    )
    return alt.X("bound:Q", title=None, axis=axis, scale=alt.Scale(domain=[0, 1], nice=False))


def _y(axis: alt.Axis | None) -> alt.Y:
    scale = alt.Scale(domain=alt.ExprRef("places"), paddingInner=0, paddingOuter=0)
    return alt.Y("place:N", sort=None, title=None, scale=scale, axis=axis)


def _places_axis() -> alt.Axis:
    return alt.Axis(labelFontSize=13, labelLimit=by_width(130, 260), labelPadding=10)


def _texts_axis() -> alt.Axis:
    return alt.Axis(
        orient="right",
        labelExpr="texts[indexof(places, datum.label)]",
        labelFontSize=13,
        labelFontWeight="bold",
    )
