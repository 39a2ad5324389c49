"""The taxonomy as a map: a tile a subcategory, as large as its number of mitigations.

It is laid out twice, for a wide and for a narrow screen; which one is drawn, the browser decides.
"""

import textwrap
from typing import Any, Literal

import altair as alt
import pandas as pd

from charts import palette
from charts.marks import clicked, tooltips
from charts.responsive import NARROW
from charts.specification import Specification, filled
from charts.template import template
from queries.records import records
from views.taxonomy.layout import Tile, lay_out

HEIGHT, LOW_HEIGHT = 620, 440
# Sizes for which tiles are laid out, in pixels; the browser stretches them to the width there is.
WIDTHS = {"wide": 1080, "narrow": 358}
SIDES = ("left", "top", "right", "bottom")
TOOLTIP = ("Part of the taxonomy", "Mitigations", "Documents", "Asked of experts", "Definition")
# Pixels that a letter takes, on average, at the size of the texts.
LETTER = 6.6
# Letters in a line of a name that is broken into lines.
WRAPS = (15, 11)


def taxonomy_map_specification(
    rows: pd.DataFrame, title: str, chosen: list[str], height: int = HEIGHT
) -> Specification:
    """Draw the map.

    Parameters
    ----------
    rows
        As ``views.taxonomy.rows.taxonomy`` returns them; at least one mitigation.
    title
        What is shown, with n and what sizes mean; one line a line.
    chosen
        Codes of the categories and subcategories that are filtered by; the others are paler.
    height
        In pixels.
    """
    layouts = {form: lay_out(records(rows), width, height) for form, width in WIDTHS.items()}
    data = {
        kind: [
            _placed(tile, {form: found[number] for form, found in layouts.items()}, chosen)
            for tile in layouts["wide"][number]
        ]
        for number, kind in enumerate(("blocks", "tiles"))
    }
    return filled(template(taxonomy_map), title, data, {}, height)


def prepare() -> None:
    """Make the chart, so that no view has to wait for it."""
    template(taxonomy_map)


def _placed(tile: Tile, layouts: dict[str, list[Tile]], chosen: list[str]) -> dict[str, Any]:
    row = tile.row
    code, name = row["code"], row["name"]
    places = {
        f"{form}_{side}": getattr(placed, side) / (WIDTHS[form] if side in SIDES[::2] else 1)
        for form, tiles in layouts.items()
        for placed in tiles
        if placed.row["code"] == code
        for side in SIDES
    }
    shown = not chosen or code in chosen or row["parent_code"] in chosen
    asked = f"{row['asked']} asked" if row["asked"] else "none asked"
    return {
        "code": code,
        "name": f"{code} {name}",
        **{f"wrapped_{wrap}": _wrapped(f"{code} {name}", wrap) for wrap in WRAPS},
        "count": f"{row['mitigations']}, {asked}",
        "category": row["parent_code"] or code,
        "shown": shown,
        "Part of the taxonomy": f"{code} {name}",
        "Mitigations": str(row["mitigations"]),
        "Documents": str(row["documents"]),
        "Asked of experts": str(row["asked"]),
        "Definition": row["description"],
        **places,
    }


def _wrapped(text: str, letters: int) -> str:
    """The text in lines of at most so many letters; empty if a word is longer than that."""
    lines = textwrap.wrap(text, letters, break_long_words=False, break_on_hyphens=True)
    return "\n".join(lines) if max(map(len, lines)) <= letters else ""


def taxonomy_map() -> alt.LayerChart:
    """The map without its data: it reads the data sets ``blocks`` and ``tiles``."""
    return (
        alt.layer(
            _rectangles("blocks").add_params(clicked("code")),
            _rectangles("tiles"),
            _texts("blocks", _heading(), "top", bold=True),
            _texts("tiles", _name(), "top", bold=False),
            _texts("tiles", _count(), "bottom", bold=True),
        )
        .properties(width="container", autosize=alt.AutoSizeParams(type="fit-x"))
        .configure_view(stroke=None)
    )


