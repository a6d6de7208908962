"""Which mechanisms the ranking depends on: the leading mix with everything on, and with each mechanism off."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from experiments.runs.statistics import mean_and_interval
from experiments.studies.common.model_outputs import Responses
from model.outcomes import OUTCOMES
from model.state.state import Array

SAME, CHANGES, NOT_RESOLVED, NOT_KNOWN = "same", "changes", "not resolved", "not known"
BETWEEN = " = "
"""Between the names of mixes that lead together."""
COLUMNS = ("mechanism", "course", "outcome", "year", "leader", "leader_clear", "leader_off", "off_clear", "verdict")


@dataclass(frozen=True)
class Lead:
    """The mixes that are first together, and whether that is clear.

    One mix leads clearly when the 90% interval of its paired difference from each other mix leaves out 0; several
    lead together, and clearly, when their values are exactly the same.
    """

    mixes: tuple[str, ...]
    clear: bool

    @property
    def text(self) -> str:
        """The names as one text; empty when nothing is known."""
        return BETWEEN.join(self.mixes)


def lead(values: Array, mixes: tuple[str, ...], direction: int) -> Lead:
    """Return who is first on the mean over seeds.

    Args:
        values: seeds x mixes; when any is not known, nobody is first.
        mixes: names.
        direction: 1 when more is better, -1 when less is.
    """
    if not np.isfinite(values).all():
        return Lead((), False)
    gains = values * direction
    means = gains.mean(axis=0)
    first = np.flatnonzero(means == means.max())
    others = np.flatnonzero(means < means.max())
    same = bool((gains[:, first] == gains[:, first[:1]]).all())
    _, low, _ = mean_and_interval(gains[:, first[:1]] - gains[:, others])
    return Lead(tuple(mixes[place] for place in first), same and bool((low > 0).all()))


def standing(gains: Array) -> int | None:
    """Return how one mix stands to another: 1 clearly above, -1 below, 0 exactly equal; None when that is open.

    Args:
        gains: what the one is better by, for each seed.
    """
    if not gains.any():
        return 0
    _, low, high = (float(each) for each in mean_and_interval(gains))
    if low > 0:
        return 1
    return -1 if high < 0 else None


def verdict(on: Array, off: Array, mixes: tuple[str, ...], direction: int) -> str:
    """Say whether switching a mechanism off changes who leads.

    It does when the mixes that are first differ, and one that was first with everything on and one that is first
    without the mechanism clearly stand otherwise to each other in the two cases.

    Args:
        on: seeds x mixes, with everything on.
        off: the same with the mechanism off.
        mixes: names.
        direction: 1 when more is better, -1 when less is.
    """
    before, after = lead(on, mixes, direction).mixes, lead(off, mixes, direction).mixes
    if not before or not after:
        return NOT_KNOWN
    if before == after:
        return SAME
    pairs = [(mixes.index(one), mixes.index(other)) for one in before for other in after if one != other]
    for one, other in pairs:
        stood = standing((on[:, one] - on[:, other]) * direction)
        stands = standing((off[:, one] - off[:, other]) * direction)
        if stood is not None and stands is not None and stood != stands:
            return CHANGES
    return NOT_RESOLVED


def ranking_table(found: Responses) -> pd.DataFrame:
    """Return one row a mechanism, course, outcome (that has a better side) and year.

    Args:
        found: answers at the points of `leave_one_out`.
    """
    rows = []
    for course in found.courses:
        own = [place for place, option in enumerate(found.options) if option.course == course]
        mixes = tuple(found.options[place].mix for place in own)
        for outcome in found.outcomes:
            if not OUTCOMES[outcome].direction:
                continue
            for year in found.years:
                values = found.values[(slice(None), slice(None), slice(None), *found.place(outcome, year))][:, :, own]
                direction = OUTCOMES[outcome].direction
                on = lead(values[0], mixes, direction)
                for name, without in zip(found.points.names, values[1:], strict=True):
                    off = lead(without, mixes, direction)
                    told = verdict(values[0], without, mixes, direction)
                    rows.append((name, course, outcome, year, on.text, on.clear, off.text, off.clear, told))
    return pd.DataFrame(rows, columns=list(COLUMNS))
