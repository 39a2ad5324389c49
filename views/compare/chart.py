"""Groups compared, a row a statement: a mark for each group on one scale, joined by a line.

Where worlds differ, a group's mark is the range of its figure.
"""

from typing import Any

import altair as alt
import pandas as pd

from analysis.group_comparison import LEVEL
from charts import palette
from charts.marks import clicked, tooltips
from charts.responsive import by_width
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
from views.compare.columns import P_VALUES

ROW = 34
TOOLTIP = ("Statement", "Group", "Figure", "Difference")


def compare_specification(
    rows: pd.DataFrame, title: str, measure: str, ends: tuple[float, float]
) -> Specification:
    """Draw a comparison.

    Parameters
    ----------
    rows
        As ``views.compare.rows.compare`` returns them; at least one.
    title
        What is shown, with n and base; one line a line.
    measure
        ``mean`` or ``share``.
    ends
        The lowest and the highest that the figure can be: the ends of the scale of answers, or of a
        share (0 to 1).
    """
    listed = records(rows)
    groups = list(dict.fromkeys(row[side] for row in listed for side in ("group_1", "group_2")))
    marks = {
        (row["label"], row[f"group_{side}"]): _mark(row, side, measure, groups)
        for row in listed
        for side in ("1", "2")
    }
    for (label, group), mark in marks.items():
        of_group = (
            row
            for row in listed
            if row["label"] == label and group in (row["group_1"], row["group_2"])
        )
        mark["Difference"] = "; ".join(_difference(row, measure) for row in of_group)
    places = list(dict.fromkeys(row["label"] for row in listed))
    lines = [_line(place, [m for m in marks.values() if m["place"] == place]) for place in places]
    lowest = min(mark["start"] for mark in marks.values())
    parameters = {
        "places": places,
        "texts": [_largest(listed, place, measure) for place in places],
        "groups": groups,
        "left": _left(lowest, measure, ends[0]),
        "right": ends[1],
        "form": ".0%" if measure == "share" else "+.1f" if ends[0] < 0 else ".1f",
    }
    data = {"marks": list(marks.values()), "lines": lines}
    return filled(template(compare_chart), title, data, parameters, len(places) * ROW)


def prepare() -> None:
    """Make the chart, so that no view has to wait for it."""
    template(compare_chart)


def _left(lowest: float, measure: str, end: float) -> float:
    """Where the axis begins: at a whole point, or a quarter, below all figures; never above 0, and
    never below the end of the scale."""
    step = 1.0 if measure == "mean" else 0.25
    return max(end, min(0.0, step * (lowest // step)))


def _mark(row: Row, side: str, measure: str, groups: list[str]) -> dict[str, Any]:
    low, high = row[f"{measure}_{side}_low"], row[f"{measure}_{side}_high"]
    group = row[f"group_{side}"]
    return {
        "place": row["label"],
        "mitigation": (row["mitigation_ids"] or "").split(";")[0],
        "number": groups.index(group),
        "start": low,
        "end": high,
        "middle": (low + high) / 2,
        "Statement": row["label"],
        "Group": f"{group} (n = {row[f'n_{side}']})",
        "Figure": _range(low, high, measure),
    }


def _line(place: str, marks: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "place": place,
        "start": min(mark["start"] for mark in marks),
        "end": max(mark["end"] for mark in marks),
    }


def _difference(row: Row, measure: str) -> str:
    low, high = row[f"{measure}_difference_low"], row[f"{measure}_difference_high"]
    p = row[f"{P_VALUES[measure]}_holm"]
    chance = ", could be chance" if p >= LEVEL else ", unlikely to be chance" if p < LEVEL else ""
    return f"{row['group_1']} less {row['group_2']}: {_range(low, high, measure)}{chance}"


def _largest(rows: list[Row], place: str, measure: str) -> str:
    """The largest certain difference on a statement; a star where a test finds it beyond chance."""
    of_place = [row for row in rows if row["label"] == place]
    most = max(row[f"{measure}_gap"] for row in of_place)
    star = "*" if any(row[f"{P_VALUES[measure]}_holm"] < LEVEL for row in of_place) else ""
    few = "†" if any(row["few_answers"] for row in of_place) else ""
    return f"{f'{100 * most:.0f}' if measure == 'share' else f'{most:.2f}'}{star}{few}"


def _range(low: float, high: float, measure: str) -> str:
    form = ".0%" if measure == "share" else ".2f"
    ends = [format(end, form) for end in (low, high)]
    ends = [end.lstrip("-") if not end.strip("-0.%") else end for end in ends]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"


def compare_chart() -> alt.LayerChart:
    """The chart without its data: it reads ``marks``, ``lines`` and the parameters below."""
    empty = {"texts": [], "groups": [], "left": -2, "right": 2, "form": "+.1f"}
    return row_chart([*_axes(), *_marks()], empty)


def _axes() -> list[alt.Chart]:
    names = names_beside(labelLimit=360, labelPadding=12)
    differences = alt.Axis(
        orient="right",
        labelExpr=of_place("texts"),
        labelAlign="right",
        labelPadding=48,
        labelOffset=BELOW_NAME,
        labelFontSize=12,
        labelFontWeight="bold",
    )
    return unseen(alt.Chart(alt.NamedData("lines")), _x(), names, names_above(), differences)


def _marks() -> list[alt.Chart]:
    said = tooltips(TOOLTIP)
    legend = alt.Legend(
        title=None, orient="top", labelFontSize=12, labelLimit=260, columns=by_width(2, 4)
    )
    colours, shapes = (list(values) for values in zip(*palette.GROUPS, strict=True))
    groups = alt.ExprRef("groups")
    colour = alt.Color(
        "group:N", sort=None, scale=alt.Scale(domain=groups, range=colours), legend=legend
    )
    shape = alt.Shape(
        "group:N", sort=None, scale=alt.Scale(domain=groups, range=shapes), legend=legend
    )
    marks = alt.Chart(alt.NamedData("marks")).transform_calculate(
        group="groups[datum.number]",
        spoken="datum.Statement + ', ' + datum.Group + ': ' + datum.Figure + '. ' + "
        "datum.Difference",
    )
    return [
        alt.Chart(alt.NamedData("lines"))
        .mark_rule(strokeWidth=2, color=palette.QUIET, opacity=0.6, yOffset=BELOW_NAME, aria=False)
        .encode(x=_x(), x2="end:Q", y=in_row()),
        marks.mark_bar(height=7, yOffset=BELOW_NAME, opacity=0.7, aria=False).encode(
            x=_x(), x2="end:Q", y=in_row(), color=colour, tooltip=said
        ),
        marks.mark_point(
            size=110,
            filled=True,
            opacity=1,
            yOffset=BELOW_NAME,
            stroke="white",
            strokeWidth=0.8,
            cursor="pointer",
        )
        .encode(
            x=alt.X("middle:Q", title=None),
            y=in_row(),
            color=colour,
            shape=shape,
            tooltip=said,
            description="spoken:N",
        )
        .add_params(clicked("mitigation")),
    ]


def _x() -> alt.X:
    domain = [alt.ExprRef("left"), alt.ExprRef("right")]
    scale = alt.Scale(domain=domain, nice=False, zero=False, clamp=True)
    return across("start:Q", scale, tickCount=by_width(3, 5), labelExpr="format(datum.value, form)")
