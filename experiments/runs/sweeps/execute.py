"""Do the tasks of a sweep, and do again those whose worker died.

An executor is anything that does tasks in some order and says of each when it is done: worker processes on this
machine, or those of a cluster. Each task writes its own chunk, so an executor that is lost takes no results with it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Protocol

import joblib
from joblib.externals.loky import get_reusable_executor
from joblib.externals.loky.process_executor import TerminatedWorkerError

from experiments.runs.errors import StudyError
from experiments.runs.sweeps.chunks import chunk_path
from experiments.runs.sweeps.design import Task
from experiments.runs.sweeps.task import Done, Work, do
from model.plugins import carried

MOST_VAIN = 3
"""So many times in a row workers may die before any task is done."""


class WorkerDied(Exception):
    """A worker ended in the middle of its task; the executor can be used again."""


class Executor(Protocol):
    """Does tasks, several at a time."""

    @property
    def workers(self) -> int:
        """How many tasks are done at a time."""

    def run(self, work: Work, tasks: Sequence[Task]) -> Generator[Done]:
        """Do the tasks and yield each as it is done, in any order; raise `WorkerDied` when a worker dies."""


@dataclass(frozen=True)
class ThisMachine:
    """Worker processes on this machine; with one everything happens in this process."""

    workers: int

    def run(self, work: Work, tasks: Sequence[Task]) -> Generator[Done]:
        """Do the tasks and yield each as it is done."""
        if self.workers == 1:
            yield from (do(work, task) for task in tasks)
            return
        with joblib.parallel_config(backend="loky", inner_max_num_threads=1):
            parallel = joblib.Parallel(n_jobs=self.workers, return_as="generator_unordered", batch_size=1)
            try:
                yield from parallel(joblib.delayed(carried(do))(work, task) for task in tasks)
            except TerminatedWorkerError:
                raise WorkerDied from None
            except (KeyboardInterrupt, GeneratorExit):
                # the one at work: asking for another would wait for its tasks, which may wait for it
                get_reusable_executor(reuse=True).shutdown(wait=True, kill_workers=True)
                raise


def run_tasks(
    work: Work, tasks: Sequence[Task], executor: Executor, report: Callable[[Done], None] = lambda done: None
) -> None:
    """Do every task; when a worker dies, go on with those that are missing.

    Args:
        work: what every task needs.
        tasks: those whose chunks are missing.
        executor: who does them.
        report: called with each task that is done.

    Raises:
        InputError: when the input turns out to be unusable while the world is built.
        StudyError: when workers die again and again before any task is done.
    """
    missing = list(tasks)
    vain = 0
    while missing:
        before = len(missing)
        try:
            with closing(executor.run(work, missing)) as results:
                for done in results:
                    missing = [task for task in missing if task.number != done.number]
                    report(done)
        except WorkerDied:
            missing = _still_missing(work, missing, report)
            vain = 0 if len(missing) < before else vain + 1
            if vain == MOST_VAIN:
                raise StudyError(_told(work, missing)) from None
            # those that were being done go last, so that one that kills its worker does not hold up the others
            missing = [*missing[executor.workers :], *missing[: executor.workers]]


def _still_missing(work: Work, tasks: Sequence[Task], report: Callable[[Done], None]) -> list[Task]:
    """Return the tasks without a chunk: a task may have written it before word of it was lost."""
    missing = []
    for task in tasks:
        if chunk_path(work.folder, task.number).exists():
            report(Done(task.number, len(task.starts) * len(work.worlds[task.world]), 0.0))
        else:
            missing.append(task)
    return missing


def _told(work: Work, missing: Sequence[Task]) -> str:
    first = missing[0].starts[0]
    changed = ", ".join(f"{name}={value:g}" for name, value in first.parameters.items()) or "default parameters"
    return (
        f"worker processes were ended by the system {MOST_VAIN} times in a row, most likely for want of memory;"
        f" {len(missing)} tasks are missing, the first with seed {first.seed} and {changed};"
        f" what is done is kept in {work.folder}: give the same command with fewer --workers to go on"
    )
