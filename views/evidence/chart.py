"""What is proposed under each subcategory, what experts were asked, and how far they agree.

A row a subcategory: numbers, a bar of the mitigations proposed whose dark part was put to experts,
and a strip from 0 to 100 % with a dot for each statement and an arrow for each published bound.
"""

import json
from typing import Any

import altair as alt
import pandas as pd

from charts import palette
from charts.marks import clicked, stripes, tooltips
from charts.responsive import NARROW, SMALLEST, by_width
from charts.row_chart import across, in_row, of_place, row_chart, unseen
from charts.specification import Specification, filled_where_there_is_data
from charts.template import template
from queries.records import records

ROW, BAR = 28, 14
# Where the bars end and the strip begins, as shares of the width.
BARS_END, STRIP_START = 0.4, 0.47
OTHERS = palette.GROUPS[2][0]
NOT_ASKED, NO_FIGURE = "not asked of experts", "asked, no figure published"
SHORT = {"": "", NOT_ASKED: "no experts", NO_FIGURE: "no figure"}
LEGEND = {
    "Put to experts": palette.ANSWERS["strongly_agree"],
    "Proposed, not put to experts": palette.ANSWERS["somewhat_agree"],
    "Proposed, not asked of experts: a gap": palette.ANSWERS["somewhat_disagree"],
}
SHORT_LEGEND = dict(zip(LEGEND, ("Put to experts", "Not put to experts", "A gap"), strict=True))


def evidence_specification(
    rows: pd.DataFrame, items: pd.DataFrame, elsewhere: pd.DataFrame, title: str, most: int
) -> Specification:
    """Draw the evidence.

    Parameters
    ----------
    rows
        As ``views.evidence.rows.evidence`` returns them; at least one.
    items
        As ``views.evidence.rows.judged_items`` returns them.
    elsewhere
        As ``views.evidence.rows.asked_elsewhere`` returns them.
    title
        What is shown, with n and the base of percentages; one line a line.
    most
        Mitigations that the longest bar stands for: the same for all parts of a map.
    """
    once = records(rows.drop_duplicates("code"))
    places = [f"{row['code']} {row['subcategory']}" for row in once]
    place_of = {row["code"]: place for row, place in zip(once, places, strict=True)}
    names = dict(zip(rows["study_id"], rows["study"], strict=True))
    shown = [row for row in records(items) if row["code"] in place_of]
    data = {
        "bars": [bar for row in once for bar in _bars(row, BARS_END / most)],
        "dots": [_dot(row, place_of, names) for row in shown if pd.notna(row["agreement"])],
        "bounds": [
            _bound(row, place_of, names) for row in shown if pd.notna(row["agreement_above"])
        ],
        "ranges": [
            {
                "place": place_of[row["code"]],
                "start": _on_strip(row["agreement_lowest"]),
                "end": _on_strip(row["agreement_highest"]),
            }
            for row in records(rows)
            if pd.notna(row["agreement_lowest"])
        ],
        "others": [
            _diamond(row, place_of)
            for row in records(elsewhere)
            if row["code"] in place_of and pd.notna(row["agreement_low"])
        ],
    }
    parameters = {
        "places": places,
        "proposed": [str(row["mitigations"]) for row in once],
        "documents": [str(row["documents"]) for row in once],
        "asked": [str(row["asked"]) if row["asked"] else "none" for row in once],
        "nothing": [_nothing(row["code"], row["asked"], shown) for row in once],
    }
    height = len(places) * ROW
    return filled_where_there_is_data(template(evidence_chart), title, data, parameters, height)


def prepare() -> None:
    """Make the chart, so that no view has to wait for it."""
    template(evidence_chart)


def _bars(row: dict[str, Any], scale: float) -> list[dict[str, Any]]:
    """The part that was put to experts, and the rest."""
    put, rest, gap = LEGEND
    asked, mitigations = row["asked"], row["mitigations"]
    parts = [(put, 0, asked), (rest if asked else gap, asked, mitigations)]
    return [
        {
            "place": f"{row['code']} {row['subcategory']}",
            "code": row["code"],
            "part": part,
            "start": start * scale,
            "end": end * scale,
            "Subcategory": f"{row['code']} {row['subcategory']}",
            "What": f"{part}: {end - start} of {mitigations} mitigations",
            "Agreement": "",
        }
        for part, start, end in parts
        if end > start
    ]


def _dot(row: dict[str, Any], places: dict[str, str], names: dict[str, str]) -> dict[str, Any]:
    return {
        "place": places[row["code"]],
        "code": row["code"],
        "start": _on_strip(row["agreement"]),
        "Subcategory": places[row["code"]],
        "What": f"{row['label']} ({names[row['study_id']]})",
        "Agreement": f"{row['agreement']:.0%} of {row['n']} agree",
    }


def _bound(row: dict[str, Any], places: dict[str, str], names: dict[str, str]) -> dict[str, Any]:
    return {
        "place": places[row["code"]],
        "code": row["code"],
        "start": _on_strip(row["agreement_above"]),
        "end": _on_strip(1),
        "Subcategory": places[row["code"]],
        "What": f"{row['label']} ({names[row['study_id']]})",
        "Agreement": f"more than {row['agreement_above']:.0%} agree, no exact figure published",
    }


def _diamond(row: dict[str, Any], places: dict[str, str]) -> dict[str, Any]:
    return {
        "place": places[row["code"]],
        "code": row["code"],
        "start": _on_strip((row["agreement_low"] + row["agreement_high"]) / 2),
        "Subcategory": places[row["code"]],
        "What": f"{row['label']} ({row['study']}, asked of {row['people']})",
        "Agreement": row["reading"],
    }


