"""Statistics of answer counts agree with those of the answers one by one."""

import math
import statistics
import warnings
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.answer_counts import median, standard_error, variance

Counts = tuple[int, ...]
Floats = npt.NDArray[np.float64]
Statistic = Callable[[Floats], Floats]

STATISTICS: tuple[Statistic, ...] = (median, variance, standard_error)


def counts(largest: int = 60) -> st.SearchStrategy[Counts]:
    return st.tuples(*[st.integers(0, largest)] * 5)


def answers(counted: Counts) -> list[Fraction]:
    """The scores of all answers, one by one."""
    return [Fraction(score) for score, n in enumerate(counted, start=-2) for _ in range(n)]


def of(statistic: Statistic, counted: Counts) -> float:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return float(statistic(np.array(counted, dtype=np.float64)))


@given(counts().filter(any))
def test_the_median_is_that_of_the_answers_one_by_one(counted: Counts) -> None:
    assert of(median, counted) == float(statistics.median(answers(counted)))


@given(counts().filter(lambda counted: sum(counted) > 1))
def test_the_variance_is_that_of_the_answers_one_by_one(counted: Counts) -> None:
    expected = statistics.variance(answers(counted))
    assert of(variance, counted) == pytest.approx(float(expected), rel=1e-12)


@given(counts().filter(lambda counted: sum(counted) > 1))
def test_the_standard_error_is_the_standard_deviation_over_the_root_of_n(counted: Counts) -> None:
    scores = [float(score) for score in answers(counted)]
    expected = statistics.stdev(scores) / math.sqrt(len(scores))
    assert of(standard_error, counted) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("statistic", STATISTICS)
def test_nobody_has_no_statistics(statistic: Statistic) -> None:
    assert math.isnan(of(statistic, (0, 0, 0, 0, 0)))


@pytest.mark.parametrize("score", range(5))
def test_a_single_answer_has_a_median_but_no_spread(score: int) -> None:
    single = tuple(int(option == score) for option in range(5))
    assert of(median, single) == score - 2
    assert math.isnan(of(variance, single))
    assert math.isnan(of(standard_error, single))


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        ((0, 0, 0, 1, 1), 1.5),
        ((1, 0, 0, 0, 1), 0.0),
        ((0, 2, 0, 0, 1), -1.0),
        ((1, 1, 0, 0, 0), -1.5),
    ],
)
def test_the_median_of_an_even_number_lies_between_the_two_middle_answers(
    counted: Counts, expected: float
) -> None:
    assert of(median, counted) == expected


@pytest.mark.parametrize("statistic", STATISTICS)
@given(batch=st.lists(counts(6), min_size=1, max_size=12))
def test_many_counts_at_once_give_what_each_gives_alone(
    statistic: Statistic, batch: list[Counts]
) -> None:
    stacked = np.array(batch, dtype=np.float64)
    alone = [of(statistic, counted) for counted in batch]
    np.testing.assert_array_equal(statistic(stacked), alone)
    np.testing.assert_array_equal(statistic(np.stack([stacked, stacked])), [alone, alone])
