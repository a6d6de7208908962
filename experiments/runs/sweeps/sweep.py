"""Carry a sweep out in its folder: what is missing is done, and when nothing is missing the tables are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from experiments.report.progress import progress
from experiments.report.terminal import error_output, shown_path
from experiments.runs.store import RUNS, read_parquet
from experiments.runs.sweeps.chunks import chunks_in, read_chunk
from experiments.runs.sweeps.design import SweepDesign, Task
from experiments.runs.sweeps.estimate import FEW_TASKS, confirm, free_disk, timed_sample
from experiments.runs.sweeps.execute import Executor, run_tasks
from experiments.runs.sweeps.folder import check_sweep_folder, finish, is_complete, prepare, remove_chunks, take_over
from experiments.runs.sweeps.task import Simulate, Work, simulate


@dataclass(frozen=True)
class SweepOptions:
    """How a sweep is to be carried out."""

    folder: Path
    where: str
    """The file of the sweep, for messages."""
    shard: tuple[int, int] = (1, 1)
    merge: tuple[Path, ...] = ()
    force: bool = False
    confirmed: bool = False
    further: int = 0
    """Points times seeds that the same study runs after this sweep: what has to be confirmed is all of it."""


@dataclass(frozen=True, eq=False)
class SweepState:
    """How far a sweep is: `runs` (with status and error) are those of the tasks that are done."""

    done: int
    tasks: int
    runs: pd.DataFrame
    complete: bool

    @property
    def failed(self) -> pd.DataFrame:
        """The runs that raised, one row each."""
        return self.runs[self.runs["status"] == "failed"]


def make_sweep(
    design: SweepDesign, options: SweepOptions, executor: Executor, simulator: Simulate = simulate
) -> SweepState:
    """Do what is missing of a sweep, or of a shard of it; without a shard, make the tables.

    Args:
        design: what to run.
        options: where, and how.
        executor: who does the tasks.
        simulator: stands for the model in tests; must be importable by the workers.

    Raises:
        InputError: when the folder cannot be used, or the sweep takes long and is not confirmed.
        StudyError: when workers keep dying.
    """
    folder, (part, parts) = options.folder, options.shard
    check_sweep_folder(folder, design, options.force)
    tasks = list(design.tasks())
    if is_complete(folder) and not options.force:
        remove_chunks(folder)
        return SweepState(len(tasks), len(tasks), read_parquet(folder / RUNS), True)
    if options.merge:
        prepare(folder, design, options.force)
        take_over(folder, design, options.merge)
    present = {} if options.force and not options.merge else chunks_in(folder)
    missing = [task for task in tasks[part - 1 :: parts] if task.number not in present]
    work = Work.of(design, folder, simulator)
    _begin(design, options, work, missing, executor)
    missing = [task for task in missing if task.number not in chunks_in(folder)]
    _tell_resumed(folder, len(present), len(tasks))
    with progress(_runs_of(design, missing), quiet=not missing) as report:
        run_tasks(work, missing, executor, lambda done: report(done.runs))
    if options.shard == (1, 1):
        return SweepState(len(tasks), len(tasks), finish(folder, design), True)
    own = _runs_done(design, folder, tasks[part - 1 :: parts])
    return SweepState(len(chunks_in(folder)), len(tasks), own, False)


def _begin(design: SweepDesign, options: SweepOptions, work: Work, missing: Sequence[Task], executor: Executor) -> None:
    """Make the folder ready; before that, say how long it takes and refuse what takes too long."""
    anew = options.force and not options.merge
    if options.confirmed or len(missing) <= FEW_TASKS * executor.workers:
        prepare(options.folder, design, anew)
        return
    with timed_sample(work, missing, executor) as sample:
        starts = sum(len(task.starts) for task in missing)
        estimate = sample.estimate.times((starts + options.further) / starts)
        confirm(estimate, free_disk(options.folder), options.where)
        runs = _runs_of(design, missing) + options.further * design.together
        error_output().print(f"{runs} runs: {estimate}", soft_wrap=True)
        prepare(options.folder, design, anew)
        sample.keep(options.folder)


def _runs_of(design: SweepDesign, tasks: Sequence[Task]) -> int:
    return sum(len(task.starts) for task in tasks) * design.together


def _tell_resumed(folder: Path, present: int, tasks: int) -> None:
    if present:
        error_output().print(f"{present} of {tasks} tasks are in {shown_path(folder)}; going on", soft_wrap=True)


def _runs_done(design: SweepDesign, folder: Path, tasks: Sequence[Task]) -> pd.DataFrame:
    """Return the table of the runs of some tasks that are done, with status and error."""
    runs = design.run_table()
    errors: dict[int, str] = {}
    places: list[int] = []
    present = chunks_in(folder)
    for task in tasks:
        _, failed = read_chunk(present[task.number])
        errors |= failed
        places += range(task.first_run, task.first_run + len(task.starts) * design.together)
    found = runs.iloc[places]
    texts = [errors.get(place, "") for place in places]
    return found.assign(status=["failed" if text else "done" for text in texts], error=texts)
