"""A chart drawn for a slide fits its room, as large as there is room."""

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image

from charts.specification import Specification
from exports.drawing import draw
from exports.slide_pictures import BESIDE, DOTS_PER_POINT, SlidePicture, slide_picture
from tests.exports.exhibits import exhibit_named
from views.decks import HIGHEST_CHART

ROOM, HEIGHT = 888, 330


def chart(name: str) -> Specification:
    """The first chart of an exhibit, as high as one on a slide."""
    return exhibit_named(name, HIGHEST_CHART).panels[0].chart


def drawn(of: Specification) -> SlidePicture:
    return slide_picture(of, ROOM, HEIGHT)


def pixels(picture: SlidePicture) -> Any:
    return np.asarray(Image.open(io.BytesIO(picture.png)).convert("RGB")).astype(int)


@pytest.mark.parametrize("name", ["agreement", "bounds", "findings", "taxonomy", "coverage"])
def test_a_picture_is_no_larger_than_its_room_and_nothing_is_cut(name: str) -> None:
    picture = drawn(chart(name))
    assert picture.height <= HEIGHT + 1 / DOTS_PER_POINT
    assert picture.width <= ROOM + 2 * BESIDE
    dots = pixels(picture)
    height, width, _ = dots.shape
    assert (width, height) == (picture.width * DOTS_PER_POINT, picture.height * DOTS_PER_POINT)
    assert (dots[:, [0, -1]] == 255).all()
    # Only lines that go on, such as that at zero, touch the edge above and below.
    assert (dots[[0, -1]] > 200).mean() > 0.99


@pytest.mark.parametrize("name", ["agreement", "split", "findings", "evidence"])
def test_a_part_fills_the_width_in_letters_that_can_be_read(name: str) -> None:
    part = chart(name)
    picture = drawn(part)
    assert picture.width > ROOM - 1
    # Letters of 12 pixels have at least 8 points.
    assert picture.height / draw(part, ROOM, "chart").height > 2 / 3


def test_a_chart_that_is_too_high_is_made_smaller_until_it_fits() -> None:
    picture = drawn(exhibit_named("agreement").panels[0].chart)
    assert picture.height == pytest.approx(HEIGHT, abs=1)
    assert picture.width == pytest.approx(ROOM, abs=40)
