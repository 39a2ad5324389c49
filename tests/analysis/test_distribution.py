"""Statistics of counts agree with those of the answers one by one, and with the literature."""

import math
import statistics
import warnings
from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import ttest_1samp

from analysis.distribution import (
    consensus,
    mean,
    mean_interval,
    median,
    polarisation,
    quantile,
    share_interval,
    standard_error,
    van_der_eijk_agreement,
    variance,
)
from tests.analysis import answers_one_by_one as one_by_one

Counts = tuple[int, ...]
Floats = npt.NDArray[np.float64]
Statistic = Callable[[Floats], Floats]


def lower_quartile(counts: Floats) -> Floats:
    return quantile(counts, 0.25)


def mean_from(counts: Floats) -> Floats:
    return mean_interval(counts)[0]


def mean_to(counts: Floats) -> Floats:
    return mean_interval(counts)[1]


def agreement_from(counts: Floats) -> Floats:
    return share_interval(counts[..., 3:].sum(axis=-1), counts.sum(axis=-1))[0]


def agreement_to(counts: Floats) -> Floats:
    return share_interval(counts[..., 3:].sum(axis=-1), counts.sum(axis=-1))[1]


# What needs two answers, and what one suffices for.
SPREADS: tuple[Statistic, ...] = (variance, standard_error, mean_from, mean_to)
CONCORDS: tuple[Statistic, ...] = (van_der_eijk_agreement, consensus)
STATISTICS: tuple[Statistic, ...] = (
    *(mean, median, lower_quartile, polarisation, agreement_from, agreement_to),
    *SPREADS,
    *CONCORDS,
)
# Van der Eijk's A of answers in the documentation of Ruedin's R package agrmt, as printed there.
PUBLISHED_AGREEMENT = [
    ((30, 40, 210, 130, 530, 50, 10), 0.6113333, 7),
    ((2.4, 2.8, 3.2, 6.2, 13.5, 30.4, 41.6), 0.61, 2),
    ((1.6, 2.6, 8.2, 21, 29.3, 27, 10.3), 0.48, 2),
    ((6, 8, 5, 3, 2), 0.31, 2),
    ((6, 8, 5, 3, 2, 0, 2), 0.39, 2),
]
# Wilson's interval in table I of Newcombe (1998), Statistics in Medicine 17, 857-872, method 3.
PUBLISHED_WILSON = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
]


def counts(largest: int = 60) -> st.SearchStrategy[Counts]:
    return st.tuples(*[st.integers(0, largest)] * 5)


def answered(largest: int = 60, at_least: int = 1) -> st.SearchStrategy[Counts]:
    return counts(largest).filter(lambda counted: sum(counted) >= at_least)


def parts() -> st.SearchStrategy[tuple[int, int]]:
    """How many of how many."""
    return st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def answers(counted: Counts) -> list[Fraction]:
    """The scores of all answers, one by one."""
    return [Fraction(score) for score in one_by_one.scores(counted)]


def of(statistic: Statistic, counted: Sequence[float]) -> float:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return float(statistic(np.array(counted, dtype=np.float64)))


def wilson(count: int, n: int) -> tuple[float, float]:
    low, high = share_interval(np.array(float(count)), np.array(float(n)))
    return float(low), float(high)


@given(answered())
def test_the_mean_is_that_of_the_answers_one_by_one(counted: Counts) -> None:
    assert of(mean, counted) == float(statistics.mean(answers(counted)))


@given(answered())
def test_the_median_is_that_of_the_answers_one_by_one(counted: Counts) -> None:
    assert of(median, counted) == float(statistics.median(answers(counted)))


@given(answered(), st.integers(0, 20))
def test_a_quantile_is_that_of_the_answers_one_by_one(counted: Counts, part: int) -> None:
    scores = [float(score) for score in answers(counted)]
    expected = np.quantile(scores, part / 20, method="averaged_inverted_cdf")
    assert of(lambda array: quantile(array, part / 20), counted) == expected


