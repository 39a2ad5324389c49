"""Text and sizes that fit a narrow screen as well as a wide one."""

import json
import textwrap

import altair as alt

# Below this, little is left of the width beside an open sidebar.
NARROW = "windowSize()[0] < 1200"


def by_width(narrow: object, wide: object) -> alt.ExprRef:
    """One value on a narrow screen, another on a wide one."""
    return alt.ExprRef(f"{NARROW} ? {_literal(narrow)} : {_literal(wide)}")


def wrapped(text: str, narrow: int, wide: int) -> alt.ExprRef:
    """Text broken into lines of at most so many characters on a narrow and on a wide screen."""
    return by_width(_lines(text, narrow), _lines(text, wide))


def _lines(text: str, width: int) -> list[str]:
    return [line for part in text.splitlines() for line in textwrap.wrap(part, width)]


def _literal(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
