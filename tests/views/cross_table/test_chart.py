"""The drawing has every cell of the table, with n, and says of each no more than the table does."""

import copy
from typing import Any

import pandas as pd
import pytest

from charts import palette
from charts.specification import SELECTION, Specification
from queries.records import records
from tests.charts.colours import contrast
from tests.charts.drawing import draw, marks, texts
from views.cross_table.chart import ROW, TENTHS, cross_table_chart, cross_table_specification
from views.cross_table.filters import CrossTableFilters
from views.cross_table.layout import MOST_COLUMNS, columns_of, side_by_side, turned
from views.cross_table.view import cross_table_view
from views.panel import in_parts

pytestmark = pytest.mark.slow

VIEWS = [
    CrossTableFilters(),
    CrossTableFilters(rows="affiliation", columns="item"),
    CrossTableFilters("ec2020", "concerns"),
    CrossTableFilters("ipie2024", rows="affiliation", columns="expertise"),
    CrossTableFilters("ipie2024", rows="expertise", columns="item", base="opinion"),
]
in_each_form = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])


def cells_of(chart: Specification) -> list[dict[str, Any]]:
    return [*chart["datasets"]["cells"], *chart["datasets"].get("hidden", [])]


def parameter(chart: Specification, name: str) -> Any:
    return next(one["value"] for one in chart["params"] if one["name"] == name)


def spoken(cell: dict[str, Any]) -> str:
    """What is said of a cell, made from the rows of the table."""
    low, high = (round(100 * cell[f"agreement_{end}"]) for end in ("low", "high"))
    share = f"{low}" if low == high else f"{low}–{high}"
    n = (
        f"{cell['n_low']}"
        if cell["n_low"] == cell["n_high"]
        else f"{cell['n_low']}–{cell['n_high']}"
    )
    few = " (few)" if cell["few_answers"] else ""
    return f"{cell['row_group']}, {cell['column_group']}: {share}\u00a0%, n {n}{few}"


@in_each_form
@pytest.mark.parametrize("filters", VIEWS, ids=str)
def test_every_cell_is_drawn_with_its_share_and_n(
    filters: CrossTableFilters, narrow: bool, built_database: object
) -> None:
    view = cross_table_view(filters)
    picture = draw(view.panels[0].chart, width=360 if narrow else 1000, narrow=narrow)
    said = {mark.spoken for mark in marks(picture)}
    expected = {spoken(cell) for cell in records(view.rows)}
    assert expected <= said
    written = [text.text for text in texts(picture)]
    for cell in cells_of(view.panels[0].chart):
        short = (cell["share"].removesuffix("\u00a0%"), cell["people"].removeprefix("n "))
        assert cell["share"] in written or short[0] in written
        assert cell["people"] in written or short[1] in written


@pytest.mark.parametrize("filters", VIEWS, ids=str)
def test_the_shade_is_that_of_the_share_and_grey_where_few_answered(
    filters: CrossTableFilters, built_database: object
) -> None:
    view = cross_table_view(filters)
    picture = draw(view.panels[0].chart)
    fills: dict[str, list[str]] = {}
    for mark in marks(picture):
        fills.setdefault(mark.spoken, []).append(mark.fill)
    seen = set()
    for cell in cells_of(view.panels[0].chart):
        few, name = cell["few"], f"{cell['Row']}, {cell['Column']}: {cell['Share']}, n {cell['n']}"
        first, *strips = fills[name]
        tenths = [min(int(10 * cell[end] + 1e-5), 9) for end in ("low", "high")]
        assert first == (palette.PALE if few else palette.TENTHS[tenths[0]])
        is_open = cell["high"] > cell["low"] and not few
        assert strips == ([palette.TENTHS[tenths[1]]] if is_open else [])
        seen.add((few, is_open))
    assert (False, False) in seen


def test_text_can_be_read_on_every_shade(built_database: object) -> None:
    assert len(palette.TENTHS) == len(TENTHS) + 1 == 10
    for filters in VIEWS:
        picture = draw(cross_table_view(filters).panels[0].chart)
        fills = {mark.spoken: mark.fill for mark in reversed(marks(picture))}
        inks = iter([text for text in texts(picture) if text.fill in INKS])
        for cell in cells_of(cross_table_view(filters).panels[0].chart):
            ink = next(inks).fill
            name = f"{cell['Row']}, {cell['Column']}: {cell['Share']}, n {cell['n']}"
            assert contrast(fills[name], ink) >= 4.5


