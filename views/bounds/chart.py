"""Shares of which only a bound is published: an open interval a row, from the bound upwards."""

import altair as alt
import pandas as pd

from charts import palette
from charts.marks import stripes, tooltips
from charts.responsive import NARROW, by_width
from charts.row_chart import across, in_row, of_place, row_chart, unseen
from charts.specification import Specification, filled
from charts.template import template
from queries.records import records

ROW, BAR = 34, 18
COMBINATION = "In the preferred combination"
TOOLTIP = ("About", "Published", "Where")


def bounds_specification(bounds: pd.DataFrame, title: str) -> Specification:
    """Draw bounds, one row each, in the order of ``bounds``.

    Parameters
    ----------
    bounds
        As ``views.bounds.rows`` gives them for one item; at least one. ``value`` is a share that
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
    return filled(template(bounds_chart), title, {"bounds": data}, parameters, len(data) * ROW)


def prepare() -> None:
    """Make the chart, so that no view has to wait for it."""
    template(bounds_chart)


def bounds_chart() -> alt.LayerChart:
    """The chart without its data: data set ``bounds``, parameters ``places`` and ``texts``."""
    base = alt.Chart(alt.NamedData("bounds")).transform_calculate(
        end="1", spoken="datum.About + ': ' + datum.Published"
    )
    names = alt.Axis(labelFontSize=13, labelLimit=by_width(130, 260), labelPadding=10)
    texts = alt.Axis(
        orient="right", labelExpr=of_place("texts"), labelFontSize=13, labelFontWeight="bold"
    )
    # From the bound, where the share may lie, to nothing: nobody knows how far it goes.
    fading = stripes(palette.ANSWERS["somewhat_agree"], "transparent", 25, slanted=False)
    strong, said = palette.ANSWERS["strongly_agree"], tooltips(TOOLTIP)
    layers = [
        *unseen(base, _x(), texts),
        base.mark_bar(height=BAR, color=fading).encode(
            y=in_row(names), x=_x(), x2="end:Q", tooltip=said, description="spoken:N"
        ),
        base.mark_tick(color=strong, thickness=3, height=BAR, aria=False).encode(
            y=in_row(), x=_x(), tooltip=said
        ),
    ]
    return row_chart(layers, {"texts": []})


def _x() -> alt.X:
    return across(
        "bound:Q",
        values=[0, 0.25, 0.5, 0.75, 1],
        labelExpr=f"{NARROW} && datum.value % 1 != 0 ? '' : format(datum.value, '.0%')",
        labelFlush=True,
    )
