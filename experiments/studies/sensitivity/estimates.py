"""Indices with bootstrap intervals, and the gate: what the sample resolves, and which sample would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from experiments.report.translation import N_
from model.randomness import stream
from model.state.state import Array, BoolArray

Texts = npt.NDArray[np.str_]

DRAWS = 200
"""Bootstrap draws: the ends of a 90% interval then rest on about ten draws each."""
TAIL = 0.05
"""Share of the draws beyond each end of an interval: 90% intervals."""
CLOSE = 0.1
"""Width of a 90% interval at which an index counts as known: it can be read to one decimal.

Sarrazin, Pianosi & Wagener (2016) ask for 0.05 of 95% intervals, of indices on the same scale of 0 to 1.
"""
WIDE = 0.5
"""Width of a 90% interval beyond which an index is not reported even where it lies above noise: half of the scale."""
FEWEST = 8
"""Blocks or trajectories below which nothing counts as resolved: a bootstrap of fewer knows too little of the tails."""

ROUGH_BELOW = 256
"""Blocks below which intervals of Sobol indices are rough: they hold the index in 80 to 86% of cases at 64 blocks or
fewer and in 93% at 256, measured on functions whose indices are known, where 90% is meant."""

NOTHING = 1e-9
"""A gauge below this, as a share of what counts as 1, is rounding: then there is no chance to be above."""
KNOWN, ABOVE, OPEN = "known", N_("above noise"), "not resolved"
BELOW = N_("not above chance")
UNKNOWN, CONSTANT = N_("not known"), N_("nothing varies")
RESOLVED = (KNOWN, ABOVE)


@dataclass(frozen=True, eq=False)
class Estimate:
    """Indices of factors: `value`, `lo`, `hi` and `gauge` are factors x targets, NaN where not known.

    `gauge` is what noise alone can make of the index; `unit` (targets) is what counts as 1, `count` the number of
    blocks or trajectories. `biased`: what does nothing has an index above 0, so that a narrow interval means nothing.
    """

    method: str
    index: str
    factors: tuple[tuple[str, str], ...]
    """Factor and other factor (empty but for interactions)."""
    value: Array
    lo: Array
    hi: Array
    gauge: Array
    unit: Array
    count: int
    constant: BoolArray
    power_of_two: bool = False
    biased: bool = False

    def standing(self) -> Texts:
        """Return what can be said of each index: factors x targets.

        `known`: the interval is narrow. `not above chance`: it is narrow, but the index is no more than what the random
        seed makes of a factor that does nothing, so that it says nothing of the factor. `above noise`: the interval is
        not narrow, but not very wide either, and lies above what noise can make, so that the factor matters, though not
        how much. `not resolved`; `not known`: a run that it needs failed, or the outcome is not known there; `nothing
        varies`.
        """
        with np.errstate(invalid="ignore"):
            narrow = (self.hi - self.lo <= CLOSE * self.unit) & (not self.biased)
            above = (self.lo > self.gauge) & (self.hi - self.lo <= WIDE * self.unit)
            below = narrow & (self.gauge > NOTHING * self.unit) & (self.value <= self.gauge)
        enough = self.count >= FEWEST
        found = np.where(narrow & enough, KNOWN, np.where(above & enough, ABOVE, OPEN))
        found = np.where(below & enough, BELOW, found)
        found = np.where(np.isnan(self.value), UNKNOWN, found)
        return np.where(self.constant, CONSTANT, found)

    @property
    def rough(self) -> bool:
        """Whether the intervals are from so few blocks that they hold the index less often than they say."""
        return self.power_of_two and not self.biased and self.count < ROUGH_BELOW

    def needed(self) -> Array:
        """Return about how many blocks or trajectories would resolve what is not; NaN for all else.

        Intervals narrow with the square root of the sample. What is asked is the less of two: a narrow interval, or,
        where the index is above the gauge, one that lies above it and is not very wide.
        """
        with np.errstate(invalid="ignore", divide="ignore"):
            width = (self.hi - self.lo) / self.unit
            narrow, fair = np.where(self.biased, np.inf, (width / CLOSE) ** 2), (width / WIDE) ** 2
            clear = np.where(self.value > self.gauge, ((self.value - self.lo) / (self.value - self.gauge)) ** 2, np.inf)
            clear = np.maximum(clear, fair)
            asked = np.maximum(self.count * np.minimum(narrow, clear), FEWEST)
            asked = np.exp2(np.ceil(np.log2(asked))) if self.power_of_two else np.ceil(asked)
        wanted = (self.standing() == OPEN) & np.isfinite(asked)
        return np.where(wanted, asked, np.nan)

    def place(self, factor: str) -> int:
        """Return the place of a factor that stands alone."""
        return self.factors.index((factor, ""))


def alone(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return factors that have no other factor beside them."""
    return tuple((name, "") for name in names)


def bootstrap_weights(count: int, name: str, seed: int, draws: int = DRAWS) -> Array:
    """Return weights of blocks that add up to 1: first those of the sample itself, then of each draw.

    Returns:
        (1 + draws) x count.
    """
    drawn = stream(seed, f"sensitivity.bootstrap.{name}").multinomial(count, np.full(count, 1.0 / count), size=draws)
    return np.vstack([np.ones(count), drawn]) / count


def interval(draws: Array, value: Array) -> tuple[Array, Array]:
    """Return the ends of the middle 90% of draws (first axis); NaN where the value is not known.

    Draws in which nothing varies have no index and are passed over; where those are most, there is no interval.
    """
    ends = np.quantile(draws, [TAIL, 1.0 - TAIL], axis=0)
    some = np.isnan(draws).any(axis=0) & ~np.isnan(draws).all(axis=0)
    if some.any():  # only these, because passing over some draws is slow
        ends[:, some] = np.nanquantile(draws[:, some], [TAIL, 1.0 - TAIL], axis=0)
    lo, hi = ends
    few = np.isnan(draws).mean(axis=0) > 1 / 2
    unknown = np.isnan(value) | few
    return np.where(unknown, np.nan, lo), np.where(unknown, np.nan, hi)


def weighted(compute: Callable[[Array], Array], weights: Array) -> tuple[Array, Array, Array]:
    """Return an index with its interval, from a function of weights that has their rows as its first axis."""
    found = compute(weights)
    lo, hi = interval(found[1:], found[0])
    return found[0], lo, hi


def share(part: Array, whole: Array) -> Array:
    """Return part / whole; NaN where the whole is 0."""
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Any = np.where(whole > 0, part / whole, np.nan)
    return np.asarray(found, dtype=np.float64)
