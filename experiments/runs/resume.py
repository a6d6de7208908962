"""Do what is missing of the tasks of a study: before long work, time some of them and say how long all would take."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from experiments.report.progress import progress
from experiments.report.terminal import error_output, shown_path
from experiments.runs.chunk_store import Task, chunk_path, missing, write_chunk
from experiments.runs.engine import Done, Executor, Work, run_tasks
from experiments.runs.errors import StudyError
from experiments.runs.sweeps.estimate import confirm, expected, free_disk

MOST_ROUNDS = 3
"""So many times chunks may vanish or change while a study is at work."""


@dataclass(frozen=True)
class Effort:
    """Who does the tasks, and what has been agreed to.

    `where` names the command or file in messages; `further` is the number of runs that the same study makes after
    these; `loads` says whether all that comes of the tasks is in memory at the end.
    """

    where: str
    executor: Executor
    confirmed: bool = False
    further: int = 0
    loads: bool = True


def do_missing[T: Task](
    folder: Path, work: Work, tasks: Sequence[T], effort: Effort, prepare: Callable[[], None]
) -> None:
    """Do every task of which the folder holds no sound chunk.

    Args:
        folder: of the study.
        work: how tasks are done.
        tasks: those that there must be a chunk of.
        effort: who does them.
        prepare: makes the folder ready; called before the first chunk is written and after what takes long is agreed.

    Raises:
        InputError: when it takes long or much, and that is not confirmed; nothing has been written then.
        StudyError: when workers keep dying, or chunks keep vanishing.
    """
    waiting = missing(folder, work.study, tasks)
    if len(waiting) < len(tasks):
        told = f"{len(tasks) - len(waiting)} of {len(tasks)} tasks are in {shown_path(folder)}; going on"
        error_output().print(told, soft_wrap=True)
    made: list[Done] = []
    with progress(_runs_of(waiting), quiet=not waiting) as report:

        def keep(done: Done) -> None:
            write_chunk(chunk_path(folder, done.number), done.chunk)
            report(done.runs)

        if not effort.confirmed and len(waiting) > effort.executor.workers:
            run_tasks(work, _sample(waiting, effort.executor.workers), effort.executor, made.append)
            _agree(folder, waiting, made, effort)
        prepare()
        for done in made:
            keep(done)
        left = [task for task in waiting if task.number not in {done.number for done in made}]
        for _ in range(MOST_ROUNDS):
            run_tasks(work, left, effort.executor, keep)
            left = missing(folder, work.study, tasks)
            if not left:
                return
    raise StudyError(f"chunks in {folder} vanish or change while the study is at work; look what else writes there")


def _agree(folder: Path, tasks: Sequence[Task], made: Sequence[Done], effort: Effort) -> None:
    """Say what all tasks take by those that were made on trial; refuse what takes long and is not confirmed."""
    estimate = expected(tasks, made, effort.executor.workers).times(1 + effort.further / _runs_of(tasks))
    estimate = estimate if effort.loads else replace(estimate, memory=0.0)
    confirm(estimate, free_disk(folder), effort.where)
    error_output().print(f"{_runs_of(tasks) + effort.further} runs: {estimate}", soft_wrap=True)


def _sample[T: Task](tasks: Sequence[T], workers: int) -> list[T]:
    """Return the first tasks in each kind of world, enough for all workers."""
    worlds = dict.fromkeys(task.world for task in tasks)
    each = math.ceil(workers / len(worlds))
    return [task for world in worlds for task in islice((task for task in tasks if task.world == world), each)]


def _runs_of(tasks: Sequence[Task]) -> int:
    return sum(len(task.runs) for task in tasks)
