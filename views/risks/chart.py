"""How many documents deal with each risk: a bar a row, dark where they do so well, pale where
hardly."""

import json
from typing import Any

import altair as alt
import pandas as pd

from charts import palette
from charts.marks import clicked, tooltips
from charts.responsive import NARROW, SMALLEST, by_width
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
from queries.records import Row, records

ROW, BAR = 36, 15
LEGEND = {
    "Deal with it well": palette.ANSWERS["strongly_agree"],
    "Hardly deal with it": palette.ANSWERS["somewhat_agree"],
}
SHORT_LEGEND = dict(zip(LEGEND, ("Well", "Hardly"), strict=True))
TOOLTIP = ("Risk", "Documents", "Share")
# The most characters of a name beside its row, above it, and above it on the smallest of screens.
LONGEST_NAME, LONGEST_ABOVE, LONGEST_ON_SMALLEST = 52, 44, 34


def risks_specification(rows: pd.DataFrame, title: str, right: float) -> Specification:
    """Draw coverage, one bar a risk, in the order of ``rows`` of ``risks``; at least one.

    ``title`` is what is shown, with n and the base of percentages, one line a line; ``right`` is
    the share at which the axis ends, the same for all parts of a chart.
    """
    listed = records(rows)
    bars = [bar for row in listed for bar in _bars(row)]
    parameters = {
        "places": [_place(row) for row in listed],
        "numbers": [_numbers(row) for row in listed],
        "right": right,
    }
    return filled(template(risks_chart), title, {"bars": bars}, parameters, len(listed) * ROW)


def prepare() -> None:
    """Make the chart, so that no view has to wait for it."""
    template(risks_chart)


def _place(row: Row) -> str:
    return f"{row['code']} {row['risk']}"


def _numbers(row: Row) -> str:
    return f"{row['documents_with_good_coverage']} + {row['documents_with_minimal_coverage']}"


def _bars(row: Row) -> list[dict[str, Any]]:
    """The documents that deal with a risk well, then those that hardly do."""
    good, every = int(row["documents_with_good_coverage"]), int(row["documents_in_all"])
    both = good + int(row["documents_with_minimal_coverage"])
    return [
        {
            "place": _place(row),
            "risk": row["code"],
            "part": part,
            "start": start / every,
            "end": end / every,
            "Risk": _place(row),
            "Documents": f"{part}: {end - start} of {every} documents",
            "Share": f"{(end - start) / every:.1%}",
        }
        for part, start, end in zip(LEGEND, (0, good), (good, both), strict=True)
        if end > start
    ]


def risks_chart() -> alt.LayerChart:
    """The chart without its data: data set ``bars``; parameters ``places``, ``numbers`` and
    ``right``."""
    bars = alt.Chart(alt.NamedData("bars")).transform_calculate(
        spoken="datum.Risk + ': ' + datum.Documents + ', ' + datum.Share"
    )
    x = across(
        "start:Q",
        alt.Scale(domain=[0, alt.ExprRef("right")], nice=False),
        format="%",
        tickCount=by_width(3, 6),
    )
    numbers = alt.Axis(
        orient="right",
        title="well + hardly",
        titleAngle=0,
        titleAlign="right",
        titleAnchor="start",
        titleFontSize=by_width(0, 12),
        titleFontWeight="normal",
        titleX=58,
        titleY=-10,
        labelExpr=of_place("numbers"),
        labelFontSize=12,
        labelPadding=6,
        labelOffset=BELOW_NAME,
    )
    colour = alt.Color(
        "part:N",
        sort=list(LEGEND),
        scale=alt.Scale(domain=list(LEGEND), range=list(LEGEND.values())),
        legend=alt.Legend(
            title=None,
            orient="top",
            labelFontSize=12,
            symbolStrokeWidth=0,
            labelExpr=f"{SMALLEST} ? {json.dumps(SHORT_LEGEND)}[datum.label] : datum.label",
        ),
    )
    beside = names_beside(
        labelExpr=f"{NARROW} ? '' : truncate(datum.label, {LONGEST_NAME})", labelLimit=420
    )
    longest = f"({SMALLEST} ? {LONGEST_ON_SMALLEST} : {LONGEST_ABOVE})"
    above = f"{NARROW} ? truncate(datum.label, {longest}) : ''"
    layers = [
        *unseen(bars, x, beside, numbers),
        bars.mark_bar(height=BAR, yOffset=BELOW_NAME, cursor="pointer", **palette.OUTLINE)
        .add_params(clicked("risk"))
        .encode(
            x=x,
            x2="end:Q",
            y=in_row(names_above(labelExpr=above)),
            color=colour,
            tooltip=tooltips(TOOLTIP),
            description="spoken:N",
        ),
    ]
    return row_chart(layers, {"numbers": [], "right": 1})
