"""Carry a sweep out in its folder: what is missing is done, and when nothing is missing the tables are made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from experiments.runs.chunk_store import CHUNKS, chunk_path, chunks_in, read_chunk
from experiments.runs.engine import Executor
from experiments.runs.holdings import begin, holding, is_same, tidy
from experiments.runs.places import study_place
from experiments.runs.resume import Effort, do_missing
from experiments.runs.store import RUNS, read_parquet
from experiments.runs.sweeps.design import SweepDesign, Task
from experiments.runs.sweeps.folder import check_sources, finish, take_over
from experiments.runs.sweeps.task import Simulate, SweepWork, simulate


@dataclass(frozen=True)
class SweepOptions:
    """How a sweep is to be carried out."""

    folder: Path
    where: str
    """The file of the sweep, for messages."""
    shard: tuple[int, int] = (1, 1)
    merge: tuple[Path, ...] = ()
    force: bool = False
    unlock: bool = False
    confirmed: bool = False
    loads: bool = False
    """Whether all outcomes are in memory at the end."""
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
    folder, own = options.folder, design.content()
    if is_finished(design, options):
        tidy(folder)
        return _finished(design, folder)
    part = "" if options.shard == (1, 1) else "{}-of-{}".format(*options.shard)
    with study_place(folder, own, options.force, options.unlock, part) as place:
        return carry_out(design, replace(options, folder=place), executor, simulator, lambda: None)


def is_finished(design: SweepDesign, options: SweepOptions) -> bool:
    """Tell whether the folder holds this sweep, finished, and it is not to be made anew."""
    return not options.force and holding(options.folder) == "finished" and is_same(options.folder, design.content())


def carry_out(
    design: SweepDesign,
    options: SweepOptions,
    executor: Executor,
    simulator: Simulate,
    prepare: Callable[[], None],
) -> SweepState:
    """Do the same in a folder that this process holds, whatever `force` says.

    Args:
        design: what to run.
        options: where, and how.
        executor: who does the tasks.
        simulator: stands for the model in tests; must be importable by the workers.
        prepare: called before anything is written.
    """
    folder, (part, parts) = options.folder, options.shard
    if holding(folder) == "finished":
        return _finished(design, folder)

    def ready() -> None:
        prepare()
        begin(folder, design.content())
        (folder / CHUNKS).mkdir(exist_ok=True)

    if options.merge:
        check_sources(design, options.merge)
        ready()
        take_over(folder, options.merge)
    work, tasks = SweepWork.of(design, simulator), list(design.tasks())
    further = options.further * design.together
    own = tasks[part - 1 :: parts]
    do_missing(folder, work, own, Effort(options.where, executor, options.confirmed, further, options.loads), ready)
    if options.shard == (1, 1):
        return SweepState(len(tasks), len(tasks), finish(folder, design), True)
    return SweepState(len(chunks_in(folder)), len(tasks), _runs_done(design, folder, own), False)


def _finished(design: SweepDesign, folder: Path) -> SweepState:
    tasks = sum(1 for _ in design.tasks())
    return SweepState(tasks, tasks, read_parquet(folder / RUNS), True)


def _runs_done(design: SweepDesign, folder: Path, tasks: Sequence[Task]) -> pd.DataFrame:
    """Return the table of the runs of some tasks that are done, with status and error."""
    runs = design.run_table()
    study = SweepWork.of(design).study
    errors: dict[int, str] = {}
    for task in tasks:
        notes = read_chunk(chunk_path(folder, task.number), study, task.runs).notes
        errors |= {int(place): text for place, text in notes["errors"].items()}
    places = [place for task in tasks for place in task.runs]
    found = runs.iloc[places]
    texts = [errors.get(place, "") for place in places]
    return found.assign(status=["failed" if text else "done" for text in texts], error=texts)
