"""Statistics of answers a second time: by the textbook, one answer after another, and exactly.

Counts are of the five answers (or, for van der Eijk's agreement, of as many as there are), scored
-2 to 2.
"""

import itertools
import math
from collections.abc import Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from statistics import NormalDist

import numpy as np
from scipy.stats import chi2, norm
from scipy.stats import t as student

Counts = Sequence[int]
Interval = tuple[float, float]

Z = NormalDist().inv_cdf(0.975)


def scores(counted: Counts) -> list[int]:
    """The scores of all answers, one by one, lowest first."""
    return [score for score, n in enumerate(counted, start=-2) for _ in range(n)]


def mean(counted: Counts) -> Fraction:
    return Fraction(sum(scores(counted)), sum(counted))


def variance(counted: Counts) -> Fraction:
    given, average = scores(counted), mean(counted)
    return sum(((score - average) ** 2 for score in given), Fraction()) / (len(given) - 1)


def van_der_eijk_agreement(counted: Sequence[int | Fraction]) -> Fraction:
    """The layers are taken off one after another, each as high as the smallest count left."""
    left, n, kinds = list(counted), sum(counted), len(counted)
    found = Fraction()
    while any(left):
        present = [count > 0 for count in left]
        height = min(count for count in left if count)
        layer = _unimodality(present) * (1 - Fraction(sum(present) - 1, kinds - 1))
        found += Fraction(height * sum(present)) / n * layer
        left = [count - height if count else count for count in left]
    return found


def _unimodality(present: list[bool]) -> Fraction:
    kinds = len(present)
    triples = list(itertools.combinations(present, 3))
    one_camp = triples.count((True, True, False)) + triples.count((False, True, True))
    two_camps = triples.count((True, False, True))
    if not one_camp + two_camps:
        return Fraction(1)
    together = (kinds - 2) * one_camp - (kinds - 1) * two_camps
    return Fraction(together, (kinds - 2) * (one_camp + two_camps))


def polarisation(counted: Counts) -> Fraction:
    return (1 - van_der_eijk_agreement(counted)) / 2


def consensus(counted: Counts) -> Decimal:
    """Tastle and Wierman's consensus, to 35 digits: equal figures are equal."""
    with localcontext(prec=60):
        found = Decimal(1)
        for score, n in enumerate(counted, start=-2):
            if n:
                near = 1 - abs(score - mean(counted)) / 4
                logarithm = (Decimal(near.numerator) / Decimal(near.denominator)).ln()
                found += Decimal(n) / sum(counted) * logarithm / Decimal(2).ln()
        return found.quantize(Decimal("1e-35"))


def cliffs_delta(first: Counts, second: Counts) -> Fraction:
    pairs = list(itertools.product(scores(first), scores(second)))
    return Fraction(sum((one > other) - (one < other) for one, other in pairs), len(pairs))


def cliffs_delta_interval(first: Counts, second: Counts) -> Interval:
    """As the R package effsize does it (``cliff.delta`` with its defaults)."""
    ours, theirs = scores(first), scores(second)
    n, m, delta = len(ours), len(theirs), cliffs_delta(first, second)
    above = [[(one > other) - (one < other) for other in theirs] for one in ours]
    if abs(delta) == 1:
        nearer = float(delta) * (min(n, m) - Z**2) / (min(n, m) + Z**2)
        low, high = sorted((nearer, float(delta)))
        return low, high
    of_ours = sum((Fraction(sum(row), m) - delta) ** 2 for row in above)
    of_theirs = sum((Fraction(sum(row), n) - delta) ** 2 for row in zip(*above, strict=True))
    of_pairs = sum((one - delta) ** 2 for row in above for one in row)
    unbiased = (m**2 * of_ours + n**2 * of_theirs - of_pairs) / (m * n * (m - 1) * (n - 1))
    spread = float(max(unbiased, (1 - delta**2) / (m * n - 1)))
    d, q = float(delta), float(student.ppf(0.975, n + m - 2))
    half = q * math.sqrt(spread) * math.sqrt((1 - d**2) ** 2 + q**2 * spread)
    whole = 1 - d**2 + q**2 * spread
    return (d - d**3 - half) / whole, (d - d**3 + half) / whole


def wilson(count: int, n: int) -> Interval:
    middle = (count + Z**2 / 2) / (n + Z**2)
    half = Z / (n + Z**2) * math.sqrt(count * (n - count) / n + Z**2 / 4)
    return middle - half, middle + half


def newcombe(count_1: int, n_1: int, count_2: int, n_2: int) -> Interval:
    """Newcombe 1998, method 10."""
    p, q = count_1 / n_1, count_2 / n_2
    (low_1, high_1), (low_2, high_2) = wilson(count_1, n_1), wilson(count_2, n_2)
    below = math.hypot(p - low_1, high_2 - q)
    return p - q - below, p - q + math.hypot(high_1 - p, q - low_2)


def holm(p_values: Sequence[float]) -> list[float]:
    """Holm 1979: the smallest p times their number, the next times one less, never falling."""
    found = [0.0] * len(p_values)
    highest = 0.0
    for place, number in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        highest = max(highest, min(1.0, (len(p_values) - place) * p_values[number]))
        found[number] = highest
    return found


def expects_fewer_than_five(count_1: int, n_1: int, count_2: int, n_2: int) -> bool:
    """Whether any cell of the table of two shares is expected to have fewer than five."""
    gave, n = count_1 + count_2, n_1 + n_2
    return any(Fraction(row * column, n) < 5 for row in (n_1, n_2) for column in (gave, n - gave))


def power(delta: float, n_1: int, n_2: int, tests: int) -> float:
    """How often a t test at 5 % shared by so many tests finds a delta, by integration.

    Delta is 2 Phi(d / sqrt(2)) - 1 for normal distributions that lie d apart.
    """
    freedom = n_1 + n_2 - 2
    apart = math.sqrt(2) * norm.ppf((delta + 1) / 2) * math.sqrt(n_1 * n_2 / (n_1 + n_2))
    beyond = student.ppf(1 - 0.05 / tests / 2, freedom)
    fewest, most = (float(chi2.ppf(share, freedom)) for share in (1e-12, 1 - 1e-12))
    spreads = np.linspace(fewest, most, 20_001)
    found = norm.cdf(apart - beyond * np.sqrt(spreads / freedom)) * chi2.pdf(spreads, freedom)
    return float(np.trapezoid(found, spreads))
