"""Sums over the network."""

import numpy as np
import pytest

from model.sums import mean_by, sum_by, weighted_mean


def test_sums_by_index() -> None:
    assert sum_by(np.array([2, 0, 2]), np.array([1.0, 10.0, 100.0]), 4).tolist() == [10, 0, 101, 0]
    assert sum_by(np.array([], dtype=np.int64), np.array([]), 2).tolist() == [0, 0]


def test_weighted_means() -> None:
    assert weighted_mean(np.array([1.0, 4.0]), np.array([2.0, 1.0])) == pytest.approx(6 / 3)
    assert weighted_mean(np.array([1.0, 4.0]), np.zeros(2)) == 0.0


def test_means_by_index_are_0_where_nothing_weighs() -> None:
    index, values, weights = np.array([0, 0, 2]), np.array([1.0, 4.0, 9.0]), np.array([2.0, 1.0, 0.0])
    assert mean_by(index, values, weights, 3).tolist() == pytest.approx([2, 0, 0])
