"""How long a sweep would take and how much disk: from a timed sample, before anything is kept."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from experiments.runs.store import in_place
from experiments.runs.sweeps.chunks import CHUNKS, chunk_path
from experiments.runs.sweeps.design import Task
from experiments.runs.sweeps.execute import Executor, run_tasks
from experiments.runs.sweeps.task import Work
from model.errors import InputError

MOST_SECONDS = 3600.0
MOST_DISK_SHARE = 0.5
"""What takes longer, or more of the free disk, has to be confirmed."""
FEW_TASKS = 4
"""With at most so many tasks a worker there is no sample: it would be a large part of the sweep."""
COPIES = 2
"""The chunks and the table made of them are there together for a while."""
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_MEGABYTE, _GIGABYTE = 1e6, 1e9


@dataclass(frozen=True)
class Estimate:
    """Expected seconds and bytes."""

    seconds: float
    size: float

    def times(self, factor: float) -> Estimate:
        """Return the estimate of so many times the work."""
        return Estimate(self.seconds * factor, self.size * factor)

    def __str__(self) -> str:
        """Return the estimate in words."""
        return f"about {duration(self.seconds)} and {size_text(self.size)} of disk"


@dataclass(frozen=True)
class TimedSample:
    """One task of each world that is still missing, done on trial, and what follows for all."""

    estimate: Estimate
    chunks: dict[int, Path]

    def keep(self, folder: Path) -> None:
        """Put the chunks that were made into the folder of the sweep."""
        for number, path in self.chunks.items():
            with in_place(chunk_path(folder, number)) as temporary:
                shutil.copyfile(path, temporary)


@contextmanager
def timed_sample(work: Work, tasks: Sequence[Task], executor: Executor) -> Iterator[TimedSample]:
    """Do one task of each world in a temporary folder and yield what it says of all tasks.

    Args:
        work: what every task needs.
        tasks: those that are missing.
        executor: who will do them; tries them in its workers, so that one that dies takes nothing with it.
    """
    with tempfile.TemporaryDirectory() as temporary:
        trial = replace(work, folder=Path(temporary))
        (trial.folder / CHUNKS).mkdir()
        worlds = dict.fromkeys(task.world for task in tasks)
        firsts = [next(task for task in tasks if task.world == world) for world in worlds]
        took: dict[int, float] = {}
        run_tasks(trial, firsts, executor, lambda done: took.update({done.number: done.seconds}))
        seconds = size = 0.0
        chunks = {}
        for first in firsts:
            path = chunks[first.number] = chunk_path(trial.folder, first.number)
            starts = sum(len(task.starts) for task in tasks if task.world == first.world)
            times = starts / len(first.starts)
            seconds += took[first.number] * times / executor.workers
            size += COPIES * path.stat().st_size * times
        yield TimedSample(Estimate(seconds, size), chunks)


def confirm(estimate: Estimate, free: float, where: str) -> None:
    """Refuse a sweep that would take very long or much of the disk.

    Args:
        estimate: what it takes.
        free: bytes that are free.
        where: the file of the sweep.

    Raises:
        InputError: when it needs a `--yes`.
    """
    if estimate.seconds <= MOST_SECONDS and estimate.size <= MOST_DISK_SHARE * free:
        return
    raise InputError(
        f"{where}: would take {estimate} ({size_text(free)} free); add --yes to begin,"
        " record fewer outcomes or years, or ask for fewer points"
    )


def free_disk(folder: Path) -> float:
    """Return the bytes that are free where a folder is or would be made."""
    existing = next(each for each in (folder.resolve(), *folder.resolve().parents) if each.exists())
    return float(shutil.disk_usage(existing).free)


def duration(seconds: float) -> str:
    """Return a time in the unit that fits it."""
    for unit, name in ((_DAY, "days"), (_HOUR, "hours"), (_MINUTE, "minutes")):
        if seconds >= 2 * unit:
            return f"{seconds / unit:.0f} {name}"
    return f"{seconds:.0f} seconds"


def size_text(size: float) -> str:
    """Return a number of bytes in MB or GB."""
    return f"{size / _GIGABYTE:.1f} GB" if size >= _GIGABYTE else f"{size / _MEGABYTE:.1f} MB"
