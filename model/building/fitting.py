"""Meet the totals of buyers and of origins at once: proportional fitting, and a rest that closes the gap."""

from __future__ import annotations

import numpy as np

from model.state.state import Array, IntArray

_ROUNDS = 30
_NEGLIGIBLE = 1e-13


def fit_below(seed: Array, place: tuple[IntArray, IntArray], totals: tuple[Array, Array]) -> Array:
    """Fit flows to row and column totals by iterative proportional fitting, then shrink them to exceed neither.

    Few rounds do: what is left of the totals is for `corner_flows` to divide, exactly.

    Args:
        seed: first guess of each flow, above 0.
        place: row and column of each flow.
        totals: bounds on the totals of rows and of columns; sums agree wherever flows connect them.

    Returns:
        The flows (Deming and Stephan 1940, Annals of Mathematical Statistics 11, but for the shrinking).
    """
    flow = seed.copy()
    for _ in range(_ROUNDS):
        for index, wanted in zip(place, totals, strict=True):
            flow *= _ratio(index, flow, wanted)[index]
    for index, wanted in zip(place, totals, strict=True):
        flow *= np.minimum(_ratio(index, flow, wanted), 1.0)[index]
    return flow


def _ratio(index: IntArray, flow: Array, wanted: Array) -> Array:
    reached = np.bincount(index, weights=flow, minlength=len(wanted))
    ratio: Array = np.divide(wanted, reached, out=np.ones_like(wanted), where=reached > 0)
    return ratio


def corner_flows(block: tuple[IntArray, IntArray], totals: tuple[Array, Array]) -> tuple[IntArray, IntArray, Array]:
    """Return one exact solution of the transport problem in each block: the north-west corner rule.

    Rows and columns of a block are laid side by side on a line of the same length; where they overlap, goods
    flow. Few flows suffice so, at most one fewer than there are rows and columns.

    Args:
        block: block of each row and of each column, both sorted.
        totals: totals of rows and of columns; sums agree in every block.

    Returns:
        Row, column and size of each flow; the size is a share of the block's total.
    """
    ends = [_ends(each, total) for each, total in zip(block, totals, strict=True)]
    points = np.unique(np.concatenate([*ends, block[0].astype(np.float64)]))
    size = np.diff(points)
    middle = points[:-1] + size / 2.0
    row, column = (np.minimum(np.searchsorted(end, middle, side="right"), len(end) - 1) for end in ends)
    here = np.floor(middle)
    kept = (block[0][row] == here) & (block[1][column] == here) & (size > _NEGLIGIBLE)
    return row[kept], column[kept], size[kept]


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
