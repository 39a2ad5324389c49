"""The length of each statement: a bar a row."""

import altair as alt
import pandas as pd

from charts import palette
from charts.marks import clicked, tooltips
from charts.row_chart import (
    BELOW_NAME,
    across,
    in_row,
    names_above,
    names_beside,
    row_chart,
    unseen,
)
from charts.specification import Specification, filled
from charts.template import template
from queries.records import records

ROW, BAR = 34, 18


def toy_specification(rows: pd.DataFrame, title: str) -> Specification:
    """Draw lengths, one bar a row, in the order of ``rows`` of ``toy``; at least one.

    ``title`` is what is shown; one line a line.
    """
    bars = [
        {
            "place": row["label"],
            "words": row["words"],
            "mitigation": row["mitigation_ids"].split(";")[0],
        }
        for row in records(rows)
    ]
    parameters = {"places": [bar["place"] for bar in bars], "right": int(rows["words"].max())}
    return filled(template(toy_chart), title, {"bars": bars}, parameters, len(bars) * ROW)


def prepare() -> None:
    """Make the chart, so that no view has to wait for it."""
    template(toy_chart)


def toy_chart() -> alt.LayerChart:
    """The chart without its data: data set ``bars``, parameters ``places`` and ``right``, the
    greatest length."""
    bars = alt.Chart(alt.NamedData("bars")).transform_calculate(
        Statement="datum.place", Length="datum.words + ' words'"
    )
    scale = alt.Scale(domain=[0, alt.ExprRef("right")], nice=False)
    x = across("words:Q", scale)
    layers = [
        *unseen(bars, x, names_beside()),
        bars.mark_bar(height=BAR, yOffset=BELOW_NAME, color=palette.QUIET)
        .add_params(clicked("mitigation"))
        .encode(y=in_row(names_above()), x=x, tooltip=tooltips(("Statement", "Length"))),
    ]
    return row_chart(layers, {"right": 1})
