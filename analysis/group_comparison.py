"""Two groups compared: pure functions over answer counts whose last axis is the five answers.

Groups are given as arrays of the same shape: statements, worlds, then answers.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.special import nctdtrinc
from scipy.stats import chi2_contingency, fisher_exact, norm
from scipy.stats import t as student
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep

from analysis.distribution import CONFIDENCE

Floats = npt.NDArray[np.float64]

# Below this, a corrected p is taken to speak against chance.
LEVEL = 0.05
POWER = 0.8
# Where a cell of the table is expected to have fewer, Fisher's exact test takes the place of
# chi-square.
SMALLEST_EXPECTED = 5


def cliffs_delta(first: Floats, second: Floats) -> Floats:
    """Cliff's delta, -1 to 1: how much more often an answer of the first group is above one of the
    second than below it, over all pairs of answers.

    Cliff (1993), Psychological Bulletin 114, 494-509.
    """
    n = first.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (first * _dominance(second)).sum(axis=-1) / n


def _dominance(counts: Floats) -> Floats:
    """For each answer: the share of a group's answers below it less the share above it."""
    n = counts.sum(axis=-1, keepdims=True)
    upto = counts.cumsum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return ((upto - counts) - (n - upto)) / n


def cliffs_delta_interval(first: Floats, second: Floats) -> tuple[Floats, Floats]:
    """95 % interval of Cliff's delta, asymmetric, with Student's t for the normal quantile.

    Cliff (1996), Ordinal Methods for Behavioral Data Analysis, as in the R package effsize. NaN for
    groups of fewer than two answers.
    """
    n, m = first.sum(axis=-1), second.sum(axis=-1)
    delta = cliffs_delta(first, second)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = _delta_variance(first, second, delta)
        enough = (n > 1) & (m > 1)
        quantile = student.ppf((1 + CONFIDENCE) / 2, np.where(enough, n + m - 2, np.nan))
        half = quantile * np.sqrt(spread * ((1 - delta**2) ** 2 + quantile**2 * spread))
        whole = 1 - delta**2 + quantile**2 * spread
        low, high = (delta - delta**3 - half) / whole, (delta - delta**3 + half) / whole
    nearer = delta * _bound_of_complete(n, m)
    complete = enough & (np.abs(delta) == 1)
    return (
        np.where(complete, np.minimum(delta, nearer), low),
        np.where(complete, np.maximum(delta, nearer), high),
    )


def _bound_of_complete(n: Floats, m: Floats) -> Floats:
    """The near end of the interval where delta is 1 and no spread is left to judge by.

    Feng and Cliff (2004), Journal of Modern Applied Statistical Methods 3, 322-332.
    """
    fewer = np.minimum(n, m)
    z = norm.ppf((1 + CONFIDENCE) / 2)
    return (fewer - z**2) / (fewer + z**2)


def _delta_variance(first: Floats, second: Floats, delta: Floats) -> Floats:
    """Unbiased estimate of the variance of delta, but never below its smallest possible value."""
    n, m = first.sum(axis=-1), second.sum(axis=-1)
    of_first = (first * (_dominance(second) - delta[..., None]) ** 2).sum(axis=-1)
    of_second = (second * (-_dominance(first) - delta[..., None]) ** 2).sum(axis=-1)
    places = np.arange(first.shape[-1])
    above = np.sign(places[:, None] - places[None, :])
    pairs = first[..., :, None] * second[..., None, :]
    of_pairs = (pairs * (above - delta[..., None, None]) ** 2).sum(axis=(-1, -2))
    unbiased = (m**2 * of_first + n**2 * of_second - of_pairs) / (m * n * (m - 1) * (n - 1))
    return np.maximum(unbiased, (1 - delta**2) / (m * n - 1))


