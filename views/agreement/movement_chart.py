"""How the share moved from wave to wave: a dot a wave, those of an item joined, with intervals."""

import altair as alt
import pandas as pd

from charts import palette
from charts.marks import clicked, tooltips
from charts.responsive import NARROW
from charts.row_chart import across, in_row, names_above, names_beside, of_place, row_chart, unseen
from charts.specification import Specification, filled
from charts.template import template
from queries.records import Row, records
from views.agreement.layout import SEPARATOR

ROW = 27
TOOLTIP = ("Item", "Wave", "Share", "Interval")
# Room right of 100 % for n, in units of the axis.
RIGHT, RIGHT_NARROW = 1.12, 1.28


def movement_specification(rows: pd.DataFrame, title: str, few_answers: int) -> Specification:
    """Draw shares wave by wave, in the order of ``rows``.

    Parameters
    ----------
    rows
        As ``views.agreement.rows.agreement`` returns them, split by wave and known exactly; at
        least one.
    title
        What is shown, with n and the base of the percentages; one line a line.
    few_answers
        Rows with fewer answers than this are marked.
    """
    listed = records(rows)
    dots = [_dot(row) for row in listed]
    places, n = [], []
    for row, dot in zip(listed, dots, strict=True):
        if dot["item"] not in places:
            places.append(dot["item"])
            n.append("")
        places.append(dot["place"])
        n.append(f"{row['n_base']:.0f}{'*' if row['n_base'] < few_answers else ''}")
    parameters = {"places": places, "n": n}
    return filled(template(movement_chart), title, {"dots": dots}, parameters, len(places) * ROW)


def _dot(row: Row) -> dict[str, object]:
    low, high = row["agreement_ci_low"], row["agreement_ci_high"]
    return {
        "place": f"{row['label']}{SEPARATOR}{row['group']}",
        "item": row["label"],
        "mitigation": (row["mitigation_ids"] or "").split(";")[0],
        "share": row["agreement_low"],
        "low": low,
        "high": high,
        "Item": row["label"],
        "Wave": row["group"],
        "Share": f"{row['agreement_low']:.1%} of {row['n_base']:.0f}",
        "Interval": f"{low:.1%} to {high:.1%}",
    }


def prepare() -> None:
    """Make the chart, so that no view has to wait for it."""
    template(movement_chart)


def movement_chart() -> alt.LayerChart:
    """The chart without its data: data set ``dots``, parameters ``places`` and ``n``."""
    base = alt.Chart(alt.NamedData("dots")).transform_calculate(
        spoken="datum.Item + ', ' + datum.Wave + ': ' + datum.Share + ', 95 % interval '"
        " + datum.Interval",
        text="format(datum.share, '.0%')",
        rank="indexof(places, datum.place)",
    )
    group = names_beside(
        labelExpr=f"split(datum.label, '{SEPARATOR}')[1] || ''", labelLimit=200, labelPadding=10
    )
    heading = names_above(
        labelExpr=f"indexof(datum.label, '{SEPARATOR}') < 0 ? datum.label : ''",
        labelOffset=3,
        labelFontWeight="bold",
    )
    n = alt.Axis(
        orient="right",
        labelExpr=of_place("n"),
        labelAlign="right",
        labelPadding=-2,
        labelFontSize=12,
    )
    strong, said = palette.ANSWERS["strongly_agree"], tooltips(TOOLTIP)
    layers = [
        *unseen(base, _x("share:Q"), n, heading),
        base.mark_rule(strokeWidth=5, color=palette.ANSWERS["somewhat_agree"], opacity=0.6).encode(
            y=in_row(), x=_x("low:Q"), x2="high:Q", tooltip=said
        ),
        base.mark_line(color=strong, strokeWidth=2, aria=False).encode(
            y=in_row(), x=_x("share:Q"), detail="item:N", order="rank:Q"
        ),
        base.mark_point(filled=True, size=90, color=strong, opacity=1)
        .add_params(clicked("mitigation"))
        .encode(y=in_row(group), x=_x("share:Q"), tooltip=said, description="spoken:N"),
    ]
    edge = alt.param(name="edge", expr=f"{NARROW} ? {RIGHT_NARROW} : {RIGHT}")
    return row_chart(layers, {"n": []}).add_params(edge)


def _x(field: str) -> alt.X:
    percent = f"{NARROW} && datum.value * 2 % 1 != 0 ? '' : format(datum.value, '.0%')"
    return across(
        field,
        alt.Scale(domain=[0, alt.ExprRef("edge")], nice=False, zero=False),
        values=alt.ExprRef("[0, 0.25, 0.5, 0.75, 1, edge]"),
        labelExpr=f"datum.value == edge ? 'n' : {percent}",
        labelAlign={
            "condition": {"test": "datum.value == edge", "value": "right"},
            "value": "center",
        },
        labelFlush=False,
        labelPadding=4,
        gridOpacity={"condition": {"test": "datum.value > 1", "value": 0}, "value": 0.25},
    )
