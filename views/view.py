"""What a view is: the one result that pages, the data API, exports and decks show, and its entry in
the list of views."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from queries.column import Column
from queries.study import Study
from views.filter_kinds import Filters, ParameterProblem, QueryParams
from views.panel import Panel

# In every link that is given away: which data it was made with.
DATA_VERSION = "data_version"

Appearance = Mapping[str, str]


@dataclass(frozen=True)
class KeyFigure:
    """A figure beside the sentence: its name, its value as text, and what it means."""

    name: str
    value: str
    meaning: str


@dataclass(frozen=True)
class Guess:
    """A share that a room can guess before it sees the view: of which item, the question, what
    those say whose share it is, and between which shares (0 to 1) it lies."""

    item_id: str
    label: str
    question: str
    verb: str
    low: float
    high: float


@dataclass(frozen=True)
class Words:
    """What a view says.

    Parameters
    ----------
    title
        What is shown, in one line.
    base
        n, and what percentages are of, in one line; may be empty.
    sentence
        What it says, in a sentence that can be read aloud.
    notes
        Sample, filters in words, meaning of marks, source and data version.
    alternative_text
        What the charts show, for who does not see them.
    key_figures, remarks
        Figures beside the sentence, and further sentences below the charts.
    guesses
        What a room can guess before it sees the view.
    nothing_drawn
        What a reader can do where there is nothing to draw.
    """

    title: str
    base: str
    sentence: str
    notes: str
    alternative_text: str
    key_figures: tuple[KeyFigure, ...] = ()
    remarks: tuple[str, ...] = ()
    guesses: tuple[Guess, ...] = ()
    nothing_drawn: str = "Remove a filter, or reset them all in the sidebar."

    @property
    def heading(self) -> str:
        """Title and base, as they stand above a chart: a line each."""
        return "\n".join(line for line in (self.title, self.base) if line)


@dataclass(frozen=True, eq=False)
class View:
    """What is shown under some filters.

    Parameters
    ----------
    name
        What files made of it are named after.
    rows
        The rows of its first table, as they are given away.
    words
        What it says.
    panels
        The charts, from top to bottom; none if there is nothing to draw.
    meta
        What the data API says of it besides.
    """

    name: str
    rows: pd.DataFrame
    words: Words
    panels: tuple[Panel, ...]
    meta: Mapping[str, object] = field(default_factory=dict)


def _nothing(_filters: Filters) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class AppearanceParameter:
    """A parameter of an address that says how a page looks, not what it shows; no ``values``: any.

    The first value is what holds if the address says nothing. ``ruled_out`` are the values that
    there are not under some filters, and why.
    """

    meaning: str
    values: Callable[[], tuple[str, ...]]
    ruled_out: Callable[[Any], Mapping[str, str]] = _nothing

    def possible(self, filters: Filters) -> tuple[str, ...]:
        """The values that there are under these filters."""
        ruled_out = self.ruled_out(filters)
        return tuple(value for value in self.values() if value not in ruled_out)


VERSION = AppearanceParameter("Version of the data that a link was made with.", tuple)


@dataclass(frozen=True)
class TableResult:
    """Rows, what to know about them, and what their columns are, if not just those of the table."""

    rows: pd.DataFrame
    meta: Mapping[str, object]
    columns: Mapping[str, Column] | None = None


@dataclass(frozen=True, eq=False)
class Table:
    """Rows that can be taken away: the name in addresses, the name in menus, what they are, what
    their columns are, and how they and what is said of them are made from filters.

    ``of_scale`` are those of the columns that other scales have others in place of.
    """

    name: str
    label: str
    summary: str
    columns: Mapping[str, Column]
    result: Callable[[Any], TableResult]
    of_scale: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Page:
    """A page: its address, its file in ``pages/``, its title and what it is for.

    ``filters`` is the dataclass that declares its filters, ``appearance`` what else its address may
    say: accepted everywhere, so that the query string of any page can be used as it is. What is not
    ``in_navigation`` is reached from other pages.
    """

    address: str
    file: str
    title: str
    purpose: str
    filters: type[Any]
    appearance: Mapping[str, AppearanceParameter] = field(default_factory=dict)
    in_navigation: bool = True

    @property
    def name(self) -> str:
        return self.address or "overview"


@dataclass(frozen=True, eq=False)
class ViewKind:
    """An entry in the list of views.

    Parameters
    ----------
    page
        Where it is shown.
    view
        Makes the view for filters and appearance.
    tables
        All its tables; the data API has each of them.
    shown
        Names of the tables that are shown under filters and appearance; the first is the view's.
    studies
        The studies whose figures it shows.
    of_mitigations, of_risks
        Whether it shows the database of mitigations, or what is known of risks, to be cited too.
    charts
        What makes its charts, so that no visitor waits for it.
    """

    page: Page
    view: Callable[[Any, Appearance], View]
    tables: tuple[Table, ...]
    studies: Callable[[Any], list[Study]]
    shown: Callable[[Any, Appearance], tuple[str, ...]] | None = None
    of_mitigations: bool = False
    of_risks: bool = False
    charts: tuple[Callable[[], None], ...] = ()

    def tables_shown(self, filters: object, appearance: Appearance) -> tuple[str, ...]:
        if self.shown:
            return self.shown(filters, appearance)
        return tuple(table.name for table in self.tables)


def appearance_of_page(
    tabs: tuple[str, ...] = (),
    ruled_out: Callable[[Any], Mapping[str, str]] = _nothing,
    **further: AppearanceParameter,
) -> dict[str, AppearanceParameter]:
    """What the address of a page with these tabs may say of its appearance; ``ruled_out`` are the
    tabs that there are not under some filters, and why."""
    tab = AppearanceParameter("Open tab of the page.", lambda: tabs, ruled_out)
    return {**further, **({"view": tab} if tabs else {}), DATA_VERSION: VERSION}


def read_appearance(
    page: Page, query_params: QueryParams, filters: Filters
) -> tuple[dict[str, str], list[ParameterProblem]]:
    """What an address says of the appearance of a page under filters, and what of that cannot be
    used."""
    usable: dict[str, str] = {}
    problems = []
    for name, value in query_params:
        declared = page.appearance.get(name)
        possible = declared.possible(filters) if declared else ()
        if value in possible:
            usable[name] = value
        elif declared and possible:
            message = declared.ruled_out(filters).get(value, "There is no such value.")
            problems.append(ParameterProblem(name, value, message, possible))
    return usable, problems
