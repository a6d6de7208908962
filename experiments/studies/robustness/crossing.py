"""Walk along a scan from the default, and find where another option takes the lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.special import stdtrit

from model.state.state import Array

ERROR = 0.05
"""Probability that a lead that is not there is called clear, on one side; shared by all that were tried for it."""
FEWEST = 2
"""With fewer seeds nothing is clear."""


@dataclass(frozen=True)
class Crossing:
    """What a walk found.

    known: whether every option is known at every value. leader: its place at the default; None when not known or when
    several are first. The rest is for walks on which the lead changes: `value` where it does, `before` and `beyond` the
    scanned values on both sides, `new` the place of who takes it, `lead` by how much the leader was ahead of it at the
    default and `lost` by how much it is behind at `beyond`, both in the outcome's unit.
    """

    known: bool
    leader: int | None = None
    flips: bool = False
    value: float = np.nan
    before: float = np.nan
    beyond: float = np.nan
    new: int | None = None
    lead: float = np.nan
    lost: float = np.nan
    clear: bool = False


def first_crossing(gains: Array, values: Array, steps: Sequence[int]) -> Crossing:
    """Return where the lead first changes.

    Between scanned values every option is taken to move on a straight line, so that of several that overtake within
    one step the nearest to the default counts, which need not be the best at the end of the step.

    Args:
        gains: points x seeds x options, more is better.
        values: of the parameter, by point.
        steps: points of the walk, that of the default first.
    """
    means = gains.mean(axis=1)
    if not np.isfinite(means[list(steps)]).all():
        return Crossing(known=False)
    best = np.flatnonzero(means[steps[0]] == means[steps[0]].max())
    if len(best) != 1:
        return Crossing(known=True)
    leader = int(best[0])
    for before, here in pairwise(steps):
        if means[here, leader] == means[here].max():
            continue
        share, new = _overtaken(means[before] - means[before, leader], means[here] - means[here, leader])
        ahead = gains[steps[0], :, leader] - gains[steps[0], :, new]
        behind = gains[here, :, new] - gains[here, :, leader]
        tried = (gains.shape[2] - 1) * (len(steps) - 1)
        return Crossing(
            known=True,
            leader=leader,
            flips=True,
            value=float(values[before] + share * (values[here] - values[before])),
            before=float(values[before]),
            beyond=float(values[here]),
            new=new,
            lead=float(ahead.mean()),
            lost=float(behind.mean()),
            clear=stands_out(ahead, tried) and stands_out(behind, tried),
        )
    return Crossing(known=True, leader=leader)


def _overtaken(gap: Array, later: Array) -> tuple[float, int]:
    """Return at which share of a step, and by whom, the leader is overtaken first; a tie goes to who ends higher.

    Args:
        gap: by option what it is ahead of the leader at the beginning of the step, never above 0.
        later: the same at its end.
    """
    rivals = np.flatnonzero(later > 0)
    shares = -gap[rivals] / (later[rivals] - gap[rivals])
    nearest = np.lexsort((-later[rivals], shares))[0]
    return float(shares[nearest]), int(rivals[nearest])


def stands_out(differences: Array, tried: int) -> bool:
    """Return whether a mean is above 0 beyond chance over seeds, by a t-test on one side.

    The options and the value that are compared were picked by looking: the error is shared by as many as were tried.

    Args:
        differences: by seed, paired.
        tried: how many comparisons this one was picked from.
    """
    count = len(differences)
    if count < FEWEST:
        return False
    error = float(differences.std(ddof=1)) / np.sqrt(count)
    return bool(differences.mean() > stdtrit(count - 1, 1 - ERROR / tried) * error)
