"""Two dimensions crossed, as a table of shades: a cell is the darker the larger its share, and has
the share and n written in it. What rests on few answers is grey.

Where what is published leaves a share open, the cell has the colour of the lowest share and a strip
at its right that of the highest.
"""

import textwrap
from typing import Any

import altair as alt
import pandas as pd

from charts import palette
from charts.marks import clicked, stripes, tooltips
from charts.responsive import NARROW, by_size, by_width
from charts.row_chart import BELOW_NAME, in_row, names_above, names_beside, row_chart, unseen
from charts.specification import Specification, filled_where_there_is_data
from charts.template import template
from queries.records import Row, records
from views.wording import FIXED_SPACE, short_percent_range

# Heights of a row and of its cells, in pixels.
ROW, CELL, CELL_NARROW = 46, 42, 29
# How far the name of a row stands above its middle on a narrow screen.
NAME_ABOVE = 16
# Letters of all headings together in one line, as far as a screen has room for them, and of one.
LETTERS_ACROSS, LETTERS_ACROSS_NARROW, FEWEST_LETTERS = 104, 44, 11
HEADING_LINE = 14
# Below so many pixels of the window for each column, headings are slanted.
UPRIGHT = 85
# Where the strip of the highest share begins, as a share of the cell.
STRIP = 0.86
LETTER = 7
# What stands in a cell, shorter where it has too little room, and where its lines stand.
SHARE, PEOPLE = (
    f"bandwidth('x') >= {LETTER} * length(datum.{field}) ? datum.{field} : {shorter}"
    for field, shorter in (
        ("share", f"replace(datum.share, '{FIXED_SPACE}%', '')"),
        ("people", "substring(datum.people, 2)"),
    )
)
UPPER, LOWER = by_width(0, -7), by_width(14, 10)
TOOLTIP = ("Row", "Column", "Share", "95 % interval", "n", "Known")
HIDDEN, STRIPES = (palette.PALE, "#a3a3a3"), 9
# Where each tenth of a share begins but the first; a share may lose so much on its way.
TENTHS = [tenth / 10 - 1e-6 for tenth in range(1, 10)]


def cross_table_specification(drawn: pd.DataFrame, columns: list[str], title: str) -> Specification:
    """Draw cells.

    Parameters
    ----------
    drawn
        As ``views.cross_table.layout.turned`` returns them; at least one.
    columns
        What stands across, from left to right.
    title
        What is shown, with n and the base of the percentages; one line a line.
    """
    places = list(dict.fromkeys(drawn["down"]))
    cells = [_cell(row) for row in records(drawn)]
    shown = [cell for cell in cells if not cell["hidden"]]
    data = {
        # What names rows and columns.
        "frame": [{"place": places[0], "column": columns[0]}],
        "cells": shown,
        "strips": [cell for cell in shown if cell["low"] < cell["high"] and not cell["few"]],
        "hidden": [cell for cell in cells if cell["hidden"]],
    }
    wide, narrow = (_wrapped(columns, of) for of in (LETTERS_ACROSS, LETTERS_ACROSS_NARROW))
    parameters = {
        "places": places,
        "columns": columns,
        "headings": wide,
        "headings_narrow": narrow,
        "lines": max(map(len, wide)),
        "lines_narrow": max(map(len, narrow)),
    }
    height = len(places) * ROW
    return filled_where_there_is_data(template(cross_table_chart), title, data, parameters, height)


