"""Variance-based indices (Sobol): first and total, and of pairs, of groups of factors.

Estimators: Saltelli et al. (2010) for the first index, Jansen (1999) for the total, Saltelli (2002) for pairs. They
are divided by the variance over all points of the sample, which all have the same distribution: in a small sample
the variance over A and B alone misses what the other points show, and indices come out far above 1.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import norm

from experiments.runs.sweeps.sampling import DUMMY
from experiments.studies.sensitivity.estimates import TAIL, Estimate, alone, bootstrap_weights, interval, share
from experiments.studies.sensitivity.sampling import Saltelli
from model.state.state import Array, BoolArray

METHOD = "sobol"
FIRST, TOTAL, SECOND = "first", "total", "second"
FEWEST_TO_SHOW = 4
"""Blocks of the smallest part of a sample of which an index is computed to show how it settles."""


@dataclass(frozen=True, eq=False)
class Products:
    """What the indices are means of, by block: `moments` has means of y and y^2; others blocks x terms x targets.

    A mean over blocks by any weights gives the indices of a part of the sample, or of a bootstrap draw.
    """

    groups: tuple[str, ...]
    moments: Array
    first: Array
    total: Array
    pairs: Array

    def part(self, count: int) -> Products:
        """Return the same of the first blocks."""
        arrays = (self.moments, self.first, self.total, self.pairs)
        return Products(self.groups, *(each[:count] for each in arrays))

    def variance(self, weights: Array) -> Array:
        """Return the variance by weights: weights x targets."""
        found = _means(weights, self.moments)
        spread: Array = found[:, 1] - found[:, 0] ** 2
        return np.maximum(spread, 0.0)

    def spread(self, seed: int) -> Array:
        """Return the variance of the sample and of its bootstrap draws: 1 + draws x targets."""
        return self.variance(bootstrap_weights(len(self.moments), METHOD, seed))

    def indices(self, weights: Array) -> dict[str, Array]:
        """Return indices by name: weights x factors (or pairs) x targets."""
        whole = self.variance(weights)[:, None]
        first = share(_means(weights, self.first), whole)
        found = {FIRST: first, TOTAL: share(_means(weights, self.total), whole)}
        if self.pairs.shape[1]:
            one, other = np.array(list(itertools.combinations(range(len(self.groups)), 2))).T
            both = share(_means(weights, self.pairs), whole)
            found[SECOND] = both - first[:, one] - first[:, other]
        return found


def _means(weights: Array, products: Array) -> Array:
    """Return weighted means over blocks: weights x terms x targets; not known where any block is not."""
    flat = weights @ products.reshape(len(products), -1)
    return flat.reshape(len(weights), *products.shape[1:])


def products_of(layout: Saltelli, means: Array) -> Products:
    """Return what the indices are means of.

    Args:
        layout: of the sample.
        means: points x targets.
    """
    blocks = layout.in_blocks(means)
    count = len(layout.groups.names)
    centre = blocks.mean(axis=(0, 1))  # an estimate far from 0 would drown in rounding and in chance
    blocks = blocks - centre
    base, other, mixed = blocks[:, 0], blocks[:, -1], blocks[:, 1 : count + 1]
    moments = np.stack([blocks.mean(axis=1), (blocks**2).mean(axis=1)], axis=1)
    first = other[:, None] * (mixed - base[:, None])
    total = (base[:, None] - mixed) ** 2 / 2
    pairs = np.empty((len(blocks), 0, means.shape[1]))
    if layout.second_order:
        back = blocks[:, count + 1 : -1]
        one, two = np.array(list(itertools.combinations(range(count), 2))).T
        pairs = back[:, one] * mixed[:, two] - (base * other)[:, None]
    return Products(layout.groups.names, moments, first, total, pairs)


@dataclass(frozen=True, eq=False)
class Variance:
    """Indices by name, and how they settle: (blocks, indices of so many blocks) from few to all."""

    estimates: Mapping[str, Estimate]
    settling: Sequence[tuple[int, Mapping[str, Estimate]]]


def variance_indices(products: Products, constant: BoolArray, floor: Array, seed: int) -> Variance:
    """Return the indices of each group for each target.

    Args:
        products: of the sample.
        constant: for which targets nothing varies.
        floor: for each target the total index of something that only reshuffles luck.
        seed: of the bootstrap.
    """
    blocks = len(products.moments)
    counts = [count for count in (blocks // 4, blocks // 2) if count >= FEWEST_TO_SHOW]
    settling = [(count, _estimates(products.part(count), constant, floor, seed)) for count in (*counts, blocks)]
    return Variance(settling[-1][1], settling)


def _estimates(part: Products, constant: BoolArray, floor: Array, seed: int) -> dict[str, Estimate]:
    """Return the indices of a sample or a part of it."""
    count, one = len(part.moments), np.ones(len(constant))
    weights = bootstrap_weights(count, METHOD, seed)
    found = {}
    for name, draws in part.indices(weights).items():
        value, (lo, hi) = draws[0], interval(draws[1:], draws[0])
        for each in (value, lo, hi):
            each[:, constant] = np.nan
        pairs = tuple(itertools.combinations(part.groups, 2))
        names = pairs if name == SECOND else alone(part.groups)
        none = np.zeros_like(value)
        made = Estimate(METHOD, name, names, value, lo, hi, none, one, count, constant, power_of_two=True)
        noise = _gauge(made, floor if name == TOTAL else luck_in_products(floor, count))
        found[name] = replace(made, gauge=np.broadcast_to(noise, value.shape))
    return found


def luck_in_products(floor: Array, count: int) -> Array:
    """Return for each target what first and second indices may reach, at 95%, when luck is all that differs.

    They are means of products of an outcome and a difference between two runs. A difference by luck has twice the
    variance of luck, which is `floor` times that of the outcome.

    Args:
        floor: for each target the total index of something that only reshuffles luck.
        count: blocks.
    """
    result: Array = norm.ppf(1.0 - TAIL) * np.sqrt(2.0 * floor / count)
    return result


def _gauge(made: Estimate, floor: Array) -> Array:
    """Return for each target the larger of what the dummy reaches and what luck alone makes."""
    if (DUMMY, "") not in made.factors:
        return floor
    largest: Array = np.maximum(floor, made.hi[made.place(DUMMY)])
    return largest
