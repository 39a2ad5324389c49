"""Estimated shares: a diamond a row, and a line through it for its interval.

Neither bars, as counts have, nor something that fades, as bounds do: nobody was counted here.
"""

from typing import Any

import altair as alt
import pandas as pd

from charts import palette
from charts.marks import tooltips
from charts.responsive import NARROW
from charts.row_chart import (
    BELOW_NAME,
    across,
    in_row,
    names_above,
    names_beside,
    of_place,
    row_chart,
    unseen,
)
from charts.specification import Specification, filled
from charts.template import template
from queries.records import records

ROW = 34
TOOLTIP = ("Item", "Estimate", "95 % interval")


def estimates_specification(estimates: pd.DataFrame, title: str) -> Specification:
    """Draw estimates, one row each, in the order of ``estimates``.

    Parameters
    ----------
    estimates
        As ``views.estimates.rows.estimates`` gives them; at least one.
    title
        What is shown, then n and base; one line a line.
    """
    data = [
        {
            "place": row["label"],
            "estimate": row["share"],
            "start": row["share_low"],
            "end": row["share_high"],
            "Item": row["label"],
            "Estimate": f"{row['share']:.1%}",
            "95 % interval": f"{row['share_low']:.1%} to {row['share_high']:.1%}",
        }
        for row in records(estimates)
    ]
    parameters = {
        "places": [row["place"] for row in data],
        "texts": [row["Estimate"] for row in data],
    }
    return filled(
        template(estimates_chart), title, {"estimates": data}, parameters, len(data) * ROW
    )


def prepare() -> None:
    """Make the chart, so that no view has to wait for it."""
    template(estimates_chart)


def estimates_chart() -> alt.LayerChart:
    """The chart without its data: data set ``estimates``, parameters ``places`` and ``texts``."""
    base = alt.Chart(alt.NamedData("estimates")).transform_calculate(
        spoken="datum.Item + ': ' + datum.Estimate + ', 95 % interval ' + datum['95 % interval']"
    )
    texts = alt.Axis(
        orient="right",
        labelExpr=of_place("texts"),
        labelFontSize=13,
        labelFontWeight="bold",
        labelOffset=BELOW_NAME,
    )
    names = names_beside(orient="left", labelLimit=330, labelPadding=10)
    common: dict[str, Any] = {"y": in_row(), "tooltip": tooltips(TOOLTIP)}
    ends = [
        base.mark_tick(
            color=palette.ESTIMATE, thickness=2, height=10, yOffset=BELOW_NAME, aria=False
        ).encode(x=_x(end), **common)
        for end in ("start:Q", "end:Q")
    ]
    layers = [
        *unseen(base, _x(), names, names_above(), texts),
        base.mark_rule(
            color=palette.ESTIMATE, strokeWidth=2, yOffset=BELOW_NAME, aria=False
        ).encode(x=_x(), x2="end:Q", **common),
        *ends,
        base.mark_point(
            shape="diamond",
            size=120,
            filled=True,
            opacity=1,
            color=palette.ESTIMATE,
            yOffset=BELOW_NAME,
        ).encode(x=_x("estimate:Q"), description="spoken:N", **common),
    ]
    return row_chart(layers, {"texts": []})


def _x(field: str = "start:Q") -> alt.X:
    return across(
        field,
        values=[0, 0.25, 0.5, 0.75, 1],
        labelExpr=f"{NARROW} && datum.value % 1 != 0 ? '' : format(datum.value, '.0%')",
        labelFlush=True,
    )
