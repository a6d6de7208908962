"""Seats, ranks and quantiles: cases worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.building.apportionment import (
    apportion,
    nearest_prefix,
    position_within,
    rank_within,
    shares_within,
    truncated_pareto,
)


def seats(total: int, weights: list[float], least: int = 1, most: list[int] | None = None) -> list[int]:
    bound = None if most is None else np.array(most)
    found: list[int] = apportion(total, np.array(weights), np.full(len(weights), least), bound).tolist()
    return found


def test_seats_follow_weights_and_remainders_go_to_the_largest() -> None:
    assert seats(10, [5, 3, 2]) == [5, 3, 2]
    assert seats(10, [1, 1, 1]) == [4, 3, 3]
    assert seats(10, [6.7, 2.6, 0.7], least=0) == [7, 2, 1]


def test_a_small_group_keeps_its_least_and_the_others_share_the_rest() -> None:
    assert seats(10, [98, 1, 1]) == [8, 1, 1]
    assert seats(5, [0, 0, 0]) == [2, 2, 1]


def test_a_full_group_leaves_its_seats_to_the_others() -> None:
    assert seats(12, [100, 2, 1], most=[3, 50, 50]) == [3, 6, 3]


def test_seats_stay_within_what_the_bounds_allow() -> None:
    assert seats(2, [1, 2, 3]) == [1, 1, 1]
    assert seats(99, [1, 2], most=[3, 4]) == [3, 4]


@given(st.integers(5, 400), st.lists(st.floats(0, 1e12), min_size=1, max_size=5))
def test_seats_add_up(total: int, weights: list[float]) -> None:
    found = seats(total, weights)
    assert sum(found) == total
    assert min(found) >= 1


def test_positions_and_ranks_count_from_zero_in_each_group() -> None:
    assert position_within(np.array([2, 0, 3])).tolist() == [0, 1, 0, 1, 2]
    group = np.array([1, 0, 1, 0, 1])
    assert rank_within(group, np.array([0.3, 0.9, 0.1, 0.2, 0.2])).tolist() == [2, 1, 0, 0, 1]


def test_shares_sum_to_one_in_each_group_and_are_zero_without_a_total() -> None:
    found = shares_within(np.array([0, 0, 1]), np.array([1.0, 3.0, 0.0]), 2)
    assert found.tolist() == [0.25, 0.75, 0.0]


def test_quantiles_of_the_truncated_pareto() -> None:
    """With exponent 1 on [10, 40] the quantile is 10 / (1 - .75 p): 16 at the median, 40 at the end."""
    found = truncated_pareto(np.array([0.0, 0.5, 1.0]), np.array(10.0), np.array(40.0), 1.0)
    assert found == pytest.approx([10.0, 16.0, 40.0])


@pytest.mark.parametrize(
    ("amounts", "target", "count"),
    [([4.0, 4.0, 4.0], 9.0, 2), ([4.0, 4.0, 4.0], 11.0, 3), ([50.0, 1.0], 5.0, 1), ([], 5.0, 0)],
)
def test_the_prefix_nearest_to_a_target(amounts: list[float], target: float, count: int) -> None:
    assert nearest_prefix(np.array(amounts), target) == count