@given(answered(at_least=2))
def test_the_variance_is_that_of_the_answers_one_by_one(counted: Counts) -> None:
    expected = statistics.variance(answers(counted))
    assert of(variance, counted) == pytest.approx(float(expected), rel=1e-12)


@given(answered(at_least=2))
def test_the_standard_error_is_the_standard_deviation_over_the_root_of_n(counted: Counts) -> None:
    scores = [float(score) for score in answers(counted)]
    expected = statistics.stdev(scores) / math.sqrt(len(scores))
    assert of(standard_error, counted) == pytest.approx(expected, rel=1e-9)


@given(answered(at_least=2))
def test_the_interval_of_the_mean_is_that_of_the_t_test_within_the_scale(counted: Counts) -> None:
    assume(of(variance, counted) > 0)
    scores = [float(score) for score in answers(counted)]
    low, high = ttest_1samp(scores, 0).confidence_interval(0.95)
    assert of(mean_from, counted) == pytest.approx(max(low, -2))
    assert of(mean_to, counted) == pytest.approx(min(high, 2))
    assert of(mean_from, counted) < of(mean, counted) < of(mean_to, counted)


@pytest.mark.parametrize("score", range(5))
def test_the_interval_of_the_mean_has_no_width_where_all_gave_the_same_answer(score: int) -> None:
    same = tuple(8 * (option == score) for option in range(5))
    assert of(mean_from, same) == of(mean_to, same) == score - 2


@pytest.mark.parametrize("statistic", STATISTICS)
def test_nobody_has_no_statistics(statistic: Statistic) -> None:
    assert math.isnan(of(statistic, (0, 0, 0, 0, 0)))


@pytest.mark.parametrize("score", range(5))
def test_a_single_answer_has_a_place_but_no_spread(score: int) -> None:
    single = tuple(int(option == score) for option in range(5))
    for place in (mean, median, lower_quartile):
        assert of(place, single) == score - 2
    for spread in SPREADS:
        assert math.isnan(of(spread, single))


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


@pytest.mark.parametrize(("counted", "printed", "digits"), PUBLISHED_AGREEMENT)
def test_agreement_is_as_published(counted: tuple[float, ...], printed: float, digits: int) -> None:
    assert of(van_der_eijk_agreement, counted) == pytest.approx(printed, abs=0.51 * 10**-digits)


@pytest.mark.parametrize(("number", "printed"), [(1, 0.20), (2, 0.26)])
def test_polarisation_is_as_published(number: int, printed: float) -> None:
    counted, _, _ = PUBLISHED_AGREEMENT[number]
    assert of(polarisation, counted) == pytest.approx(printed, abs=0.0051)


@given(st.lists(st.integers(0, 30), min_size=3, max_size=7).filter(any))
def test_agreement_takes_the_answers_apart_into_layers(counted: list[int]) -> None:
    expected = one_by_one.van_der_eijk_agreement(counted)
    assert of(van_der_eijk_agreement, counted) == pytest.approx(float(expected), abs=1e-12)
    assert of(polarisation, counted) == pytest.approx(float((1 - expected) / 2), abs=1e-12)


@given(answered())
def test_consensus_is_that_of_tastle_and_wierman(counted: Counts) -> None:
    expected = float(one_by_one.consensus(counted))
    assert of(consensus, counted) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("score", range(5))
@pytest.mark.parametrize("n", [1, 51])
def test_all_agree_where_all_gave_the_same_answer(score: int, n: int) -> None:
    same = tuple(n * (option == score) for option in range(5))
    assert of(van_der_eijk_agreement, same) == of(consensus, same) == 1
    assert of(polarisation, same) == 0


@pytest.mark.parametrize("half", [1, 25])
def test_half_at_each_end_is_the_opposite_of_agreement(half: int) -> None:
    camps = (half, 0, 0, 0, half)
    assert of(van_der_eijk_agreement, camps) == -1
    assert of(polarisation, camps) == 1
    assert of(consensus, camps) == 0


