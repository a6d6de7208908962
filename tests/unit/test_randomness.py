"""Named streams and inverse transforms."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from model.randomness import gumbel, poisson, stream

uniform = st.floats(0, 1, exclude_max=True)
rate = st.floats(0, 10)


def test_equal_keys_give_equal_draws_and_the_world_has_a_stream_of_its_own() -> None:
    assert stream(1, "a", 3).random(5).tolist() == stream(1, "a", 3).random(5).tolist()
    assert stream(1, "a").random() not in (stream(1, "a", step).random() for step in (-20, -1, 0, 1))


def test_more_slots_leave_the_first_ones_as_they_were() -> None:
    assert stream(1, "a", 0).random(7)[:5].tolist() == stream(1, "a", 0).random(5).tolist()


def test_gumbel_by_hand() -> None:
    # -ln(-ln u): for u = 1/e the inner logarithm is -1, for u = exp(-1/e) it is -1/e
    assert gumbel(np.exp([-1.0, -np.exp(-1.0), -np.e])) == pytest.approx([0.0, 1.0, -1.0])


def test_gumbel_is_finite_at_the_ends_and_has_the_right_mean() -> None:
    ends = gumbel(np.array([0.0, np.nextafter(1.0, 0.0)]))
    assert np.all(np.isfinite(ends))
    assert ends[0] < ends[1]
    middles = (np.arange(100_000) + 0.5) / 100_000
    assert gumbel(middles).mean() == pytest.approx(0.5772, abs=1e-3)


def test_poisson_by_hand() -> None:
    # with rate 1 the distribution function is e^-1 (1, 2, 2.5) = 0.368, 0.736, 0.920
    draws = np.array([0.0, 0.36, 0.37, 0.73, 0.74, 0.91, 0.93])
    assert poisson(draws, np.ones(7)).tolist() == [0, 0, 1, 1, 2, 2, 3]


def test_without_a_rate_nothing_happens() -> None:
    assert poisson(np.array([0.0, 0.5, np.nextafter(1.0, 0.0)]), np.zeros(3)).tolist() == [0, 0, 0]


@given(uniform, rate, rate)
def test_more_rate_never_means_fewer_events(draw: float, first: float, second: float) -> None:
    counts = poisson(np.array([draw, draw]), np.sort([first, second]))
    assert counts[0] <= counts[1]


@pytest.mark.parametrize("expected", [0.1, 1.0, 4.0, 12.0])
def test_poisson_inverts_the_distribution_function(expected: float) -> None:
    draws = (np.arange(2000) + 0.5) / 2000
    counts = poisson(draws, np.full(2000, expected))
    assert counts.tolist() == stats.poisson.ppf(draws, expected).tolist()
