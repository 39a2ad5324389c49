"""Incidents by year: a bar a year, the last one paler, because it may not be complete."""

import altair as alt
import pandas as pd

from charts import palette
from charts.marks import tooltips
from charts.responsive import by_width
from charts.specification import Specification, filled
from charts.template import chart_without_data, template
from queries.records import records

HEIGHT = 220


def incidents_specification(rows: pd.DataFrame, title: str) -> Specification:
    """Draw incidents, one bar a year, in the order of ``rows`` of ``incidents`` of one domain; at
    least one.

    ``title`` is what is shown, with n; one line a line.
    """
    last = rows["year"].max()
    bars = [
        {
            "year": str(row["year"]),
            "number": row["incidents"],
            "complete": bool(row["year"] < last),
            "Year": f"{row['year']}{'' if row['year'] < last else ', may not be complete'}",
            "Incidents": str(row["incidents"]),
        }
        for row in records(rows)
    ]
    years = [bar["year"] for bar in bars]
    return filled(template(incidents_chart), title, {"bars": bars}, {"years": years}, HEIGHT)


def prepare() -> None:
    """Make the chart, so that no view has to wait for it."""
    template(incidents_chart)


def incidents_chart() -> alt.LayerChart:
    """The chart without its data: data set ``bars``, parameter ``years``."""
    bars = alt.Chart(alt.NamedData("bars")).transform_calculate(
        spoken="datum.Year + ': ' + datum.Incidents + ' incidents'"
    )
    x = alt.X(
        "year:N",
        sort=None,
        title=None,
        axis=alt.Axis(labelAngle=by_width(-90, 0), labelFontSize=12),
        scale=alt.Scale(domain=alt.ExprRef("years"), paddingInner=0.25, paddingOuter=0.1),
    )
    y = alt.Y("number:Q", axis=None)
    colour = (
        alt.when("datum.complete")
        .then(alt.value(palette.ANSWERS["strongly_agree"]))
        .otherwise(alt.value(palette.ANSWERS["somewhat_agree"]))
    )
    layers = [
        bars.mark_bar(**palette.OUTLINE).encode(
            x=x,
            y=y,
            color=colour,
            tooltip=tooltips(("Year", "Incidents")),
            description="spoken:N",
        ),
        bars.mark_text(dy=-8, fontSize=12, aria=False, color=palette.QUIET).encode(
            x=x, y=y, text="number:Q"
        ),
    ]
    return chart_without_data(layers, {"years": []})
