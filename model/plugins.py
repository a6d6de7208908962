"""Load plug-ins and add what they bring to the registries of the model (docs/plugins.md).

A plug-in file looks like a module of the model: it declares `PROCESS`, `INSTRUMENT`, `OUTCOMES`, `COLUMNS` and groups
of parameters. It is run once for each text, as a module with a private name; nothing of it stays when it is refused
(`model.plugin_checks`). What it adds takes part in scenarios that name it only, and keeps to its declaration
(`model.plugin_guard`).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from model.errors import InputError
from model.inputs.plugin_file import Plugin, PluginSet
from model.instruments import INSTRUMENTS
from model.instruments.instrument import Instrument
from model.outcomes import OUTCOMES
from model.parameters import SOURCES, forget, groups
from model.plugin_checks import (
    ADDED,
    check_models,
    check_owners,
    checked_columns,
    checked_instrument,
    checked_outcomes,
    checked_process,
)
from model.plugin_guard import blamed, bounded, guarded, where_named
from model.process import Process
from model.scenario import Scenario
from model.schedule import DEFAULT, PROCESSES, Schedule, check_order, order_with
from model.state.state import TABLES

_WITHIN = __name__.removesuffix("model.plugins")
_PRIVATE = f"{_WITHIN}model.plugged."
_OWN_IMPORT = re.compile(r"^(\s*from )(?:ketenimpact\.)?(model|experiments)\b", re.MULTILINE)
"""Imports of the program, which stands under its own name only where it is installed."""


@dataclass(frozen=True)
class Loaded:
    """A plug-in that has been run: what it adds, and the entries of registries that are its own.

    `of_worlds` says that it adds something that holds under every mix: a process, or an outcome.
    """

    plugin: Plugin
    process: Process | None
    instrument: Instrument | None
    of_worlds: bool
    entries: tuple[tuple[MutableMapping[str, Any], str], ...]


_LOADED: dict[str, Loaded] = {}
"""The plug-ins of this process by hash, in the order in which they were loaded."""


def loaded() -> tuple[Plugin, ...]:
    """Return the plug-ins of this process, in the order in which they were loaded."""
    return tuple(each.plugin for each in _LOADED.values())


def load(plugin: Plugin) -> Loaded:
    """Run a plug-in and register what it adds, unless that was done; an earlier text of the same file makes room.

    Raises:
        InputError: when it cannot be run, or adds what it may not; names the file and, where there is one, the line.
    """
    if plugin.hash in _LOADED:
        return _LOADED[plugin.hash]
    for other in loaded():
        if other.path == plugin.path:
            unload(other)
    with _undone_on_failure(plugin) as entries:
        module = _run(plugin)
        check_models(plugin, module)
        columns = checked_columns(plugin, module)
        for full, column in columns.items():
            table, _, name = full.partition(".")
            _add(TABLES[table].COLUMNS, name, column, entries)
        process, instrument = checked_process(plugin, module), checked_instrument(plugin, module)
        check_owners(plugin, columns, process)
        if process is not None:
            _add(PROCESSES, process.name, guarded(process, plugin), entries)
        if instrument is not None:
            _add(INSTRUMENTS, instrument.name, bounded(instrument, plugin), entries)
        outcomes = checked_outcomes(plugin, module)
        for outcome in outcomes:
            _add(OUTCOMES, outcome.name, where_named(outcome, plugin), entries)
        if not entries and not _own_groups(plugin):
            raise InputError(f"{plugin.path}: adds nothing; allowed: {', '.join(ADDED)} or a group of parameters")
        SOURCES.append(plugin)
        of_worlds = process is not None or bool(outcomes)
        _LOADED[plugin.hash] = Loaded(plugin, process, instrument, of_worlds, tuple(entries))
    return _LOADED[plugin.hash]


def unload(plugin: Plugin) -> None:
    """Take what a plug-in added out of the registries again."""
    found = _LOADED.pop(plugin.hash)
    SOURCES.remove(plugin)
    _remove(plugin, found.entries)


def only(plugins: Sequence[Plugin]) -> None:
    """Have these plug-ins loaded, in this order, and no others."""
    if loaded() != tuple(plugins):
        for each in loaded():
            unload(each)
        for each in plugins:
            load(each)


@dataclass(frozen=True)
class Carried[**Arguments, Result]:
    """A function for a worker process, which first loads the plug-ins of the process that it comes from."""

    plugins: PluginSet
    function: Callable[Arguments, Result]

    def __call__(self, *given: Arguments.args, **named: Arguments.kwargs) -> Result:
        """Call the function."""
        return self.function(*given, **named)


def carried[**Arguments, Result](function: Callable[Arguments, Result]) -> Carried[Arguments, Result]:
    """Return a function that takes the plug-ins of this process with it into a worker process."""
    return Carried(PluginSet(loaded()), function)


def order_of(plugins: Sequence[Plugin], given: Sequence[str] | None, where: str) -> tuple[str, ...]:
    """Return the order of processes that a world gives; empty where it is the order that holds without one.

    Args:
        plugins: those that the world names, loaded.
        given: its schedule, None where it gives none.
        where: the world file, for messages.

    Raises:
        InputError: for an order that is not one of all its processes.
    """
    default = order_with(_processes(plugins), where)
    if given is None:
        return ()
    check_order(given, default, f"{where}: schedule")
    return () if tuple(given) == default else tuple(given)


def schedule_of(scenario: Scenario) -> Schedule:
    """Return the processes that run in a scenario, in their order."""
    if not scenario.plugins and not scenario.schedule:
        return DEFAULT
    return schedule_with(scenario.plugins, scenario.schedule)


def schedule_with(plugins: Sequence[Plugin], order: Sequence[str]) -> Schedule:
    """Return the processes that run with plug-ins, in the order given; where that is empty, in the default order."""
    return Schedule.of(order or order_with(_processes(plugins), "plugins"))


def known_schedule() -> Schedule:
    """Return all processes in the default order, with those of every plug-in that is loaded."""
    return schedule_with(loaded(), ())


def _processes(plugins: Sequence[Plugin]) -> list[Process]:
    found = (_LOADED[each.hash].process for each in plugins)
    return [each for each in found if each is not None]


@contextmanager
def _undone_on_failure(plugin: Plugin) -> Iterator[list[tuple[MutableMapping[str, Any], str]]]:
    entries: list[tuple[MutableMapping[str, Any], str]] = []
    try:
        yield entries
    except BaseException:
        _remove(plugin, entries)
        raise


def _remove(plugin: Plugin, entries: Sequence[tuple[MutableMapping[str, Any], str]]) -> None:
    for registry, name in entries:
        registry.pop(name)
    for name in _own_groups(plugin):
        forget(name)
    sys.modules.pop(_PRIVATE + plugin.hash, None)


def _own_groups(plugin: Plugin) -> list[str]:
    return [name for name, group in groups().items() if group.__module__ == _PRIVATE + plugin.hash]


def _run(plugin: Plugin) -> ModuleType:
    module = ModuleType(_PRIVATE + plugin.hash)
    module.__file__ = plugin.path
    sys.modules[module.__name__] = module
    text = _OWN_IMPORT.sub(rf"\g<1>{_WITHIN}\g<2>", plugin.text)
    with blamed(plugin):
        exec(compile(text, plugin.path, "exec", dont_inherit=True), vars(module))
    return module


def _add(
    registry: MutableMapping[str, Any], name: str, value: object, entries: list[tuple[MutableMapping[str, Any], str]]
) -> None:
    registry[name] = value
    entries.append((registry, name))