def test_answers_that_are_equally_frequent_are_no_agreement() -> None:
    assert of(van_der_eijk_agreement, (4, 4, 4, 4, 4)) == 0
    assert of(polarisation, (4, 4, 4, 4, 4)) == 0.5
    # 1 + 2/5 log2(1/2) + 2/5 log2(3/4)
    assert of(consensus, (4, 4, 4, 4, 4)) == pytest.approx(0.6 + 0.4 * math.log2(0.75))


@given(answered())
def test_measures_of_agreement_keep_within_their_bounds(counted: Counts) -> None:
    assert -1 <= of(van_der_eijk_agreement, counted) <= 1
    assert 0 <= of(polarisation, counted) <= 1
    assert 0 <= of(consensus, counted) <= 1


@given(answered(at_least=2))
def test_a_scale_turned_round_changes_signs_and_nothing_else(counted: Counts) -> None:
    turned = counted[::-1]
    for unchanged in (*CONCORDS, polarisation, variance, standard_error):
        assert of(unchanged, turned) == pytest.approx(of(unchanged, counted), abs=1e-12)
    assert of(mean, turned) == -of(mean, counted)
    assert of(median, turned) == -of(median, counted)
    assert of(mean_from, turned) == pytest.approx(-of(mean_to, counted))


@pytest.mark.parametrize("statistic", [mean, median, lower_quartile, polarisation, *CONCORDS])
@given(counted=answered(), times=st.integers(2, 9))
def test_shares_alone_count_for_places_and_measures_of_agreement(
    statistic: Statistic, counted: Counts, times: int
) -> None:
    more = [times * count for count in counted]
    assert of(statistic, more) == pytest.approx(of(statistic, counted), abs=1e-12)


@given(answered(), st.integers(0, 3))
def test_an_answer_that_moves_up_raises_the_mean_and_never_lowers_agreement(
    counted: Counts, from_: int
) -> None:
    assume(counted[from_])
    moved = list(counted)
    moved[from_] -= 1
    moved[from_ + 1] += 1
    assert of(mean, moved) > of(mean, counted)
    assert of(median, moved) >= of(median, counted)
    assert of(agreement_from, moved) >= of(agreement_from, counted)
    assert of(agreement_to, moved) >= of(agreement_to, counted)


@pytest.mark.parametrize(("count", "n", "low", "high"), PUBLISHED_WILSON)
def test_wilsons_interval_is_as_published(count: int, n: int, low: float, high: float) -> None:
    assert wilson(count, n) == pytest.approx((low, high), abs=0.00006)


@pytest.mark.parametrize(
    ("count", "n", "low", "high"), [(50, 51, 0.897, 0.997), (8, 8, 0.676, 1.0)]
)
def test_wilsons_interval_of_answers_of_the_survey(
    count: int, n: int, low: float, high: float
) -> None:
    assert wilson(count, n) == pytest.approx((low, high), abs=0.0006)


@given(parts())
def test_wilsons_interval_ends_where_a_score_test_would_just_reject(part: tuple[int, int]) -> None:
    count, n = part
    for end in wilson(count, n):
        distance = abs(count / n - end)
        assert distance == pytest.approx(
            one_by_one.Z * math.sqrt(max(end * (1 - end), 0) / n), abs=1e-7
        )


@given(parts(), st.integers(2, 9))
def test_wilsons_interval_holds_the_share_within_0_to_1_and_more_answers_narrow_it(
    part: tuple[int, int], times: int
) -> None:
    count, n = part
    low, high = wilson(count, n)
    assert 0 <= low <= count / n + 1e-15
    assert count / n - 1e-15 <= high <= 1
    narrower_low, narrower_high = wilson(times * count, times * n)
    assert narrower_high - narrower_low < high - low
    turned_low, turned_high = wilson(n - count, n)
    assert (1 - turned_high, 1 - turned_low) == pytest.approx((low, high), abs=1e-12)


def test_wilsons_interval_of_none_or_all_ends_at_exactly_0_or_1() -> None:
    n = np.arange(1.0, 93.0)
    assert (share_interval(np.zeros(92), n)[0] == 0).all()
    assert (share_interval(n, n)[1] == 1).all()
