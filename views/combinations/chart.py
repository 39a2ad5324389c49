"""Which measures are chosen together: a square of cells, numbered in both directions."""

from typing import Any

import altair as alt
import pandas as pd

from charts import palette
from charts.marks import tooltips
from charts.responsive import by_width
from charts.specification import Specification, filled
from charts.template import chart_without_data, template
from queries.records import records

ROW = 34
TOOLTIP = ("Measure", "Together with", "Combinations", "Share", "Lift")


def combinations_specification(rows: pd.DataFrame, title: str, most: int) -> Specification:
    """Draw how often measures are chosen together, those chosen most first.

    Parameters
    ----------
    rows
        As ``views.combinations.rows.combinations`` returns them; at least one.
    title
        What is shown, with n and base; one line a line.
    most
        How many measures are drawn.
    """
    places = list(dict.fromkeys(rows["label"]))[:most]
    drawn = rows[rows["label"].isin(places) & rows["other_label"].isin(places)]
    data = [
        {
            "row": f"{places.index(row['label']) + 1}  {row['label']}",
            "column": str(places.index(row["other_label"]) + 1),
            "share": row["share"],
            "Measure": row["label"],
            "Together with": _other(row),
            "Combinations": f"{row['n']} of {row['n_combinations']}",
            "Share": f"{row['share']:.0%}",
            "Lift": f"{row['lift']:.2f}",
        }
        for row in records(drawn)
    ]
    parameters = {
        "places": [f"{number}  {label}" for number, label in enumerate(places, start=1)],
        "numbers": [str(number) for number in range(1, len(places) + 1)],
        "largest": max(cell["share"] for cell in data),
    }
    height = len(places) * ROW
    return filled(template(combinations_chart), title, {"cells": data}, parameters, height)


def _other(row: dict[str, Any]) -> str:
    same = row["item_id"] == row["other_item_id"]
    return "itself: chosen at all" if same else str(row["other_label"])


def prepare() -> None:
    """Make the chart, so that no view has to wait for it."""
    template(combinations_chart)


def combinations_chart() -> alt.LayerChart:
    """The chart without its data: data set ``cells``, parameters ``places``, ``numbers`` (of the
    places) and ``largest`` (share)."""
    spoken = (
        "datum.Measure + ' with ' + datum['Together with'] + ': ' + datum.Combinations"
        " + ' combinations, ' + datum.Share"
    )
    base = alt.Chart(alt.NamedData("cells")).transform_calculate(
        spoken=spoken, text="format(100 * datum.share, '.0f')"
    )
    y = alt.Y(
        "row:N",
        sort=None,
        title=None,
        scale=alt.Scale(domain=alt.ExprRef("places"), padding=0.06),
        axis=alt.Axis(labelFontSize=12, labelLimit=by_width(120, 380), labelPadding=8),
    )
    x = alt.X(
        "column:N",
        sort=None,
        title=None,
        scale=alt.Scale(domain=alt.ExprRef("numbers"), padding=0.06),
        axis=alt.Axis(orient="top", labelAngle=0, labelFontSize=12),
    )
    colour = alt.Color(
        "share:Q",
        legend=None,
        scale=alt.Scale(
            domain=[0, alt.ExprRef("largest")], range=[palette.COUNTS[0], palette.COUNTS[2]]
        ),
    )
    said = tooltips(TOOLTIP)
    light = alt.when("datum.share > 0.55 * largest").then(alt.value(palette.LIGHT_INK))
    layers = [
        base.mark_rect(cornerRadius=2).encode(
            y=y, x=x, color=colour, tooltip=said, description="spoken:N"
        ),
        base.mark_text(fontSize=by_width(9, 12), aria=False).encode(
            y=y,
            x=x,
            text="text:N",
            color=light.otherwise(alt.value(palette.DARK_INK)),
            tooltip=said,
        ),
    ]
    return chart_without_data(layers, {"places": [], "numbers": [], "largest": 1})
