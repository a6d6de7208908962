"""One task of a sweep: run its starts, and keep what came of them as one chunk."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.report.outcome_facts import flows
from experiments.runs.engine import describe
from experiments.runs.statistics import by_year
from experiments.runs.sweeps.chunks import chunk_content, chunk_path, write_chunk
from experiments.runs.sweeps.design import Recording, Start, SweepDesign, Task
from model.errors import InputError
from model.inputs.toml_input import quarter_name
from model.scenario import Scenario
from model.simulation import Run, simulate_together
from model.state.state import Array

Simulate = Callable[[Sequence[Scenario], int, Callable[[int], bool]], list[Run]]
"""Runs scenarios together with one seed, and records the quarters for which the function says so."""


def simulate(scenarios: Sequence[Scenario], seed: int, wanted: Callable[[int], bool]) -> list[Run]:
    """Run the model."""
    return simulate_together(scenarios, seed, record_when=wanted)


@dataclass(frozen=True, eq=False)
class Work:
    """What every task of a sweep needs: scenarios by world, what to keep, where to write, and the model.

    `folder` may be known to the driver alone. `simulate` stands for the model in tests; it must be importable by
    the workers.
    """

    worlds: tuple[tuple[Scenario, ...], ...]
    recording: Recording
    folder: Path
    simulate: Simulate

    @classmethod
    def of(cls, design: SweepDesign, folder: Path, simulate: Simulate) -> Work:
        """Return the work of a design, whose chunks go to a folder."""
        return cls(design.worlds, design.recording, folder, simulate)


@dataclass(frozen=True)
class Done:
    """A task that is done: how many runs it had, and how many seconds they took."""

    number: int
    runs: int
    seconds: float


def do(work: Work, task: Task) -> Done:
    """Run a task and write its chunk; for errors see `perform`."""
    done, content = perform(work, task)
    write_chunk(chunk_path(work.folder, task.number), content)
    return done


def perform(work: Work, task: Task) -> tuple[Done, bytes]:
    """Run a task and return its chunk as bytes.

    A run that raises is written down with its traceback; the others go on.

    Raises:
        InputError: when the input turns out to be unusable while the world is built.
    """
    began = time.perf_counter()
    tables: list[pd.DataFrame] = []
    errors: dict[int, str] = {}
    place = task.first_run
    for start in task.starts:
        for found in _run_start(work, task.world, start):
            if isinstance(found, Run):
                tables.append(rows_of(found, place, work.recording))
            else:
                errors[place] = found
            place += 1
    content = chunk_content(tables, errors, work.recording)
    return Done(task.number, place - task.first_run, time.perf_counter() - began), content


def _run_start(work: Work, world: int, start: Start) -> list[Run | str]:
    """Return what came of each scenario; when one raises, each is run alone, so that only those are lost."""
    scenarios: Sequence[Scenario] = work.worlds[world]
    if start.parameters:
        parameters = scenarios[0].parameters.replace(start.parameters, "sweep")
        scenarios = [each.with_parameter_set(parameters) for each in scenarios]
    try:
        return [*work.simulate(scenarios, start.seed, work.recording.wants)]
    except InputError:
        raise
    except Exception:
        return [_alone(work, each, start.seed) for each in scenarios]


def _alone(work: Work, scenario: Scenario, seed: int) -> Run | str:
    try:
        return work.simulate([scenario], seed, work.recording.wants)[0]
    except InputError:
        raise
    except Exception as error:
        return describe(error)


def rows_of(run: Run, place: int, recording: Recording) -> pd.DataFrame:
    """Return the outcomes kept of a run, one row a year (a stock at its end, a flow as the mean) or quarter."""
    chosen = [run.outcomes.index(name) for name in recording.outcomes]
    values: Array = run.values[:, chosen]
    dates = np.array(run.dates)
    years = dates // 4
    times: dict[str, Any] = {}
    if recording.quarterly:
        times["quarter"] = [quarter_name(int(date)) for date in dates]
    else:
        flowing = flows()
        is_flow = np.array([name in flowing for name in recording.outcomes], dtype=bool)
        years, annual = by_year(values[None], years, is_flow)
        values = annual[0]
    with np.errstate(over="ignore"):
        kept = pd.DataFrame(values.astype(np.float32), columns=list(recording.outcomes))
    keys = {"run": np.full(len(years), place, dtype=np.int32), **times, "year": years.astype(np.int16)}
    return pd.concat([pd.DataFrame(keys), kept], axis=1)
