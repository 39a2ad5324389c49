"""Statistics of answer counts: pure functions over arrays whose last axis is a scale's answers.

``scores`` are what they count for, from the lowest to the highest; -2 (strongly disagree) to 2
(strongly agree) unless given. Where nobody answered, or a spread is asked of fewer than two
answers, the result is NaN. All axes but the last are kept: they may be statements, groups, worlds.
"""

from functools import lru_cache
from itertools import combinations

import numpy as np
import numpy.typing as npt
from scipy.stats import t as student
from statsmodels.stats.proportion import proportion_confint

Floats = npt.NDArray[np.float64]

SCORES: Floats = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
CONFIDENCE = 0.95


def mean(counts: Floats, scores: Floats = SCORES) -> Floats:
    """Mean score."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return (counts @ scores) / counts.sum(axis=-1)


def quantile(counts: Floats, share: float, scores: Floats = SCORES) -> Floats:
    """The score below which ``share`` (0 to 1) of the answers lie.

    Where the share falls between two answers, the mean of the two: definition 2 of Hyndman and Fan
    (1996), https://doi.org/10.2307/2684934.
    """
    n = counts.sum(axis=-1)
    cumulative = counts.cumsum(axis=-1)
    lower = _score_at_rank(cumulative, np.maximum(np.ceil(n * share), 1), scores)
    upper = _score_at_rank(cumulative, np.minimum(np.floor(n * share) + 1, n), scores)
    return np.where(n > 0, (lower + upper) / 2, np.nan)


def median(counts: Floats, scores: Floats = SCORES) -> Floats:
    """Median score; the mean of the two middle answers if their number is even."""
    return quantile(counts, 0.5, scores)


def lower_quartile(counts: Floats, scores: Floats = SCORES) -> Floats:
    """The score below which a quarter of the answers lie."""
    return quantile(counts, 0.25, scores)


def upper_quartile(counts: Floats, scores: Floats = SCORES) -> Floats:
    """The score below which three quarters of the answers lie."""
    return quantile(counts, 0.75, scores)


def _score_at_rank(cumulative: Floats, rank: Floats, scores: Floats) -> Floats:
    below = (cumulative < rank[..., None]).sum(axis=-1)
    return scores[np.minimum(below, len(scores) - 1)]


def variance(counts: Floats, scores: Floats = SCORES) -> Floats:
    """Sample variance of the scores (divided by n - 1), in squared scale points."""
    n = counts.sum(axis=-1)
    spread = n * (counts @ scores**2) - (counts @ scores) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(n > 1, spread / (n * (n - 1)), np.nan)


def standard_error(counts: Floats, scores: Floats = SCORES) -> Floats:
    """Standard error of the mean score: sample standard deviation over the root of n."""
    n = counts.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.sqrt(variance(counts, scores) / n)


def mean_interval(counts: Floats, scores: Floats = SCORES) -> tuple[Floats, Floats]:
    """95 % interval of the mean score by Student's t with n - 1 degrees of freedom, on the scale.

    Where all answers are the same, the standard error is 0 and so is the width: too narrow, as any
    interval by this formula is for few answers at the end of the scale.
    """
    n = counts.sum(axis=-1)
    with np.errstate(invalid="ignore"):
        half = student.ppf((1 + CONFIDENCE) / 2, n - 1) * standard_error(counts, scores)
    centre = mean(counts, scores)
    return np.maximum(centre - half, scores[0]), np.minimum(centre + half, scores[-1])


def share_interval(count: Floats, n: Floats) -> tuple[Floats, Floats]:
    """95 % interval of a share (0 to 1), ``count`` of ``n``, by Wilson's score method (1927)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = proportion_confint(count, n, alpha=1 - CONFIDENCE, method="wilson")
    low, high = np.where(count == 0, 0, low), np.where(count == n, 1, high)
    return np.where(n > 0, low, np.nan), np.where(n > 0, high, np.nan)


def van_der_eijk_agreement(counts: Floats) -> Floats:
    """Van der Eijk's agreement A: 1 if all gave the same answer, 0 if all answers are equally
    frequent, -1 if half stand at each end of the scale.

    The counts are taken apart into layers in which each answer is present or absent; A is the mean
    over layers, weighted by the answers in them. Van der Eijk (2001), Quality & Quantity 35,
    325-341, https://doi.org/10.1023/A:1010374114305. Takes any number of answers from three.
    """
    ordered = np.sort(counts, axis=-1)
    heights = np.diff(ordered, axis=-1, prepend=0)
    patterns = counts[..., None, :] >= ordered[..., :, None]
    layers = _pattern_agreement(counts.shape[-1])[patterns @ (2 ** np.arange(counts.shape[-1]))]
    weights = heights * patterns.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (weights * layers).sum(axis=-1) / counts.sum(axis=-1)


@lru_cache
def _pattern_agreement(answers: int) -> Floats:
    """A of each pattern of answers present and absent, by the number that its bits make.

    Of each three answers of which two are present, those with the absent one between the others
    speak for two camps, the rest for one (equation 2 of the article).
    """
    agreement = np.zeros(2**answers)
    for number in range(1, 2**answers):
        present = [bool(number >> i & 1) for i in range(answers)]
        triples = [three for three in combinations(present, 3) if sum(three) == 2]
        apart = sum(not middle for _, middle, _ in triples)
        together = len(triples) - apart
        unimodality = (
            ((answers - 2) * together - (answers - 1) * apart) / ((answers - 2) * len(triples))
            if triples
            else 1.0
        )
        agreement[number] = unimodality * (1 - (sum(present) - 1) / (answers - 1))
    return agreement


def polarisation(counts: Floats) -> Floats:
    """Polarisation, 0 (all gave the same answer) to 1 (half stand at each end): (1 - A) / 2, with
    van der Eijk's A, as in Ruedin's R package agrmt."""
    return (1 - van_der_eijk_agreement(counts)) / 2


def consensus(counts: Floats, scores: Floats = SCORES) -> Floats:
    """Tastle and Wierman's consensus: 1 if all gave the same answer, 0 if half stand at each end.

    1 + sum of p log2(1 - |score - mean| / width of the scale). Tastle and Wierman (2007),
    International Journal of Approximate Reasoning 45, 531-545,
    https://doi.org/10.1016/j.ijar.2006.06.024.
    """
    n = counts.sum(axis=-1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        distance = np.abs(scores - mean(counts, scores)[..., None]) / (scores[-1] - scores[0])
        terms = np.where(counts > 0, counts / n * np.log2(1 - distance), 0)
    return np.where(n[..., 0] > 0, 1 + terms.sum(axis=-1), np.nan)
