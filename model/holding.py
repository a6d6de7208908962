"""Quantities that are held at a value, given it during a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.inputs.held import Hold
from model.parts import rows_in
from model.state.state import Array

if TYPE_CHECKING:
    from model.process import Process
    from model.world import World


def begin(world: World) -> None:
    """Give the columns whose hold begins this quarter their value."""
    for hold in world.scenario.held:
        if hold.start == world.date:
            _set(world, hold)


def restore(world: World, process: Process) -> None:
    """Give the columns that a process which has just run may change the values at which they are held."""
    for hold in world.scenario.held:
        if (hold.owner == process.name or hold.column in process.adjusts) and hold.start <= world.date:
            _set(world, hold)


def _set(world: World, hold: Hold) -> None:
    table, _, name = hold.column.partition(".")
    column: Array = getattr(getattr(world.state, table), name)
    column[rows_in(world, table, hold.part)] = hold.value
