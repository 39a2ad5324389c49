"""Groups compared, a row a statement: a mark for each group on one scale, joined by a line.

Where worlds differ, a group's mark is the range of its figure.
"""

from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from charts import palette
from charts.responsive import NARROW, by_size, by_width
from charts.specification import Specification, with_data, with_title
from queries.records import Row, records

ROW, NAME_ABOVE = 34, 11
SELECTION = "chosen"
TOOLTIP = ("Statement", "Group", "Figure", "Difference")
SCALES = {"mean": (-2.0, 2.0), "share": (0.0, 1.0)}


def compare_specification(rows: pd.DataFrame, title: str, measure: str) -> Specification:
    """Draw a comparison.

    Parameters
    ----------
    rows
        As ``queries.comparison.comparison`` returns them; at least one.
    title
        What is shown, with n and base; one line a line.
    measure
        ``mean`` (-2 to 2) or ``share`` that agrees (0 to 1).
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
    ends = [mark[end] for mark in marks.values() for end in ("start", "end")]
    parameters = {
        "places": places,
        "texts": [_largest(listed, place, measure) for place in places],
        "groups": groups,
        "left": _left(min(ends), measure),
        "right": SCALES[measure][1],
        "form": ".0%" if measure == "share" else "+.1f",
    }
    data = {"marks": list(marks.values()), "lines": lines}
    return with_data(with_title(_template(), title), data, parameters, len(places) * ROW)


def prepare() -> None:
    """Make the chart, so that no view has to wait for it."""
    _template()


def _left(lowest: float, measure: str) -> float:
    """Where the scale begins: at a whole point, or a tenth, below all figures; never above 0."""
    step = 1.0 if measure == "mean" else 0.25
    return max(SCALES[measure][0], min(0.0, step * (lowest // step)))


def _mark(row: Row, side: str, measure: str, groups: list[str]) -> dict[str, Any]:
    low, high = row[f"{measure}_{side}_low"], row[f"{measure}_{side}_high"]
    group = row[f"group_{side}"]
    return {
        "place": row["label"],
        "mitigation": row["mitigation_ids"].split(";")[0],
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
    p = row["p_answers_holm" if measure == "mean" else "p_shares_holm"]
    chance = ", could be chance" if p >= 0.05 else ", unlikely to be chance" if p < 0.05 else ""
    return f"{row['group_1']} less {row['group_2']}: {_range(low, high, measure)}{chance}"


def _largest(rows: list[Row], place: str, measure: str) -> str:
    """The largest certain difference on a statement; a star where a test finds it beyond chance."""
    of_place = [row for row in rows if row["label"] == place]
    most = max(row[f"{measure}_gap"] for row in of_place)
    p = "p_answers_holm" if measure == "mean" else "p_shares_holm"
    star = "*" if any(row[p] < 0.05 for row in of_place) else ""
    few = "†" if any(row["few_answers"] for row in of_place) else ""
    return f"{f'{100 * most:.0f}' if measure == 'share' else f'{most:.2f}'}{star}{few}"


def _range(low: float, high: float, measure: str) -> str:
    form = ".0%" if measure == "share" else ".2f"
    ends = [format(end, form) for end in (low, high)]
    ends = [end.lstrip("-") if not end.strip("-0.%") else end for end in ends]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"


@lru_cache
def _template() -> Specification:
    return compare_chart().to_dict()


def compare_chart() -> alt.LayerChart:
    """The chart without its data: it reads ``marks``, ``lines`` and the parameters below."""
    empty: dict[str, Any] = {
        "places": [],
        "texts": [],
        "groups": [],
        "left": -2,
        "right": 2,
        "form": "+.1f",
    }
    return (
        alt.layer(*_axes(), *_marks())
        .properties(
            width="container", autosize=alt.AutoSizeParams(type="fit-x", contains="padding")
        )
        .resolve_axis(y="independent")
        .add_params(*(alt.param(name=name, value=value) for name, value in empty.items()))
        .configure_view(stroke=None)
        .configure_axis(grid=False, domain=False, ticks=False, labelOverlap=False, labelFlush=False)
    )


def _axes() -> list[alt.Chart]:
    unseen = alt.Chart(alt.NamedData("lines")).mark_bar(opacity=0, aria=False)
    names = alt.Axis(
        labelExpr=f"{NARROW} ? '' : datum.label", labelFontSize=13, labelLimit=360, labelPadding=12
    )
    above = alt.Axis(
        orient="left",
        labelExpr=f"{NARROW} ? datum.label : ''",
        labelAlign="left",
        labelPadding=0,
        labelOffset=-NAME_ABOVE,
        labelFontSize=by_size(11, 13, 13),
        labelLimit=600,
        zindex=1,
    )
    differences = alt.Axis(
        orient="right",
        labelExpr="texts[indexof(places, datum.label)]",
        labelAlign="right",
        labelPadding=48,
        labelOffset=by_width(7, 0),
        labelFontSize=12,
        labelFontWeight="bold",
    )
    return [unseen.encode(x=_x(), y=_y(axis)) for axis in (names, above, differences)]


def _marks() -> list[alt.Chart]:
    down = by_width(7, 0)
    tooltips = [alt.Tooltip(f"{name}:N") for name in TOOLTIP]
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
    clicked = alt.selection_point(name=SELECTION, fields=["mitigation"], on="click", toggle="false")
    return [
        alt.Chart(alt.NamedData("lines"))
        .mark_rule(strokeWidth=2, color=palette.QUIET, opacity=0.6, yOffset=down, aria=False)
        .encode(x=_x(), x2="end:Q", y=_y(None)),
        marks.mark_bar(height=7, yOffset=down, opacity=0.7, aria=False).encode(
            x=_x(), x2="end:Q", y=_y(None), color=colour, tooltip=tooltips
        ),
        marks.mark_point(
            size=110,
            filled=True,
            opacity=1,
            yOffset=down,
            stroke="white",
            strokeWidth=0.8,
            cursor="pointer",
        )
        .encode(
            x=alt.X("middle:Q", title=None),
            y=_y(None),
            color=colour,
            shape=shape,
            tooltip=tooltips,
            description="spoken:N",
        )
        .add_params(clicked),
    ]


def _x() -> alt.X:
    axis = alt.Axis(
        orient="top",
        tickCount=by_width(3, 5),
        labelExpr="format(datum.value, form)",
        labelFontSize=12,
        grid=True,
        gridOpacity=0.25,
    )
    scale = alt.Scale(domain=[alt.ExprRef("left"), alt.ExprRef("right")], nice=False, zero=False)
    return alt.X("start:Q", title=None, axis=axis, scale=scale)


def _y(axis: alt.Axis | None) -> alt.Y:
    scale = alt.Scale(domain=alt.ExprRef("places"), paddingInner=0, paddingOuter=0)
    return alt.Y("place:N", sort=None, title=None, scale=scale, axis=axis)
