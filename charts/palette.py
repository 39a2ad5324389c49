"""Colours that colour-blind readers can tell apart, on light and on dark ground."""

from collections.abc import Sequence
from typing import Any

from data.scales import Scale

ANSWERS = {
    "strongly_disagree": "#b35806",
    "somewhat_disagree": "#f1a340",
    "neither": "#bdbdbd",
    "somewhat_agree": "#8ab8e0",
    "strongly_agree": "#2c6fbb",
    "dont_know": "#8c85a6",
}
DARK_INK = "#1b1b1b"
LIGHT_INK = "#ffffff"
QUIET = "#888888"
# Around what may be too pale for the ground.
OUTLINE: dict[str, Any] = {"stroke": "#7f7f7f", "strokeWidth": 1}
# Categories of the taxonomy, all light enough for dark ink.
CATEGORIES = {"1": "#77aadd", "2": "#eedd88", "3": "#ee8866", "4": "#cc79a7", "X.X": "#a39a86"}
# What is not chosen, light enough for dark ink.
PALE = "#d6d6d6"
# From few to many.
COUNTS = ("#deebf7", "#9ecae1", "#2171b5", "#08306b")
# Groups that are compared: colour and shape.
GROUPS = (
    ("#2c6fbb", "circle"),
    ("#b35806", "square"),
    ("#3f8f6b", "triangle-up"),
    ("#8c5fa8", "diamond"),
    ("#6b6b6b", "cross"),
    ("#c2789f", "triangle-down"),
    ("#c9a227", "triangle-left"),
    ("#1f9e9e", "triangle-right"),
    ("#a8505f", "wedge"),
    ("#7d8f2a", "arrow"),
)
# Sides of a scale, from the strongest opinion to the weakest.
AGAINST = ("#6b3300", ANSWERS["strongly_disagree"], ANSWERS["somewhat_disagree"], "#fbdcae")
FOR = ("#12355f", ANSWERS["strongly_agree"], ANSWERS["somewhat_agree"], "#dcebf8")
# How much, from little to much: eleven that can be told apart; the ends only for many.
DEGREES = (
    *("#f7fbff", "#d4e4f4", "#a8cce7", "#7ab5da", "#5199ca", "#2d7bba"),
    *("#1a5ea0", "#0f4381", "#072b62", "#041a3d", "#020b20"),
)
# Up to so many answers need not the ends of the degrees.
FEW = 6
FOR_OF_TWO = "#2c6fbb"
# What was estimated, and not counted.
ESTIMATE = "#8c5fa8"


def answer_colours(scale: Scale) -> list[str]:
    """A colour for each opinion of a scale, in its order, and one for what is no opinion.

    For and against differ in hue, degrees of one thing in lightness.
    """
    if scale.kind != "bipolar":
        number = len(scale.opinions)
        of_many = DEGREES if number > FEW else DEGREES[1:-2]
        degrees = _between(of_many, number) if number > 2 else [ANSWERS["neither"], FOR_OF_TWO]
        return [*degrees, ANSWERS["dont_know"]]
    sides = {
        "against": _side(AGAINST, len(scale.places("against"))),
        "neutral": [ANSWERS["neither"]] * len(scale.places("neutral")),
        "for": _side(FOR, len(scale.places("for")))[::-1],
    }
    colours = {stance: iter(of_stance) for stance, of_stance in sides.items()}
    return [*(next(colours[option.stance]) for option in scale.opinions), ANSWERS["dont_know"]]


def _side(stops: Sequence[str], number: int) -> list[str]:
    """So many colours of one side, the strongest first; the ends of the stops only for many."""
    return _between(stops if number > 2 else stops[1:3], number)


def ink_on(colour: str) -> str:
    """The ink that can be read better on a colour."""
    dark = (_luminance(colour) + 0.05) / (_luminance(DARK_INK) + 0.05)
    light = (_luminance(LIGHT_INK) + 0.05) / (_luminance(colour) + 0.05)
    return DARK_INK if dark > light else LIGHT_INK


def _luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, as WCAG 2.2 defines it."""
    parts = (part / 255 for part in _parts(colour))
    linear = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _between(stops: Sequence[str], number: int) -> list[str]:
    """So many colours at equal steps from the first stop to the last."""
    if number < 2:
        return [stops[0]] * number
    places = [i * (len(stops) - 1) / (number - 1) for i in range(number)]
    return [
        _mixed(stops[int(at)], stops[min(int(at) + 1, len(stops) - 1)], at % 1) for at in places
    ]


def _mixed(first: str, second: str, share: float) -> str:
    pairs = zip(_parts(first), _parts(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _parts(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return red, green, blue
