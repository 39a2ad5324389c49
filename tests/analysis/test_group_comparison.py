"""Comparisons of counts agree with those of the answers one by one, and with the literature."""

import math
import warnings
from collections.abc import Callable
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, fisher_exact, mannwhitneyu

from analysis.group_comparison import (
    answers_test,
    cliffs_delta,
    cliffs_delta_interval,
    detectable_effect,
    holm,
    share_difference_interval,
    shares_test,
    uses_fisher,
)
from tests.analysis import answers_one_by_one as one_by_one

Counts = tuple[int, ...]
Shares = tuple[int, int, int, int]
Floats = npt.NDArray[np.float64]

# The example in the documentation of ``cliff.delta`` in the R package effsize.
TREATMENT, CONTROL = (2, 3, 3, 1, 1), (1, 1, 1, 2, 1)
# Table II of Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
PUBLISHED_DIFFERENCES = [
    ((56, 70, 48, 80), 0.0524, 0.3339),
    ((9, 10, 3, 10), 0.1705, 0.8090),
    ((6, 7, 2, 7), 0.0582, 0.8062),
    ((5, 56, 0, 29), -0.0381, 0.1926),
    ((0, 10, 0, 20), -0.1611, 0.2775),
    ((0, 10, 0, 10), -0.2775, 0.2775),
    ((10, 10, 0, 20), 0.6791, 1.0000),
    ((10, 10, 0, 10), 0.6075, 1.0000),
]


def counts(largest: int = 8, at_least: int = 1) -> st.SearchStrategy[Counts]:
    every = st.tuples(*[st.integers(0, largest)] * 5)
    return every.filter(lambda counted: sum(counted) >= at_least)


def shares(largest: int = 40) -> st.SearchStrategy[Shares]:
    """How many of the first group, of how many; and of the second."""
    part = st.integers(1, largest).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
    return st.builds(lambda first, second: (*first, *second), part, part)


def array(*numbers: float) -> Floats:
    return np.array(numbers, dtype=np.float64)


