"""How long a study would take, how much disk and memory: from some of its tasks, before anything is kept."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from experiments.runs.chunk_store import Task
from experiments.runs.engine import Done
from model.errors import InputError
from model.inputs.settings import WorldSettings

MOST_SECONDS = 3600.0
MOST_SHARE = 0.5
"""What takes longer, or more of the free disk or memory, has to be confirmed."""
MOST_SECONDS_OF_RUN = 60.0
"""A world of which a single run takes longer has to be confirmed before a run is made on trial."""
SECONDS_PER_AGENT_QUARTER, BYTES_PER_AGENT = 1e-6, 1e4
"""At least what a company or supplier takes a quarter, and in memory, with its links; assumption: below half of what
`experiments.tools.benchmark` measures, so that no world is refused that a faster machine would run."""
COPIES = 2
"""The chunks and the table made of them are there together for a while."""
LOADED_COPIES = 4
"""Rows, arrays and tables made of them are in memory together for a while."""
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_MEGABYTE, _GIGABYTE = 1e6, 1e9


@dataclass(frozen=True)
class Estimate:
    """Expected seconds, and bytes of disk and of memory."""

    seconds: float
    size: float
    memory: float = 0.0

    def times(self, factor: float) -> Estimate:
        """Return the estimate of so many times the work."""
        return Estimate(self.seconds * factor, self.size * factor, self.memory * factor)

    def __str__(self) -> str:
        """Return the estimate in words."""
        memory = f" and {size_text(self.memory)} of memory" if self.memory else ""
        return f"about {duration(self.seconds)}, {size_text(self.size)} of disk{memory}"


def expected(tasks: Sequence[Task], made: Sequence[Done], workers: int) -> Estimate:
    """Return what tasks take, by those of them that were made on trial: some in each kind of world."""
    total = Estimate(0.0, 0.0)
    for world in dict.fromkeys(task.world for task in tasks):
        runs = {task.number: len(task.runs) for task in tasks if task.world == world}
        own = [done for done in made if done.number in runs]
        times = sum(runs.values()) / sum(done.runs for done in own)
        seconds, size, loaded = (sum(getattr(each, name) for each in own) for name in ("seconds", "size", "loaded"))
        total = Estimate(
            total.seconds + times * seconds / workers,
            total.size + times * COPIES * size,
            total.memory + times * LOADED_COPIES * loaded,
        )
    return total


def confirm(estimate: Estimate, disk: float, where: str) -> None:
    """Refuse a study that would take very long, or much of the disk or the memory.

    Args:
        estimate: what it takes.
        disk: bytes that are free.
        where: the file or command that asks for it.

    Raises:
        InputError: when it needs a `--yes`.
    """
    memory = memory_here()
    fits = estimate.size <= MOST_SHARE * disk and estimate.memory <= MOST_SHARE * memory
    if fits and estimate.seconds <= MOST_SECONDS:
        return
    raise InputError(
        f"{where}: would take {estimate} ({size_text(disk)} of disk are free, of {size_text(memory)} of memory in all);"
        " add --yes to begin, or ask for fewer runs, outcomes or years"
    )


def check_world(world: WorldSettings, where: str, confirmed: bool) -> None:
    """Refuse a world of which a single run takes very long or much of the memory, before anything is built.

    Args:
        world: the world.
        where: the file or command that asks for it.
        confirmed: whether that has been agreed to.

    Raises:
        InputError: when it needs a `--yes`.
    """
    agents = world.scale * (sum(world.companies) + world.suppliers)
    run = Estimate(agents * (world.burn_in + world.quarters) * SECONDS_PER_AGENT_QUARTER, 0.0, agents * BYTES_PER_AGENT)
    if confirmed or (run.seconds <= MOST_SECONDS_OF_RUN and run.memory <= MOST_SHARE * memory_here()):
        return
    raise InputError(
        f"{where}: a run of the world {world.name} ({agents:.0f} agents, {world.quarters} quarters) would take at least"
        f" {duration(run.seconds)} and {size_text(run.memory)} of memory; add --yes to begin, or give a smaller world"
    )


def memory_here() -> float:
    """Return the bytes of memory of this machine."""
    if sys.platform == "win32":
        kilobytes = ctypes.c_ulonglong()
        ctypes.windll.kernel32.GetPhysicallyInstalledSystemMemory(ctypes.byref(kilobytes))
        return 1024.0 * kilobytes.value
    return float(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))


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
