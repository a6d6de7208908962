"""Waves of runs, each within what the waves before it have left, and the ensemble that is drawn after the last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from experiments.runs.errors import StudyError
from experiments.studies.calibration.exploration import (
    Found,
    effective,
    explore,
    flattened,
    scaled_weights,
    temper,
)
from experiments.studies.calibration.history_matching import (
    WaveModel,
    active,
    density_of_left,
    fit_wave,
    log_density,
    score,
)
from experiments.studies.calibration.options import CalibrationOptions, WaveOptions
from experiments.studies.calibration.runs import Bank, Counter, Runner, check_agents
from experiments.studies.calibration.space import Space
from experiments.studies.calibration.targets import Targets
from model.randomness import stream
from model.state.state import Array, IntArray

CHANCE = "calibration"
_PLACES = 12
"""Digits of a weight."""
_LEAST_VARIANCE = 1e-300
Say = Callable[["Wave"], None]


@dataclass(frozen=True, eq=False)
class Wave:
    """One wave: its place from 1, the points it ran, its emulators, and what all waves so far leave of the space."""

    number: int
    options: WaveOptions
    bank: Bank
    model: WaveModel
    found: Found
    before: float

    @property
    def share(self) -> float:
        """The share of the prior that no wave so far rules out."""
        return self.found.share

    @property
    def best(self) -> float:
        """The lowest implausibility that counts, of the points that were run, as the emulators see them."""
        return float(self.model.score(self.bank.unit).min() * self.options.cutoff)


@dataclass(frozen=True, eq=False)
class Drawn:
    """The ensemble: points in the cube that were run, their weights, and how weights came about.

    Attributes:
        unit: draws x parameters.
        weights: by draw; they add up to 1.
        power: what the weights of importance were raised to: 1 leaves them whole, 0 makes all alike.
        bank: what was run.
    """

    unit: Array
    weights: Array
    power: float
    bank: Bank

    @property
    def effective(self) -> float:
        """The effective number of draws."""
        return effective(self.weights)


@dataclass(frozen=True, eq=False)
class Calibrator:
    """Runs waves and draws the ensemble.

    Attributes:
        space: what varies.
        targets: what was observed.
        options: how much is run.
        runner: runs points.
    """

    space: Space
    targets: Targets
    options: CalibrationOptions
    runner: Runner

    def waves(self, say: Say = lambda wave: None) -> tuple[list[Wave], Counter]:
        """Run the waves; each is given to `say` when it is done. Return them and how much was run."""
        done: list[Wave] = []
        after = Counter()
        unit = self.space.sample(self.options.waves[0].points, self.options.seed)
        for number, options in enumerate(self.options.waves, start=1):
            bank, after = self._run(unit, options.seeds, after)
            model = self._fit(done, bank, options)
            found = self._explore([*(each.model for each in done), model], number)
            done.append(Wave(number, options, bank, model, found, done[-1].share if done else 1.0))
            say(done[-1])
            if number > 1 and done[-1].share > self.options.stop_share * done[-1].before:
                break
            if number < len(self.options.waves):
                unit = self._next(found, done, self.options.waves[number].points, number)
        return done, after

    def draw(self, done: Sequence[Wave], after: Counter) -> Drawn:
        """Draw the ensemble from what the waves leave, run every draw, and weigh it by what came of it.

        Draws are a sample of the posterior as the emulators of the last wave see it, within what no wave rules out.
        Each weighs as much more as its likelihood after it was run is above that before: what was run joins what the
        emulators expected, each by its precision. Weights are raised to the highest power of at most 1 at which they
        count as enough draws.
        """
        models, chance = [each.model for each in done], self._chance("ensemble")
        columns, last = active(models), done[-1]
        density = density_of_left(models, last.found.limit)
        walkers = temper(density, last.found.unit, columns, self.options.exploration, chance)
        places = np.linspace(0, len(walkers), self.options.draws, endpoint=False).astype(np.int64)
        unit = self._refreshed(walkers[places], columns, "ensemble")
        bank, _ = self._run(unit, self.options.draw_seeds, after)
        return self._weigh(unit, bank, last)

    def _weigh(self, unit: Array, bank: Bank, last: Wave) -> Drawn:
        """Return the weights of draws by what was run, joined with the emulators by their precision."""
        known = np.isfinite(bank.mean).all(axis=1)
        if not known.any():
            raise StudyError("no draw of the ensemble could be run with all observations; see the table of runs")
        noise = np.maximum((bank + last.bank).noise(self.options.draw_seeds), _LEAST_VARIANCE)
        mean, variance = last.model.predicted(unit[known])
        variance = np.maximum(variance, _LEAST_VARIANCE)
        joined = 1.0 / (1.0 / variance + 1.0 / noise)
        updated = joined * (mean / variance + bank.mean[known] / noise)
        logs = log_density(updated, joined + last.model.luck, self.targets, last.model.correlation)
        logs = logs - last.model.log_likelihood(unit[known])
        power = flattened(logs, min(self.options.effective_share * len(unit), len(logs)))
        weights = np.zeros(len(unit))
        weights[known] = scaled_weights(power * logs)
        rounded = np.round(weights, _PLACES)
        return Drawn(unit, rounded / rounded.sum(), power, bank)

    def _run(self, unit: Array, seeds: int, before: Counter) -> tuple[Bank, Counter]:
        bank, after = self.runner.run(unit, self.space.points(unit), seeds, before)
        judgement = self.options.judgement
        return check_agents(bank, self.runner.observations, judgement.least_agents, judgement.most_missing), after

    def _fit(self, done: Sequence[Wave], bank: Bank, options: WaveOptions) -> WaveModel:
        """Return the emulators of a wave: on its own points, and those of earlier waves that are not ruled out."""
        for wave in done:
            earlier = wave.bank
            bank = bank + earlier.at(score([each.model for each in done], earlier.unit) <= done[-1].found.limit)
        return fit_wave(bank, self.targets, options, self.options.judgement, self.options.seed)

    def _explore(self, models: Sequence[WaveModel], number: int) -> Found:
        begin = self.space.sample(self.options.exploration.walkers, self.options.seed + number)
        columns = active(models)
        if not columns:
            return Found(begin, 1.0, 1.0)
        chance = self._chance(f"wave_{number}")
        return explore(partial(score, models), begin, columns, self.options.exploration, chance)

    def _next(self, found: Found, done: Sequence[Wave], count: int, number: int) -> Array:
        """Return the points of the next wave, spread over what is left."""
        columns = active([each.model for each in done])
        chosen = spread_out(found.unit[:, columns], count)
        return self._refreshed(found.unit[chosen], columns, f"wave_{number}")

    def _refreshed(self, unit: Array, columns: tuple[int, ...], name: str) -> Array:
        """Return points with what moves no observation drawn from the prior anew."""
        others = [place for place in range(len(self.space)) if place not in columns]
        fresh = unit.copy()
        if others:
            chance = self._chance(f"others.{name}")
            order = np.argsort(chance.random((len(unit), len(others))), axis=0)
            fresh[:, others] = (order + chance.random(order.shape)) / len(unit)
        return fresh

    def _chance(self, name: str) -> np.random.Generator:
        return stream(self.options.seed, f"{CHANCE}.{name}")


MOST_COMPARED = 4
"""Points are chosen from so many times as many, so that they are spread without all lying at the sides."""


def spread_out(points: Array, count: int) -> IntArray:
    """Return places of points far from each other: each next is the farthest from those chosen.

    Args:
        points: points x parameters.
        count: how many, at most as many as there are points.
    """
    candidates = points[: MOST_COMPARED * count]
    chosen = [0]
    nearest = ((candidates - candidates[0]) ** 2).sum(axis=1)
    while len(chosen) < min(count, len(candidates)):
        chosen.append(int(np.argmax(nearest)))
        nearest = np.minimum(nearest, ((candidates - candidates[chosen[-1]]) ** 2).sum(axis=1))
    return np.array(chosen, dtype=np.int64)
