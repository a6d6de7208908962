"""Sums over the network."""

import numpy as np
import pytest

from model.sums import company_by_supplier, mean_by, sum_by, weighted_mean
from tests.unit.tiny_world import tiny_world


def test_sums_by_index() -> None:
    assert sum_by(np.array([2, 0, 2]), np.array([1.0, 10.0, 100.0]), 4).tolist() == [10, 0, 101, 0]
    assert sum_by(np.array([], dtype=np.int64), np.array([]), 2).tolist() == [0, 0]


def test_companies_by_suppliers() -> None:
    link = tiny_world().state.link  # company 0 buys from 0, 1 and 2; company 1 from 0
    matrix = company_by_supplier(link, np.array([1.0, 2.0, 4.0, 8.0]), 2, 3)
    assert matrix.toarray().tolist() == [[1, 2, 4], [8, 0, 0]]
    assert matrix @ np.array([1.0, 10.0, 100.0]) == pytest.approx([421, 8])
    assert matrix.T @ np.array([1.0, 10.0]) == pytest.approx([81, 2, 4])


def test_two_links_of_one_pair_add_up_and_a_company_may_have_none() -> None:
    link = tiny_world().state.link
    link.company[:] = (0, 0, 2, 2)
    link.supplier[:] = (1, 1, 0, 2)
    matrix = company_by_supplier(link, np.array([1.0, 2.0, 4.0, 8.0]), 3, 3)
    assert matrix @ np.ones(3) == pytest.approx([3, 0, 12])
    assert matrix.T @ np.ones(3) == pytest.approx([4, 3, 8])


def test_weighted_means() -> None:
    assert weighted_mean(np.array([1.0, 4.0]), np.array([2.0, 1.0])) == pytest.approx(6 / 3)
    assert weighted_mean(np.array([1.0, 4.0]), np.zeros(2)) == 0.0


def test_means_by_index_are_0_where_nothing_weighs() -> None:
    index, values, weights = np.array([0, 0, 2]), np.array([1.0, 4.0, 9.0]), np.array([2.0, 1.0, 0.0])
    assert mean_by(index, values, weights, 3).tolist() == pytest.approx([2, 0, 0])
