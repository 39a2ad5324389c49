"""Scales: the answers that a question offers, in order, and how its result is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

LARGEST_SCALE = 11
KINDS = ("bipolar", "unipolar", "two_options")
STANCES = ("against", "neutral", "for", "not_for", "none")


@dataclass(frozen=True)
class AnswerOption:
    """An answer as the study words it.

    ``stance``: ``against``, ``neutral`` or ``for``; ``not_for`` on a scale that is not about for
    and against; ``none`` if it is no opinion. ``score`` is its place in means, None if it has none.
    ``answered`` is False for what is no answer at all, such as "not answered".
    """

    option_id: str
    label: str
    stance: str
    score: float | None = None
    answered: bool = True


@dataclass(frozen=True)
class Scale:
    """The answers that a question offers, opinions from the least to the most, then the others.

    ``kind``: ``bipolar`` (for and against), ``unipolar`` (how much) or ``two_options``. ``cut``
    says who counts which answers as *for*.
    """

    scale_id: str
    kind: str
    options: tuple[AnswerOption, ...]
    cut: str = ""

    @cached_property
    def opinions(self) -> tuple[AnswerOption, ...]:
        return tuple(option for option in self.options if option.stance != "none")

    @cached_property
    def unsure(self) -> AnswerOption | None:
        """The answer that is no opinion, such as "don't know"; None if the scale has none."""
        return next((one for one in self.options if one.stance == "none" and one.answered), None)

    @cached_property
    def answers(self) -> tuple[AnswerOption, ...]:
        """What can be answered: opinions, then what is no opinion."""
        return (*self.opinions, *([self.unsure] if self.unsure else []))

    @cached_property
    def scores(self) -> Floats | None:
        """What the opinions count for in means; None if they count for nothing."""
        scores = [option.score for option in self.opinions]
        return None if None in scores else np.array(scores, dtype=np.float64)

    def places(self, stance: str) -> tuple[int, ...]:
        """Which of the opinions have a stance, from 0."""
        return tuple(i for i, option in enumerate(self.opinions) if option.stance == stance)


@dataclass(frozen=True)
class Question:
    """What a study asks about several items, on one scale.

    What counts as *for* is said in four ways: ``reads`` completes a sentence such as "98 % of
    experts ...", with ``{}`` for the item's statement; ``verb`` does so without a statement
    ("agree"); ``counts`` names the answers ("somewhat or strongly agree"); ``noun`` is what there
    can be much or little of ("agreement").
    """

    question_id: str
    label: str
    stem: str
    reads: str
    verb: str
    counts: str
    noun: str
    scale: Scale | None

    def read(self, statement: str) -> str:
        """What those say of a statement whose answers count as *for*."""
        return self.reads.replace("{}", statement)


def scale_of(described: Mapping[str, Any]) -> Scale:
    """A scale as ``dataclasses.asdict`` describes it."""
    options = tuple(AnswerOption(**option) for option in described["options"])
    return Scale(**{**described, "options": options})
