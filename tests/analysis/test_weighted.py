"""Weighted figures against those of people who are counted one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import distribution, weighted

COUNTS = st.lists(st.integers(0, 40), min_size=5, max_size=5).filter(any)
FACTORS = st.floats(0.001, 1000)
SHARES = (0.25, 0.5, 0.75)


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=50), FACTORS)
def test_effective_n_is_at_most_n_and_knows_no_unit(weights: list[float], factor: float) -> None:
    one = np.array(weights)
    found, scaled = (weighted.effective_n(w.sum(), (w**2).sum()) for w in (one, one * factor))
    assert 1 - 1e-9 <= found <= len(one) + 1e-9
    assert scaled == pytest.approx(found)


def test_effective_n_of_equal_weights_is_n_and_of_nobody_is_unknown() -> None:
    sums = np.array([7 * 2.5, 0.0]), np.array([7 * 2.5**2, 0.0])
    np.testing.assert_allclose(weighted.effective_n(*sums), [7, np.nan])


def test_effective_n_as_worked_by_hand() -> None:
    # Weights 1, 1 and 2: (1 + 1 + 2)² / (1 + 1 + 4).
    assert weighted.effective_n(np.array(4.0), np.array(6.0)) == pytest.approx(16 / 6)


@given(COUNTS, FACTORS)
def test_quantiles_of_weights_are_those_of_as_many_answers(
    counts: list[int], factor: float
) -> None:
    each = np.array(counts, dtype=np.float64)
    for share in SHARES:
        expected = distribution.quantile(each, share)
        assert weighted.quantile(each * factor, share, distribution.SCORES) == expected


def test_quantile_of_no_answers_is_unknown() -> None:
    assert np.isnan(weighted.quantile(np.zeros(5), 0.5, distribution.SCORES))
