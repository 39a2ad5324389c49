"""Reconstruct the answer counts of each group from printed means and standard errors.

A survey that prints, for each statement, the answers of all respondents together and, for each
group, only the mean, the standard error and the number of answers has told more than it seems:
few sets of whole-number answer counts fit. All of them are enumerated here; each is a *world*.

What a world must satisfy, for each group with counts ``v`` (five answers, scored -2 to 2), n
answers, sum of scores S and sum of squared scores Q:

* the mean S / n rounds to the printed mean;
* the standard error sqrt((Q - S**2 / n) / (n - 1)) / sqrt(n), the sample standard deviation over
  the square root of n, rounds to the printed one;
* groups that are also printed together fit those figures together;
* all groups together never exceed the printed totals, and what remains is no more than the
  respondents who belong to none of the groups.

Rounding is to the hundredth. Where a figure lies exactly half way between two hundredths, both
are admitted, because the source does not say which way it rounds. All comparisons are made on
integers, so no floating-point error decides what fits.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]

SCORES: Counts = np.array([-2, -1, 0, 1, 2])


@dataclass(frozen=True)
class Printed:
    """A mean and a standard error as printed, both in hundredths of a scale point."""

    mean: int
    standard_error: int


@dataclass(frozen=True)
class Group:
    """A group of respondents as printed.

    ``n_opinion`` is the number of its answers that express an opinion, or None where it is printed
    only for several groups together.
    """

    printed: Printed
    members: int
    n_opinion: int | None


@dataclass(frozen=True)
class Combined:
    """Groups, by index, that the source also prints together."""

    groups: tuple[int, ...]
    printed: Printed
    n_opinion: int


@dataclass(frozen=True)
class Candidates:
    """How many count vectors a group could have within the printed totals, and how many of these
    have the mean and standard error printed for it."""

    possible: int
    fitting: int


def count_vectors(n: int, limits: Counts) -> Counts:
    """All ways to give n answers with at most ``limits`` of each kind.

    Returns an array of shape (vectors, 5), in lexicographic order.
    """
    leading = (
        np.indices([min(int(limit), n) + 1 for limit in limits[:-1]]).reshape(len(limits) - 1, -1).T
    )
    last = n - leading.sum(axis=1)
    fits = (last >= 0) & (last <= limits[-1])
    return np.column_stack([leading[fits], last[fits]])


def rounds_to(vectors: Counts, printed: Printed) -> npt.NDArray[np.bool_]:
    """Which count vectors, shape (vectors, 5), give the printed mean and standard error.

    With the printed figure p in hundredths, |S / n - p / 100| <= 1 / 200 becomes
    2 * |100 S - p n| <= n, and (p - 1/2)**2 <= (100 SE)**2 <= (p + 1/2)**2, with
    SE**2 = (n Q - S**2) / (n**2 (n - 1)), becomes a comparison of integers as well.
    """
    n = vectors.sum(axis=1)
    total = vectors @ SCORES
    spread = n * (vectors @ SCORES**2) - total**2
    mean_fits = 2 * np.abs(100 * total - printed.mean * n) <= n
    unit = n**2 * (n - 1)
    lowest = max(2 * printed.standard_error - 1, 0) ** 2 * unit
    highest = (2 * printed.standard_error + 1) ** 2 * unit
    error_fits = (lowest <= 40_000 * spread) & (40_000 * spread <= highest)
    return mean_fits & error_fits & (n >= 2)


def worlds(totals: Counts, respondents: int, groups: list[Group], combined: Combined) -> Counts:
    """Every set of answer counts per group that fits what is printed.

    Parameters
    ----------
    totals
        Answers of all respondents, shape (5,).
    respondents
        Respondents of the study, whatever their group.
    groups
        The printed groups. Exactly those listed in ``combined`` may lack ``n_opinion``.
    combined
        The groups that are also printed together; there are two of them.

    Returns
    -------
    Array of shape (worlds, groups, 5), in a fixed order; empty if nothing fits.
    """
    outside = respondents - sum(group.members for group in groups)
    solutions = [np.empty((0, len(groups), len(SCORES)), dtype=np.int64)]
    for sizes in _sizes(groups, combined):
        options = [
            _fitting(size, totals, group.printed) for size, group in zip(sizes, groups, strict=True)
        ]
        solutions.append(_joint(options, totals, outside, combined))
    return np.concatenate(solutions)


def candidates(totals: Counts, groups: list[Group], combined: Combined) -> tuple[Candidates, ...]:
    """How far the figures of each group narrow down its answers before groups are put together.

    The parameters are those of ``worlds``. Where the number of a group's answers is not printed,
    every number that it may have is counted.
    """
    sizes = _sizes(groups, combined)
    of_groups = []
    for group, possible in zip(groups, zip(*sizes, strict=True), strict=True):
        vectors = [count_vectors(n, totals) for n in sorted(set(possible))]
        fitting = sum(int(rounds_to(some, group.printed).sum()) for some in vectors)
        of_groups.append(Candidates(sum(map(len, vectors)), fitting))
    return tuple(of_groups)


def _sizes(groups: list[Group], combined: Combined) -> list[tuple[int, ...]]:
    """Every way to split the combined number of answers between its two groups."""
    first, second = combined.groups
    splits = []
    for n_first in range(combined.n_opinion + 1):
        sizes = [group.n_opinion for group in groups]
        sizes[first], sizes[second] = n_first, combined.n_opinion - n_first
        agreed = all(
            group.n_opinion in (None, size) and size is not None and size <= group.members
            for size, group in zip(sizes, groups, strict=True)
        )
        if agreed:
            splits.append(tuple(size for size in sizes if size is not None))
    return splits


def _fitting(n: int, totals: Counts, printed: Printed) -> Counts:
    vectors = count_vectors(n, totals)
    return vectors[rounds_to(vectors, printed)]


def _joint(options: list[Counts], totals: Counts, outside: int, combined: Combined) -> Counts:
    """The combinations of one vector a group that fit together, shape (worlds, groups, 5)."""
    picks = np.indices([len(option) for option in options]).reshape(len(options), -1)
    joint = np.stack([option[pick] for option, pick in zip(options, picks, strict=True)], axis=1)
    together = joint[:, combined.groups, :].sum(axis=1)
    remainder = totals - joint.sum(axis=1)
    fits = (
        rounds_to(together, combined.printed)
        & (remainder >= 0).all(axis=1)
        & (remainder.sum(axis=1) <= outside)
    )
    return joint[fits]
