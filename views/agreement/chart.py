"""Answers to each statement as stacked bars: diverging around the neutral answer, or to 100 %.

Where the published figures leave a count open, the boundary between two answers can lie anywhere
within an interval: the bars end where every world agrees, and the interval between them is striped
in the colours of both answers.
"""

import json
from collections.abc import Iterator
from typing import Any

import altair as alt
import pandas as pd

from charts import palette
from charts.marks import clicked, stripes, tooltips
from charts.responsive import NARROW, SMALLEST, by_size, by_width
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
from data.answer_options import AGREEMENT_SCALE
from data.scales import Scale
from views.agreement.layout import N_ROOM, SEPARATOR, Layout, boundaries, drawn_opinions, lay_out

FORMS = {"diverging": "Diverging", "stacked": "Stacked to 100 %"}
TOOLTIP = ("Statement", "Respondents", "Answer", "Count", "Share", "Known")
# What a screen reader says of a bar.
SPOKEN = (
    "datum.Statement + ', ' + datum.Respondents + ': ' + datum.Answer + ', ' + datum.Count + ', '"
    " + datum.Share + ' (' + datum.Known + ')'"
)
# Heights of a row and of its bar, in pixels.
STATEMENT_ROW, STATEMENT_BAR, STATEMENT_BAR_NARROW = 34, 22, 15
GROUP_ROW, GROUP_BAR = 27, 21
# More room for n on a narrow screen, in units of the axis.
MORE_N_ROOM_NARROW = 0.19
# Room for the totals of both sides of a scale.
FOR_ROOM, FOR_ROOM_NARROW, AGAINST_ROOM = 0.16, 0.36, 0.26
# Room that the head of the column of totals takes up, in pixels.
HEAD_ROOM = 20
# The most characters of a statement that stand in one line above its groups on a narrow screen.
LONGEST_HEADING_NARROW = 34
STRIPES = 5
# The most characters of a group's name that leave room beside it on a narrow screen.
LONGEST_GROUP_BESIDE = 24
BESIDE_LONGEST_GROUP = 100
GROUP = f"(split(datum.label, '{SEPARATOR}')[1] || '')"
# The most characters of an answer if two stand side by side in the legend of a narrow screen.
LONGEST_IN_TWO_COLUMNS = 28


def agreement_specification(
    rows: pd.DataFrame, title: str, few_answers: int, form: str, scale: Scale = AGREEMENT_SCALE
) -> Specification:
    """Draw agreement, one bar a row, in the order of ``rows``.

    Parameters
    ----------
    rows
        As ``views.agreement.rows.agreement`` returns them; at least one.
    title
        What is shown, with n and the base of the percentages; one line a line.
    few_answers
        Rows with fewer answers than this are marked.
    form
        ``diverging`` (neutral answer astride zero, don't-knows apart at the right) or ``stacked``
        (all answers that the base counts, to 100 %); what is not about for and against is always
        stacked.
    scale
        The scale of the answers.
    """
    form = form if scale.kind == "bipolar" else "stacked"
    split = bool((rows["split"] != "none").any())
    above = not split or max(rows["group"].str.len()) > LONGEST_GROUP_BESIDE
    layout = lay_out(rows, form, few_answers, scale)
    chart = _with_bands(template(agreement_chart, split, form, scale, above), layout)
    ways_known = list(dict.fromkeys(row["known"] for row in layout.rows))
    parameters = {
        **{name: [row[key] for row in layout.rows] for name, key in BY_ROW.items()},
        "known": [ways_known.index(row["known"]) for row in layout.rows],
        "ways_known": ways_known,
        "everyone": rows["group"].iloc[0],
        "left": layout.left,
        "right": layout.right,
        "dont_know_at": layout.dont_know_at or layout.right,
    }
    height = len(layout.rows) * (STATEMENT_ROW if above else GROUP_ROW)
    return filled(chart, title, {"bars": layout.bars, "bands": layout.bands}, parameters, height)


# Parameters that hold something for each row, and what it is called in the layout.
BY_ROW = {
    "places": "place",
    "n": "n",
    "counts": "counts",
    "shares": "shares",
    "bases": "base",
    "answered": "answered",
    "mitigations": "mitigation",
    "all_for": "all_for",
    "all_against": "all_against",
}
# What is worked out of a row's number, for tooltips and screen readers.
OF_ROW = {
    "Statement": f"split(places[datum.row], '{SEPARATOR}')[0]",
    "Respondents": f"split(places[datum.row], '{SEPARATOR}')[1] || everyone",
    "Known": "ways_known[known[datum.row]]",
    "mitigation": "mitigations[datum.row]",
    "spoken": SPOKEN,
}


