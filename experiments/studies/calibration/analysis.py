"""From what was run to the tables of a calibration; `tables` describes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from experiments.processes import one_thread
from experiments.runs.engine import Contents
from experiments.runs.store import RUNS
from experiments.runs.sweeps.points_file import WEIGHT
from experiments.runs.sweeps.sampling import Points
from experiments.studies.calibration.design import CalibrationDesign
from experiments.studies.calibration.politics import political_draws
from experiments.studies.calibration.recovery import coverage, recover, trial_work
from experiments.studies.calibration.runs import Runner
from experiments.studies.calibration.space import full_names, untouched_space
from experiments.studies.calibration.tables import (
    COVERAGE,
    EMULATORS,
    ENSEMBLE,
    OBSERVED,
    PARAMETERS,
    POINTS,
    PRIOR,
    QUANTITIES,
    RECOVERY,
    WAVES,
    WEIGHTS,
)
from experiments.studies.calibration.waves import Calibrator, Drawn, Wave
from experiments.studies.common.contract import Tables
from experiments.studies.common.factors import prior_sample
from model.state.state import Array

BOUNDS = (0.1, 0.5, 0.9)
"""Lower bound, median and upper bound of intervals of 80%."""
_ENDS = ("low", "median", "high")
_APART = 1000
"""Between the seeds of samples of parameters."""
Say = Callable[[Wave], None]


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a calibration came to: its waves and its ensemble."""

    design: CalibrationDesign
    waves: Sequence[Wave]
    drawn: Drawn

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return all tables but those of trials."""
        banks = [*(wave.bank for wave in self.waves), self.drawn.bank]
        return {
            RUNS: pd.concat([each.runs for each in banks], ignore_index=True),
            OBSERVED: pd.concat([each.observed for each in banks], ignore_index=True),
            POINTS: self._points(),
            WAVES: self._waves(),
            EMULATORS: pd.concat([self._emulators(wave) for wave in self.waves], ignore_index=True),
            QUANTITIES: self._quantities(),
            PARAMETERS: self._parameters(),
            WEIGHTS: pd.DataFrame(
                {"draws": [len(self.drawn.unit)], "effective": [self.drawn.effective], "power": [self.drawn.power]}
            ),
            ENSEMBLE: self._ensemble(),
            PRIOR: self._prior(),
        }

    def _points(self) -> pd.DataFrame:
        space = self.design.space
        units = [*(wave.bank.unit for wave in self.waves), self.drawn.unit]
        numbers = [*(wave.number for wave in self.waves), 0]
        found = pd.DataFrame(space.points(np.concatenate(units)).values, columns=list(space.names))
        found.insert(0, "draw", np.arange(len(found)))
        found.insert(1, "wave", np.repeat(numbers, [len(unit) for unit in units]))
        return found

    def _waves(self) -> pd.DataFrame:
        rows = [
            {
                "wave": wave.number,
                "points": len(wave.bank),
                "seeds": wave.options.seeds,
                "rank": wave.options.rank,
                "cutoff": wave.options.cutoff,
                "level": wave.found.level,
                "share": wave.share,
                "of_before": wave.share / wave.before,
                "best": wave.best,
            }
            for wave in self.waves
        ]
        return pd.DataFrame(rows)

    def _emulators(self, wave: Wave) -> pd.DataFrame:
        names, implausibility = self.design.space.names, wave.model.implausibility(wave.found.unit)
        rows = [
            {
                "wave": wave.number,
                "id": name,
                "kind": each.kind,
                "skill": each.skill,
                "luck": float(np.sqrt(each.noise)),
                "parameters": " ".join(names[column] for column in each.parameters),
                "lowest": float(values.min()),
                "median": float(np.median(values)),
            }
            for name, each, values in zip(wave.model.targets.ids, wave.model.emulators, implausibility.T, strict=True)
        ]
        return pd.DataFrame(rows)

    def _quantities(self) -> pd.DataFrame:
        first, drawn = self.waves[0].bank.mean, self.drawn
        return pd.DataFrame(
            {
                "id": [each.id for each in self.design.observations],
                "observed": [each.value for each in self.design.observations],
                "tolerance": [each.tolerance for each in self.design.observations],
                "discrepancy": [each.discrepancy for each in self.design.observations],
                **intervals("prior", first, np.ones(len(first))),
                **intervals("ensemble", drawn.bank.mean, drawn.weights),
            }
        )

    def _parameters(self) -> pd.DataFrame:
        space, drawn = self.design.space, self.drawn
        moved: list[dict[str, None]] = [{} for _ in space.names]
        for wave in self.waves:
            for name, each in zip(wave.model.targets.ids, wave.model.emulators, strict=True):
                for column in each.parameters:
                    moved[column][name] = None
        ends = np.array([weighted_quantiles(column, drawn.weights) for column in drawn.unit.T])
        return pd.DataFrame(
            {
                "name": list(space.names),
                "observations": [" ".join(each) for each in moved],
                **_named("prior", space.points(np.repeat([BOUNDS], len(space), axis=0).T).values.T),
                **_named("ensemble", space.points(ends.T).values.T),
                "narrower": 1.0 - (ends[:, 2] - ends[:, 0]) / (BOUNDS[2] - BOUNDS[0]),
            }
        )

    def _ensemble(self) -> pd.DataFrame:
        """Return the draws with every uncertain parameter.

        Those of simulated politics, which no company meets before 2022, follow past acts or keep their prior.
        """
        design, count = self.design, len(self.drawn.unit)
        others = untouched_space(design.space)
        rest = prior_sample(others.factors, count, design.options.seed + _APART)
        acts = political_draws(count, design.options.seed) if design.options.politics else None
        return _table(
            {
                **_columns(design.space.points(self.drawn.unit)),
                **_columns(rest),
                **(_columns(acts) if acts else {}),
            },
            self.drawn.weights,
        )

    def _prior(self) -> pd.DataFrame:
        design, count = self.design, len(self.drawn.unit)
        others = untouched_space(design.space)
        seed = design.options.seed + 2 * _APART
        both = {
            **_columns(prior_sample(design.space.factors, count, seed)),
            **_columns(prior_sample(others.factors, count, seed + _APART)),
        }
        return _table(both, np.full(count, 1.0 / count))


def calibrate(design: CalibrationDesign, contents: Contents, say: Say = lambda wave: None) -> Tables:
    """Run waves, ensemble and trials, and return the tables.

    Args:
        design: what to run.
        contents: does tasks, or what is missing of them.
        say: is given each wave when it is done.

    Raises:
        InputError: when an observation is measured on too few agents.
        StudyError: when workers keep dying.
    """
    options = design.options
    runner = Runner(contents, design.simulator, design.observations, options.first_seed)
    with one_thread():
        calibrator = Calibrator(design.space, design.targets, options, runner)
        waves, after = calibrator.waves(say)
        drawn = calibrator.draw(waves, after)
        tables = Outcome(design, waves, drawn).tables()
    if options.recovery:
        first = len(runner.worlds) * sum(map(len, (*(wave.bank for wave in waves), drawn.bank)))
        work = trial_work(waves[0].bank, design.space, design.targets, options)
        found = recover(work, options.recovery, contents, first)
        tables |= {RECOVERY: found, COVERAGE: coverage(found)}
    return tables


def weighted_quantiles(values: Array, weights: Array) -> Array:
    """Return lower bound, median and upper bound (`BOUNDS`) of some values by weight; NaN where none is known.

    Each value stands in the middle of its weight, and between values quantiles are interpolated.
    """
    known = np.isfinite(values) & (weights > 0)
    if not known.any():
        return np.full(len(BOUNDS), np.nan)
    order = np.argsort(values[known], kind="stable")
    ordered, mass = values[known][order], weights[known][order]
    places = (np.cumsum(mass) - mass / 2.0) / mass.sum()
    return np.asarray(np.interp(BOUNDS, places, ordered), dtype=np.float64)


def intervals(name: str, values: Array, weights: Array) -> dict[str, Array]:
    """Return columns `NAME_low`, `NAME_median` and `NAME_high` of each column of some values."""
    return _named(name, np.array([weighted_quantiles(column, weights) for column in values.T]))


def _named(name: str, ends: Array) -> dict[str, Array]:
    return {f"{name}_{end}": ends[:, place] for place, end in enumerate(_ENDS)}


def _columns(points: Points) -> dict[str, Array]:
    return {name: points.values[:, place] for place, name in enumerate(points.names)}


def _table(columns: dict[str, Array], weights: Array) -> pd.DataFrame:
    """Return draws with their parameters in the order in which they are declared, others behind, and the weight."""
    known = [name for name in full_names() if name in columns]
    others = [name for name in columns if name not in known]
    return pd.DataFrame({**{name: columns[name] for name in [*known, *others]}, WEIGHT: weights})
