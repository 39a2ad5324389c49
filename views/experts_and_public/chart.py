"""What different studies found about a topic: a row a question, each drawn as it is known.

A dot on its interval is counted, a striped bar reconstructed, a diamond on a line estimated, and an
open arrow a bound, from which stripes run to where the share may lie.
"""

from typing import Any

import altair as alt
import pandas as pd

from charts import palette
from charts.marks import stripes, tooltips
from charts.responsive import NARROW, by_width
from charts.row_chart import (
    across,
    in_row,
    names_above,
    names_beside,
    of_place,
    row_chart,
    unseen,
)
from charts.specification import Specification, filled_where_there_is_data
from charts.template import template
from queries.records import Row, records

ROW = 56
# Between the name of a study and what it asked about, in the name of a place.
SEPARATOR = "\u2063"
# Names and figures take two lines, half a line above and below the middle of what they stand
# beside; on a narrow screen marks stand below names.
HALF_A_LINE, NAMES_ABOVE = 8, 20
BELOW_NAMES = by_width(17, 0)
BESIDE_MARKS = by_width(17 - HALF_A_LINE, -HALF_A_LINE)
NAMES = f"split(datum.label, '{SEPARATOR}')"
TOOLTIP = ("Study", "Asked about", "Share for", "What differs")
DRAWN = ("counted", "reconstructed", "estimated", "bounded")
NO_SHARE = "no figure"


def side_by_side_specification(rows: pd.DataFrame, title: str) -> Specification:
    """Draw what is known of each question, in the order of ``rows``.

    Parameters
    ----------
    rows
        As ``views.experts_and_public.rows.side_by_side`` gives them; at least one.
    title
        What is shown, then n and base; one line a line.
    """
    listed = [_drawn(row) for row in records(rows)]
    of_basis = {basis: [row for row in listed if row["basis"] == basis] for basis in DRAWN}
    parameters = {
        "places": [row["place"] for row in listed],
        "shares": [row["share"] for row in listed],
        "bases": [row["basis"] for row in listed],
    }
    names = [{"place": row["place"], "from": 0} for row in listed]
    data = {"rows": names, **of_basis}
    height = len(listed) * ROW
    return filled_where_there_is_data(template(side_by_side_chart), title, data, parameters, height)


def prepare() -> None:
    """Make the chart, so that no view has to wait for it."""
    template(side_by_side_chart)


def _drawn(row: Row) -> dict[str, Any]:
    told = {
        "place": f"{row['study']}{SEPARATOR}{row['label']}",
        "basis": row["basis"] if isinstance(row["basis"], str) else "",
        "share": NO_SHARE,
        "Study": row["study"],
        "Asked about": row["label"],
        "Share for": row["known"],
        "What differs": row["what_differs"],
    }
    if not told["basis"]:
        return told
    low, high = row["share_low"], row["share_high"]
    if told["basis"] == "bounded":
        return told | {"share": f"> {low:.0%}", "low": low, "high": 1}
    ends = {"from": row["interval_low"], "to": row["interval_high"], "low": low, "high": high}
    return told | ends | {"share": _share(told["basis"], low, high)}


def _share(basis: str, low: float, high: float) -> str:
    form = ".1%" if basis == "estimated" else ".0%"
    first, last = format(low, form), format(high, form)
    return first if first == last else f"{first.removesuffix('%')}–{last}"


def side_by_side_chart() -> alt.LayerChart:
    """The chart without its data: data sets ``rows`` and one for each basis, parameters ``places``,
    ``shares`` and ``bases``."""
    return row_chart([*_texts(), *_marks()], {"shares": [], "bases": []})


def _texts() -> list[alt.Chart]:
    """What stands left of each row or above it, and right of it."""
    beside = names_beside(
        orient="left",
        labelExpr=f"{NARROW} ? '' : {NAMES}",
        labelLimit=390,
        labelOffset=-HALF_A_LINE,
        labelPadding=12,
        labelLineHeight=16,
    )
    above = names_above(
        labelExpr=f"{NARROW} ? {NAMES} : ''", labelOffset=-NAMES_ABOVE, labelLineHeight=15
    )
    known = alt.Axis(
        orient="right",
        labelExpr=f"[{of_place('shares')}, {of_place('bases')}]",
        labelFontSize=13,
        labelFontWeight="bold",
        labelOffset=BESIDE_MARKS,
        labelLineHeight=15,
        labelPadding=8,
    )
    return unseen(alt.Chart(alt.NamedData("rows")), _x("from:Q"), beside, above, known)


def _marks() -> list[alt.Chart]:
    strong, soft = palette.ANSWERS["strongly_agree"], palette.ANSWERS["somewhat_agree"]
    striped = stripes(strong, soft, 9, slanted=True)
    fading = stripes(soft, "transparent", 25, slanted=False)
    dot = {"filled": True, "opacity": 1}
    return [
        _bar("counted", "from", "to", height=10, color=soft, **palette.OUTLINE),
        _point("counted", "low", shape="circle", size=130, color=strong, **dot),
        _bar("reconstructed", "from", "to", height=10, color=soft, **palette.OUTLINE),
        _bar(
            "reconstructed", "low", "high", height=18, color=striped, stroke=strong, strokeWidth=3
        ).encode(description="spoken:N"),
        _data("estimated")
        .mark_rule(color=palette.ESTIMATE, strokeWidth=2, yOffset=BELOW_NAMES, aria=False)
        .encode(x=_x("from:Q"), x2="to:Q", **_common()),
        _tick("estimated", "from"),
        _tick("estimated", "to"),
        _point("estimated", "low", shape="diamond", size=130, color=palette.ESTIMATE, **dot),
        _bar("bounded", "low", "high", height=16, color=fading),
        _point(
            "bounded",
            "low",
            shape="triangle-right",
            size=170,
            color=strong,
            filled=False,
            strokeWidth=2.5,
            opacity=1,
        ),
    ]


def _data(basis: str) -> alt.Chart:
    spoken = "datum.Study + ', ' + datum['Asked about'] + ': ' + datum['Share for']"
    return alt.Chart(alt.NamedData(basis)).transform_calculate(spoken=spoken)


def _common() -> dict[str, Any]:
    return {"y": in_row(), "tooltip": tooltips(TOOLTIP)}


def _bar(basis: str, start: str, end: str, **look: Any) -> alt.Chart:  # noqa: ANN401, of any kind
    mark = _data(basis).mark_bar(yOffset=BELOW_NAMES, aria=look.get("strokeWidth") == 3, **look)
    return mark.encode(x=_x(f"{start}:Q"), x2=f"{end}:Q", **_common())


def _point(basis: str, at: str, **look: Any) -> alt.Chart:  # noqa: ANN401, of any kind
    mark = _data(basis).mark_point(yOffset=BELOW_NAMES, **look)
    return mark.encode(x=_x(f"{at}:Q"), description="spoken:N", **_common())


def _tick(basis: str, at: str) -> alt.Chart:
    look: dict[str, Any] = {"color": palette.ESTIMATE, "thickness": 2, "height": 10}
    mark = _data(basis).mark_tick(aria=False, yOffset=BELOW_NAMES, **look)
    return mark.encode(x=_x(f"{at}:Q"), **_common())


def _x(field: str) -> alt.X:
    return across(
        field,
        values=[0, 0.25, 0.5, 0.75, 1],
        labelExpr=f"{NARROW} && datum.value % 1 != 0 ? '' : format(datum.value, '.0%')",
        labelFlush=True,
    )
