"""A chart is shown whole, or in parts that together show the same on the same scale."""

from urllib.parse import parse_qsl

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.specification import Specification
from tests.charts.drawing import draw, marks
from views.decks import HIGHEST_CHART
from views.panel import SCALES, Panel, Places, in_parts, panel, panel_of_places
from views.permalinks import read_permalink, view_of

LOW = 120
ROW_HEIGHT = 20
# Views whose charts have a row a statement, or a subcategory, or a document.
OF_PLACES = (
    "agreement?split=affiliation&category=1&category=2",
    "agreement?study=invented-panel&split=risk_area&min_n=70",
    "findings?list=dont_know&at_least=5",
    "compare?measure=agreement&group=AGI+lab&against=others",
    "evidence",
)


def chart_of(rows: pd.DataFrame) -> Specification:
    """A chart of which only what parts need is there; its scale is that of its rows."""
    return {
        "height": ROW_HEIGHT * len(rows),
        "params": [{"name": "right", "value": len(rows)}, {"name": "rows", "value": list(rows.n)}],
        "layer": [],
        "datasets": {"rows": [{"n": n} for n in rows.n]},
    }


def panel_with(rows_each: list[int]) -> tuple[Panel, ...]:
    """A panel with so many rows at each place."""
    places = [f"place {place}" for place, rows in enumerate(rows_each) for _ in range(rows)]
    rows = pd.DataFrame({"place": places, "n": range(len(places))})
    of_places = Places(rows, "place", ("Statement", "Statements"), chart_of)
    return panel_of_places(of_places, "What it shows.")


def parameter(part: Panel, name: str) -> object:
    return next(one["value"] for one in part.chart["params"] if one["name"] == name)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=30), st.integers(1, 700))
def test_parts_have_every_row_once_and_in_order_and_are_counted(
    rows_each: list[int], highest: int
) -> None:
    (whole,) = panel_with(rows_each)
    parts = list(in_parts(whole, highest))
    if whole.chart["height"] <= highest:
        assert parts == [whole]
        return
    shown = [n for part in parts for n in as_list(parameter(part, "rows"))]
    assert shown == list(range(sum(rows_each)))
    assert {parameter(part, "right") for part in parts} == {sum(rows_each)}
    first = 1
    for part in parts:
        rows = as_list(parameter(part, "rows"))
        last = first + len({place_of(n, rows_each) for n in rows}) - 1
        counted = f"Statements {first} to {last}" if last > first else f"Statement {first}"
        assert part.heading == f"{counted} of {len(rows_each)}"
        assert part.alternative_text == whole.alternative_text
        first = last + 1
    assert first == len(rows_each) + 1


def as_list(value: object) -> list[int]:
    assert isinstance(value, list)
    return value


def place_of(row: int, rows_each: list[int]) -> int:
    """Which place a row, counted from 0, stands at."""
    return next(i for i in range(len(rows_each)) if row < sum(rows_each[: i + 1]))


@given(st.integers(1, 60), st.integers(1, 700))
def test_parts_are_no_higher_than_asked_for_and_no_more_than_needed(
    places: int, highest: int
) -> None:
    (whole,) = panel_with([1] * places)
    parts = list(in_parts(whole, highest))
    fitting = max(1, highest // ROW_HEIGHT)
    assert len(parts) == -(-places // fitting)
    assert all(part.chart["height"] <= max(highest, ROW_HEIGHT) for part in parts)


def whole_at(address: str) -> Panel:
    page, _, query = address.partition("?")
    view, problems = read_permalink(page, parse_qsl(query))
    assert problems == []
    (whole,) = view_of(view).panels
    return whole


def spoken(part: Panel) -> list[str]:
    """What is said of the marks of a panel."""
    return sorted(mark.spoken for mark in marks(draw(part.chart)))


@pytest.mark.parametrize("address", OF_PLACES)
def test_the_parts_of_a_view_draw_what_the_whole_does_on_one_scale(address: str) -> None:
    whole = whole_at(address)
    parts = list(in_parts(whole, HIGHEST_CHART))
    assert len(parts) > 1
    assert all(part.chart["height"] <= HIGHEST_CHART for part in parts)
    assert sorted(mark for part in parts for mark in spoken(part)) == spoken(whole)
    scales = {one["name"]: one for one in whole.chart["params"] if one["name"] in SCALES}
    for part in parts:
        own = {one["name"]: one for one in part.chart["params"]}
        assert {name: own[name] for name in scales} == scales


def test_where_height_is_short_a_chart_may_have_a_lower_one() -> None:
    rows = pd.DataFrame({"n": range(10)})
    whole = panel(chart_of(rows), "", low=chart_of(rows.head(2)))
    (low,) = in_parts(whole, LOW)
    assert low.chart["height"] == 2 * ROW_HEIGHT < whole.chart["height"]
    without_low = panel(chart_of(rows), "")
    assert list(in_parts(without_low, LOW)) == [without_low]


def test_where_there_are_no_rows_there_is_no_panel() -> None:
    assert panel_with([]) == ()
