"""The patient rule induction method (PRIM), quick enough to be tried on shuffled data a thousand times.

It peels as the EMA workbench does: from the box that holds every draw it takes away, again and again, the lowest or
highest draws of the one parameter for which the share of lost draws in the rest is highest (Friedman & Fisher 1999).
Every parameter counts by rank, so that nothing depends on its scale. With hundreds of parameters and a few hundred
draws, peeling follows chance; so only the few parameters that differ most between lost and other draws take part.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import bdtrc

from model.state.state import Array, BoolArray, IntArray

PEELED = 0.05
"""Share of the draws in a box that one step takes away: the usual size (Bryant & Lempert 2010)."""
LEAST_MASS = 0.1
"""A box holds at least this share of all draws: smaller ones rest on too few draws."""
MOST_QUASI_P = 0.05
"""A limit stays when chance alone would do as well with a smaller probability (Bryant & Lempert 2010)."""
NESTED = (1, 2, 3, 5, 8)
"""Peeling is tried on so many parameters, those that differ most between lost and other draws, and the box farthest
beyond chance is taken. On many, some parameter always has a tail without a lost draw, and what is true is cut last; on
few, a box of several parameters is missed. More than a handful cannot be told in words."""
LOW, HIGH = 0, 1


@dataclass(frozen=True)
class Limit:
    """One limit of a box: `rank` is that of the draws in order of a column; those beyond it are outside."""

    column: int
    side: int
    rank: float


@dataclass(frozen=True)
class Step:
    """A box on the way from all draws to few: the limit that made it, its draws, and how many of them are lost."""

    limit: Limit
    draws: int
    lost: int


@dataclass(frozen=True, eq=False)
class RankBox:
    """A box in ranks: its limits with their quasi-p-values, which draws are inside, and how far beyond chance."""

    limits: tuple[Limit, ...]
    quasi_p: tuple[float, ...]
    inside: BoolArray
    excess: float


@dataclass(frozen=True, eq=False)
class Ranks:
    """Draws by rank: `of` is columns x draws, `order` (columns x ranks) has the draw of each rank."""

    of: IntArray
    order: IntArray

    def columns(self, chosen: IntArray) -> Ranks:
        """Return the same for some of the columns."""
        return Ranks(self.of[chosen], self.order[chosen])


def ranks_of(values: Array) -> Ranks:
    """Return the rank of each draw in each column (of draws x columns), the first of equals first."""
    order = np.argsort(values.T, axis=1, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(len(values))[None, :], axis=1)
    return Ranks(ranks, order)


def excess(draws: int, lost: int, of_draws: int, of_lost: int) -> float:
    """Return by how many standard deviations a box holds more lost draws than as many draws picked by chance.

    Args:
        draws: in the box.
        lost: lost draws in the box.
        of_draws: all draws.
        of_lost: all lost draws.
    """
    share = of_lost / of_draws
    variance = draws * share * (1 - share) * (of_draws - draws) / (of_draws - 1)
    return (lost - draws * share) / math.sqrt(variance) if variance > 0 else 0.0


def peel(ranks: Ranks, lost: BoolArray, least: float) -> list[Step]:
    """Return the boxes from large to small, the one of all draws left out.

    Args:
        ranks: the draws by rank, of every column.
        lost: for each draw whether it is of interest.
        least: smallest share of these draws that a box may hold.
    """
    count, inside = len(lost), ranks.order
    used = np.zeros(len(inside), dtype=bool)
    steps: list[Step] = []
    weight, held = lost.astype(np.intp), int(lost.sum())
    while True:
        size = inside.shape[1]
        below, above = _peeled(size)
        gains = _gains(weight, held, inside, (below, above))
        best = gains.max()
        peels = np.flatnonzero(gains == best)
        known = peels[used[peels // 2]]
        column, low = divmod(int((known if len(known) else peels)[0]), 2)
        gone = inside[column, :below] if low else inside[column, size - above :]
        if best <= 0 or (size - len(gone)) / count < least:
            return steps
        edge = below if low else size - above
        rank = float(ranks.of[column, inside[column, edge - 1 : edge + 1]].mean())
        outside = np.zeros(count, dtype=bool)
        outside[gone] = True
        inside = inside[~outside[inside]].reshape(len(inside), -1)
        held -= int(weight[gone].sum())
        used[column] = True
        steps.append(Step(Limit(column, LOW if low else HIGH, rank), inside.shape[1], held))


def _peeled(size: int) -> tuple[int, int]:
    """Return how many draws a step takes away at the low and at the high end."""
    return math.floor((size - 1) * PEELED) + 1, size - math.ceil((size - 1) * (1 - PEELED))


def _gains(weight: IntArray, held: int, inside: IntArray, peeled: tuple[int, int]) -> Array:
    """Return the rise in the share of lost draws a draw taken away: for each column its high end, then its low."""
    size = inside.shape[1]
    gains = np.empty((len(inside), 2))
    ends = (inside[:, size - peeled[1] :], inside[:, : peeled[0]])
    for place, end in enumerate(ends):
        taken = end.shape[1]
        left = held - weight[end].sum(axis=1)
        gains[:, place] = (left / (size - taken) - held / size) / taken
    return gains.ravel()


def choose(steps: Sequence[Step], of_draws: int, of_lost: int) -> int:
    """Return the place of the box that is farthest beyond chance: neither the largest nor the purest."""
    return int(np.argmax([excess(step.draws, step.lost, of_draws, of_lost) for step in steps]))


def prune(ranks: Ranks, lost: BoolArray, limits: Sequence[Limit], most: float = MOST_QUASI_P) -> RankBox:
    """Drop limits whose quasi-p-value is too large, the largest first, until none is left or none is too large."""
    kept = list(limits)
    beyond = np.array([_beyond(ranks, limit) for limit in kept], dtype=bool).reshape(len(kept), len(lost))
    while True:
        inside, values = _quasi_p(beyond, lost)
        if not kept or values.max() <= most:
            held = excess(int(inside.sum()), int(lost[inside].sum()), len(lost), int(lost.sum()))
            return RankBox(tuple(kept), tuple(values.tolist()), inside, held)
        worst = int(values.argmax())
        del kept[worst]
        beyond = np.delete(beyond, worst, axis=0)


def _beyond(ranks: Ranks, limit: Limit) -> BoolArray:
    column = ranks.of[limit.column]
    beyond: BoolArray = column < limit.rank if limit.side == LOW else column > limit.rank
    return beyond


def _quasi_p(beyond: BoolArray, lost: BoolArray) -> tuple[BoolArray, Array]:
    """Return which draws are in a box and the quasi-p-value of each limit.

    It is the probability to find so many lost draws in the box, or more, if the limit made no difference to their
    share (Bryant & Lempert 2010).
    """
    times = beyond.sum(axis=0)
    inside = times == 0
    draws, held = int(inside.sum()), int(lost[inside].sum())
    without = inside | (beyond & (times == 1))
    share = (without & lost).sum(axis=1) / np.maximum(without.sum(axis=1), 1)
    return inside, bdtrc(held - 1, draws, share) if held else np.ones(len(beyond))


def last_limits(steps: Sequence[Step]) -> list[Limit]:
    """Return the limits that hold after some steps: of each column and side the last one."""
    found = {(step.limit.column, step.limit.side): step.limit for step in steps}
    return list(found.values())


Peeler = Callable[[Ranks, BoolArray, float], list[Step]]
"""Returns the boxes from large to small; see `peel`."""


def find_box(ranks: Ranks, lost: BoolArray, least: float, peeler: Peeler = peel, most: float = MOST_QUASI_P) -> RankBox:
    """Screen; peel, choose and prune on few parameters and on more; return the box that is farthest beyond chance.

    It has no limits when there is nothing to find.

    Args:
        ranks: the draws by rank, of every column.
        lost: for each draw whether it is of interest.
        least: smallest share of these draws that a box may hold.
        peeler: what peels.
        most: largest quasi-p-value of a limit.
    """
    found, of_lost = prune(ranks, lost, []), int(lost.sum())
    screened = screen(ranks, lost)
    for count in NESTED:
        columns = screened[:count]
        steps = peeler(ranks.columns(columns), lost, least)
        if steps:
            limits = last_limits(steps[: choose(steps, len(lost), of_lost) + 1])
            box = prune(ranks, lost, [replace(each, column=int(columns[each.column])) for each in limits], most)
            found = box if box.limits and box.excess > found.excess else found
    return found


def screen(ranks: Ranks, lost: BoolArray) -> IntArray:
    """Return the columns whose values differ most between lost and other draws, the most different first.

    The measure is that of Kuiper (1960): the largest distance between the two cumulative shares above, plus that
    below. It sees a shift as well as losses in the middle of a range.
    """
    count, of_lost = len(lost), int(lost.sum())
    passed = np.cumsum(lost[ranks.order], axis=1)
    others = np.arange(1, count + 1) - passed
    shares = passed / max(of_lost, 1) - others / max(count - of_lost, 1)
    apart = np.maximum(shares.max(axis=1), 0.0) - np.minimum(shares.min(axis=1), 0.0)
    return np.argsort(-apart, kind="stable")[: NESTED[-1]]
