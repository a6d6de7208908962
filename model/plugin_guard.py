"""What a plug-in does is held to what it declares, and its errors name its file and line."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from model.errors import InputError
from model.inputs.plugin_file import Plugin
from model.instruments.instrument import Instrument
from model.outcomes.measures import Measures
from model.outcomes.outcome import Outcome
from model.process import Process
from model.state.state import TABLES, Array, Levers, State

if TYPE_CHECKING:
    from model.world import World

Values = npt.NDArray[Any]


@contextmanager
def blamed(plugin: Plugin) -> Iterator[None]:
    """Turn an error in the code of a plug-in into one that names its file and line."""
    try:
        yield
    except InputError:
        raise
    except SyntaxError as error:
        raise InputError(f"{plugin.path}, line {error.lineno}: {error.msg}") from error
    except (Exception, SystemExit) as error:
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == plugin.path]
        where = f"{plugin.path}, line {lines[-1]}" if lines else plugin.path
        raise InputError(f"{where}: {type(error).__name__}: {error}") from error


def guarded(process: Process, plugin: Plugin) -> Process:
    """Return the process of a plug-in that can change only columns that it owns or adjusts."""

    def held(function: Callable[[World], None]) -> Callable[[World], None]:
        @wraps(function)
        def run(world: World) -> None:
            mine = {*process.writes, *process.adjusts}
            with _others_kept(world.state, mine, plugin), blamed(plugin):
                function(world)
            for full in sorted(mine):
                _check(world.state, full, plugin)

        return run

    settle = None if process.settle is None else held(process.settle)
    return replace(process, step=held(process.step), settle=settle)


def bounded(instrument: Instrument, plugin: Plugin) -> Instrument:
    """Return the instrument of a plug-in that leaves every lever between 0 and 1."""
    apply = instrument.apply
    if apply is None:
        return instrument

    def applied(levers: Levers, strength: Array, values: Any) -> None:
        with blamed(plugin):
            apply(levers, strength, values)
        for name in Levers.COLUMNS:
            _check_values(getattr(levers, name), f"levers.{name}", plugin)

    return replace(instrument, apply=applied)


def where_named(outcome: Outcome, plugin: Plugin) -> Outcome:
    """Return the outcome of a plug-in, which is missing (not a number) in scenarios that do not name it."""

    @wraps(outcome.compute)
    def compute(measures: Measures) -> float:
        if plugin not in measures.world.scenario.plugins:
            return float("nan")
        with blamed(plugin):
            return float(outcome.compute(measures))

    return replace(outcome, compute=compute)


def _columns(state: State) -> Iterator[tuple[str, Values]]:
    for table, kind in TABLES.items():
        rows = getattr(state, table)
        for name in kind.COLUMNS:
            yield f"{table}.{name}", getattr(rows, name)


@contextmanager
def _others_kept(state: State, mine: set[str], plugin: Plugin) -> Iterator[None]:
    """Lock the columns of others while a plug-in runs, and refuse what replaces one."""
    before = dict(_columns(state))
    locked = [each for full, each in before.items() if full not in mine and each.flags.writeable]
    for each in locked:
        each.flags.writeable = False
    try:
        yield
    except InputError as error:
        if "read-only" in str(error):
            raise InputError(f"{error}; allowed: columns of its own and those in adjusts") from error
        raise
    finally:
        for each in sorted(locked, key=lambda values: values.base is not None):
            each.flags.writeable = True
    for full, after in _columns(state):
        if after is not before[full] and full not in mine:
            raise InputError(f"{plugin.path}: changes {full}; allowed: columns of its own and those in adjusts")
        if after.shape != before[full].shape or after.dtype != before[full].dtype:
            told = f"{before[full].dtype} of shape {before[full].shape}"
            raise InputError(f"{plugin.path}: {full} is {after.dtype} of shape {after.shape}; allowed: {told}")


def _check(state: State, full: str, plugin: Plugin) -> None:
    """Refuse values that a column cannot have."""
    table, _, name = full.partition(".")
    _check_values(getattr(getattr(state, table), name), full, plugin)


def _check_values(values: Values, full: str, plugin: Plugin) -> None:
    table, _, name = full.partition(".")
    low, high = TABLES[table].COLUMNS[name].bounds or (-np.inf, np.inf)
    wrong = values[~(np.isfinite(values) & (values >= low) & (values <= high))]
    if wrong.size:
        allowed = f"from {low:g} to {high:g}" if np.isfinite(high) else "finite numbers"
        raise InputError(f"{plugin.path}: {full} = {wrong[0]:g} is not allowed; allowed: {allowed}")
