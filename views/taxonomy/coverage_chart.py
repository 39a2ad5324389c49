"""How many mitigations each document proposes under each subcategory, as a table of shades."""

import altair as alt
import pandas as pd

from charts import palette
from charts.marks import clicked, tooltips
from charts.responsive import NARROW
from charts.specification import Specification, filled
from charts.template import chart_without_data, template
from queries.records import records

ROW = 24
TOOLTIP = ("Document", "Subcategory", "Mitigations", "Asked of experts")


def coverage_specification(
    cells: pd.DataFrame, title: str, codes: list[str], documents: list[str], columns: list[str]
) -> Specification:
    """Draw the table of shades.

    Parameters
    ----------
    cells
        As ``views.taxonomy.rows.coverage`` returns them; at least one.
    title
        What is shown, with n; one line a line.
    codes, documents
        Subcategories and documents that are filtered by; the others are paler. Empty: all.
    columns
        Names of the documents that have a column, from left to right.
    """
    data = [
        {
            "code": row["code"],
            "document": row["document"],
            "document_id": row["document_id"],
            "place": f"{row['code']} {row['subcategory']}",
            "number": row["mitigations"],
            "shown": (not codes or bool({row["code"], row["code"][0]} & set(codes)))
            and (not documents or row["document_id"] in documents),
            "Document": row["document"],
            "Subcategory": f"{row['code']} {row['subcategory']}",
            "Mitigations": str(row["mitigations"]),
            "Asked of experts": str(row["asked"]),
        }
        for row in records(cells)
    ]
    places = list(dict.fromkeys(row["place"] for row in data))
    height = len(places) * ROW
    parameters = {"places": places, "columns": columns}
    return filled(template(coverage_chart), title, {"cells": data}, parameters, height)


def prepare() -> None:
    """Make the chart, so that no view has to wait for it."""
    template(coverage_chart)


def coverage_chart() -> alt.LayerChart:
    """The chart without its data.

    It reads the data set ``cells`` and the parameters ``places`` and ``columns``.
    """
    cells = alt.Chart(alt.NamedData("cells")).transform_calculate(
        spoken="datum.Document + ', ' + datum.Subcategory + ': ' + datum.Mitigations + "
        "(datum.number == 1 ? ' mitigation' : ' mitigations')"
    )
    shades = alt.Color(
        "number:Q",
        legend=None,
        scale=alt.Scale(type="threshold", domain=[3, 7, 15], range=list(palette.COUNTS)),
    )
    colour = alt.when("datum.shown").then(shades).otherwise(alt.value(palette.PALE))
    light = alt.when("datum.shown && datum.number >= 7").then(alt.value(palette.LIGHT_INK))
    said = tooltips(TOOLTIP)
    layers = [
        cells.mark_rect(cornerRadius=2, cursor="pointer")
        .encode(x=_x(), y=_y(), color=colour, tooltip=said, description="spoken:N")
        .add_params(clicked("code", "document_id")),
        cells.mark_text(fontSize=12, aria=False, cursor="pointer").encode(
            x=_x(),
            y=_y(),
            text="number:Q",
            tooltip=said,
            color=light.otherwise(alt.value(palette.DARK_INK)),
        ),
    ]
    chart = chart_without_data(layers, {"places": [], "columns": []}, labelFlush=False)
    # The slanted name of the last document reaches beyond its column.
    return chart.properties(padding={"left": 0, "top": 0, "right": 32, "bottom": 0})


def _x() -> alt.X:
    axis = alt.Axis(
        orient="top", labelAngle=-60, labelAlign="left", labelFontSize=12, labelLimit=180
    )
    scale = alt.Scale(domain=alt.ExprRef("columns"), paddingInner=0.06)
    return alt.X("document:N", sort=None, title=None, axis=axis, scale=scale)


def _y() -> alt.Y:
    axis = alt.Axis(
        labelExpr=f"{NARROW} ? split(datum.label, ' ')[0] : datum.label",
        labelFontSize=12,
        labelLimit=260,
    )
    scale = alt.Scale(domain=alt.ExprRef("places"), paddingInner=0.06)
    return alt.Y("place:N", sort=None, title=None, axis=axis, scale=scale)
