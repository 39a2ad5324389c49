"""Charts cut into pages: every row once, with what stands above the rows, and still readable."""

import io
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from charts.agreement_layout import SEPARATOR
from charts.specification import Specification
from exports.chart_pages import BESIDE, DOTS_PER_POINT, SMALLEST, ChartPage, _cuts, chart_pages
from exports.drawing import draw
from tests.exports.exhibits import EXHIBITS

ROOM, HEIGHT = 888, 330
# Dots at the right in which n stands.
N_COLUMN = 150


def chart(name: str) -> Specification:
    return EXHIBITS[name]().panels[0].chart


@cache
def pages_of(name: str) -> list[ChartPage]:
    return chart_pages(chart(name), ROOM, HEIGHT)


def pixels(page: ChartPage) -> Any:
    return np.asarray(Image.open(io.BytesIO(page.png)).convert("RGB")).astype(int)


def lines_of_n(page: ChartPage) -> int:
    """How many lines of letters stand at the right."""
    inked = (pixels(page)[:, -N_COLUMN:].min(axis=2) < 128).any(axis=1)
    return int((np.diff(inked.astype(int)) == 1).sum())


@pytest.mark.parametrize("name", ["agreement", "bounds", "simulated", "taxonomy", "coverage"])
def test_a_page_is_no_larger_than_its_room(built_database: object, name: str) -> None:
    for page in pages_of(name):
        assert page.height <= HEIGHT + 1 / DOTS_PER_POINT
        assert page.width <= ROOM + 2 * BESIDE
        dots = pixels(page)
        height, width, _ = dots.shape
        assert (dots[:, [0, -1]] == 255).all()
        # Only lines that go on, such as that at zero, are cut.
        assert (dots[[0, -1]] > 200).mean() > 0.99
        assert (width, height) == (page.width * DOTS_PER_POINT, page.height * DOTS_PER_POINT)


@pytest.mark.parametrize("name", ["agreement", "split", "findings", "coverage"])
def test_a_chart_fills_the_width_in_letters_that_can_be_read(
    built_database: object, name: str
) -> None:
    drawn, pages = chart(name), pages_of(name)
    row = drawn["height"] / len(parameter(drawn, "places"))
    above = draw(drawn, ROOM, "chart").height - drawn["height"]
    for page in pages:
        assert page.width > ROOM - 1
        assert page.height > SMALLEST * (above + row)
    # As high as all rows, and on every page what stands above them.
    total = sum(page.height for page in pages)
    assert total > 0.95 * SMALLEST * (drawn["height"] + above * len(pages))


def parameter(drawn: Specification, name: str) -> list[str]:
    return next(one["value"] for one in drawn["params"] if one["name"] == name)


def test_every_row_stands_on_one_page(built_database: object) -> None:
    # Above the rows stands the head of their column.
    assert [lines_of_n(page) for page in pages_of("agreement")] == [1 + 10] * 5
    assert [lines_of_n(page) for page in pages_of("split")] == [1 + 6]


def test_what_stands_above_the_rows_stands_on_every_page(built_database: object) -> None:
    first, *others = [pixels(page) for page in pages_of("agreement")]
    head, rows = round(len(first) * 0.14), len(first) - 2
    assert (first[:head] < 128).any()
    for page in others:
        assert (page[:head] == first[:head]).all()
        assert (page[head:rows] != first[head:rows]).any()


def test_every_page_of_simulated_answers_is_marked(built_database: object) -> None:
    """The mark changes pixels in the middle of every page."""
    marked = chart("simulated")
    plain = {**marked, "layer": [one for one in marked["layer"] if one.get("name") != "watermark"]}
    assert len(plain["layer"]) == len(marked["layer"]) - 1
    pages = [[pixels(page) for page in chart_pages(one, ROOM, HEIGHT)] for one in (marked, plain)]
    assert len(pages[0]) == 3
    for with_mark, without in zip(*pages, strict=True):
        changed = (with_mark != without).any(axis=2)
        quarter = len(changed) // 4
        assert changed[quarter : 3 * quarter].mean() > 0.05


def test_groups_of_a_statement_stay_together(built_database: object) -> None:
    rows = parameter(EXHIBITS["split"]().panels[0].chart, "places")
    together = [number for number, row in enumerate(rows) if SEPARATOR in row]
    assert [row in (0, 4) for row in range(8)] == [row not in together for row in range(8)]
    for limit in (4, 5, 6, 7):
        assert _cuts(8, together, limit) == [0, 4]


@given(st.integers(1, 80), st.sets(st.integers(1, 79)), st.integers(1, 20))
def test_no_page_has_more_rows_than_there_is_room_for(
    rows: int, together: set[int], limit: int
) -> None:
    starts = _cuts(rows, sorted(together), limit)
    ends = [*starts[1:], rows]
    assert starts[0] == 0
    for start, end in zip(starts, ends, strict=True):
        assert 0 < end - start <= limit
        possible = set(range(start + 1, start + limit + 1)) - together
        assert end == rows or end not in together or not possible


def test_a_chart_without_rows_is_one_picture(built_database: object) -> None:
    (page,) = pages_of("taxonomy")
    assert page.height == pytest.approx(HEIGHT, abs=1)
    assert page.width == pytest.approx(ROOM, abs=40)