def _wrapped(columns: list[str], letters: int) -> list[list[str]]:
    """The headings of columns, each in lines of its part of all letters that there is room for."""
    width = max(letters // len(columns), FEWEST_LETTERS)
    return [textwrap.wrap(name, width, break_long_words=False) for name in columns]


def prepare() -> None:
    """Make the chart, so that no view has to wait for it."""
    template(cross_table_chart)


def _cell(row: Row) -> Row:
    """What is drawn of a cell, and what is said of it."""
    named = {
        "place": row["down"],
        "column": row["across"],
        "row_group": row["row_group"],
        "column_group": row["column_group"],
        "hidden": bool(row["hidden"]),
        "few": not row["hidden"] and bool(row["few_answers"]),
        "Row": row["row_group"],
        "Column": row["column_group"],
    }
    if row["hidden"]:
        return named | dict.fromkeys(TOOLTIP[2:], "hidden") | _drawn(0, 0, "hidden", "")
    low, high = row["agreement_low"], row["agreement_high"]
    n = _range(int(row["n_low"]), int(row["n_high"]))
    share = short_percent_range(low, high)
    return {
        **named,
        **_drawn(low, high, share, f"n {n}{'*' if row['few_answers'] else ''}"),
        "Share": share,
        "95 % interval": short_percent_range(row["agreement_ci_low"], row["agreement_ci_high"]),
        "n": f"{n} (few)" if row["few_answers"] else n,
        "Known": f"{row['basis']}, {'exact' if low == high else 'range over all that fits'}",
    }


def _drawn(low: float, high: float, share: str, n: str) -> Row:
    return {"low": float(low), "high": float(high), "share": share, "people": n}


def _range(low: int, high: int) -> str:
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def cross_table_chart() -> alt.LayerChart:
    """The chart without its data.

    It reads the data sets ``frame``, ``cells``, ``strips`` and ``hidden``, and the parameters
    ``places``, ``columns``, ``headings`` (the names of the columns in lines, in the same order),
    ``lines`` (how many they have at most), and both for a narrow screen.
    """
    frame, chosen = alt.Chart(alt.NamedData("frame")), clicked("row_group", "column_group")
    cells, strips, hidden = (_spoken(name) for name in ("cells", "strips", "hidden"))
    size: dict[str, Any] = {"height": by_width(CELL_NARROW, CELL), "yOffset": BELOW_NAME}
    size |= {"cursor": "pointer", **palette.OUTLINE}
    said: dict[str, Any] = {"tooltip": tooltips(TOOLTIP), "description": "spoken:N"}
    striped = stripes(*HIDDEN, STRIPES, slanted=True)
    layers = [
        *unseen(frame, _x(), names_beside(orient="left", labelLimit=300, labelPadding=10)),
        *unseen(frame.add_params(chosen), _x(), names_above(labelOffset=-NAME_ABOVE)),
        cells.mark_rect(**size).encode(x=_x(), y=in_row(), color=_shade("low:Q"), **said),
        strips.mark_rect(**size).encode(
            x=_x(STRIP),
            x2=alt.X2("column:N", bandPosition=1),
            y=in_row(),
            color=_shade("high:Q"),
            **said,
        ),
        hidden.mark_rect(**size, color=striped).encode(x=_x(), y=in_row(), **said),
        _text(cells, SHARE, _ink(), fontWeight="bold", fontSize=by_width(11, 13), yOffset=UPPER),
        _text(cells, PEOPLE, _ink(), fontSize=by_size(10, 11, 11), yOffset=LOWER),
        _text(hidden, SHARE, alt.value(palette.DARK_INK), fontSize=11, yOffset=BELOW_NAME),
    ]
    lists = ("columns", "headings", "headings_narrow")
    empty: dict[str, Any] = {**{name: [] for name in lists}, "lines": 1, "lines_narrow": 1}
    # The corner of a slanted heading reaches a little beyond what is measured of it.
    padding = {"left": 0, "top": 0, "right": 12, "bottom": 0}
    return row_chart(layers, empty).properties(padding=padding)


def _spoken(data: str) -> alt.Chart:
    """Cells, with what a screen reader says of them."""
    figures = "datum.hidden ? 'hidden' : datum.Share + ', n ' + datum.n"
    return alt.Chart(alt.NamedData(data)).transform_calculate(
        spoken=f"datum.Row + ', ' + datum.Column + ': ' + ({figures})"
    )


def _x(at: float | None = None) -> alt.X:
    """Where a cell stands from left to right; headings are slanted where there is little room."""
    slanted = f"{NARROW} && windowSize()[0] < {UPRIGHT} * length(columns)"
    further = f"(({NARROW} ? lines_narrow : lines) - 1)"
    lines = f"({NARROW} ? headings_narrow : headings)[indexof(columns, datum.label)]"
    axis = alt.Axis(
        orient="top",
        labelExpr=f"{slanted} ? datum.label : {lines}",
        labelAngle=alt.ExprRef(f"{slanted} ? -50 : 0"),
        labelAlign=alt.ExprRef(f"{slanted} ? 'left' : 'center'"),
        labelBaseline="bottom",
        labelLimit=160,
        labelLineHeight=HEADING_LINE,
        labelFontSize=12,
        # A heading of several lines grows downwards.
        labelPadding=alt.ExprRef(f"5 + {HEADING_LINE} * ({slanted} ? 0 : {further})"),
    )
    scale = alt.Scale(domain=alt.ExprRef("columns"), paddingInner=0.03, paddingOuter=0)
    x = alt.X("column:N", sort=None, title=None, axis=axis, scale=scale)
    return x if at is None else x.bandPosition(at)


def _shade(field: str) -> Any:  # noqa: ANN401, what Altair makes of a condition
    """The colour of a share; none where few answered."""
    shade = alt.Color(
        field,
        scale=alt.Scale(type="threshold", domain=TENTHS, range=list(palette.TENTHS)),
        legend=alt.Legend(
            title=None,
            type="gradient",
            orient="top",
            format=".0%",
            gradientLength=by_size(220, 300, 420),
            gradientThickness=12,
            gradientStrokeColor=palette.QUIET,
            gradientStrokeWidth=1,
        ),
    )
    return alt.when("datum.few").then(alt.value(palette.PALE)).otherwise(shade)


def _ink() -> Any:  # noqa: ANN401, what Altair makes of a condition
    """The ink that can be read on the colour of the lowest share."""
    inks = [palette.ink_on(colour) for colour in palette.TENTHS]
    light = alt.when(f"!datum.few && datum.low >= {TENTHS[inks.index(palette.LIGHT_INK) - 1]}")
    return light.then(alt.value(palette.LIGHT_INK)).otherwise(alt.value(palette.DARK_INK))


def _text(data: alt.Chart, text: str, ink: Any, **line: Any) -> alt.Chart:  # noqa: ANN401
    """A line in a cell."""
    return data.mark_text(text=alt.ExprRef(text), aria=False, cursor="pointer", **line).encode(
        x=_x(), y=in_row(), color=ink, tooltip=tooltips(TOOLTIP)
    )
