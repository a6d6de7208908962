"""Named streams and inverse transforms."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from model.randomness import Draws, gumbel, poisson, stream, uniforms

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


QUARTERS = 64
SLOTS = 40_000


def _ratio_of_variance(draws: np.ndarray) -> float:
    """Return the variance of means over the first axis relative to that of independent uniforms."""
    return float(draws.mean(axis=0).var() * len(draws) * 12.0)


@pytest.mark.parametrize("event", [0.05, 0.3])
def test_quarters_of_a_stream_are_independent(event: float) -> None:
    draws = np.stack([uniforms(3, "decision.luck", step, (SLOTS,)) for step in range(QUARTERS)])
    assert _ratio_of_variance(draws) == pytest.approx(1.0, abs=0.02)
    counts = (draws < event).sum(axis=0)
    top = int(stats.binom.ppf(0.9995, QUARTERS, event))
    seen = np.bincount(np.minimum(counts, top), minlength=top + 1)
    expected = stats.binom.pmf(np.arange(top + 1), QUARTERS, event)
    expected[-1] = stats.binom.sf(top - 1, QUARTERS, event)
    common = expected * SLOTS > 5
    assert stats.chisquare(seen[common], expected[common] / expected[common].sum() * seen[common].sum()).pvalue > 1e-3


def test_streams_of_a_seed_and_seeds_of_a_stream_are_independent() -> None:
    of_names = np.stack([uniforms(1, f"process {number}", 0, (SLOTS,)) for number in range(QUARTERS)])
    of_seeds = np.stack([uniforms(seed, "exits", 5, (SLOTS,)) for seed in range(QUARTERS)])
    for draws in (of_names, of_seeds):
        assert _ratio_of_variance(draws) == pytest.approx(1.0, abs=0.02)
        assert np.abs(np.corrcoef(draws) - np.eye(QUARTERS)).max() < 5.0 / np.sqrt(SLOTS)


def test_one_slot_is_independent_from_quarter_to_quarter_and_from_seed_to_seed() -> None:
    draws = np.array([[uniforms(seed, "remedy", step, (3,))[2] for step in range(QUARTERS)] for seed in range(400)])
    assert stats.kstest(draws.ravel(), "uniform").pvalue > 1e-3
    for values in (draws, draws.T):
        shifted = stats.pearsonr(values[:, :-1].ravel(), values[:, 1:].ravel())
        assert abs(shifted.statistic) < 4.0 / np.sqrt(draws.size)


def test_moving_one_generator_gives_the_draws_of_a_new_one() -> None:
    uniforms(9, "other", 2, (5,))
    assert uniforms(1, "a", 3, (4,)).tolist() == stream(1, "a", 3).random(4).tolist()
    assert uniforms(1, "a", 3, (2, 2)).ravel().tolist() == uniforms(1, "a", 3, (4,)).tolist()


def test_draws_are_kept_as_far_as_there_is_room_and_are_the_same_either_way() -> None:
    draws = Draws(1)
    assert draws.uniforms("a", 3, (4,)).tolist() == uniforms(1, "a", 3, (4,)).tolist()
    assert draws.uniforms("a", 3, (4,)) is not draws.uniforms("a", 3, (4,))
    draws.room = 5
    kept = draws.uniforms("a", 3, (4,))
    assert draws.uniforms("a", 3, (4,)) is kept
    assert draws.room == 1
    assert kept.tolist() == uniforms(1, "a", 3, (4,)).tolist()
    for name, step, shape in (("b", 3, (4,)), ("a", 4, (4,)), ("a", 3, (2, 2))):
        other = draws.uniforms(name, step, shape)
        assert other.tolist() == uniforms(1, name, step, shape).tolist()
        assert draws.uniforms(name, step, shape) is not other
    with pytest.raises(ValueError, match="read-only"):
        kept[0] = 0.0
