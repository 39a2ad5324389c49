"""Text and sizes that fit a narrow screen as well as a wide one."""

import json
import textwrap

import altair as alt

# Of the window, in pixels. The width of the chart is named so that all is worked out again when the
# window changes, as it does when a page is made larger.
# Below this, little is left of the width beside an open sidebar.
NARROW = "(width >= 0 && windowSize()[0] < 1200)"
# A small phone, or a page at 400 %.
SMALLEST = "(width >= 0 && windowSize()[0] < 380)"


def by_width(narrow: object, wide: object) -> alt.ExprRef:
    """One value on a narrow screen, another on a wide one."""
    return alt.ExprRef(f"{NARROW} ? {_literal(narrow)} : {_literal(wide)}")


def by_size(smallest: object, narrow: object, wide: object) -> alt.ExprRef:
    """One value on the smallest of screens, one on a narrow screen, and one on a wide one."""
    small, middle, large = map(_literal, (smallest, narrow, wide))
    return alt.ExprRef(f"{SMALLEST} ? {small} : {NARROW} ? {middle} : {large}")


def wrapped(text: str, smallest: int, narrow: int, wide: int) -> alt.ExprRef:
    """Text broken into lines of at most so many characters, by the width of the screen."""
    return by_size(*(_lines(text, width) for width in (smallest, narrow, wide)))


def _lines(text: str, width: int) -> list[str]:
    return [line for part in text.splitlines() for line in textwrap.wrap(part, width)]


def _literal(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
