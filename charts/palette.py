"""Colours that colour-blind readers can tell apart, on light and on dark ground."""

from typing import Any

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
INK = {
    "strongly_disagree": LIGHT_INK,
    "somewhat_disagree": DARK_INK,
    "neither": DARK_INK,
    "somewhat_agree": DARK_INK,
    "strongly_agree": LIGHT_INK,
    "dont_know": DARK_INK,
}
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
)
