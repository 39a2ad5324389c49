"""Colours that stand for something can be told apart, and read upon."""

from collections.abc import Mapping
from itertools import combinations, pairwise
from typing import Any

import pytest

from charts import palette
from data.answer_options import AGREEMENT_SCALE
from data.scales import AnswerOption, Scale
from tests.charts.colours import VISIONS, contrast, distance
from views.evidence.chart import LEGEND

# CIE76; colours side by side are seen to differ from about 2 on.
DIFFERENT = 10
PARTS = palette.CATEGORIES | {"not chosen": palette.PALE}


def pairs(colours: Mapping[str, str]) -> list[Any]:
    """Every two colours in every colour vision."""
    return [
        pytest.param(
            colours[first],
            colours[second],
            vision,
            id=f"{first} and {second}, {vision}",
        )
        for vision in VISIONS
        for first, second in combinations(colours, 2)
    ]


@pytest.mark.parametrize(("first", "second", "vision"), pairs(PARTS))
def test_categories_can_be_told_apart(first: str, second: str, vision: str) -> None:
    assert distance(first, second, vision) > DIFFERENT


@pytest.mark.parametrize(("first", "second", "vision"), pairs(LEGEND))
def test_what_was_put_to_experts_can_be_told_from_what_was_not(
    first: str, second: str, vision: str
) -> None:
    assert distance(first, second, vision) > DIFFERENT


@pytest.mark.parametrize(("first", "second", "vision"), pairs(palette.ANSWERS))
def test_answers_can_be_told_apart(first: str, second: str, vision: str) -> None:
    assert distance(first, second, vision) > DIFFERENT


@pytest.mark.parametrize(
    ("first", "second", "vision"),
    pairs({str(number): colour for number, colour in enumerate(palette.COUNTS)}),
)
def test_shades_of_counts_can_be_told_apart(first: str, second: str, vision: str) -> None:
    assert distance(first, second, vision) > DIFFERENT


@pytest.mark.parametrize("vision", VISIONS)
def test_neighbouring_tenths_of_a_share_can_be_told_apart_and_read_upon(vision: str) -> None:
    assert min(distance(*pair, vision) for pair in pairwise(palette.TENTHS)) > DIFFERENT / 2
    assert min(contrast(one, palette.ink_on(one)) for one in palette.TENTHS) >= 4.5


def scale(kind: str, *stances: str) -> Scale:
    options = [AnswerOption(str(i), str(i), stance) for i, stance in enumerate(stances)]
    return Scale("scale", kind, tuple(options))


SCALES = [
    AGREEMENT_SCALE,
    scale("two_options", "against", "for"),
    scale("bipolar", "against", "neutral", "for"),
    scale("bipolar", *["against"] * 3, "neutral", *["for"] * 3),
    scale("bipolar", *["against"] * 5, "neutral", *["for"] * 5),
    *(scale("unipolar", *["not_for"] * (n - 2), "for", "for") for n in range(3, 12)),
]


@pytest.mark.parametrize("of", SCALES, ids=lambda of: f"{of.kind} {len(of.opinions)}")
def test_labels_in_bars_can_be_read(of: Scale) -> None:
    colours = palette.answer_colours(of)
    assert len(colours) == len(of.opinions) + 1
    enough = 4.5 if len(of.opinions) < 11 else 4
    assert min(contrast(colour, palette.ink_on(colour)) for colour in colours) >= enough


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("of", SCALES, ids=lambda of: f"{of.kind} {len(of.opinions)}")
def test_neighbouring_answers_can_be_told_apart(of: Scale, vision: str) -> None:
    colours = palette.answer_colours(of)[:-1]
    assert min(distance(*pair, vision) for pair in pairwise(colours)) > DIFFERENT


def test_agreement_has_the_colours_that_it_always_had() -> None:
    assert palette.answer_colours(AGREEMENT_SCALE) == list(palette.ANSWERS.values())


@pytest.mark.parametrize("colour", [*palette.CATEGORIES.values(), palette.PALE])
def test_texts_on_tiles_can_be_read(colour: str) -> None:
    assert contrast(colour, palette.DARK_INK) >= 4.5


def test_the_measures_of_colour_are_right() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    # Lab of red is (53.24, 80.09, 67.20), of white (100, 0, 0).
    assert distance("#ff0000", "#ffffff", "usual") == pytest.approx(114.55, abs=0.1)
    for vision in VISIONS:
        assert distance("#404040", "#c0c0c0", vision) == pytest.approx(
            distance("#404040", "#c0c0c0", "usual"), abs=0.01
        )
    # Red and green differ far less to who lacks the cones for them.
    for vision in ("protanopia", "deuteranopia"):
        assert distance("#d7191c", "#1a9641", vision) < distance("#d7191c", "#1a9641", "usual") / 2


@pytest.mark.parametrize("ground", ["#ffffff", "#171614"])
def test_outlines_can_be_seen_on_the_grounds_of_both_themes(ground: str) -> None:
    assert contrast(palette.OUTLINE["stroke"], ground) >= 3
