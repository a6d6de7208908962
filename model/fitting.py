"""Fit flows to the totals of buyers and of origins at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.state import Array, IntArray

_MOST_ROUNDS = 2000
_CHECK_EVERY = 10
_NEGLIGIBLE = 1e-13


@dataclass(frozen=True)
class Fit:
    """Fitted flows, and the largest relative difference from a row total that is left (columns are exact)."""

    flow: Array
    error: float


def fit_flows(seed: Array, row: IntArray, column: IntArray, totals: tuple[Array, Array]) -> Fit:
    """Fit flows to row and column totals by iterative proportional fitting (Deming and Stephan 1940).

    Args:
        seed: first guess of each flow, above 0.
        row: row of each flow.
        column: column of each flow.
        totals: wanted totals of rows and of columns, with the same sum.

    Returns:
        The flows; rows are exact, columns to within `error`.
    """
    wanted_rows, wanted_columns = totals
    flow = seed.copy()
    error = np.inf
    for rounds in range(1, _MOST_ROUNDS + 1):
        flow *= _ratio(wanted_columns, np.bincount(column, weights=flow, minlength=len(wanted_columns)))[column]
        reached = np.bincount(row, weights=flow, minlength=len(wanted_rows))
        flow *= _ratio(wanted_rows, reached)[row]
        if rounds % _CHECK_EVERY == 0:
            error = float(np.abs(_ratio(wanted_rows, reached) - 1.0)[wanted_rows > 0].max(initial=0.0))
            if error < TOLERANCE:
                break
    return Fit(flow, error)


TOLERANCE = 1e-7
"""Largest relative difference at which fitting stops."""


def _ratio(wanted: Array, reached: Array) -> Array:
    ratio: Array = np.divide(wanted, reached, out=np.ones_like(wanted), where=reached > 0)
    return ratio


def corner_flows(block: tuple[IntArray, IntArray], totals: tuple[Array, Array]) -> tuple[IntArray, IntArray, Array]:
    """Return one exact solution of the transport problem in each block: the north-west corner rule.

    Rows and columns of a block are laid side by side on a line of the same length; where they overlap, goods
    flow. So few flows suffice to meet all totals, which makes their fitting feasible.

    Args:
        block: block of each row and of each column, both sorted.
        totals: totals of rows and of columns; sums agree in every block.

    Returns:
        Row, column and size of each flow; the size is a share of the block's total.
    """
    ends = [_ends(each, total) for each, total in zip(block, totals, strict=True)]
    points = np.unique(np.concatenate([*ends, block[0].astype(np.float64)]))
    middle = (points[1:] + points[:-1]) / 2.0
    length = np.diff(points)
    inside = length > _NEGLIGIBLE
    row, column = (np.searchsorted(end, middle[inside], side="right") for end in ends)
    found = (row < len(block[0])) & (column < len(block[1]))
    row, column, size = row[found], column[found], length[inside][found]
    same = block[0][row] == block[1][column]
    return row[same], column[same], size[same]


def _ends(block: IntArray, total: Array) -> Array:
    """Return where each element ends on a line on which block b covers [b, b + 1]."""
    blocks = int(block.max()) + 1
    summed = np.bincount(block, weights=total, minlength=blocks)
    running = np.cumsum(total)
    before = np.concatenate([[0.0], np.cumsum(summed)[:-1]])
    place = (running - before[block]) / np.where(summed > 0, summed, 1.0)[block]
    last = np.append(block[1:] != block[:-1], True)
    inside: Array = np.clip(place, 0.0, 1.0)
    inside[last] = 1.0
    result: Array = block + inside
    return result