def quietly(function: Callable[..., Any], *given_: Counts | int) -> Any:
    """The result for counts or numbers; any warning is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return function(*(np.asarray(one, dtype=np.float64) for one in given_))


def delta(first: Counts, second: Counts) -> float:
    return float(quietly(cliffs_delta, first, second))


def interval(first: Counts, second: Counts) -> tuple[float, float]:
    low, high = quietly(cliffs_delta_interval, first, second)
    return float(low), float(high)


def difference(given_: Shares) -> tuple[float, float]:
    low, high = quietly(share_difference_interval, *given_)
    return float(low), float(high)


def smallest_expected(count_1: int, n_1: int, count_2: int, n_2: int) -> Fraction:
    gave, n = count_1 + count_2, n_1 + n_2
    return min(Fraction(row * column, n) for row in (n_1, n_2) for column in (gave, n - gave))


def test_delta_and_its_interval_are_as_published() -> None:
    assert delta(TREATMENT, CONTROL) == -0.25
    assert interval(TREATMENT, CONTROL) == pytest.approx((-0.7265846, 0.3890062), abs=6e-8)


@given(counts(), counts())
def test_delta_is_that_of_all_pairs_of_answers(first: Counts, second: Counts) -> None:
    expected = one_by_one.cliffs_delta(first, second)
    assert delta(first, second) == pytest.approx(float(expected), abs=1e-12)
    assert -1 <= delta(first, second) <= 1


@given(counts(at_least=2), counts(at_least=2))
# Here the estimated variance is below the smallest possible one.
@example((0, 0, 0, 0, 2), (0, 0, 0, 0, 2))
@example((0, 0, 0, 0, 2), (0, 0, 0, 2, 2))
def test_the_interval_of_delta_is_that_of_the_answers_one_by_one(
    first: Counts, second: Counts
) -> None:
    expected = one_by_one.cliffs_delta_interval(first, second)
    assert interval(first, second) == pytest.approx(expected, abs=1e-9)


@given(counts(at_least=2), counts(at_least=2))
def test_the_interval_of_delta_holds_it_and_keeps_within_the_bounds(
    first: Counts, second: Counts
) -> None:
    low, high = interval(first, second)
    assert -1 <= low <= delta(first, second) <= high <= 1


@given(counts(at_least=2), counts(at_least=2))
def test_groups_that_change_places_and_a_scale_turned_round_negate_delta(
    first: Counts, second: Counts
) -> None:
    low, high = interval(first, second)
    for negated in ((second, first), (first[::-1], second[::-1])):
        assert delta(*negated) == pytest.approx(-delta(first, second), abs=1e-12)
        assert interval(*negated) == pytest.approx((-high, -low), abs=1e-9)


@given(counts(), counts(), st.integers(2, 6), st.integers(2, 6))
def test_only_shares_count_for_delta(first: Counts, second: Counts, one: int, two: int) -> None:
    more = delta(tuple(one * n for n in first), tuple(two * n for n in second))
    assert more == pytest.approx(delta(first, second), abs=1e-12)


def test_groups_without_overlap_have_a_delta_of_1_and_an_interval_that_ends_there() -> None:
    above, below = (0, 0, 0, 2, 9), (1, 3, 7, 0, 0)
    assert delta(above, below) == 1
    low, high = interval(above, below)
    assert (low, high) == pytest.approx(((11 - 1.959964**2) / (11 + 1.959964**2), 1), abs=1e-6)
    assert interval(below, above) == (-high, -low)


@pytest.mark.parametrize(("given_", "low", "high"), PUBLISHED_DIFFERENCES)
def test_the_interval_of_a_difference_is_as_published(
    given_: Shares, low: float, high: float
) -> None:
    assert difference(given_) == pytest.approx((low, high), abs=0.00006)


@given(shares())
def test_the_interval_of_a_difference_is_newcombes_and_holds_it(given_: Shares) -> None:
    count_1, n_1, count_2, n_2 = given_
    low, high = difference(given_)
    assert (low, high) == pytest.approx(one_by_one.newcombe(*given_), abs=1e-9)
    apart = count_1 / n_1 - count_2 / n_2
    assert low - 1e-12 <= apart <= high + 1e-12
    assert low >= -1 - 1e-12
    assert high <= 1 + 1e-12


@given(shares())
def test_groups_that_change_places_mirror_the_interval_of_their_difference(
    given_: Shares,
) -> None:
    low, high = difference(given_)
    assert difference((*given_[2:], *given_[:2])) == pytest.approx((-high, -low), abs=1e-12)


def mann_whitney(first: Counts, second: Counts) -> float:
    """The textbook's normal approximation, with correction for ties and continuity."""
    n, m = sum(first), sum(second)
    wins = Fraction(n * m) * (one_by_one.cliffs_delta(first, second) + 1) / 2
    ties = sum(t**3 - t for t in map(sum, zip(first, second, strict=True)))
    whole = n + m
    squared = Fraction(n * m, 12) * (whole + 1 - Fraction(ties, whole * (whole - 1)))
    distance = abs(wins - Fraction(n * m, 2)) - Fraction(1, 2)
    return min(1.0, math.erfc(float(distance) / math.sqrt(2 * squared)))


@given(counts(), counts())
def test_answers_are_compared_by_the_mann_whitney_test(first: Counts, second: Counts) -> None:
    assume(sum(n > 0 for n in map(sum, zip(first, second, strict=True))) > 1)
    p = float(quietly(answers_test, first, second))
    assert p == pytest.approx(mann_whitney(first, second), rel=1e-9)
    expanded = [np.array(one_by_one.scores(group)) for group in (first, second)]
    assert p == pytest.approx(
        mannwhitneyu(*expanded, use_continuity=True, method="asymptotic").pvalue, rel=1e-9
    )
    assert p == pytest.approx(float(quietly(answers_test, second, first)), rel=1e-9)
    turned = quietly(answers_test, first[::-1], second[::-1])
    assert p == pytest.approx(float(turned), rel=1e-9)


