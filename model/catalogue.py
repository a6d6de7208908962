"""Load every module that declares parameters, and the plug-ins of a scenario, so that the registries are complete."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from typing import Any

from model.errors import InputError
from model.inputs.plugin_file import Plugin


def load() -> None:
    """Import the schedule and plug-ins, instruments, the building of the world, outcomes, politics and observations."""
    for name in (
        "plugins",
        "instruments",
        "building.population",
        "outcomes",
        "outcomes.groups.benchmark",
        "politics.process_parameters",
        "observations.measurement",
    ):
        importlib.import_module(f"{__package__}.{name}")


def extend(plugins: Sequence[Plugin], schedule: Sequence[str] | None, where: str) -> tuple[str, ...]:
    """Load the plug-ins of a world and return its order of processes, for errors see `model.plugins`.

    Args:
        plugins: those that the world names.
        schedule: the order that it gives, None where it gives none.
        where: the world file.
    """
    for each in plugins:
        _registry().load(each)
    order: tuple[str, ...] = _registry().order_of(plugins, schedule, where)
    return order


def added_instruments(plugins: Sequence[Plugin]) -> tuple[str, ...]:
    """Load the plug-ins of a mix and return the names of their instruments, for errors see `model.plugins`."""
    names = []
    for each in plugins:
        names += [] if (found := _registry().load(each).instrument) is None else [found.name]
    return tuple(names)


def joined(of_world: Sequence[Plugin], of_mix: Sequence[Plugin], where: str) -> tuple[Plugin, ...]:
    """Return the plug-ins of a world and then those of a mix.

    Raises:
        InputError: for one that the mix names alone and that adds more than an instrument.
    """
    alone = [each for each in of_mix if each not in of_world]
    for each in alone:
        if _registry().load(each).of_worlds:
            raise InputError(
                f"{where}: plugins: {each.name} adds more than an instrument; name it in the world file as well"
            )
    return (*of_world, *alone)


def loaded_plugins(named: Mapping[str, str], where: str) -> tuple[Plugin, ...]:
    """Return plug-ins of results from those that are loaded.

    Args:
        named: hash by name, as in a manifest.
        where: the folder of the results, for messages.

    Raises:
        InputError: for one that is not loaded with this text.
    """
    known = {each.hash: each for each in _registry().loaded()}
    for name, wanted in named.items():
        if wanted not in known:
            raise InputError(
                f"{where}: made with the plug-in {name}, with hash {wanted}; give a world that names it with --world"
            )
    return tuple(known[each] for each in named.values())


def _registry() -> Any:
    return importlib.import_module(f"{__package__}.plugins")
