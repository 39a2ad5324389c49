"""What statements are ranked by, and the ranks that figures known only as ranges allow."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis import distribution

Floats = npt.NDArray[np.float64]
Ranks = npt.NDArray[np.int64]
UNSURE = 5


@dataclass(frozen=True)
class Figure:
    """What statements are ranked by: the share that gave some answers, or a figure of the opinions.

    ``answers`` are numbers of the five answers (0 to 4) or of don't-know (5), for a share; else
    ``measure`` takes counts of opinions, whose last axis is the five answers.
    """

    answers: tuple[int, ...] = ()
    measure: Callable[[Floats], Floats] | None = None

    def counted(self, worlds: Floats, base: str, unsure: int) -> tuple[Floats, Floats]:
        """How many gave these answers, and of how many, in each world.

        ``worlds`` has shape (worlds, 7): opinions, fewest and most don't-knows; ``unsure`` is the
        column of don't-knows that holds.
        """
        counts = np.column_stack([worlds[:, :5], worlds[:, unsure]])
        everyone = not self.measure and (base == "respondents" or UNSURE in self.answers)
        of = counts.sum(axis=1) if everyone else counts[:, :5].sum(axis=1)
        return counts[:, list(self.answers)].sum(axis=1), of

    def of(self, worlds: Floats, base: str, unsure: int) -> Floats:
        """The figure in each world."""
        if self.measure:
            return self.measure(worlds[:, :5])
        count, of = self.counted(worlds, base, unsure)
        with np.errstate(divide="ignore", invalid="ignore"):
            return count / of


@dataclass(frozen=True)
class RankedList:
    """A list: its name, what its statements have in common, and how it is ranked.

    ``threshold`` is in per cent of the figure; ``alternatives`` are all figures by which the same
    list could be ranked with good reason.
    """

    name: str
    common: str
    threshold: int
    figure: Figure
    alternatives: tuple[Figure, ...]


def _lack_of_consensus(counts: Floats) -> Floats:
    return 1 - distribution.consensus(counts)


def _low_mean(counts: Floats) -> Floats:
    return -distribution.mean(counts)


STRONGLY_AGREE, AGREE, HIGH_MEAN = Figure((4,)), Figure((3, 4)), Figure(measure=distribution.mean)
STRONGLY_DISAGREE, DISAGREE = Figure((0,)), Figure((0, 1))
LOW_MEAN = Figure(measure=_low_mean)
DONT_KNOW = Figure((UNSURE,))
POLARISATION = Figure(measure=distribution.polarisation)
AGAINST = (DISAGREE, STRONGLY_DISAGREE, LOW_MEAN)
LISTS = {
    "consensus": RankedList(
        "Strongest consensus",
        "strongly agree",
        70,
        STRONGLY_AGREE,
        (STRONGLY_AGREE, AGREE, HIGH_MEAN),
    ),
    "disagreement": RankedList("Most disagreement", "disagree", 10, DISAGREE, AGAINST),
    "strong_disagreement": RankedList(
        "Most strong disagreement", "strongly disagree", 3, STRONGLY_DISAGREE, AGAINST
    ),
    "dont_know": RankedList("Most don't-knows", "do not know", 10, DONT_KNOW, (DONT_KNOW,)),
    "divided": RankedList(
        "Most divided",
        "polarisation",
        25,
        POLARISATION,
        (POLARISATION, Figure(measure=_lack_of_consensus), Figure(measure=distribution.variance)),
    ),
}


def counted_for(worlds: Floats, base: str, places: tuple[int, ...]) -> tuple[Floats, Floats]:
    """How many gave one of some answers, and of how many, in each world and with fewest and most
    don't-knows; ``places`` are the numbers of the answers among the opinions."""
    opinions = worlds[:, :-2]
    count, n = opinions[:, list(places)].sum(axis=1), opinions.sum(axis=1)
    unsure = [worlds[:, end] if base == "respondents" else 0 for end in (-2, -1)]
    return np.concatenate([count, count]), np.concatenate([n + more for more in unsure])


def figure_range(worlds: list[Floats], figure: Figure, base: str) -> tuple[Floats, Floats]:
    """The lowest and highest figure of each statement over its worlds and open don't-knows."""
    stacked = np.concatenate(worlds)
    starts = np.cumsum([0, *(len(world) for world in worlds[:-1])])
    fewest, most = (figure.of(stacked, base, unsure) for unsure in (5, 6))
    return (
        np.minimum.reduceat(np.minimum(fewest, most), starts),
        np.maximum.reduceat(np.maximum(fewest, most), starts),
    )


def rank_range(low: Floats, high: Floats) -> tuple[Ranks, Ranks]:
    """The best and the worst rank, from 1, of each figure that lies between ``low`` and ``high``.

    The highest figure is first; figures may be anywhere in their ranges, whatever the others are.
    What ties may stand in either order.
    """
    # So that a rounding error does not tell equal figures apart.
    low, high = np.round(low, 12), np.round(high, 12)
    surely_above = (low[None, :] > high[:, None]).sum(axis=1)
    maybe_above = (high[None, :] >= low[:, None]).sum(axis=1)
    return surely_above + 1, maybe_above
