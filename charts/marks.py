"""What marks of different charts share: what they say, what a click on them does, their stripes."""

from collections.abc import Iterable

import altair as alt

from charts.specification import SELECTION


def tooltips(names: Iterable[str]) -> list[alt.Tooltip]:
    return [alt.Tooltip(f"{name}:N") for name in names]


def clicked(*fields: str) -> alt.Parameter:
    """A click on a mark selects its ``fields``."""
    return alt.selection_point(name=SELECTION, fields=list(fields), on="click", toggle="false")


def stripes(first: str, second: str, number: int, *, slanted: bool) -> alt.LinearGradient:
    """Stripes in two colours by turns, from left to right."""
    stops = [
        alt.GradientStop(color=(first, second)[i % 2], offset=end / number)
        for i in range(number)
        for end in (i, i + 1)
    ]
    return alt.LinearGradient(gradient="linear", stops=stops, x1=0, y1=0, x2=1, y2=int(slanted))
