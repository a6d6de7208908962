"""Smooth functions of what could be measured, fitted to noisy draws: a Gaussian process of low rank.

The expectation of an outcome given a quantity is a Gaussian process with a constant mean. How much of the spread is
signal is chosen by restricted likelihood, so that the curve is flat where nothing speaks against it. Positions are
ranks, so that a skew quantity does not decide by its tail. See Strong, Oakley and Brennan (2014) and Rasmussen and
Williams (2006), *Gaussian Processes for Machine Learning*, chapters 2 and 5.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.linalg import eigh

from model.state.state import Array, IntArray

LENGTHS = (1.0, 0.25)
"""Lengths over which a curve bends, as a share of all draws in the order of the quantity."""
JOINT_LENGTH = 0.5
"""The same of a function of several quantities together, times the root of their number."""
MOST_COLUMNS = 30
LEAST_SPREAD = 1e-4
"""A basis has at most so many columns, and none with a smaller share of the spread of the first."""
RATIOS: Array = np.concatenate([[0.0], np.logspace(-3, 3, 25)])
"""Variance of the signal over that of the noise: the values among which the likelihood chooses."""
_SMALL = 1e-12


def effective(weights: Array) -> float:
    """Return how many draws of equal weight tell as much as these (Kish 1965); the weights add up to 1."""
    return float(1.0 / (weights @ weights))


def positions(values: Array, weights: Array) -> Array:
    """Return for each value which share of the weight lies below it, those that are equal halfway: 0-1.

    Args:
        values: draws x quantities.
        weights: by draw, adding up to 1.
    """
    found = np.empty_like(values, dtype=np.float64)
    for place, column in enumerate(values.T):
        _, same = np.unique(column, return_inverse=True)
        mass = np.bincount(same, weights=weights)
        found[:, place] = (np.cumsum(mass) - mass / 2)[same]
    return found


def bases(places: Array) -> list[Array]:
    """Return bases of smooth functions of positions, draws x columns each: the one that fits best is used.

    Of one quantity: curves of each of `LENGTHS`. Of several: sums of such curves, and functions of all together.

    Args:
        places: draws x quantities, 0-1.
    """
    apart = (places[:, np.newaxis] - places[np.newaxis]) ** 2
    kernels = [np.exp(-apart / (2 * length**2)).mean(axis=2) for length in LENGTHS]
    count = places.shape[1]
    if count > 1:
        kernels.append(np.exp(-apart.sum(axis=2) / (2 * count * JOINT_LENGTH**2)))
    return [_columns(kernel) for kernel in kernels]


def _columns(kernel: Array) -> Array:
    """Return the principal columns of a covariance between draws without its mean, with an average variance of 1."""
    centred = kernel - kernel.mean(axis=0) - kernel.mean(axis=1, keepdims=True) + kernel.mean()
    first = max(0, len(centred) - MOST_COLUMNS)
    spread, vectors = eigh(centred, subset_by_index=[first, len(centred) - 1])
    kept = spread > LEAST_SPREAD * max(float(spread[-1]), _SMALL)
    columns: Array = vectors[:, kept] * np.sqrt(spread[kept] * len(centred) / spread[kept].sum())
    return columns


@dataclass(frozen=True, eq=False)
class Fit:
    """What a basis says of several outcomes, for every value of `RATIOS`.

    Attributes:
        mean: by outcome.
        basis: draws x directions, in which coefficients are independent a posteriori.
        spread: by direction.
        along: directions x outcomes.
        rest: sum of squares that is left, ratios x outcomes.
        likelihood: log of the restricted likelihood but for a constant, ratios x outcomes.
        draws: effective number of draws.
    """

    mean: Array
    basis: Array
    spread: Array
    along: Array
    rest: Array
    likelihood: Array
    draws: float

    def best(self) -> IntArray:
        """Return by outcome the place of the ratio that is most likely."""
        found: IntArray = self.likelihood.argmax(axis=0)
        return found

    def coefficients(self, ratio: Array) -> Array:
        """Return directions x outcomes: the coefficients that are most likely given a ratio by outcome."""
        grown = self.spread[:, np.newaxis] * ratio
        found: Array = np.sqrt(self.spread)[:, np.newaxis] * ratio / (1 + grown) * self.along
        return found

    def curve(self) -> Array:
        """Return draws x outcomes: the expectation given the quantity."""
        return np.asarray(self.mean + self.basis @ self.coefficients(RATIOS[self.best()]))


def fit(basis: Array, weights: Array, outcomes: Array) -> Fit:
    """Fit a basis to outcomes.

    Args:
        basis: draws x columns.
        weights: by draw, adding up to 1.
        outcomes: draws x outcomes.
    """
    draws = effective(weights)
    mean = weights @ outcomes
    off, centred = outcomes - mean, basis - weights @ basis
    weighted = (draws * weights)[:, np.newaxis] * centred
    spread, turn = np.linalg.eigh(weighted.T @ centred)
    spread = np.maximum(spread, _SMALL)
    along = turn.T @ (weighted.T @ off) / np.sqrt(spread)[:, np.newaxis]
    total = draws * (weights @ off**2)
    grown = RATIOS[:, np.newaxis] * spread
    rest = np.maximum(total - (grown / (1 + grown)) @ along**2, _SMALL * total)
    with np.errstate(divide="ignore"):
        likelihood = -0.5 * np.log1p(grown).sum(axis=1)[:, np.newaxis] - 0.5 * (draws - 1) * np.log(rest)
    likelihood[:, total <= 0] = 0.0  # nothing varies: no ratio is more likely than none
    return Fit(mean, centred @ turn, spread, along, rest, likelihood, draws)


def likeliest(fits: Iterable[Fit], groups: IntArray) -> tuple[list[Fit], IntArray]:
    """Return fits of several bases to the same outcomes, and for each group of outcomes the basis that fits it best.

    Args:
        fits: one a basis.
        groups: the group of each outcome, from 0.
    """
    every = list(fits)
    scores = np.array([np.bincount(groups, weights=each.likelihood.max(axis=0)) for each in every])
    found: IntArray = scores.argmax(axis=0)
    return every, found


def simulated(own: Fit, outcomes: IntArray, residuals: Array, count: int, generator: np.random.Generator) -> Array:
    """Return curves that the draws leave possible: count x draws x outcomes.

    Ratio, variance of the noise, coefficients and mean are drawn from their posterior. Errors of outcomes go together
    as their residuals do, because mixes share their luck.

    Args:
        own: the fit.
        outcomes: the places of the outcomes in it.
        residuals: draws x outcomes, what the curve leaves over.
        count: number of curves.
        generator: of chance.
    """
    chance = np.exp(own.likelihood[:, outcomes] - own.likelihood[:, outcomes].max(axis=0))
    edges = np.cumsum(chance / chance.sum(axis=0), axis=0)
    drawn = generator.random((count, 1, len(outcomes)))
    place = np.minimum((drawn > edges).sum(axis=1), len(RATIOS) - 1)
    ratio = RATIOS[place]
    noise = own.rest[place, outcomes] / generator.chisquare(own.draws - 1, size=(count, 1))
    grown = own.spread[:, np.newaxis] * ratio[:, np.newaxis]
    scale = ratio[:, np.newaxis] / (1 + grown)
    centre = np.sqrt(own.spread)[:, np.newaxis] * scale * own.along[:, outcomes]
    mix = _root(residuals)
    errors = generator.standard_normal((count, len(own.spread) + 1, len(outcomes))) @ mix
    coefficients = centre + np.sqrt(noise[:, np.newaxis] * scale) * errors[:, 1:]
    mean = own.mean[outcomes] + np.sqrt(noise / own.draws) * errors[:, 0]
    return np.asarray(mean[:, np.newaxis] + own.basis @ coefficients)


def _root(residuals: Array) -> Array:
    """Return a matrix that gives independent errors the correlations of residuals."""
    size = residuals.std(axis=0)
    scaled = (residuals - residuals.mean(axis=0)) / np.where(size > 0, size, 1.0)
    spread, turn = np.linalg.eigh(scaled.T @ scaled / len(scaled) + _SMALL * np.eye(len(size)))
    return np.asarray((turn * np.sqrt(np.maximum(spread, 0.0))) @ turn.T)
