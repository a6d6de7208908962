"""ORDER: which processes run in a quarter, in which order. The only place that knows the order.

Each process sees what earlier ones wrote in the same quarter and what later ones wrote in the quarter before;
so nothing is circular. Those with `burn_in` let companies settle on a fixed world of 2020 under the laws of that time.

A process is found by the name of its module in `model/processes`; plug-ins add theirs (`model.plugins`). A world may
give another order.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from dataclasses import dataclass

from model import processes
from model.errors import InputError, unknown_name
from model.process import Process

ORDER: tuple[str, ...] = (
    "shocks",
    "politics",
    "instruments",
    "laws",
    "regulators",
    "information",
    "perception",
    "exposure",
    "requests",
    "decision",
    "attention",
    "covenants",
    "programmes",
    "leverage",
    "unions",
    "supplier_margin",
    "affordability",
    "conditions",
    "supplier_capability",
    "producing_governments",
    "inspections",
    "remedy",
    "exits",
    "market",
    "relations",
    "learning",
    "motivation",
    "government_trust",
)
"""The processes of a quarter by name."""


def _discover() -> dict[str, Process]:
    found = pkgutil.iter_modules(processes.__path__)
    modules = [importlib.import_module(f"{processes.__name__}.{each.name}") for each in found]
    return {module.PROCESS.name: module.PROCESS for module in modules if hasattr(module, "PROCESS")}


PROCESSES: dict[str, Process] = _discover()
"""Every process by name; plug-ins add theirs."""


@dataclass(frozen=True)
class Schedule:
    """The processes of a quarter and those of a quarter in which the world settles, in their order."""

    step: tuple[Process, ...]
    burn_in: tuple[Process, ...]

    @classmethod
    def of(cls, names: Sequence[str]) -> Schedule:
        """Return the schedule in which processes run in this order."""
        step = tuple(PROCESSES[name] for name in names)
        return cls(step, tuple(each for each in step if each.burn_in))


def order_with(added: Sequence[Process], where: str) -> tuple[str, ...]:
    """Return the default order with the processes of plug-ins, each behind the one that it names.

    Those behind the same one stand in the order given.

    Args:
        added: the processes of plug-ins.
        where: the file that names the plug-ins, for messages.

    Raises:
        InputError: for a process that is to stand behind one that does not run, or behind itself.
    """
    order, waiting = list(ORDER), list(added)
    for _ in added:
        for process in [each for each in waiting if each.after in order]:
            place = order.index(process.after) + 1
            while place < len(order) and order[place] in _followers(process.after, added):
                place += 1
            order.insert(place, process.name)
            waiting.remove(process)
    for process in waiting:
        allowed = [name for name in (*ORDER, *(each.name for each in added)) if name != process.name]
        raise unknown_name(f"{where}: {process.name}: after", "process", process.after, allowed)
    return tuple(order)


def _followers(name: str, added: Sequence[Process]) -> set[str]:
    """Return the processes of plug-ins that stand behind one, also those behind these."""
    found = {each.name for each in added if each.after == name}
    return found.union(*(_followers(each, added) for each in found)) if found else found


def check_order(names: Sequence[str], known: Sequence[str], where: str) -> None:
    """Refuse an order that is not one of all processes.

    Raises:
        InputError: for a process that is unknown, left out or there twice.
    """
    for place, name in enumerate(names):
        if name not in known:
            raise unknown_name(where, "process", name, known)
        if name in names[:place]:
            raise InputError(f"{where}: '{name}' is there twice; allowed: each process once")
    missing = [name for name in known if name not in names]
    if missing:
        raise InputError(
            f"{where}: leaves out {', '.join(missing)}; allowed: every process once (its switch turns one off)"
        )


DEFAULT = Schedule.of(ORDER)
"""The schedule of a world that gives no order and has no plug-ins."""
STEP, BURN_IN = DEFAULT.step, DEFAULT.burn_in
"""Its processes in a quarter, and in a quarter in which the world settles."""