def _with_bands(chart: Specification, layout: Layout) -> Specification:
    """The chart with only those layers of bands that have something to draw."""
    open_boundaries = {f"band {band['boundary']}" for band in layout.bands}
    kept = [
        layer
        for layer in chart["layer"]
        if not layer.get("name", "").startswith("band ") or layer["name"] in open_boundaries
    ]
    return {**chart, "layer": kept}


def prepare() -> None:
    """Make every form of the chart, so that no view has to wait for it."""
    for form in FORMS:
        for split in (False, True):
            template(agreement_chart, split, form, AGREEMENT_SCALE, not split)


def agreement_chart(split: bool, form: str, scale: Scale, above: bool) -> alt.LayerChart:
    """The chart without its data; on a narrow screen the names of its rows stand ``above`` them.

    It reads the data sets ``bars`` and ``bands`` and the parameters ``BY_ROW``, ``known`` (number
    of one of the ``ways_known``, by row), ``everyone`` (name of the respondents if not split),
    ``left`` and ``right`` (ends of the axis) and ``dont_know_at`` (where don't-knows start).
    """
    heights = (STATEMENT_BAR_NARROW, STATEMENT_BAR) if above else (GROUP_BAR, GROUP_BAR)
    bar = {"height": by_width(*heights), "yOffset": _down(above), **palette.OUTLINE}
    empty: dict[str, Any] = {name: [] for name in (*BY_ROW, "known", "ways_known")}
    ends: dict[str, Any] = {"left": -1, "right": 1, "dont_know_at": 1, "everyone": ""}
    layers = [*_bars(split, bar, scale, above), *_bands(bar, scale), *_zero(form)]
    params = [alt.param(name=name, expr=expr) for name, expr in _ends(scale).items()]
    return row_chart(layers, empty | ends).add_params(*params)


def _ends(scale: Scale) -> dict[str, str]:
    """Where the axis begins, where the totals of what is for end, and where n does."""
    wide, narrow = (FOR_ROOM, FOR_ROOM_NARROW) if _has_sides(scale) else (0, 0)
    return {
        "begin": f"left - ({NARROW} ? 0 : {AGAINST_ROOM if _has_sides(scale) else 0})",
        "total": f"right - {N_ROOM} + ({NARROW} ? {narrow} : {wide})",
        "edge": f"total + {N_ROOM} + ({NARROW} ? {MORE_N_ROOM_NARROW} : 0)",
    }


def _has_sides(scale: Scale) -> bool:
    """Whether what is for and what is against are added up beside the bars."""
    return scale.kind == "bipolar"


def _sides(scale: Scale) -> tuple[str, str]:
    """What is for and what is against, as the heads of columns."""
    if scale.scale_id == AGREEMENT_SCALE.scale_id:
        return "Agree", "Disagree"
    return "For", "Against"


def _down(above: bool) -> alt.ExprRef:
    """How far below the middle of their row marks stand, in pixels."""
    return BELOW_NAME if above else by_width(0, 0)


def _group_axis(split: bool, above: bool) -> alt.Axis:
    """Left of the bars: the group, or on a wide screen the statement."""
    name = f"{NARROW} ? '' : {GROUP}" if above else GROUP
    group = {"labelExpr": name} if split else {}
    return names_beside(labelLimit=360, labelPadding=10, **group)


def _heading_axis(split: bool) -> alt.Axis:
    """Above the bars: the statement, if it does not stand left of them."""
    if not split:
        return names_above(labelFontWeight="normal")
    first = f"lastindexof(slice(datum.label, 0, {LONGEST_HEADING_NARROW}), ' ')"
    two_lines = f"{NARROW} && length(datum.label) > {LONGEST_HEADING_NARROW} && {first} > 0"
    lines = f"[slice(datum.label, 0, {first}), slice(datum.label, {first} + 1)]"
    heading = f"{two_lines} ? {lines} : datum.label"
    return names_above(
        labelExpr=f"indexof(datum.label, '{SEPARATOR}') < 0 ? ({heading}) : ''",
        labelOffset={"condition": {"test": two_lines, "value": -6}, "value": 3},
        labelFontWeight="bold",
        labelLineHeight=12,
    )


