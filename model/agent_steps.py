"""The step of a process as what each agent of a kind does, for plug-ins that are written as in Mesa.

::

    class Striking(Union):
        def step(self) -> None: ...

    PROCESS = Process(name="strike", step=each(Striking), ...)

Agents act one after another in the order of their rows. A process that computes with whole columns is many times
faster. It loads Mesa, in worker processes as well.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING, Any, cast

from model.agent_views import RowView, ViewedModel
from model.agents import KINDS, first_id

if TYPE_CHECKING:
    from model.world import World


class _Onlooker:
    """What views need of a model, for one step of a world; `random` is that of the seed, the quarter and the kind."""

    def __init__(self, world: World, name: str) -> None:
        self.world = world
        self.random = Random(f"{world.seed} {world.quarter} {name}")
        self._views: dict[tuple[type[RowView], int], RowView] = {}

    def view[View: RowView](self, kind: type[View], row: int) -> View:
        """Return the agent of a kind that is a row of its table."""
        if (kind, row) not in self._views:
            self._views[kind, row] = kind(cast(ViewedModel, self), row)
        return cast(View, self._views[kind, row])

    def first_id(self, kind: type[RowView]) -> int:
        """Return the `unique_id` of the first agent of a kind."""
        return first_id(self.world, kind)


def each(kind: type[Any]) -> Callable[[World], None]:
    """Return a step in which every agent of a kind does what its method `step` says.

    Args:
        kind: a subclass of a kind of agents, such as `Company`, with a method `step`.

    Raises:
        TypeError: for a class that is none.
    """
    base = next((known for known in KINDS if issubclass(kind, known)), None)
    if base is None or kind.step is base.step:
        raise TypeError(f"each({kind.__name__}): allowed: a subclass of a kind of agents with a method step")

    def step(world: World) -> None:
        for known in (*KINDS, kind):
            known.know_columns()
        onlooker = _Onlooker(world, kind.__name__)
        for row in range(getattr(world.state, kind.TABLE).rows):
            onlooker.view(kind, row).step()

    return step
