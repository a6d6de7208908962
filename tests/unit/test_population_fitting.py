"""Flows that meet totals: cases worked out by hand."""

import numpy as np
import pytest

from model.building.fitting import corner_flows, fit_below


def test_corner_flows_of_one_block() -> None:
    """Rows of 3 and 1, columns of 2 and 2, on a line of length 4: 2 + 1 for the first row, 1 for the second."""
    block = (np.array([0, 0]), np.array([0, 0]))
    row, column, share = corner_flows(block, (np.array([3.0, 1.0]), np.array([2.0, 2.0])))
    assert row.tolist() == [0, 0, 1]
    assert column.tolist() == [0, 1, 1]
    assert share == pytest.approx([0.5, 0.25, 0.25])


def test_corner_flows_stay_within_their_block_and_pass_over_empty_ones() -> None:
    block = (np.array([0, 3, 3]), np.array([0, 0, 3]))
    row, column, share = corner_flows(block, (np.array([5.0, 1.0, 3.0]), np.array([4.0, 1.0, 4.0])))
    assert row.tolist() == [0, 0, 1, 2]
    assert column.tolist() == [0, 1, 2, 2]
    assert share == pytest.approx([0.8, 0.2, 0.25, 0.75])


def test_a_block_without_columns_has_no_flows() -> None:
    block = (np.array([0, 1]), np.array([1]))
    row, column, share = corner_flows(block, (np.array([2.0, 3.0]), np.array([3.0])))
    assert (row.tolist(), column.tolist(), share.tolist()) == ([1], [0], [1.0])


def test_fitting_reaches_totals_that_can_be_reached() -> None:
    """A full 2 x 2 table of ones with margins (3, 1) and (2, 2) becomes the product of its margins."""
    row, column = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    flow = fit_below(np.ones(4), (row, column), (np.array([3.0, 1.0]), np.array([2.0, 2.0])))
    assert flow == pytest.approx([1.5, 1.5, 0.5, 0.5])


def test_fitting_exceeds_no_total_that_cannot_be_reached() -> None:
    """One buyer of each origin only, and totals that disagree: the smaller of the two is reached."""
    row, column = np.array([0, 1]), np.array([0, 1])
    flow = fit_below(np.ones(2), (row, column), (np.array([3.0, 1.0]), np.array([2.0, 2.0])))
    assert flow == pytest.approx([2.0, 1.0])


def test_a_total_of_zero_stops_the_flow() -> None:
    flow = fit_below(np.ones(2), (np.array([0, 1]), np.array([0, 0])), (np.array([0.0, 2.0]), np.array([2.0])))
    assert flow == pytest.approx([0.0, 2.0])
