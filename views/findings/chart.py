"""A list of statements: the figure of each with its interval, and how solid its rank is.

Left a strip for the figure, right a strip of ranks: the interval of ranks that a statement has
under all defensible alternatives, and a dot where it stands in this list.
"""

from typing import Any

import altair as alt
import pandas as pd

from charts import palette
from charts.marks import clicked, tooltips
from charts.responsive import NARROW
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
from charts.specification import Specification, filled_where_there_is_data
from charts.template import template
from queries.records import Row, records

ROW = 34
# Where the strip of figures ends and the strip of ranks begins, as shares of the width.
FIGURES_END, RANKS_START = 0.56, 0.68
TOOLTIP = ("Statement", "Figure", "95 % interval", "Rank", "What would change this")


def ranked_list_specification(
    rows: pd.DataFrame,
    title: str,
    statements: int,
    *,
    show_invited: bool,
    every: pd.DataFrame | None = None,
) -> Specification:
    """Draw a list.

    Parameters
    ----------
    rows
        As ``views.findings.rows.findings`` returns them; at least one.
    title
        What is shown, with n and base; one line a line.
    statements
        How many there are in the study: the last rank.
    show_invited
        Whether to draw what those who were invited and gave no answer could change.
    every
        The rows of the whole list, where ``rows`` are a part of it: all parts have its scale.
    """
    listed = records(rows)
    most = _strip_end(listed if every is None else records(every), show_invited=show_invited)
    data: dict[str, list[dict[str, Any]]] = {
        "figures": [_figure(row, most) for row in listed],
        "ranks": [_rank(row, statements) for row in listed],
    }
    if show_invited:
        data["invited"] = [_invited(row, most) for row in listed if pd.notna(row["invited_low"])]
    parameters = {
        "places": [row["label"] for row in listed],
        "texts": [_text(row) for row in listed],
        "most": most,
        "last": statements,
        "form": ".0%" if _is_share(listed[0]) else ".2f",
    }
    height = len(listed) * ROW
    return filled_where_there_is_data(template(ranked_list_chart), title, data, parameters, height)


def prepare() -> None:
    """Make the chart, so that no view has to wait for it."""
    template(ranked_list_chart)


def _strip_end(listed: list[Row], *, show_invited: bool) -> float:
    """The figure at the end of a strip that all figures fit into."""
    highest = max(_known(row["figure_ci_high"], row["figure_high"]) for row in listed)
    if show_invited:
        highest = max([highest, *(_known(row["invited_high"], 0) for row in listed)])
    return next(tick for tick in (0.2, 0.5, 1.0) if highest <= tick)


def _known(figure: float, otherwise: float) -> float:
    return otherwise if pd.isna(figure) else figure


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """What a mark says when it is asked."""
    interval = (
        f"{row['figure_ci_low']:.0%} to {row['figure_ci_high']:.0%}"
        if _is_share(row)
        else "none: not a share"
    )
    return {
        "place": row["label"],
        "mitigation": (row["mitigation_ids"] or "").split(";")[0],
        "Statement": row["label"],
        "Figure": f"{_text(row)} (n = {row['n_base']})",
        "95 % interval": interval,
        "Rank": f"{row['position']} in this list; {row['rank_best']} to {row['rank_worst']} under "
        "the alternatives",
        "What would change this": f"{row['flips_to_half']} who agree would have to stop, until "
        "fewer than half agree",
    }


def _figure(row: dict[str, Any], most: float) -> dict[str, Any]:
    def placed(share: float) -> float:
        return FIGURES_END * share / most

    return {
        **_told(row),
        "start": placed(row["figure_low"]),
        "end": placed(row["figure_high"]),
        "from": placed(_known(row["figure_ci_low"], row["figure_low"])),
        "to": placed(_known(row["figure_ci_high"], row["figure_high"])),
    }


def _invited(row: dict[str, Any], most: float) -> dict[str, Any]:
    return {
        **_told(row),
        "start": FIGURES_END * row["invited_low"] / most,
        "end": FIGURES_END * row["invited_high"] / most,
        "Figure": f"{row['invited_low']:.0%} to {row['invited_high']:.0%} of all who were invited, "
        "whatever those who gave no answer think",
    }


