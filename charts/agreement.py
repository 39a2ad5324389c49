"""Answers to each statement as stacked bars: diverging around the neutral answer, or to 100 %.

Where the published figures leave a count open, the boundary between two answers can lie anywhere
within an interval: the bars end where every world agrees, and the interval between them is striped
in the colours of both answers.

The chart itself depends only on its form and on whether it is split. It is made once; each view
adds its data and a few parameters, because making and checking a chart takes far longer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt
import numpy as np
import numpy.typing as npt
import pandas as pd

from charts import palette
from charts.responsive import NARROW, by_width
from charts.specification import Specification, with_data, with_title
from queries.columns import ANSWER_LABELS
from queries.records import Row, records

Floats = npt.NDArray[np.float64]

FORMS = {"diverging": "Diverging", "stacked": "Stacked to 100 %"}
ANSWERS = tuple(ANSWER_LABELS)
# Pairs of answers with a common boundary; at the ends of a bar there is an answer on one side only.
BOUNDARIES = (
    *zip((None, *ANSWERS), (*ANSWERS, None), strict=True),
    ("strongly_agree", None),
)
TOOLTIP = ("Statement", "Respondents", "Answer", "Count", "Share", "Known")
# What a screen reader says of a bar.
SPOKEN = (
    "datum.Statement + ', ' + datum.Respondents + ': ' + datum.Answer + ', ' + datum.Count + ', '"
    " + datum.Share + ' (' + datum.Known + ')'"
)

SEPARATOR = "\u2063"
# Heights of a row and of its bar, in pixels.
STATEMENT_ROW, STATEMENT_BAR, STATEMENT_BAR_NARROW = 34, 22, 15
GROUP_ROW, GROUP_BAR = 27, 21
# Room for what stands right of the bars, in units of the axis (1 is 100 %).
GAP, SMALLEST_DONT_KNOW_ROOM, N_ROOM, MORE_N_ROOM_NARROW = 0.06, 0.22, 0.19, 0.19
STRIPES = 5
SMALLEST_INTERVAL = 1e-9


@dataclass(frozen=True)
class Layout:
    """What a view draws: records for each kind of mark, and where the axis ends."""

    bars: list[Row]
    bands: list[Row]
    rows: list[Row]
    left: float
    right: float
    dont_know_at: float | None


@dataclass(frozen=True)
class Shares:
    """Lowest and highest over worlds, one row a row of the chart.

    ``answers``: share of each answer, shape (rows, 6): opinions of the base, don't-knows of all who
    answered. ``edges``: positions of the boundaries between the answers that are stacked.
    """

    answers: tuple[Floats, Floats]
    edges: tuple[Floats, Floats]


def agreement_specification(
    rows: pd.DataFrame, title: str, few_answers: int, form: str
) -> Specification:
    """Draw agreement, one bar a row, in the order of ``rows``.

    Parameters
    ----------
    rows
        As ``queries.agreement.agreement`` returns them; at least one.
    title
        What is shown, with n and the base of the percentages; one line a line.
    few_answers
        Rows with fewer answers than this are marked.
    form
        ``diverging`` (neutral answer astride zero, don't-knows apart at the right) or ``stacked``
        (all answers that the base counts, to 100 %).
    """
    split = bool((rows["split"] != "none").any())
    layout = lay_out(rows, form, few_answers)
    places = [row["place"] for row in layout.rows]
    parameters = {
        "places": places,
        "headings": {row["place"]: row["heading"] for row in layout.rows},
        "n": {row["place"]: row["n"] for row in layout.rows},
        "left": layout.left,
        "right": layout.right,
        "dont_know_at": layout.dont_know_at or layout.right,
    }
    height = len(places) * (GROUP_ROW if split else STATEMENT_ROW)
    data = {"bars": layout.bars, "bands": layout.bands}
    return with_data(with_title(_template(split, form), title), data, parameters, height)


def prepare() -> None:
    """Make every form of the chart, so that no view has to wait for it."""
    for form in FORMS:
        for split in (False, True):
            _template(split, form)


@lru_cache
def _template(split: bool, form: str) -> Specification:
    return agreement_chart(split, form).to_dict()


def agreement_chart(split: bool, form: str) -> alt.LayerChart:
    """The chart without its data.

    It reads the data sets ``bars`` and ``bands`` and the parameters ``places`` (rows, top to
    bottom), ``headings`` and ``n`` (texts, by place), ``left`` and ``right`` (ends of the axis) and
    ``dont_know_at`` (where don't-knows start). All texts beside the bars are labels of axes, which
    take on the colours of the theme.
    """
    bar: dict[str, Any] = {
        "height": by_width(
            GROUP_BAR if split else STATEMENT_BAR_NARROW, GROUP_BAR if split else STATEMENT_BAR
        ),
        "yOffset": by_width(0 if split else 7, 0),
    }
    empty: dict[str, Any] = {"places": [], "headings": {}, "n": {}}
    ends: dict[str, Any] = {"left": -1, "right": 1, "dont_know_at": 1}
    parameters = [alt.param(name=name, value=value) for name, value in (empty | ends).items()]
    edge = alt.param(name="edge", expr=f"right + ({NARROW} ? {MORE_N_ROOM_NARROW} : 0)")
    return (
        alt.layer(*_bars(split, bar), *_bands(bar), *_zero(form))
        .properties(
            width="container", autosize=alt.AutoSizeParams(type="fit-x", contains="padding")
        )
        .resolve_axis(y="independent")
        .add_params(*parameters, edge)
        .configure_view(stroke=None)
        .configure_axis(grid=False, domain=False, ticks=False, labelOverlap=False, labelFlush=False)
    )


def _y(axis: alt.Axis | None = None) -> alt.Y:
    scale = alt.Scale(domain=alt.ExprRef("places"), paddingInner=0, paddingOuter=0)
    return alt.Y("place:N", sort=None, title=None, scale=scale, axis=axis)


def _group_axis(split: bool) -> alt.Axis:
    """Left of the bars: the group, or on a wide screen the statement."""
    group = f"split(datum.label, '{SEPARATOR}')[1] || ''"
    statement = f"{NARROW} ? '' : datum.label"
    return alt.Axis(
        labelExpr=group if split else statement, labelLimit=360, labelFontSize=13, labelPadding=10
    )


def _heading_axis(split: bool) -> alt.Axis:
    """Above the bars: the statement, if it does not stand left of them."""
    return alt.Axis(
        orient="left",
        labelExpr="headings[datum.label]" if split else f"{NARROW} ? headings[datum.label] : ''",
        labelAlign="left",
        labelPadding=0,
        labelOffset=3 if split else -11,
        labelFontSize=13,
        labelFontWeight="bold" if split else "normal",
        labelLimit=600,
        zindex=1,
    )


def _n_axis(split: bool) -> alt.Axis:
    """Right of the bars: how many people the percentages are of."""
    return alt.Axis(
        orient="right",
        labelExpr="n[datum.label]",
        labelAlign="right",
        labelPadding=-2,
        labelOffset=by_width(0 if split else 7, 0),
        labelFontSize=12,
        zindex=1,
    )


def _x_axis() -> alt.Axis:
    """Above all: percentages, and the heads of the columns at the right."""
    percent = f"{NARROW} && abs(datum.value) % 0.5 != 0 ? '' : format(abs(datum.value), '.0%')"
    beside = "datum.value == edge ? 'n' : \"Don't know\""
    align = {"test": "datum.value > 1", "expr": "datum.value == edge ? 'right' : 'left'"}
    return alt.Axis(
        orient="top",
        values=alt.ExprRef("[-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1, dont_know_at, edge]"),
        labelExpr=f"datum.value > 1 ? ({beside}) : datum.value == 1 && {NARROW} ? '' : {percent}",
        labelAlign={"condition": align, "value": "center"},
        labelFlush=False,
        labelFontSize=12,
        labelPadding=4,
        grid=True,
        gridOpacity={"condition": {"test": "datum.value > 1", "value": 0}, "value": 0.25},
    )


def _bars(split: bool, bar: dict[str, Any]) -> Iterator[alt.Chart]:
    x = alt.X(
        "start:Q",
        title=None,
        scale=alt.Scale(domain=[alt.ExprRef("left"), alt.ExprRef("edge")], nice=False, zero=False),
        axis=_x_axis(),
    )
    colour = alt.Color(
        "answer:N",
        sort=list(ANSWER_LABELS.values()),
        scale=alt.Scale(domain=list(ANSWER_LABELS.values()), range=list(palette.ANSWERS.values())),
        legend=alt.Legend(
            title=None,
            orient="top",
            columns=by_width(2, 3),
            symbolType="square",
            labelFontSize=12,
            labelLimit=240,
            labelExpr=f"{NARROW} ? replace(datum.label, ' agree nor disagree', '') : datum.label",
        ),
    )
    bars = alt.Chart(alt.NamedData("bars"))
    # Beneath all others, because it is there only for its axis.
    yield bars.mark_bar(opacity=0, aria=False).encode(y=_y(_n_axis(split)), x="start:Q")
    yield (
        bars.transform_calculate(spoken=SPOKEN)
        .mark_bar(**bar)
        .encode(
            y=_y(_group_axis(split)),
            x=x,
            x2="end:Q",
            color=colour,
            tooltip=_tooltips(),
            description="spoken:N",
        )
    )
    fits = "scale('x', datum.end) - scale('x', datum.start) > 7 * length(datum.text) + 6"
    yield bars.mark_text(
        text=alt.ExprRef(f"{fits} ? datum.text : ''"),
        fontSize=12,
        yOffset=bar["yOffset"],
        aria=False,
    ).encode(
        y=_y(_heading_axis(split)),
        x="middle:Q",
        color=alt.Color("ink:N", scale=None),
        tooltip=_tooltips(),
    )


def _bands(bar: dict[str, Any]) -> Iterator[alt.Chart]:
    for boundary in BOUNDARIES:
        yield (
            alt.Chart(alt.NamedData("bands"))
            .transform_filter(f"datum.boundary == '{_boundary_name(boundary)}'")
            .transform_calculate(spoken=SPOKEN)
            .mark_bar(**bar, color=_stripes(boundary))
            .encode(y=_y(), x="start:Q", x2="end:Q", tooltip=_tooltips(), description="spoken:N")
        )


def _zero(form: str) -> Iterator[alt.Chart]:
    if form == "diverging":
        zero = alt.Chart(alt.InlineData([{"at": 0}]))
        yield zero.mark_rule(color=palette.QUIET, strokeWidth=1, aria=False).encode(x="at:Q")


def _tooltips() -> list[alt.Tooltip]:
    return [alt.Tooltip(f"{name}:N") for name in TOOLTIP]


def _boundary_name(boundary: tuple[str | None, str | None]) -> str:
    return "|".join(answer or "" for answer in boundary)


def _stripes(boundary: tuple[str | None, str | None]) -> alt.LinearGradient:
    """Diagonal stripes in the colours of two answers; an absent answer leaves its stripes empty."""
    colours = [palette.ANSWERS[answer] if answer else "transparent" for answer in boundary]
    stops = [
        alt.GradientStop(color=colours[i % 2], offset=end / (2 * STRIPES))
        for i in range(2 * STRIPES)
        for end in (i, i + 1)
    ]
    return alt.LinearGradient(gradient="linear", stops=stops, x1=0, y1=0, x2=1, y2=1)


def lay_out(rows: pd.DataFrame, form: str, few_answers: int) -> Layout:
    """Where every mark goes, in units of the axis (1 is 100 %)."""
    count_dont_know = bool((rows["base"] == "respondents").all())
    shares = shares_of(rows["worlds"].tolist(), count_dont_know, form)
    apart = form == "diverging" or not count_dont_know
    most_unsure = float(shares.answers[1][:, 5].max()) if apart else 0.0
    unsure_at = 1 + GAP if most_unsure else None
    room = GAP + max(np.ceil(20 * most_unsure) / 20, SMALLEST_DONT_KNOW_ROOM) if unsure_at else 0.0
    left = -np.ceil(4 * -shares.edges[0][:, 0].min()) / 4
    right = float(1 + room + N_ROOM)
    shown = records(rows)
    return Layout(
        bars=[bar for i, row in enumerate(shown) for bar in _solid(row, shares, i, unsure_at)],
        bands=[band for i, row in enumerate(shown) for band in _open(row, shares, i, unsure_at)],
        rows=list(_places(shown, few_answers)),
        left=float(left),
        right=right,
        dont_know_at=unsure_at,
    )


def shares_of(worlds: list[Floats], count_dont_know: bool, form: str) -> Shares:
    """Shares and boundaries over all worlds, each with the fewest and the most don't-knows.

    Each element of ``worlds`` has shape (worlds, 7): five opinions, fewest and most don't-knows. In
    the diverging form zero is the middle of the interval in which the centre of the neutral answer
    lies, so that only boundaries that are open move.
    """
    stacked = np.concatenate(worlds)
    starts = np.cumsum([0, *(len(world) for world in worlds[:-1])])
    fewest, most = stacked[:, :6], np.delete(stacked, 5, axis=1)
    few, many = (_shares_in_world(counts, count_dont_know, form) for counts in (fewest, most))
    answers = _over_worlds(few[0], many[0], starts)
    edges = _over_worlds(few[1], many[1], starts)
    if form == "diverging":
        few_centre, many_centre = (
            shares[:, :2].sum(axis=1) + shares[:, 2] / 2 for shares, _ in (few, many)
        )
        lowest, highest = _over_worlds(few_centre, many_centre, starts)
        zero = ((lowest + highest) / 2)[:, None]
        edges = (edges[0] - zero, edges[1] - zero)
    return Shares(answers, edges)


def _over_worlds(
    first: Floats, second: Floats, starts: npt.NDArray[np.int64]
) -> tuple[Floats, Floats]:
    """Lowest and highest of two figures over the worlds of each row."""
    return (
        np.minimum.reduceat(np.minimum(first, second), starts),
        np.maximum.reduceat(np.maximum(first, second), starts),
    )


def _shares_in_world(counts: Floats, count_dont_know: bool, form: str) -> tuple[Floats, Floats]:
    """Share of each answer, and where the bars of the answers that are drawn begin and end."""
    answered = np.maximum(counts.sum(axis=1, keepdims=True), 1)
    base = answered if count_dont_know else np.maximum(counts[:, :5].sum(axis=1, keepdims=True), 1)
    answers = np.hstack([counts[:, :5] / base, counts[:, 5:] / answered])
    drawn = answers if form == "stacked" and count_dont_know else answers[:, :5]
    return answers, np.hstack([np.zeros((len(counts), 1)), drawn.cumsum(axis=1)])


def _solid(row: Row, shares: Shares, i: int, unsure_at: float | None) -> Iterator[Row]:
    """The part of each answer's bar on which all worlds agree."""
    low, high = shares.edges[0][i], shares.edges[1][i]
    for answer, start, end in zip(ANSWERS, high, low[1:], strict=False):
        if end - start > SMALLEST_INTERVAL:
            yield _bar(row, answer, _ends(shares, i, answer), float(start), float(end))
    if unsure_at and shares.answers[0][i, 5] > 0:
        certain = _ends(shares, i, "dont_know")
        yield _bar(row, "dont_know", certain, unsure_at, unsure_at + certain[0])


def _ends(shares: Shares, i: int, answer: str) -> tuple[float, float]:
    column = ANSWERS.index(answer)
    return float(shares.answers[0][i, column]), float(shares.answers[1][i, column])


def _bar(row: Row, answer: str, share: tuple[float, float], start: float, end: float) -> Row:
    low, high = (f"{100 * figure:.0f}" for figure in share)
    return {
        "place": _place(row),
        "answer": ANSWER_LABELS[answer],
        "start": start,
        "end": end,
        "middle": (start + end) / 2,
        "text": low if low == high else f"{low}–{high}",
        "ink": palette.INK[answer],
        **_tooltip(row, ANSWER_LABELS[answer], _count(row, answer), _per_cent(share)),
    }


def _open(row: Row, shares: Shares, i: int, unsure_at: float | None) -> Iterator[Row]:
    """The intervals within which the boundary between two answers lies."""
    low, high = shares.edges[0][i], shares.edges[1][i]
    drawn = ANSWERS[: len(low) - 1]
    between = zip((None, *drawn), (*drawn, None), low, high, strict=True)
    for left, right, start, end in between:
        if end - start > SMALLEST_INTERVAL:
            yield _band(row, (left, right), shares, i, float(start), float(end))
    fewest, most = _ends(shares, i, "dont_know")
    if unsure_at and most - fewest > SMALLEST_INTERVAL:
        ends = unsure_at + fewest, unsure_at + most
        yield _band(row, ("dont_know", None), shares, i, *ends)


def _band(
    row: Row,
    boundary: tuple[str | None, str | None],
    shares: Shares,
    i: int,
    start: float,
    end: float,
) -> Row:
    named = [answer for answer in boundary if answer]
    return {
        "place": _place(row),
        "boundary": _boundary_name(boundary),
        "start": start,
        "end": end,
        **_tooltip(
            row,
            "Not determined: " + " or ".join(ANSWER_LABELS[answer].lower() for answer in named),
            "; ".join(f"{ANSWER_LABELS[answer].lower()} {_count(row, answer)}" for answer in named),
            "; ".join(_per_cent(_ends(shares, i, answer)) for answer in named),
        ),
    }


def _tooltip(row: Row, answer: str, count: str, share: str) -> Row:
    worlds = row["worlds"]
    exact = len(worlds) == 1 and worlds[0, 5] == worlds[0, 6]
    known = f"{row['basis']}, {'exact' if exact else 'range over all answers that fit'}"
    texts = (row["label"], row["group"], answer, count, share, known)
    return dict(zip(TOOLTIP, texts, strict=True))


def _count(row: Row, answer: str) -> str:
    base = (int(row["n_base"]), int(row["n_base"]))
    if row["base"] == "respondents" or answer == "dont_know":
        answered = row["worlds"][:, :5].sum(axis=1)
        base = (
            int((answered + row["worlds"][:, 5]).min()),
            int((answered + row["worlds"][:, 6]).max()),
        )
    return f"{_range((row[f'{answer}_low'], row[f'{answer}_high']))} of {_range(base)}"


def _range(ends: tuple[int, int]) -> str:
    return str(ends[0]) if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"


def _per_cent(share: tuple[float, float]) -> str:
    low, high = (f"{100 * figure:.1f}" for figure in share)
    return f"{low} %" if low == high else f"{low} to {high} %"


def _place(row: Row) -> str:
    return row["label"] if row["split"] == "none" else f"{row['label']}{SEPARATOR}{row['group']}"


def _places(shown: list[Row], few_answers: int) -> Iterator[Row]:
    """The places of the vertical axis; in a split chart each statement has a heading of its own."""
    heading = None
    for row in shown:
        split = row["split"] != "none"
        if split and row["label"] != heading:
            heading = row["label"]
            yield {"place": heading, "heading": heading, "n": ""}
        fewest = int(row["n_base"])
        counted = (
            row["dont_know_high"] - row["dont_know_low"] if row["base"] == "respondents" else 0
        )
        n = _range((fewest, fewest + int(counted))).replace(" to ", "–")
        few = f"{n}*" if fewest < few_answers else n
        yield {"place": _place(row), "heading": "" if split else row["label"], "n": few}
