"""What never changes during a run is worked out once: functions of fixed columns, parameters and laws."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from model.state.state import Company

if TYPE_CHECKING:
    from model.world import World

Kept = dict[Callable[..., Any], Any]

_OF_RUN: WeakKeyDictionary[Company, tuple[object, object, Kept]] = WeakKeyDictionary()
"""Results by the company table of the run, with the parameters and laws that they rest on."""


def kept_for(world: World) -> Kept:
    """Return what is kept for the run of this world; every run has a company table of its own."""
    parameters, laws, kept = _OF_RUN.get(world.state.company, (None, None, {}))
    if parameters is not world.parameters or laws is not world.laws:
        kept = {}
        _OF_RUN[world.state.company] = (world.parameters, world.laws, kept)
    return kept


def of_run[Result](world: World, function: Callable[[World], Result]) -> Result:
    """Return `function(world)`, computed at most once a run.

    It may look at columns owned by `population`, parameters and laws only. What it returns is not to be changed.
    """
    kept = kept_for(world)
    found: Result | None = kept.get(function)
    if found is None:
        found = kept[function] = function(world)
    return found