def _rank(row: dict[str, Any], statements: int) -> dict[str, Any]:
    def placed(rank: float) -> float:
        return RANKS_START + (1 - RANKS_START) * (rank - 1) / max(statements - 1, 1)

    return {
        **_told(row),
        "start": placed(row["rank_best"]),
        "end": placed(row["rank_worst"]),
        "at": placed(row["position"]),
    }


def _is_share(row: dict[str, Any]) -> bool:
    return bool(pd.notna(row["figure_ci_low"]))


def _text(row: dict[str, Any]) -> str:
    form = ".0%" if _is_share(row) else ".2f"
    low, high = (format(row[f"figure_{end}"], form) for end in ("low", "high"))
    text = low if low == high else f"{low}–{high}"
    return text if row["certain"] else f"{text} ?"


def ranked_list_chart() -> alt.LayerChart:
    """The chart without its data.

    It reads the data sets ``figures``, ``invited`` and ``ranks``, for each of the ``places`` the
    ``texts``, the figure ``most`` where its strip ends, their ``form``, and the ``last`` rank.
    """
    empty = {"texts": [], "most": 1, "last": 1, "form": ".0%"}
    return row_chart([*_axes(), *_marks()], empty)


def _axes() -> list[alt.Chart]:
    """Names left of the strips, or above them on a narrow screen; the figure between them."""
    names = names_beside(orient="left", labelLimit=330, labelPadding=10)
    figures = alt.Axis(
        orient="right",
        labelExpr=of_place("texts"),
        labelAlign="right",
        labelFontSize=12,
        labelFontWeight="bold",
        labelOffset=BELOW_NAME,
        labelPadding=alt.ExprRef(f"-width * {1 - RANKS_START + 0.015}"),
        zindex=1,
    )
    return unseen(alt.Chart(alt.NamedData("figures")), _x(), names, names_above(), figures)


def _marks() -> list[alt.Chart]:
    common: dict[str, Any] = {"tooltip": tooltips(TOOLTIP), "description": "spoken:N"}

    def data(name: str) -> alt.Chart:
        return alt.Chart(alt.NamedData(name)).transform_calculate(
            spoken="datum.Statement + ': ' + datum.Figure + '. ' + datum.Rank"
        )

    strong, soft = palette.ANSWERS["strongly_agree"], palette.ANSWERS["somewhat_agree"]
    return [
        data("invited")
        .mark_bar(height=4, yOffset=BELOW_NAME, color=palette.QUIET, cursor="pointer")
        .encode(x=_x(), x2="end:Q", y=in_row(), **common),
        data("figures")
        .mark_bar(height=10, yOffset=BELOW_NAME, color=soft, cursor="pointer", **palette.OUTLINE)
        .encode(x=alt.X("from:Q", title=None), x2="to:Q", y=in_row(), **common)
        .add_params(clicked("mitigation")),
        data("figures")
        .mark_bar(height=16, yOffset=BELOW_NAME, color=strong, stroke=strong, strokeWidth=4)
        .encode(x=_x(), x2="end:Q", y=in_row(), **common),
        data("ranks")
        .mark_bar(height=8, yOffset=BELOW_NAME, color=palette.QUIET, cursor="pointer")
        .encode(x=_x(), x2="end:Q", y=in_row(), **common),
        data("ranks")
        .mark_point(
            shape="circle",
            size=80,
            yOffset=BELOW_NAME,
            filled=True,
            opacity=1,
            color=strong,
            cursor="pointer",
        )
        .encode(x=alt.X("at:Q", title=None), y=in_row(), **common),
    ]


def _x() -> alt.X:
    """Percentages above the strip of figures, ranks above the strip of ranks."""
    figures = [FIGURES_END * share for share in (0, 0.5, 1)]
    ranks = [RANKS_START, 1]
    percent = f"format(most * datum.value / {FIGURES_END}, form)"
    rank = f"datum.value == 1 ? 'Rank ' + last : {NARROW} ? '1' : 'Rank 1'"
    return across(
        "start:Q",
        values=[*figures, *ranks],
        labelExpr=f"datum.value > {FIGURES_END + 0.01} ? ({rank}) : {percent}",
        labelAlign={"condition": {"test": "datum.value == 1", "value": "right"}, "value": "center"},
    )