def share_difference_interval(
    count_1: Floats, n_1: Floats, count_2: Floats, n_2: Floats
) -> tuple[Floats, Floats]:
    """95 % interval of the difference of two shares, first less second, in -1 to 1.

    Newcombe (1998), Statistics in Medicine 17, 873-890, method 10: of Wilson's intervals.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = confint_proportions_2indep(
            count_1, n_1, count_2, n_2, method="newcomb", compare="diff", alpha=1 - CONFIDENCE
        )
    enough = (np.asarray(n_1) > 0) & (np.asarray(n_2) > 0)
    return np.where(enough, low, np.nan), np.where(enough, high, np.nan)


def answers_test(first: Floats, second: Floats) -> Floats:
    """Two-sided p of the Mann-Whitney test, by the normal approximation with correction for ties
    and continuity; 1 where all answers are the same, NaN where a group has none.

    The formula of ``scipy.stats.mannwhitneyu`` with ``method="asymptotic"``, from counts: it takes
    no longer for a million answers than for ten.
    """
    n, m, ties = first.sum(axis=-1), second.sum(axis=-1), first + second
    everyone = n + m
    apart = np.abs(cliffs_delta(first, second)) * n * m / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        tied = (ties**3 - ties).sum(axis=-1) / (everyone * (everyone - 1))
        spread = np.sqrt(n * m / 12 * (everyone + 1 - tied))
        p = np.minimum(2 * norm.sf((apart - 0.5) / spread), 1)
    all_the_same = (ties > 0).sum(axis=-1) == 1
    return np.where((n > 0) & (m > 0), np.where(all_the_same, 1.0, p), np.nan)


def shares_test(count_1: Floats, n_1: Floats, count_2: Floats, n_2: Floats) -> Floats:
    """Two-sided p that two shares are the same: chi-square without continuity correction where
    every expected count is at least 5, else Fisher's exact test; NaN where a group is empty."""
    tables = np.stack([count_1, n_1 - count_1, count_2, n_2 - count_2], axis=-1)
    return np.apply_along_axis(lambda cells: _shares_p(*cells), -1, tables)


def uses_fisher(count_1: Floats, n_1: Floats, count_2: Floats, n_2: Floats) -> npt.NDArray[np.bool]:
    """Whether ``shares_test`` takes Fisher's exact test."""
    agreeing, n = count_1 + count_2, n_1 + n_2
    fewest_times_n = np.minimum(n_1, n_2) * np.minimum(agreeing, n - agreeing)
    return fewest_times_n < SMALLEST_EXPECTED * n


@lru_cache(maxsize=4096)
def _shares_p(agree_1: float, rest_1: float, agree_2: float, rest_2: float) -> float:
    table = np.array([[agree_1, rest_1], [agree_2, rest_2]])
    if not table.sum(axis=1).all():
        return np.nan
    if not table.sum(axis=0).all():
        return 1.0
    if uses_fisher(table[0, 0], table[0].sum(), table[1, 0], table[1].sum()):
        return float(fisher_exact(table.astype(int)).pvalue)
    return float(chi2_contingency(table, correction=False).pvalue)


def holm(p_values: Floats) -> Floats:
    """P-values corrected for a family of tests by Holm's step-down method; NaN stay out of it."""
    defined = ~np.isnan(p_values)
    corrected = np.full(p_values.shape, np.nan)
    if defined.any():
        corrected[defined] = multipletests(p_values[defined], method="holm")[1]
    return corrected


def detectable_effect(n_1: int, n_2: int, tests: int = 1) -> float:
    """The smallest Cliff's delta that a test of groups of these sizes would find four times in
    five, at a chance of error of 5 % shared evenly by so many tests.

    From the power of the t test for a shift d between normal distributions of the same spread,
    found in the right direction; delta = 2 Phi(d / sqrt(2)) - 1. A rough guide: answers on a scale
    of five are not normal.
    """
    freedom = n_1 + n_2 - 2
    critical = student.isf(LEVEL / tests / 2, freedom)
    noncentrality = nctdtrinc(freedom, 1 - POWER, critical)
    shift = noncentrality * np.sqrt(1 / n_1 + 1 / n_2)
    return float(2 * norm.cdf(shift / np.sqrt(2)) - 1)