@pytest.mark.parametrize("score", range(5))
def test_answers_that_are_all_the_same_may_well_be_chance(score: int) -> None:
    same = tuple(3 * (option == score) for option in range(5))
    assert quietly(answers_test, same, same) == 1


@given(shares())
def test_shares_are_compared_by_chi_square_or_where_few_are_expected_by_fisher(
    given_: Shares,
) -> None:
    count_1, n_1, count_2, n_2 = given_
    expected = smallest_expected(*given_)
    assume(0 < expected != 5)
    table = [[count_1, n_1 - count_1], [count_2, n_2 - count_2]]
    chance = (
        fisher_exact(table).pvalue if expected < 5 else chi2_contingency(table, correction=False)[1]
    )
    assert float(quietly(shares_test, *given_)) == pytest.approx(chance, rel=1e-9)
    assert bool(quietly(uses_fisher, *given_)) == (expected < 5)
    changed = (*given_[2:], *given_[:2])
    assert float(quietly(shares_test, *changed)) == pytest.approx(chance, rel=1e-9)


def test_the_lady_who_tasted_tea_got_three_of_four_right() -> None:
    """Fisher (1935), The Design of Experiments: one-sided 17/70, two-sided 34/70."""
    assert float(quietly(shares_test, 3, 4, 1, 4)) == pytest.approx(34 / 70)


def test_chi_square_is_that_of_the_textbook() -> None:
    p = float(quietly(shares_test, 56, 70, 48, 80))
    statistic = 150 * (56 * 32 - 14 * 48) ** 2 / (70 * 80 * 104 * 46)
    assert p == pytest.approx(math.erfc(math.sqrt(statistic / 2)))


@pytest.mark.parametrize("n", [1, 11])
def test_shares_of_none_or_of_all_may_well_be_chance(n: int) -> None:
    assert quietly(shares_test, 0, n, 0, 25) == quietly(shares_test, n, n, 25, 25) == 1


def tables(expected: Callable[[Fraction], bool]) -> list[Shares]:
    """Tables of up to 40 people a group, in which one cell has so many expected."""
    sizes = [*range(10, 41, 5), 14, 17, 23, 28, 31, 33, 34, 36]
    return [
        (max(gave - n_2, 0), n_1, min(gave, n_2), n_2)
        for n_1, n_2 in product(sizes, repeat=2)
        for gave in range(n_1 + n_2 + 1)
        if expected(Fraction(min(n_1, n_2) * min(gave, n_1 + n_2 - gave), n_1 + n_2))
    ]


@pytest.mark.parametrize("fewer", [True, False])
def test_fisher_stands_in_where_fewer_than_five_are_expected(fewer: bool) -> None:
    found = tables(lambda expected: expected < 5 if fewer else expected > 5)
    assert len(found) > 1000
    assert (uses_fisher(*np.array(found, dtype=np.float64).T) == fewer).all()


def test_chi_square_holds_where_exactly_five_are_expected() -> None:
    found = tables(lambda expected: expected == 5)
    assert len(found) > 50
    assert not uses_fisher(*np.array(found, dtype=np.float64).T).any()


@pytest.mark.parametrize(
    ("first", "second"),
    [((0,) * 5, (0,) * 5), ((0,) * 5, (1, 0, 0, 2, 3)), ((1, 0, 0, 2, 3), (0,) * 5)],
)
def test_a_group_without_answers_cannot_be_compared(first: Counts, second: Counts) -> None:
    results = [
        quietly(cliffs_delta, first, second),
        *quietly(cliffs_delta_interval, first, second),
        quietly(answers_test, first, second),
        *quietly(share_difference_interval, first[4], sum(first), second[4], sum(second)),
        quietly(shares_test, first[4], sum(first), second[4], sum(second)),
    ]
    assert np.isnan(results).all()


def test_a_single_answer_has_a_delta_but_no_interval() -> None:
    single, several = (0, 0, 1, 0, 0), (1, 0, 0, 2, 3)
    assert delta(single, several) == pytest.approx(-4 / 6)
    assert np.isnan([interval(single, several), interval(several, single)]).all()


