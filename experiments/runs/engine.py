"""Do the tasks of a study, and do again those whose worker died.

An executor is anything that does tasks in some order and hands back the chunk of each as it is done: worker processes
on this machine, or those of a cluster. Only this process writes, so a worker that lives on can change no folder.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import joblib
import pyarrow as pa
from joblib.externals.loky import get_reusable_executor
from joblib.externals.loky.process_executor import TerminatedWorkerError

from experiments.place import ROOT
from experiments.processes import processes
from experiments.runs.chunk_store import Content, Task, encode, read_chunk
from experiments.runs.errors import StudyError
from model.errors import InputError
from model.plugins import carried
from model.scenario import Scenario
from model.simulation import Run

MOST_FAILED_SHARE = 0.01
"""A study in which more runs fail than this has failed."""
MOST_VAIN = 3
"""So many times in a row workers may die before any task is done."""


def too_many(failed: int, runs: int) -> bool:
    """Tell whether more runs failed than a study may have."""
    return failed > MOST_FAILED_SHARE * runs


class Work(Protocol):
    """How the tasks of a study are done; goes to the workers."""

    @property
    def study(self) -> str:
        """The hash of the design, the code and the libraries, which every chunk names."""

    def content(self, task: Any) -> Content:
        """Run a task and return what came of it; a run that raises is kept with its traceback."""


@dataclass(frozen=True)
class Done:
    """A task that is done: how many runs it had, how many seconds they took, and its chunk.

    `loaded` is the size of its rows in memory, in bytes.
    """

    number: int
    runs: int
    seconds: float
    chunk: bytes
    loaded: int = 0

    @property
    def size(self) -> int:
        """The size of the chunk in bytes."""
        return len(self.chunk)


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
            yield from (perform(work, task) for task in tasks)
            return
        with processes():
            parallel = joblib.Parallel(n_jobs=self.workers, return_as="generator_unordered", batch_size=1)
            try:
                yield from parallel(joblib.delayed(carried(perform))(work, task) for task in tasks)
            except TerminatedWorkerError:
                raise WorkerDied from None
            except (KeyboardInterrupt, GeneratorExit):
                # the one at work: asking for another would wait for its tasks, which may wait for it
                get_reusable_executor(reuse=True).shutdown(wait=True, kill_workers=True)
                raise


def default_workers(asked: int | None) -> int:
    """Return the number of worker processes: what was asked for, else the cores this process may use."""
    return asked or int(joblib.cpu_count())


def perform(work: Work, task: Task) -> Done:
    """Do a task.

    Raises:
        InputError: when the input turns out to be unusable while the world is built.
    """
    began = time.perf_counter()
    content = work.content(task)
    chunk = encode(content, work.study, task.runs)
    return Done(task.number, len(task.runs), time.perf_counter() - began, chunk, content.rows.nbytes)


def run_tasks(work: Work, tasks: Sequence[Task], executor: Executor, keep: Callable[[Done], None]) -> None:
    """Do every task; when a worker dies, go on with those that are missing.

    Args:
        work: how they are done.
        tasks: what to do.
        executor: who does them.
        keep: called with each task that is done.

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
                    keep(done)
        except WorkerDied:
            vain = 0 if len(missing) < before else vain + 1
            if vain == MOST_VAIN:
                raise StudyError(_died(missing)) from None
            # those that were being done go last, so that one that kills its worker does not hold up the others
            missing = [*missing[executor.workers :], *missing[: executor.workers]]


Contents = Callable[[Any, Sequence[Any]], Iterable[Content]]
"""Does tasks of some work, or what is missing of them, and gives what came of each, in their order."""


def here(workers: int = 1, report: Callable[[int], None] = lambda runs: None) -> Contents:
    """Return a way to do tasks on this machine that keeps nothing on disk.

    Args:
        workers: number of processes; with one everything happens in this process.
        report: called with the number of runs that were done since the last call.
    """

    def contents(work: Work, tasks: Sequence[Task]) -> Iterable[Content]:
        found: dict[int, bytes] = {}

        def keep(done: Done) -> None:
            found[done.number] = done.chunk
            report(done.runs)

        run_tasks(work, tasks, ThisMachine(workers), keep)
        return (read_chunk(pa.BufferReader(found[task.number]), work.study, task.runs) for task in tasks)

    return contents


def _died(missing: Sequence[Task]) -> str:
    return (
        f"worker processes were ended by the system {MOST_VAIN} times in a row, most likely for want of memory;"
        f" {len(missing)} tasks are missing, the first with {missing[0]};"
        " what is done is kept: give the same command with fewer --workers to go on"
    )


def run_each(simulate: Callable[[Sequence[Scenario]], list[Run]], scenarios: Sequence[Scenario]) -> list[Run | str]:
    """Run scenarios together; when that raises, run each alone, so that only those that raise themselves are lost.

    Returns:
        For each scenario its run, or the traceback of what it raised.

    Raises:
        InputError: when the input turns out to be unusable while the world is built.
    """
    try:
        return [*simulate(scenarios)]
    except InputError:
        raise
    except Exception as error:
        if len(scenarios) == 1:
            return [describe(error)]
    return [run_each(simulate, [each])[0] for each in scenarios]


def describe(error: BaseException) -> str:
    """Return the traceback of an error, with paths as seen from the project's folder."""
    lines = ["Traceback (most recent call last):"]
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        name = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
        lines.append(f"  {name}:{frame.lineno} in {frame.name}: {frame.line}")
    return "\n".join([*lines, f"{type(error).__name__}: {error}"])
