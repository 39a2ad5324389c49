"""The one way from rows to a chart that is shown: whole, or in parts where it would be too high."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from charts.specification import Specification, as_arrow

# Parameters by which the parts of a chart stand on the same scale.
SCALES = ("left", "right", "dont_know_at")

Draw = Callable[[pd.DataFrame], Specification]


@dataclass(frozen=True, eq=False)
class Places:
    """The rows of a chart with one place below another, such as one a statement.

    Rows of the same value of the column ``place`` stand together; ``nouns`` are what one place and
    several are called. ``draw`` draws all rows or some of them.
    """

    rows: pd.DataFrame
    place: str
    nouns: tuple[str, str]
    draw: Draw


@dataclass(frozen=True, eq=False)
class Panel:
    """A chart of a view.

    ``heading`` is empty where the view's title says it all. ``chart`` is a Vega-Lite specification
    with its title. ``identifier`` tells the panels of a view apart. With ``places`` it can be drawn
    in parts; ``low`` is the chart where height is short.
    """

    heading: str
    chart: Specification
    alternative_text: str
    identifier: str = ""
    places: Places | None = None
    low: Specification | None = None

    @cached_property
    def sent(self) -> Specification:
        """The chart as it is sent to a browser: its data sets as Arrow streams."""
        return as_arrow(self.chart)


def panel(
    chart: Specification,
    alternative_text: str,
    *,
    heading: str = "",
    identifier: str = "",
    low: Specification | None = None,
) -> Panel:
    """A chart, ready to be shown."""
    return Panel(heading, chart, alternative_text, identifier, low=low)


def panel_of_places(
    places: Places, alternative_text: str, *, identifier: str = ""
) -> tuple[Panel, ...]:
    """The chart of all rows; none if there are no rows."""
    if places.rows.empty:
        return ()
    return (Panel("", places.draw(places.rows), alternative_text, identifier, places),)


def in_parts(whole: Panel, highest: int) -> Iterator[Panel]:
    """A panel in parts of at most so many pixels of height, as far as it can be drawn in parts."""
    if whole.low:
        yield replace(whole, chart=whole.low)
        return
    if whole.places is None or whole.chart["height"] <= highest:
        yield whole
        return
    names = list(dict.fromkeys(whole.places.rows[whole.places.place]))
    fitting = max(1, highest * len(names) // whole.chart["height"])
    parts = -(-len(names) // fitting)
    size = -(-len(names) // parts)
    for start in range(0, len(names), size):
        yield _part(whole, whole.places, names, start, size)


def _part(whole: Panel, places: Places, names: list[str], start: int, size: int) -> Panel:
    some = names[start : start + size]
    chart = places.draw(places.rows[places.rows[places.place].isin(some)])
    scale = {one["name"]: one for one in whole.chart["params"] if one["name"] in SCALES}
    params = [scale.get(one["name"], one) for one in chart["params"]]
    last = start + len(some)
    one, several = places.nouns
    numbers = f"{one} {last}" if len(some) == 1 else f"{several} {start + 1} to {last}"
    heading = f"{numbers} of {len(names)}"
    return replace(whole, heading=heading, chart={**chart, "params": params}, places=None)
