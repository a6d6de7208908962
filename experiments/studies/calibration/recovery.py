"""Proof on made-up truth: does a calibration find what is known, and do its intervals hold the truth as often as said?

One bank of runs at points from the prior serves all trials. A trial leaves one point out, takes what was run there,
with an error of the size of tolerance and discrepancy, for what was observed, calibrates on the other points alone, and
looks whether the interval of each parameter that some observation moves, and of each observed quantity, holds the
truth. No model is run again, so the posterior of a trial is that of its emulators, quadratic ones, after one wave.
Since truths are draws from the prior, a right calibration holds the truth in the intervals as often as they say (Cook,
Gelman and Rubin 2006).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa

from experiments.processes import one_thread
from experiments.runs.chunk_store import Content
from experiments.runs.engine import Contents
from experiments.runs.manifest import code_hash, made_with
from experiments.studies.calibration.exploration import explore, temper
from experiments.studies.calibration.history_matching import covariance, density_of_left, fit_wave, score
from experiments.studies.calibration.options import QUADRATIC, CalibrationOptions
from experiments.studies.calibration.runs import Bank
from experiments.studies.calibration.space import Space
from experiments.studies.calibration.targets import Targets
from model.hashing import content_hash
from model.randomness import stream
from model.state.state import Array

INTERVAL = 0.8
_LITTLE = 1e-9
PARAMETER, QUANTITY = "parameter", "quantity"
_SCHEMA = pa.schema(
    [
        ("trial", pa.int64()),
        ("draw", pa.int64()),
        ("kind", pa.string()),
        ("name", pa.string()),
        ("truth", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
    ]
)


@dataclass(frozen=True)
class TrialTask:
    """One trial: `draw` is the point of the bank that is the truth."""

    number: int
    runs: range
    draw: int
    trial: int
    world: int = 0

    def __str__(self) -> str:
        """Return the trial, for messages."""
        return f"trial {self.trial}"


@dataclass(frozen=True, eq=False)
class TrialWork:
    """How trials are done, from a bank of runs alone."""

    study: str
    bank: Bank
    space: Space
    targets: Targets
    options: CalibrationOptions

    def content(self, task: TrialTask) -> Content:
        """Calibrate on all points but one and return the intervals with the truth."""
        with one_thread():
            found = self._intervals(task)
        rows = [
            {
                "trial": task.trial,
                "draw": task.draw,
                "kind": kind,
                "name": name,
                "truth": truth,
                "low": low,
                "high": high,
            }
            for kind, name, truth, low, high in found
        ]
        return Content(pa.Table.from_pylist(rows, schema=_SCHEMA))

    def _intervals(self, task: TrialTask) -> list[tuple[str, str, float, float, float]]:
        options, chance = self.options, stream(self.options.seed, f"calibration.recovery_{task.trial}")
        truth = self.bank.mean[task.draw]
        error = np.sqrt(self.targets.variance) * chance.standard_normal(len(truth))
        bank = self.bank.at(np.arange(len(self.bank)) != task.draw)
        targets = self.targets.with_value(truth + error)
        wave = fit_wave(bank, targets, options.waves[0], options.judgement, options.seed)
        unit = self.space.sample(options.exploration.walkers, options.seed + task.trial)
        if wave.parameters:
            found = explore(partial(score, [wave]), unit, wave.parameters, options.exploration, chance)
            density = density_of_left([wave], found.limit)
            unit = temper(density, found.unit, wave.parameters, options.exploration, chance)
        mean, variance = wave.expected(unit)
        quantities = run_at_truth(mean, covariance(variance, wave.correlation), targets, chance)
        names = self.space.names
        columns = list(wave.parameters)
        parameters = zip(
            [names[each] for each in columns], self.bank.unit[task.draw, columns], unit[:, columns].T, strict=True
        )
        observed = zip(self.targets.ids, truth, quantities.T, strict=True)
        return [
            *((PARAMETER, name, float(true), *_interval(values)) for name, true, values in parameters),
            *((QUANTITY, name, float(true), *_interval(values)) for name, true, values in observed),
        ]


def run_at_truth(mean: Array, spread: Array, targets: Targets, chance: np.random.Generator) -> Array:
    """Return draws of what was run at the truth, given what was made of it: points x observations.

    It has luck and an error of the emulator, of which the made-up observation says something too.

    Args:
        mean: expected values, points x observations.
        spread: their covariance with luck, points x observations x observations.
        targets: what was made up.
        chance: the source of random numbers.
    """
    gain = spread @ np.linalg.inv(spread + np.diag(targets.variance))
    middle = mean + (gain @ (targets.value - mean)[:, :, np.newaxis])[:, :, 0]
    left = gain * targets.variance
    root = np.linalg.cholesky((left + left.transpose(0, 2, 1)) / 2.0 + _LITTLE * np.diag(targets.variance))
    drawn: Array = middle + (root @ chance.standard_normal(mean.shape)[:, :, np.newaxis])[:, :, 0]
    return drawn


def _interval(values: Array) -> tuple[float, float]:
    low, high = np.quantile(values, [(1 - INTERVAL) / 2, (1 + INTERVAL) / 2])
    return float(low), float(high)


def recover(work: TrialWork, trials: int, contents: Contents, first_task: int = 0) -> pd.DataFrame:
    """Return truth, bounds and whether they hold it, one row a trial and parameter (in the cube) or quantity.

    Args:
        work: the bank, and how trials are done.
        trials: how many; truths are points of the bank at which everything is known, in order, at most one trial each.
        contents: does trials, or what is missing of them.
        first_task: number of the first of these tasks.
    """
    known = np.flatnonzero(np.isfinite(work.bank.mean).all(axis=1))[:trials]
    tasks = [
        TrialTask(first_task + trial, range(trial, trial + 1), int(draw), trial) for trial, draw in enumerate(known)
    ]
    tables: list[pd.DataFrame] = [each.rows.to_pandas() for each in contents(work, tasks)]
    found = pd.concat(tables, ignore_index=True)
    found["inside"] = ((found["truth"] >= found["low"]) & (found["truth"] <= found["high"])).astype(np.int64)
    return found


def trial_work(bank: Bank, space: Space, targets: Targets, options: CalibrationOptions) -> TrialWork:
    """Return the work of trials on a bank of runs at points from the prior."""
    judgement = replace(options.judgement, emulator=QUADRATIC)
    options = replace(options, judgement=judgement)
    asked = [
        space.hash,
        targets.ids,
        targets.variance.tolist(),
        bank.unit.tolist(),
        str(options),
        code_hash("experiments"),
    ]
    bare = replace(bank, observed=pd.DataFrame(), runs=pd.DataFrame())
    return TrialWork(content_hash([*asked, made_with()]), bare, space, targets, options)


def coverage(recovered: pd.DataFrame) -> pd.DataFrame:
    """Return how often intervals hold the truth: one row a kind and name, and one a kind as a whole (empty name).

    `inside_lo` and `inside_hi` bound the 90% interval of the share over trials.
    """
    rows = []
    for kind, of_kind in recovered.groupby("kind", sort=False):
        whole = [("", of_kind), *((str(name), own) for name, own in of_kind.groupby("name", sort=False))]
        rows += [(kind, name, *_share(own)) for name, own in whole]
    return pd.DataFrame(rows, columns=["kind", "name", "trials", "inside", "inside_lo", "inside_hi"])


_NORMAL = 1.645


def _share(rows: pd.DataFrame) -> Sequence[float]:
    """Return the number of trials, the share inside and its interval, trials being independent of each other."""
    by_trial = rows.groupby("trial")["inside"].agg(["sum", "size"])
    share = float(by_trial["sum"].sum() / by_trial["size"].sum())
    left = by_trial["sum"] - share * by_trial["size"]
    error = float(np.sqrt((left**2).sum()) / by_trial["size"].sum())
    return len(by_trial), share, max(0.0, share - _NORMAL * error), min(1.0, share + _NORMAL * error)