@given(st.lists(st.tuples(counts(at_least=0), counts(at_least=0)), min_size=1, max_size=8))
def test_many_comparisons_at_once_give_what_each_gives_alone(
    batch: list[tuple[Counts, Counts]],
) -> None:
    first, second = (np.array(side, dtype=np.float64) for side in zip(*batch, strict=True))

    def of_shares(test: Callable[..., Any], one: Floats, other: Floats) -> Floats:
        agree = (one[..., 4], one.sum(axis=-1), other[..., 4], other.sum(axis=-1))
        return np.array(test(*agree))

    tests: list[Callable[[Floats, Floats], Floats]] = [
        cliffs_delta,
        lambda one, other: np.array(cliffs_delta_interval(one, other)),
        answers_test,
        lambda one, other: of_shares(share_difference_interval, one, other),
        lambda one, other: of_shares(shares_test, one, other),
    ]
    for test in tests:
        alone = np.stack([test(*pair) for pair in zip(first, second, strict=True)], axis=-1)
        np.testing.assert_allclose(test(first, second), alone, rtol=1e-13, atol=1e-15)
        stacked = test(np.stack([first, second]), np.stack([second, first]))
        both = np.stack([test(first, second), test(second, first)], axis=-2)
        np.testing.assert_allclose(stacked, both, rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ((0.01, 0.04, 0.03, 0.005), (0.03, 0.06, 0.06, 0.02)),
        ((0.5, 0.9, 0.4), (1.0, 1.0, 1.0)),
        ((0.02, 0.02), (0.04, 0.04)),
        ((0.03,), (0.03,)),
    ],
)
def test_p_values_are_corrected_as_by_hand(
    given_: tuple[float, ...], expected: tuple[float, ...]
) -> None:
    assert holm(array(*given_)) == pytest.approx(array(*expected))


@given(st.lists(st.floats(0, 1) | st.just(math.nan), max_size=30))
def test_a_corrected_p_is_never_lower_keeps_its_place_and_passes_over_what_is_missing(
    given_: list[float],
) -> None:
    corrected = holm(array(*given_))
    known = [p for p in given_ if not math.isnan(p)]
    assert np.isnan(corrected).tolist() == [math.isnan(p) for p in given_]
    found = corrected[~np.isnan(corrected)]
    assert found == pytest.approx(one_by_one.holm(known))
    assert all(p <= above <= 1 for p, above in zip(known, found, strict=True))
    ranked = found[np.argsort(known, kind="stable")]
    assert (np.diff(ranked) >= 0).all()


@pytest.mark.parametrize(("n_1", "n_2"), [(25, 11), (25, 22), (11, 11), (36, 11)])
@pytest.mark.parametrize("tests", [1, 300])
def test_a_test_finds_the_detectable_effect_four_times_in_five(
    n_1: int, n_2: int, tests: int
) -> None:
    effect = detectable_effect(n_1, n_2, tests)
    assert one_by_one.power(effect, n_1, n_2, tests) == pytest.approx(0.8, abs=1e-4)
    assert effect == pytest.approx(detectable_effect(n_2, n_1, tests), rel=1e-4)


@given(st.integers(5, 2000), st.integers(5, 2000), st.integers(1, 3000))
def test_the_detectable_effect_is_right_for_groups_of_any_size(
    n_1: int, n_2: int, tests: int
) -> None:
    effect = detectable_effect(n_1, n_2, tests)
    assume(effect < 1 - 1e-6)
    assert one_by_one.power(effect, n_1, n_2, tests) == pytest.approx(0.8, abs=1e-3)


def test_cohens_medium_effect_needs_64_in_each_group() -> None:
    """Cohen (1988), Statistical Power Analysis: d = 0.5, 5 %, power 0.8."""
    medium = math.erf(0.5 / 2)
    assert detectable_effect(64, 64) < medium < detectable_effect(63, 63)