def _data(kind: str) -> alt.Chart:
    """A data set with the places for the width there is, as shares of it and in pixels."""
    places = {side: f"{NARROW} ? datum.narrow_{side} : datum.wide_{side}" for side in SIDES}
    return (
        alt.Chart(alt.NamedData(kind))
        .transform_calculate(
            **places,
            spoken="datum.name + ': ' + datum.count",
        )
        .transform_filter("datum.bottom - datum.top > 1")
    )


def _rectangles(kind: str) -> alt.Chart:
    shown = alt.Color(
        "category:N",
        legend=None,
        scale=alt.Scale(domain=list(palette.CATEGORIES), range=list(palette.CATEGORIES.values())),
    )
    return (
        _data(kind)
        .mark_rect(
            cornerRadius=2,
            cursor="pointer",
            stroke=palette.DARK_INK,
            strokeOpacity=0.4,
            strokeWidth=1,
        )
        .encode(
            x=_x(),
            x2="right:Q",
            y=_y(),
            y2="bottom:Q",
            color=alt.when("datum.shown").then(shown).otherwise(alt.value(palette.PALE)),
            tooltip=tooltips(TOOLTIP),
            description="spoken:N",
        )
    )


def _texts(kind: str, text: str, side: Literal["top", "bottom"], *, bold: bool) -> alt.Chart:
    """Texts in the rectangles, at their top or at their bottom."""
    return (
        _data(kind)
        .mark_text(
            align="left",
            baseline=side,
            dx=6,
            dy=5 if side == "top" else -5,
            fontSize=12,
            fontWeight="bold" if bold else "normal",
            lineBreak="\n",
            text=alt.ExprRef(text),
            color=palette.DARK_INK,
            aria=False,
            cursor="pointer",
        )
        .encode(x=_x(), y=_y(side), tooltip=tooltips(TOOLTIP))
    )


def _x() -> alt.X:
    return alt.X("left:Q", axis=None, scale=alt.Scale(domain=[0, 1], nice=False))


def _y(side: str = "top") -> alt.Y:
    scale = alt.Scale(domain=[alt.ExprRef("height"), 0], nice=False)
    return alt.Y(f"{side}:Q", axis=None, scale=scale)


WIDE_ENOUGH = "(scale('x', datum.right) - scale('x', datum.left))"
TALL = "(datum.bottom - datum.top)"


def _fits(text: str) -> str:
    return f"{WIDE_ENOUGH} > {LETTER} * length({text}) + 10"


def _heading() -> str:
    """The name of a category, or what of it there is room for."""
    short = f"truncate(datum.name, max(3, ({WIDE_ENOUGH} - 12) / {LETTER + 0.9}))"
    return f"{WIDE_ENOUGH} > 40 ? {short} : datum.category"


def _name() -> str:
    """The name of a subcategory in one line or in several, or only its code, as there is room."""
    wrapped = " : ".join(
        f"{lines} && {WIDE_ENOUGH} > {LETTER * wrap + 10} && "
        f"{TALL} > 15 * length(split({lines}, '\\n')) + 22 ? {lines}"
        for wrap in WRAPS
        for lines in [f"datum.wrapped_{wrap}"]
    )
    one_line = f"{_fits('datum.name')} && {TALL} > 22"
    code = f"{TALL} > 16 && {WIDE_ENOUGH} > 26 ? datum.code : ''"
    return f"{one_line} ? datum.name : {wrapped} : {code}"


def _count() -> str:
    """How many mitigations there are and how many of them were asked about, if there is room."""
    number = "split(datum.count, ',')[0]"
    return (
        f"{TALL} < 40 ? '' : {_fits('datum.count')} ? datum.count : "
        f"{WIDE_ENOUGH} > 26 ? {number} : ''"
    )
