"""Points that are not ruled out, also where they are one in a million: walkers that follow ever narrower levels.

Subset simulation (Au and Beck 2001): walkers begin as a Latin hypercube; those of the better part are copied over the
others and all are moved within the level that this part reaches, until the level is the one asked for. The share of the
space is the product of the shares of the levels. Moves are those of Metropolis with a uniform target: towards
differences of other walkers (ter Braak 2006), which follow long and bent regions and jump between regions, and along
some coordinates with steps of many sizes. The same moves sample the posterior, in steps from flat to whole (Del Moral,
Doucet and Jasra 2006).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from experiments.runs.ensemble import resampled
from experiments.studies.calibration.options import Exploration
from experiments.studies.calibration.space import folded
from model.state.state import Array, IntArray

KEPT = 0.25
"""Share of the walkers that a level keeps."""
MOST_LEVELS = 60
LEAST_GAIN = 1e-3
"""Levels end when the next is lower by less than this."""
EFFECTIVE = 0.5
"""Effective share of walkers that a step from flat to whole keeps."""
MOST_STEPS = 60
_BY_DIFFERENCE, _JUMP = 0.5, 0.1
_OPTIMAL = 2.38
_SHAKE = 1e-4
_FEWEST_COORDINATES = 0.2
_SIZES = (-2.5, 0.0)
"""Powers of ten of the size of a step along coordinates."""
_HALVINGS = 50

Score = Callable[[Array, float], Array]
"""Score by point, given a limit above which it need not be exact."""
LogDensity = Callable[[Array], Array]


@dataclass(frozen=True, eq=False)
class Found:
    """Points in the cube that are not ruled out, the share of the cube they stand for, and the level reached (1)."""

    unit: Array
    share: float
    level: float

    @property
    def limit(self) -> float:
        """The score up to which a point stays: 1, or what was reached where nothing is left at 1."""
        return max(1.0, self.level)


def explore(
    score: Score, unit: Array, columns: tuple[int, ...], how: Exploration, chance: np.random.Generator
) -> Found:
    """Return points with a score of at most 1, or of the lowest level that was reached.

    Args:
        score: up to 1 a point stays.
        unit: the walkers to begin with, a uniform sample of the cube.
        columns: parameters that move the score; the others stay as they are.
        how: how often walkers move.
        chance: the source of random numbers.
    """
    walkers, scores = unit.copy(), score(unit, np.inf)
    share, level = 1.0, np.inf
    for _ in range(MOST_LEVELS):
        lowest = float(np.quantile(scores, KEPT, method="lower"))
        following = max(1.0, lowest)
        if level - following < LEAST_GAIN:
            break
        level = following
        inside = np.flatnonzero(scores <= level)
        share *= len(inside) / len(scores)
        chosen = _spread(inside, len(walkers), chance)
        walkers, scores = walkers[chosen], scores[chosen]
        limit = level

        def density(points: Array, limit: float = limit) -> tuple[Array, Array]:
            found = score(points, limit)
            return np.where(found <= limit, 0.0, -np.inf), found

        for _ in range(how.moves):
            walkers, _, scores = move(density, walkers, (np.zeros(len(walkers)), scores), columns, chance)
        if level == 1.0:
            break
    return Found(walkers, share, level)


def temper(
    log_density: LogDensity, walkers: Array, columns: tuple[int, ...], how: Exploration, chance: np.random.Generator
) -> Array:
    """Return walkers moved to a distribution with some log density, from one that is flat where it is not -inf.

    Args:
        log_density: by point; -inf outside.
        walkers: points inside, equally probable.
        columns: parameters that move the density.
        how: how often walkers move at each step.
        chance: the source of random numbers.
    """
    power, logs = 0.0, log_density(walkers)
    for _ in range(MOST_STEPS):
        rise = _rise(logs, 1.0 - power)
        power += rise
        chosen = chance.permutation(resampled(scaled_weights(rise * logs), len(walkers)))
        walkers, logs = walkers[chosen], logs[chosen]

        def density(points: Array, power: float = power) -> tuple[Array, Array]:
            found = log_density(points)
            return power * found, found

        for _ in range(how.moves):
            walkers, _, logs = move(density, walkers, (power * logs, logs), columns, chance)
        if power >= 1.0:
            break
    return walkers


Density = Callable[[Array], tuple[Array, Array]]
"""Log density by point, and something else by point to keep with it."""


def move(
    density: Density,
    walkers: Array,
    known: tuple[Array, Array],
    columns: tuple[int, ...],
    chance: np.random.Generator,
) -> tuple[Array, Array, Array]:
    """Move each walker once, one half by differences within the other; return walkers and what is known of them."""
    walkers, logs, kept = walkers.copy(), known[0].copy(), known[1].copy()
    for half in (0, 1):
        own, others = np.arange(half, len(walkers), 2), np.arange(1 - half, len(walkers), 2)
        proposal = walkers[own].copy()
        proposal[:, columns] = _proposed(walkers[:, columns], own, others, chance)
        found, more = density(proposal)
        taken = np.log(np.maximum(chance.random(len(own)), np.finfo(float).tiny)) <= found - logs[own]
        places = own[taken]
        walkers[places], logs[places], kept[places] = proposal[taken], found[taken], more[taken]
    return walkers, logs, kept


def _proposed(walkers: Array, own: IntArray, others: IntArray, chance: np.random.Generator) -> Array:
    """Return a symmetric proposal for each walker of one half, within the cube."""
    size = walkers.shape[1]
    now = walkers[own]
    one, other = (others[chance.integers(len(others), size=len(own))] for _ in range(2))
    factor = _OPTIMAL / np.sqrt(2.0 * size) * chance.uniform(0.2, 1.0, len(own))
    factor = np.where(chance.random(len(own)) < _JUMP, 1.0, factor)
    by_difference = factor[:, np.newaxis] * (walkers[one] - walkers[other])
    by_difference = now + by_difference + _SHAKE * chance.standard_normal(now.shape)
    # folding would not be symmetric here, since differences tie coordinates together: what lies outside stays
    outside = ((by_difference < 0.0) | (by_difference > 1.0)).any(axis=1)
    by_difference = np.where(outside[:, np.newaxis], now, by_difference)
    moved = chance.random(now.shape) < max(_FEWEST_COORDINATES, 1.0 / size)
    moved[np.arange(len(own)), chance.integers(size, size=len(own))] = True
    width = walkers[others].std(axis=0) * 10.0 ** chance.uniform(*_SIZES, (len(own), 1))
    along = moved * width * chance.standard_normal(now.shape)
    chosen = chance.random(len(own)) < _BY_DIFFERENCE
    return np.where(chosen[:, np.newaxis], by_difference, folded(now + along))


def _spread(inside: IntArray, count: int, chance: np.random.Generator) -> IntArray:
    """Return places of those inside, all of them as often as another but one, in any order."""
    return np.asarray(chance.permutation(np.resize(chance.permutation(inside), count)))


def scaled_weights(logs: Array) -> Array:
    """Return weights that add up to 1 from their logs."""
    weights = np.exp(logs - np.max(logs))
    found: Array = weights / weights.sum()
    return found


def effective(weights: Array) -> float:
    """Return the effective number of draws of some weights (Kish): the square of the sum over the sum of squares."""
    return float(weights.sum() ** 2 / (weights**2).sum())


def flattened(logs: Array, least: float, most: float = 1.0) -> float:
    """Return the largest power up to `most` at which weights have an effective number of at least `least`."""

    def enough(power: float) -> bool:
        return effective(scaled_weights(power * logs)) >= least

    if enough(most):
        return most
    low, high = 0.0, most
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        low, high = (middle, high) if enough(middle) else (low, middle)
    return low


def _rise(logs: Array, left: float) -> float:
    return flattened(logs, EFFECTIVE * len(logs), left)
