"""Run a design on this machine, in parallel over seeds; results do not depend on how the work is spread."""

from __future__ import annotations

import math
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import joblib
from joblib.externals.loky.process_executor import TerminatedWorkerError

from experiments.place import ROOT
from experiments.runs.breakdown import simulate_divided, yearly
from experiments.runs.design import Design
from experiments.runs.errors import StudyError
from model.errors import InputError
from model.plugins import carried
from model.scenario import Scenario
from model.simulation import Run
from model.state.state import Array

TASKS_PER_WORKER = 4
"""At least so many tasks a worker, that none sits idle for long at the end."""
MOST_FAILED_SHARE = 0.01
"""A study in which more runs fail than this has failed."""

Simulator = Callable[[Sequence[Scenario], int], list[Run]]


@dataclass(frozen=True, eq=False)
class Result:
    """What came of one run: `values` is quarters × outcomes, or None with the traceback in `error`.

    `breakdown` is years × cells as `experiments.runs.breakdown` has them, None where the run was not divided.
    """

    index: int
    outcomes: tuple[str, ...]
    values: Array | None
    error: str = ""
    breakdown: Array | None = None


@dataclass(frozen=True)
class Task:
    """Runs of one seed, done together so that they share the building of the world."""

    indices: tuple[int, ...]
    scenarios: tuple[Scenario, ...]
    seed: int


def plan(design: Design, workers: int) -> list[Task]:
    """Group the runs of a design by seed, in several tasks a seed when there are few seeds."""
    pieces = math.ceil(TASKS_PER_WORKER * workers / len(design.seeds)) if workers > 1 else 1
    size = math.ceil(len(design.scenarios) / pieces)
    tasks = []
    for place, seed in enumerate(design.seeds):
        for first in range(0, len(design.scenarios), size):
            chosen = range(first, min(first + size, len(design.scenarios)))
            indices = tuple(scenario * len(design.seeds) + place for scenario in chosen)
            tasks.append(Task(indices, tuple(design.scenarios[each] for each in chosen), seed))
    return tasks


def run_design(
    design: Design,
    workers: int,
    report: Callable[[int], None] = lambda done: None,
    simulator: Simulator = simulate_divided,
) -> list[Result]:
    """Run every run of a design.

    Args:
        design: what to run.
        workers: number of processes; with one everything happens in this process.
        report: called with the number of runs that were done since the last call.
        simulator: stands for the model in tests; must be importable by the workers.

    Returns:
        The results in the order of `design.runs`; a run that raised is among them, with its traceback.

    Raises:
        InputError: when the input turns out to be unusable while the world is built.
        StudyError: when a worker process dies.
    """
    results: dict[int, Result] = {}
    try:
        for finished in _each(plan(design, workers), workers, simulator):
            results.update((result.index, result) for result in finished)
            report(len(finished))
    except TerminatedWorkerError:
        raise StudyError(
            "a worker process was ended by the system, most likely for want of memory; try --workers 1"
        ) from None
    return [results[index] for index in range(len(design.runs))]


def _each(tasks: list[Task], workers: int, simulator: Simulator) -> Iterator[list[Result]]:
    """Do the tasks, here or in worker processes, and yield the results of each as it is done."""
    if workers == 1:
        yield from (do(task, simulator) for task in tasks)
        return
    with joblib.parallel_config(backend="loky", inner_max_num_threads=1):
        parallel = joblib.Parallel(n_jobs=workers, return_as="generator_unordered", batch_size=1)
        yield from parallel(joblib.delayed(carried(do))(task, simulator) for task in tasks)


def do(task: Task, simulator: Simulator) -> list[Result]:
    """Run a task; when a run raises, run each alone, so that only those that raise themselves are lost."""
    try:
        runs = simulator(task.scenarios, task.seed)
    except InputError:
        raise
    except Exception:
        return [_alone(*each, task.seed, simulator) for each in zip(task.indices, task.scenarios, strict=True)]
    return [_result(index, run) for index, run in zip(task.indices, runs, strict=True)]


def _result(index: int, run: Run) -> Result:
    divided = None if run.breakdown is None else yearly(run.breakdown, run.scenario.world)
    return Result(index, run.outcomes, run.values, breakdown=divided)


def _alone(index: int, scenario: Scenario, seed: int, simulator: Simulator) -> Result:
    try:
        run = simulator([scenario], seed)[0]
    except InputError:
        raise
    except Exception as error:
        return Result(index, (), None, describe(error))
    return _result(index, run)


def describe(error: BaseException) -> str:
    """Return the traceback of an error, with paths as seen from the project's folder."""
    lines = ["Traceback (most recent call last):"]
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        name = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
        lines.append(f"  {name}:{frame.lineno} in {frame.name}: {frame.line}")
    return "\n".join([*lines, f"{type(error).__name__}: {error}"])


def default_workers(asked: int | None) -> int:
    """Return the number of worker processes: what was asked for, else the cores this process may use."""
    return asked or int(joblib.cpu_count())


def too_many_failed(results: Sequence[Result]) -> bool:
    """Tell whether more runs failed than a study may have."""
    return sum(result.values is None for result in results) > MOST_FAILED_SHARE * len(results)
