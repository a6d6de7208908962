"""What a plug-in may add, and what it has to say of it; anything else is refused in one line that names the file."""

from __future__ import annotations

import re
from types import ModuleType

from model.errors import InputError, unknown_name
from model.inputs.plugin_file import Plugin
from model.instruments import INSTRUMENTS
from model.instruments.instrument import BOTH, Instrument
from model.outcomes import GROUPS, OUTCOMES, PERSPECTIVES, Outcome
from model.parameters import declared, groups
from model.process import Process
from model.schedule import PROCESSES
from model.state.columns import Column
from model.state.state import TABLES
from model.vocabulary import SEVEN_VS, SIZES

ADDED = ("PROCESS", "INSTRUMENT", "OUTCOMES", "COLUMNS")
"""The names under which a plug-in declares what it adds."""
_POPULATION, _LEVERS, _INSTRUMENTS = "population", "levers", "instruments"
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_STRENGTHS = ("existing", "strengthened")


def check_models(plugin: Plugin, module: ModuleType) -> None:
    """Refuse a subclass of the Mesa model, which no subcommand would run."""
    for name, value in vars(module).items():
        if not isinstance(value, type) or value.__module__ != module.__name__:
            continue
        if any(base.__name__ == "ChainModel" for base in value.__mro__[1:]):
            raise InputError(
                f"{plugin.path}: {name} is a model of its own, which no subcommand runs; allowed: a PROCESS, whose"
                " step may be each(...) of a kind of agents (docs/plugins.md)"
            )


def checked_columns(plugin: Plugin, module: ModuleType) -> dict[str, Column]:
    """Return the columns that a plug-in adds by `table.column`, checked."""
    given = getattr(module, "COLUMNS", {})
    where = f"{plugin.path}: COLUMNS"
    if not isinstance(given, dict) or not all(isinstance(each, Column) for each in given.values()):
        raise InputError(f'{where} is not allowed; allowed: {{"table.column": column(...), ...}}')
    for full, column in given.items():
        table, _, name = str(full).partition(".")
        if table not in TABLES:
            raise unknown_name(where, "table", table, TABLES)
        if name in TABLES[table].COLUMNS:
            raise InputError(f"{where}: {full} is there already; its owner is {TABLES[table].COLUMNS[name].owner}")
        if not _NAME.fullmatch(name) or hasattr(TABLES[table], name) or name == "rows":
            raise InputError(f"{where}: {full} is not allowed; allowed: a new name in small letters, digits and _")
        for dimension in column.dims:
            if dimension not in (*SIZES, "law"):
                raise unknown_name(f"{where}: {full}", "dimension", dimension, (*SIZES, "law"))
    return given


def checked_process(plugin: Plugin, module: ModuleType) -> Process | None:
    """Return the process that a plug-in adds, checked."""
    process = getattr(module, "PROCESS", None)
    if process is None:
        return None
    where = f"{plugin.path}: PROCESS"
    if not isinstance(process, Process):
        raise InputError(f"{where} is not allowed; allowed: a Process")
    if not _NAME.fullmatch(process.name) or process.name in (*PROCESSES, _POPULATION):
        raise InputError(f"{where}: name = {process.name!r} is not allowed; allowed: a new name in small letters")
    owners = {f"{table}.{name}": each.owner for table, kind in TABLES.items() for name, each in kind.COLUMNS.items()}
    for key, names in (("reads", process.reads), ("adjusts", process.adjusts)):
        for name in names:
            if name not in owners:
                raise unknown_name(f"{where}: {key}", "column", name, owners)
    for name in process.adjusts:
        if owners[name] in (_POPULATION, process.name):
            raise InputError(f"{where}: adjusts: {name} is not allowed; allowed: columns that another process writes")
    if not process.writes and not process.adjusts:
        raise InputError(f"{where}: {process.name} changes nothing; give it a column (COLUMNS) or adjusts")
    switches = [name for name, each in declared().items() if each.role == "switch"]
    if not process.switches:
        raise InputError(f"{where}: switches is empty; allowed: parameters declared with switch(...)")
    for name in process.switches:
        if name not in switches:
            raise unknown_name(f"{where}: switches", "switch", name, switches)
    return process


def check_owners(plugin: Plugin, columns: dict[str, Column], process: Process | None) -> None:
    """Refuse a column without a writer, or with one outside the plug-in."""
    own = () if process is None else (process.name,)
    for full, column in columns.items():
        allowed = (_INSTRUMENTS,) if full.startswith(f"{_LEVERS}.") else own
        if column.owner not in allowed:
            told = ", ".join(allowed) or "the name of its PROCESS, which the file lacks"
            raise InputError(
                f"{plugin.path}: COLUMNS: {full}: owner = {column.owner!r} is not allowed; allowed: {told}"
            )


def checked_instrument(plugin: Plugin, module: ModuleType) -> Instrument | None:
    """Return the instrument that a plug-in adds, checked."""
    instrument = getattr(module, "INSTRUMENT", None)
    if instrument is None:
        return None
    where = f"{plugin.path}: INSTRUMENT"
    if not isinstance(instrument, Instrument):
        raise InputError(f"{where} is not allowed; allowed: an Instrument")
    if not _NAME.fullmatch(instrument.name) or instrument.name in INSTRUMENTS:
        raise InputError(f"{where}: name = {instrument.name!r} is not allowed; allowed: a new name in small letters")
    if instrument.v not in SEVEN_VS:
        raise unknown_name(f"{where}: v", "V", instrument.v, SEVEN_VS)
    if not instrument.parts or set(instrument.parts) - set(BOTH):
        raise InputError(f"{where}: parts = {instrument.parts} is not allowed; allowed: some of {BOTH}")
    names = [name for name, group in groups().items() if group is instrument.group]
    if not names or any(f"{names[0]}.{each}" not in declared() for each in _STRENGTHS):
        raise InputError(
            f"{where}: group is not allowed; allowed: a class with @parameters that declares {' and '.join(_STRENGTHS)}"
        )
    return instrument


def checked_outcomes(plugin: Plugin, module: ModuleType) -> tuple[Outcome, ...]:
    """Return the outcomes that a plug-in adds, checked."""
    outcomes = getattr(module, "OUTCOMES", ())
    where = f"{plugin.path}: OUTCOMES"
    if not isinstance(outcomes, tuple) or not all(isinstance(each, Outcome) for each in outcomes):
        raise InputError(f"{where} is not allowed; allowed: a tuple of Outcome")
    names = [each.name for each in outcomes]
    for each in outcomes:
        if not _NAME.fullmatch(each.name) or each.name in OUTCOMES or names.count(each.name) > 1:
            raise InputError(f"{where}: name = {each.name!r} is not allowed; allowed: a new name in small letters")
        for key, given, allowed in (("group", each.group, GROUPS), ("perspective", each.perspective, PERSPECTIVES)):
            if given not in allowed:
                raise unknown_name(f"{where}: {each.name}", key, given, allowed)
        if each.direction not in (-1, 0, 1):
            raise InputError(
                f"{where}: {each.name}: direction = {each.direction!r} is not allowed; allowed: 1, -1 or 0"
            )
    return outcomes
