"""A slide: a view as it is shown to a room; and a deck: slides in order."""

from dataclasses import dataclass

from exports.exhibit import Exhibit


@dataclass(frozen=True)
class Prediction:
    """A share for the room to guess before the bars appear.

    ``question`` is asked; ``answer`` is a clause with the share (0 to 1), which lies between
    ``low`` and ``high``: the same, unless the source leaves it open.
    """

    question: str
    answer: str
    low: float
    high: float


@dataclass(frozen=True)
class Option:
    """A value that a filter may have, and its name."""

    value: str
    label: str


@dataclass(frozen=True)
class Control:
    """A filter that may be changed while a slide is shown.

    ``parameter`` is its name in addresses. Of ``options``, the values in ``chosen`` are chosen;
    several may be if it is ``multiple``, and none then lets everything through.
    """

    parameter: str
    label: str
    options: tuple[Option, ...]
    chosen: tuple[str, ...]
    multiple: bool


@dataclass(frozen=True)
class Slide:
    """A view to be shown, with the speaker's note (may be empty).

    ``step`` is the view's address within the application, such as
    ``agreement?affiliation=Academia``.
    """

    step: str
    exhibit: Exhibit
    note: str
    prediction: Prediction | None
    controls: tuple[Control, ...]


@dataclass(frozen=True)
class Deck:
    """Slides in order, under a title."""

    title: str
    slides: tuple[Slide, ...]
    data_version: str