def _n_axis(above: bool) -> alt.Axis:
    """Right of the bars: how many people the percentages are of."""
    return alt.Axis(
        orient="right",
        labelExpr=of_place("n"),
        labelAlign="right",
        labelPadding=-2,
        labelOffset=_down(above),
        labelFontSize=12,
        zindex=1,
    )


def _total_axes(above: bool) -> list[alt.Axis]:
    """At both ends of the bars: how many per cent are for and against in all."""
    look: dict[str, Any] = {
        "labelFontWeight": "bold",
        "labelFontSize": 12,
        "labelOffset": _down(above),
        "zindex": 1,
    }
    inward = alt.ExprRef("scale('x', total) - scale('x', edge)")
    against = f"{NARROW} ? '' : {of_place('all_against')}"
    return [
        alt.Axis(
            orient="right",
            labelExpr=of_place("all_for"),
            labelAlign="right",
            labelPadding=inward,
            **look,
        ),
        alt.Axis(orient="left", labelExpr=against, labelAlign="left", labelPadding=-2, **look),
    ]


def _x(scale_of_answers: Scale) -> alt.X:
    """Above all: percentages, and the heads of the columns at both ends."""
    unsure = json.dumps(scale_of_answers.unsure.label) if scale_of_answers.unsure else "''"
    sides = _has_sides(scale_of_answers)
    agree, disagree = _sides(scale_of_answers) if sides else ("", "")
    scale = alt.Scale(domain=[alt.ExprRef("begin"), alt.ExprRef("edge")], nice=False, zero=False)
    columns = "dont_know_at, total, begin, edge" if sides else "dont_know_at, edge"
    is_total, is_begin = (
        ("datum.value == total", "datum.value == begin") if sides else ("false",) * 2
    )
    percent = f"{NARROW} && abs(datum.value) % 0.5 != 0 ? '' : format(abs(datum.value), '.0%')"
    too_close = f"scale('x', total) - scale('x', dont_know_at) < {7 * len(unsure) + HEAD_ROOM}"
    not_said = f"{SMALLEST} || dont_know_at == right || {too_close if sides else 'false'}"
    beside = f"datum.value == edge ? 'n' : {is_total} ? '{agree}' : {not_said} ? '' : {unsure}"
    before = f"{is_begin} ? ({NARROW} ? '' : '{disagree}')"
    column = f"datum.value > 1 || {is_begin}"
    ends = f"datum.value == edge || {is_total}"
    align = {"test": column, "expr": f"{ends} ? 'right' : 'left'"}
    return across(
        "start:Q",
        scale,
        values=alt.ExprRef(f"[-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1, {columns}]"),
        labelExpr=f"datum.value > 1 ? ({beside}) : {before} : datum.value == 1 && {NARROW} ? '' : "
        f"datum.value < left ? '' : {percent}",
        labelAlign={"condition": align, "value": "center"},
        labelFlush=False,
        labelPadding=4,
        labelFontWeight={
            "condition": {"test": f"{is_total} || {is_begin}", "value": "bold"},
            "value": "normal",
        },
        gridOpacity={
            "condition": {"test": f"{column} || datum.value < left", "value": 0},
            "value": 0.25,
        },
    )


def _drawn(scale: Scale) -> tuple[list[str], list[str]]:
    """Labels and colours of the answers, as they are numbered in the chart."""
    opinions = drawn_opinions(scale)
    *colours, unsure = palette.answer_colours(scale)
    labels = [option.label for option in opinions]
    if opinions != scale.opinions:
        colours = colours[::-1]
    return (
        ([*labels, scale.unsure.label], [*colours, unsure]) if scale.unsure else (labels, colours)
    )


