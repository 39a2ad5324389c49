"""Statistics of weighted answers: pure functions over arrays whose last axis is a scale's answers.

Weights say how many people of a larger group a respondent stands for. They make figures less sure:
so many weighted answers tell as much as a smaller number of answers that all count the same.
"""

import numpy as np

from analysis.distribution import Floats

# Sums that differ by no more than this share of all weights are taken to be the same.
ROUNDING = 1e-9


def effective_n(weight: Floats, squared_weight: Floats) -> Floats:
    """How many people of equal weight would tell as much: the square of the sum of weights over the
    sum of their squares, by Kish (1965), Survey Sampling; NaN where there are none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return weight**2 / squared_weight


def quantile(weights: Floats, share: float, scores: Floats) -> Floats:
    """The score below which ``share`` (0 to 1, ends excluded) of the weights lie.

    Where the share falls between two answers, the mean of the two: what definition 2 of Hyndman and
    Fan (1996) comes to if each answer is given as often as it weighs. NaN where nobody answered.
    """
    total = weights.sum(axis=-1)
    cumulative = weights.cumsum(axis=-1)
    reached = total * share
    last = len(scores) - 1
    lower = (cumulative < (reached - ROUNDING * total)[..., None]).sum(axis=-1)
    upper = (cumulative <= (reached + ROUNDING * total)[..., None]).sum(axis=-1)
    middle = (scores[np.minimum(lower, last)] + scores[np.minimum(upper, last)]) / 2
    return np.where(total > 0, middle, np.nan)
