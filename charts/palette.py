"""Colours that colour-blind readers can tell apart, on light and on dark ground."""

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