def _nothing(code: str, asked: int, shown: list[dict[str, Any]]) -> str:
    """What stands on the strip where there is nothing to draw."""
    if not asked:
        return NOT_ASKED
    figures = [
        row
        for row in shown
        if row["code"] == code and (pd.notna(row["agreement"]) or pd.notna(row["agreement_above"]))
    ]
    return "" if figures else NO_FIGURE


def _on_strip(share: float) -> float:
    return STRIP_START + share * (1 - STRIP_START)


def evidence_chart() -> alt.LayerChart:
    """The chart without its data.

    It reads the data sets ``bars``, ``dots``, ``bounds``, ``ranges`` and ``others`` and, for each
    of the ``places``, the texts ``proposed``, ``documents``, ``asked`` and ``nothing``.
    """
    empty: dict[str, Any] = {"proposed": [], "documents": [], "asked": [], "nothing": []}
    return row_chart([*_numbers(), *_marks()], empty)


def _numbers() -> list[alt.Chart]:
    """Columns of numbers, as axes, which take on the colours of the theme."""
    columns = {
        "asked": ("Asked", by_width(0, 0)),
        "documents": ("Documents", by_width(0, 62)),
        "proposed": ("Proposed", by_width(48, 136)),
    }
    numbers = [
        alt.Axis(
            orient="left",
            title=name,
            offset=offset,
            labelExpr=of_place(key) if key != "documents" else f"{NARROW} ? '' : {of_place(key)}",
            **_heading(narrow_too=key != "documents"),
        )
        for key, (name, offset) in columns.items()
    ]
    names = alt.Axis(
        orient="left",
        title=None,
        offset=by_width(104, 206),
        labelExpr=f"{NARROW} ? split(datum.label, ' ')[0] : datum.label",
        labelFontSize=13,
        labelLimit=270,
    )
    nothing = alt.Axis(
        orient="right",
        title=None,
        labelExpr=f"{NARROW} ? {json.dumps(SHORT)}[{of_place('nothing')}] : {of_place('nothing')}",
        labelAlign="left",
        # From the start of the strip on, so that no mark far to the right is covered.
        labelPadding=alt.ExprRef(f"{STRIP_START - 1} * width"),
        labelFontSize=12,
        labelFontStyle="italic",
        labelLimit=240,
    )
    return unseen(alt.Chart(alt.NamedData("bars")), _x(), *numbers, names, nothing)


def _heading(*, narrow_too: bool) -> dict[str, Any]:
    return {
        "labelFontSize": 13,
        "labelPadding": 6,
        "titleAngle": 0,
        "titleAlign": "right",
        "titleAnchor": "start",
        "titleFontSize": by_width(10 if narrow_too else 0, 12),
        "titleFontWeight": "normal",
        "titleX": -6,
        "titleY": -10,
    }


def _marks() -> list[alt.Chart]:
    spoken = "trim(datum.Subcategory + ': ' + datum.What + ' ' + datum.Agreement)"
    colour = alt.Color(
        "part:N",
        sort=list(LEGEND),
        scale=alt.Scale(domain=list(LEGEND), range=list(LEGEND.values())),
        legend=alt.Legend(
            title=None,
            orient="top",
            columns=1,
            labelFontSize=12,
            labelLimit=320,
            symbolStrokeWidth=0,
            labelExpr=f"{SMALLEST} ? {json.dumps(SHORT_LEGEND)}[datum.label] : datum.label",
        ),
    )

    def data(name: str) -> alt.Chart:
        return alt.Chart(alt.NamedData(name)).transform_calculate(spoken=spoken)

    # From a bound to 100 %: where the share lies between them is not published.
    striped = stripes("transparent", palette.ANSWERS["somewhat_disagree"], 16, slanted=False)
    said = tooltips(("Subcategory", "What", "Agreement"))
    common: dict[str, Any] = {"tooltip": said, "description": "spoken:N"}
    return [
        data("bars")
        .mark_bar(height=BAR, cursor="pointer", **palette.OUTLINE)
        .encode(x=_x(), x2="end:Q", y=in_row(), color=colour, **common)
        .add_params(clicked("code")),
        data("ranges")
        .mark_rule(strokeWidth=3, color=palette.QUIET, opacity=0.7, aria=False)
        .encode(x=_x(), x2="end:Q", y=in_row()),
        data("bounds")
        .mark_bar(height=6, yOffset=8, color=striped, cursor="pointer", **palette.OUTLINE)
        .encode(x=_x(), x2="end:Q", y=in_row(), **common),
        data("bounds")
        .mark_point(
            shape="triangle-right",
            size=70,
            yOffset=8,
            filled=True,
            color=palette.ANSWERS["strongly_disagree"],
            opacity=1,
            cursor="pointer",
        )
        .encode(x=_x(), y=in_row(), **common),
        data("dots")
        .mark_point(
            shape="circle",
            size=62,
            filled=True,
            color=palette.ANSWERS["strongly_agree"],
            opacity=0.85,
            stroke="white",
            strokeWidth=0.8,
            cursor="pointer",
        )
        .encode(x=_x(), y=in_row(), **common),
        # Of other people, on other scales: neither in the shape nor in the colour of agreement.
        data("others")
        .mark_point(
            shape="diamond",
            size=54,
            yOffset=-8,
            filled=False,
            color=OTHERS,
            strokeWidth=2,
            opacity=1,
            cursor="pointer",
        )
        .encode(x=_x(), y=in_row(), **common),
    ]


def _x() -> alt.X:
    ticks = [0, 0.25, 0.5, 0.75, 1]
    share = f"(datum.value - {STRIP_START}) / {1 - STRIP_START}"
    return across(
        "start:Q",
        values=[_on_strip(tick) for tick in ticks],
        labelExpr=f"{NARROW} && round(100 * {share}) % 50 != 0 ? '' : format({share}, '.0%')",
    )