INKS = (palette.DARK_INK, palette.LIGHT_INK)


def many(rows: int, columns: int) -> pd.DataFrame:
    """Cells of a table of any size, as ``cross_table`` has them."""
    places = pd.DataFrame(
        [(row, column) for row in range(rows) for column in range(columns)],
        columns=["row_place", "column_place"],
    )
    same: dict[str, Any] = {f"agreement_{end}": 0.5 for end in ("low", "high", "ci_low", "ci_high")}
    same |= {"n_low": 20, "n_high": 20, "few_answers": False, "hidden": False, "basis": "counted"}
    return places.assign(
        row_group=[f"r{row}" for row in places["row_place"]],
        column_group=[f"c{column}" for column in places["column_place"]],
        **same,
    )


@pytest.mark.parametrize(
    ("rows", "columns", "is_turned"),
    [(3, 8, False), (3, 9, True), (9, 9, False), (24, 14, False), (7, 24, True), (1, 1, False)],
)
def test_a_table_is_turned_only_if_it_has_too_many_columns_and_fewer_rows(
    rows: int, columns: int, is_turned: bool
) -> None:
    drawn = turned(many(rows, columns))
    assert drawn["down"].nunique() == (columns if is_turned else rows)
    assert (drawn["down"] == drawn["column_group"]).all() == is_turned
    across = columns_of(drawn)
    assert across == [f"{'r' if is_turned else 'c'}{i}" for i in range(len(across))]


@pytest.mark.parametrize("number", [1, 7, 8, 9, 14, 16, 17, 40])
def test_columns_stand_side_by_side_in_parts_that_fit_a_phone(number: int) -> None:
    columns = [f"c{i}" for i in range(number)]
    parts = list(side_by_side(columns))
    assert [name for part in parts for name in part] == columns
    assert max(map(len, parts)) <= MOST_COLUMNS
    assert max(map(len, parts)) - min(map(len, parts)) < MOST_COLUMNS / 2 or len(parts) == 1


def test_columns_that_some_rows_have_nothing_in_keep_their_order() -> None:
    drawn = turned(many(2, 3))
    assert columns_of(drawn[~((drawn["down"] == "r0") & (drawn["across"] == "c0"))]) == [
        "c0",
        "c1",
        "c2",
    ]


def test_a_chart_too_high_for_a_slide_is_cut_between_rows(built_database: object) -> None:
    (whole,) = cross_table_view(CrossTableFilters()).panels
    parts = list(in_parts(whole, 500))
    assert len(parts) > 1
    assert all(part.chart["height"] <= 500 for part in parts)
    assert all(part.chart["height"] % ROW == 0 for part in parts)
    drawn = [cell for part in parts for cell in cells_of(part.chart)]
    assert drawn == cells_of(whole.chart)
    assert parts[0].heading == f"Rows 1 to {parts[0].chart['height'] // ROW} of 50"
    assert all(
        parameter(part.chart, "columns") == ["AGI lab", "Academia", "Civil society"]
        for part in parts
    )


def test_a_click_tells_the_cell(built_database: object) -> None:
    (panel,) = cross_table_view(CrossTableFilters("ec2020")).panels
    (selection,) = [one for one in panel.chart["params"] if one["name"] == SELECTION]
    assert selection["select"]["fields"] == ["row_group", "column_group"]
    assert {"row_group", "column_group"} <= set(cells_of(panel.chart)[0])


def test_long_headings_are_broken_into_lines_and_no_word_is() -> None:
    rows = many(2, 8)
    name = "Non-governmental organisations with extraordinarily long names"
    rows["column_group"] = rows["column_group"].replace({"c3": name})
    drawn = turned(rows)
    chart = cross_table_specification(drawn, columns_of(drawn), "A title\nn = 20")
    lines = parameter(chart, "headings")[3]
    assert len(lines) > 1
    assert " ".join(lines).replace("- ", "-") == name
    assert parameter(chart, "lines") == len(lines)
    assert "extraordinarily" in lines


def test_the_template_is_not_changed_by_filling_it() -> None:
    before = copy.deepcopy(cross_table_chart().to_dict())
    drawn = turned(many(2, 2))
    cross_table_specification(drawn, columns_of(drawn), "A title")
    assert cross_table_chart().to_dict() == before
