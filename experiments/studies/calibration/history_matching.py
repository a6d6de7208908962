"""Implausibility: how far the expected value of an observation is from what was observed, in standard deviations.

    I_k(x) = |E[f_k(x)] - z_k| / sqrt(V_emulator + V_luck + V_discrepancy + V_tolerance)

(Andrianakis et al. 2015; Vernon, Goldstein and Bower 2010; McCulloch et al. 2022). A point is ruled out by a wave when
its n-th highest implausibility over observations is above the cut-off: 3 by the rule of Pukelsheim (1994), whatever the
distribution as long as it has one peak.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from experiments.studies.calibration.emulator import Emulator, fit_emulator
from experiments.studies.calibration.options import Judgement, WaveOptions
from experiments.studies.calibration.runs import Bank
from experiments.studies.calibration.targets import Targets
from model.state.state import Array


@dataclass(frozen=True, eq=False)
class WaveModel:
    """The emulators of one wave, one an observation, and what they are held against."""

    emulators: tuple[Emulator, ...]
    targets: Targets
    options: WaveOptions
    correlation: Array
    """Of the errors of emulators and luck, observations x observations: what one misses others miss as well."""

    @property
    def parameters(self) -> tuple[int, ...]:
        """The columns of all parameters that some observation moves with, in order."""
        return tuple(sorted({each for emulator in self.emulators for each in emulator.parameters}))

    def predicted(self, unit: Array) -> tuple[Array, Array]:
        """Return the expected value of each observation and its variance, luck left out: points x observations."""
        found = [each.predict(unit) for each in self.emulators]
        return np.stack([mean for mean, _ in found], axis=1), np.stack([variance for _, variance in found], axis=1)

    @property
    def luck(self) -> Array:
        """The variance of a mean over the seeds of a point, by observation."""
        return np.array([each.noise for each in self.emulators])

    def expected(self, unit: Array) -> tuple[Array, Array]:
        """Return the expected value of each observation and its variance, luck included: points x observations."""
        mean, variance = self.predicted(unit)
        return mean, variance + self.luck

    def implausibility(self, unit: Array) -> Array:
        """Return points x observations."""
        mean, variance = self.expected(unit)
        found: Array = np.abs(mean - self.targets.value) / np.sqrt(variance + self.targets.variance)
        return found

    def score(self, unit: Array) -> Array:
        """Return the implausibility that counts over the cut-off, by point: up to 1 a point stays."""
        found = np.sort(self.implausibility(unit), axis=1)
        return np.asarray(found[:, -min(self.options.rank, found.shape[1])] / self.options.cutoff)

    def log_likelihood(self, unit: Array) -> Array:
        """Return the log of the probability density of what was observed, by point."""
        mean, variance = self.expected(unit)
        return log_density(mean, variance, self.targets, self.correlation)


def covariance(variance: Array, correlation: Array) -> Array:
    """Return points x observations x observations, given variances (points x observations) and their correlation."""
    deviation = np.sqrt(variance)
    found: Array = deviation[:, :, np.newaxis] * deviation[:, np.newaxis, :] * correlation
    return found


def log_density(mean: Array, variance: Array, targets: Targets, correlation: Array) -> Array:
    """Return the log density of what was observed for normal errors, by point.

    Args:
        mean: expected values, points x observations.
        variance: their variance, of the same shape; that of the targets, which is independent, is added.
        targets: what was observed.
        correlation: of the errors of expected values, observations x observations.
    """
    whole = covariance(variance, correlation)
    places = np.arange(len(targets.ids))
    whole[:, places, places] += targets.variance
    root = np.linalg.cholesky(whole)
    scaled = np.linalg.solve(root, (mean - targets.value)[:, :, np.newaxis])[:, :, 0]
    logs = np.log(np.diagonal(root, axis1=1, axis2=2))
    found: Array = -0.5 * (scaled**2).sum(axis=1) - logs.sum(axis=1)
    return found


def correlation_of(errors: Array) -> Array:
    """Return the correlation of errors (points x observations, NaN where unknown), drawn towards none by their number.

    The share of no correlation is that of observations among observations and points, so that it is never singular.
    """
    points, size = errors.shape
    known = np.nan_to_num(errors)
    length = np.sqrt((known**2).sum(axis=0))
    scaled = known / np.where(length > 0, length, 1.0)
    share = size / (size + points)
    found: Array = (1.0 - share) * (scaled.T @ scaled)
    np.fill_diagonal(found, 1.0)
    return found


def fit_wave(bank: Bank, targets: Targets, options: WaveOptions, judgement: Judgement, seed: int) -> WaveModel:
    """Return the emulators that some points give; what is not known at a point is left out there."""
    noise = bank.noise(options.seeds)
    emulators, errors = [], np.full(bank.mean.shape, np.nan)
    for place in range(len(targets.ids)):
        values = bank.mean[:, place]
        known = np.isfinite(values)
        emulator = fit_emulator(bank.unit[known], values[known], float(noise[place]), judgement, seed + place)
        emulators.append(emulator)
        errors[known, place] = emulator.errors
    return WaveModel(tuple(emulators), targets, options, correlation_of(errors))


def score(waves: Sequence[WaveModel], unit: Array, limit: float = np.inf) -> Array:
    """Return the highest score over waves, by point: up to 1 no wave rules a point out.

    Of points that a wave puts above `limit` the later waves are not asked: only that they are above it is known.
    """
    found = waves[0].score(unit)
    for wave in waves[1:]:
        inside = found <= limit
        found[inside] = np.maximum(found[inside], wave.score(unit[inside]))
    return found


def density_of_left(waves: Sequence[WaveModel], limit: float) -> Callable[[Array], Array]:
    """Return the log-likelihood by point as the last wave sees it, -inf where a wave rules the point out.

    Args:
        waves: from first to last.
        limit: the score up to which a point stays.
    """

    def density(points: Array) -> Array:
        return np.where(score(waves, points, limit) <= limit, waves[-1].log_likelihood(points), -np.inf)

    return density


def active(waves: Sequence[WaveModel]) -> tuple[int, ...]:
    """Return the columns of the parameters that any wave uses, in order."""
    return tuple(sorted({column for wave in waves for column in wave.parameters}))