def _bars(split: bool, bar: dict[str, Any], scale: Scale, above: bool) -> Iterator[alt.Chart]:
    labels, colours = _drawn(scale)
    long = max(map(len, labels)) > LONGEST_IN_TWO_COLUMNS
    colour = alt.Color(
        "answer:N",
        sort=labels,
        scale=alt.Scale(domain=labels, range=colours),
        legend=alt.Legend(
            title=None,
            orient="top",
            columns=by_size(1, 1 if long else 2, 3),
            symbolStrokeWidth=0,
            symbolType="square",
            labelFontSize=12,
            labelLimit=240,
            labelExpr=f"{NARROW} ? replace(datum.label, ' agree nor disagree', '') : datum.label",
        ),
    )
    bars = alt.Chart(alt.NamedData("bars")).transform_calculate(
        place="places[datum.row]",
        number="datum.answer",
        answer=f"{json.dumps(labels, ensure_ascii=False)}[datum.number]",
        Answer="datum.answer",
        Count=_count("datum.number", len(scale.opinions)),
        Share=_share("datum.number"),
        middle="(datum.start + datum.end) / 2",
        **OF_ROW,
    )
    # Beneath all others, because it is there only for its axis. Stacked, it would reach beyond the
    # others and take their room.
    group = names_above(
        labelExpr=f"{NARROW} ? {GROUP} : ''",
        # Longer ones would take the bars' width.
        labelLimit=alt.ExprRef(f"windowSize()[0] - {BESIDE_LONGEST_GROUP}"),
    )
    further = [group] if split and above else []
    further += _total_axes(above) if _has_sides(scale) else []
    yield from unseen(bars, alt.X("start:Q", stack=None), _n_axis(above), *further)
    yield (
        bars.mark_bar(**bar)
        .add_params(clicked("mitigation"))
        .encode(
            y=in_row(_group_axis(split, above)),
            x=_x(scale),
            x2="end:Q",
            color=colour,
            tooltip=tooltips(TOOLTIP),
            description="spoken:N",
        )
    )
    fits = "scale('x', datum.end) - scale('x', datum.start) > 7 * length(datum.text) + 6"
    light = [i for i, one in enumerate(colours) if palette.ink_on(one) == palette.LIGHT_INK]
    ink = alt.when(f"indexof({light}, datum.number) >= 0").then(alt.value(palette.LIGHT_INK))
    yield bars.mark_text(
        text=alt.ExprRef(f"{fits} ? datum.text : ''"),
        fontSize=12,
        yOffset=bar["yOffset"],
        aria=False,
    ).encode(
        y=in_row(_heading_axis(split)),
        x="middle:Q",
        color=ink.otherwise(alt.value(palette.DARK_INK)),
        tooltip=tooltips(TOOLTIP),
    )


def _bands(bar: dict[str, Any], scale: Scale) -> Iterator[alt.Chart]:
    labels, colours = _drawn(scale)
    opinions = len(scale.opinions)
    for number, boundary in enumerate(boundaries(opinions) if scale.unsure else ()):
        sides = [i for i in boundary if i is not None]
        names = [labels[i].lower() for i in sides]
        # An absent answer leaves its stripes empty.
        first, second = ("transparent" if i is None else colours[i] for i in boundary)
        striped = stripes(first, second, 2 * STRIPES, slanted=True)
        counts = [
            f"{json.dumps(f'{name} ')} + {_count(str(i), opinions)}"
            for i, name in zip(sides, names, strict=True)
        ]
        yield (
            alt.Chart(alt.NamedData("bands"), name=f"band {number}")
            .transform_filter(f"datum.boundary == {number}")
            .transform_calculate(
                place="places[datum.row]",
                Answer=json.dumps(f"Not determined: {' or '.join(names)}"),
                Count=" + '; ' + ".join(counts),
                Share=" + '; ' + ".join(_share(str(i)) for i in sides),
                **OF_ROW,
            )
            .mark_bar(**bar, color=striped)
            .encode(
                y=in_row(),
                x="start:Q",
                x2="end:Q",
                tooltip=tooltips(TOOLTIP),
                description="spoken:N",
            )
        )


def _count(answer: str, unsure: int) -> str:
    """An expression for how many people gave an answer, and of how many; ``unsure`` is the number
    of the answer that is no opinion."""
    base = f"({answer} == {unsure} ? answered : bases)[datum.row]"
    return f"(counts[datum.row][{answer}] + ' of ' + {base})"


def _share(answer: str) -> str:
    """An expression for how many per cent gave an answer."""
    return f"(shares[datum.row][{answer}] + ' %')"


def _zero(form: str) -> Iterator[alt.Chart]:
    if form == "diverging":
        zero = alt.Chart(alt.InlineData([{"at": 0}]))
        yield zero.mark_rule(color=palette.QUIET, strokeWidth=1, aria=False).encode(x="at:Q")
