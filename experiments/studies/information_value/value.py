"""What information is worth to a choice: of everything, or of some quantities.

A choice is between options of which the one with the highest expected gain is taken. Information is worth what it adds
to the expected gain because another option is taken where it shows one to be better (Raiffa and Schlaifer 1961). Luck,
the seed of a run, cannot be known beforehand: gains are expectations over seeds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.runs.statistics import CONFIDENCE
from experiments.studies.information_value.smoothing import effective
from model.state.state import Array

TAILS = ((1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2)
RESAMPLED = 400
"""So many times draws are weighed anew for the interval of the value of perfect information."""
_SMALL = 1e-12


def worth(gains: Array, weights: Array) -> Array:
    """Return what it is worth to know in which draw one is: the mean of the best less the best of the means.

    Args:
        gains: ... x draws x options.
        weights: ... x draws, adding up to 1 over draws.
    """
    best = (weights * gains.max(axis=-1)).sum(axis=-1)
    means = (weights[..., np.newaxis] * gains).sum(axis=-2)
    found = best - means.max(axis=-1)
    return np.where(found > _SMALL * np.abs(gains).max(axis=(-2, -1)), found, 0.0)


def switches(gains: Array, weights: Array) -> float:
    """Return in which share of draws (draws x options) another option is best than on average; ties are none."""
    taken = int((weights @ gains).argmax())
    return float(weights[gains.max(axis=1) > gains[:, taken] + _SMALL * np.abs(gains).max()].sum())


def reweighted(weights: Array, count: int, generator: np.random.Generator) -> Array:
    """Return weights that draws may have as well (Bayesian bootstrap, Rubin 1981): count x draws."""
    drawn = generator.standard_gamma(np.maximum(effective(weights) * weights, _SMALL), size=(count, len(weights)))
    return np.asarray(drawn / drawn.sum(axis=1, keepdims=True))


@dataclass(frozen=True)
class Perfect:
    """The value of knowing every parameter.

    Attributes:
        value: with the part of luck taken out; NaN when no draw has two seeds.
        low: lower end of its 90% interval.
        high: upper end.
        least: what choosing by the other seeds of a draw adds when it is valued by one: the true value is no less on
            average. NaN unless every draw has two seeds.
        most: as if means over seeds were exact: the true value is no more on average.
        switches: share of draws in which another option than that with the best mean is best, luck taken out.
    """

    value: float
    low: float
    high: float
    least: float
    most: float
    switches: float


def perfect(gains: Array, weights: Array, generator: np.random.Generator) -> Perfect:
    """Return the value of perfect information.

    Means over a few seeds spread more than expectations do, and the best of several looks better than it is. Their
    spread is shrunk until its covariance is that between draws alone.

    Args:
        gains: draws x seeds x options; NaN for a seed that a draw was not run with, one at least is known.
        weights: by draw, adding up to 1.
        generator: of chance.
    """
    seeds = np.isfinite(gains).all(axis=2).sum(axis=1)
    means = np.nanmean(gains, axis=1)
    most = float(worth(means, weights))
    several = seeds > 1
    if not several.any():
        return Perfect(np.nan, np.nan, np.nan, np.nan, most, np.nan)
    off = np.nan_to_num(gains - means[:, np.newaxis])[several]
    luck = np.einsum("dso,dsp->dop", off, off) / (seeds[several] - 1)[:, np.newaxis, np.newaxis]

    def expected(other: Array) -> Array:
        part = other[several] / max(other[several].sum(), _SMALL)
        return shrunk(means, np.einsum("d,dop->op", part, luck) * (other @ (1 / seeds)), other)

    again = [float(worth(expected(other), other)) for other in reweighted(weights, RESAMPLED, generator)]
    own = expected(weights)
    low, high = np.quantile(again, TAILS)
    least = _least(gains, weights) if (seeds == gains.shape[1]).all() else np.nan
    return Perfect(float(worth(own, weights)), float(low), float(high), least, most, switches(own, weights))


def shrunk(means: Array, luck: Array, weights: Array) -> Array:
    """Return means over seeds brought nearer to each other, so that their covariance is that of expectations.

    The map is the linear one that moves them least (optimal transport between normal distributions).

    Args:
        means: draws x options.
        luck: covariance of the errors of means, options x options.
        weights: by draw, adding up to 1.
    """
    centre = weights @ means
    off = means - centre
    spread = off.T @ (weights[:, np.newaxis] * off)
    root = _power(spread - luck, 0.5)
    return np.asarray(centre + off @ (root @ _power(root @ spread @ root, -0.5) @ root))


def _power(matrix: Array, power: float) -> Array:
    """Return a power of a symmetric matrix; directions with no spread, or less, have none."""
    spread, turn = np.linalg.eigh((matrix + matrix.T) / 2)
    known = spread > _SMALL * max(float(spread[-1]), 0.0)
    grown = np.where(known, np.where(known, spread, 1.0) ** power, 0.0)
    return np.asarray((turn * grown) @ turn.T)


def _least(gains: Array, weights: Array) -> float:
    """Return what choosing by all seeds of a draw but one adds, valued by that one."""
    found = []
    for place in range(gains.shape[1]):
        taken = np.delete(gains, place, axis=1).mean(axis=1).argmax(axis=1)
        found.append(weights @ gains[np.arange(len(gains)), place, taken])
    return max(0.0, float(np.mean(found) - (weights @ gains.mean(axis=1)).max()))
