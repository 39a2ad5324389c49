"""Statistics of answer counts: pure functions over arrays whose last axis is the five answers.

Answers score -2 (strongly disagree) to 2 (strongly agree). Where nobody answered, or a spread is
asked of fewer than two answers, the result is NaN.
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

SCORES: Floats = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])


def median(counts: Floats) -> Floats:
    """Median score; the mean of the two middle answers if their number is even."""
    n = counts.sum(axis=-1)
    cumulative = counts.cumsum(axis=-1)
    lower = _score_at_rank(cumulative, np.floor((n + 1) / 2))
    upper = _score_at_rank(cumulative, np.floor(n / 2) + 1)
    return np.where(n > 0, (lower + upper) / 2, np.nan)


def _score_at_rank(cumulative: Floats, rank: Floats) -> Floats:
    below = (cumulative < rank[..., None]).sum(axis=-1)
    return SCORES[np.minimum(below, len(SCORES) - 1)]


def variance(counts: Floats) -> Floats:
    """Sample variance of the scores (divided by n - 1), in squared scale points."""
    n = counts.sum(axis=-1)
    spread = n * (counts @ SCORES**2) - (counts @ SCORES) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(n > 1, spread / (n * (n - 1)), np.nan)


def standard_error(counts: Floats) -> Floats:
    """Standard error of the mean score: sample standard deviation over the root of n."""
    n = counts.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.sqrt(variance(counts) / n)
