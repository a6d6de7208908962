"""The observations that the model is held against: `scenarios/data/observations.csv`, read strictly.

They are no input of a run. Each row refers to a target of `calibration_targets.csv`, where its pattern, population and
source stand as published; here value, tolerance and discrepancy are in the unit of the statistic.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from model.errors import InputError, unknown_name, wrong_value
from model.inputs.table_checks import check_references, raise_problems, row_name
from model.inputs.table_format import DATA_FOLDER, Table
from model.inputs.table_reader import read_table
from model.observations.registry import STATISTICS
from model.quarters import parse_quarter
from model.scenario_files import named_files

NAME = "observations"
"""The name of the table, which is also its file."""

_REFERRED = ("calibration_targets", "confidence_classes")
LAST_QUARTER = parse_quarter("2021Q4")
"""Nothing that was observed later is used."""


@dataclass(frozen=True)
class Observation:
    """One number that was observed, and how the model gives it.

    Attributes:
        id: such as T16-2019.
        target: the row of calibration_targets.csv that it is part of.
        world: name of the world in which it is looked for.
        start, end: quarters (from year 0) over which the statistic is taken; both None for the world as it has settled.
        statistic: name in `STATISTICS`.
        value: observed, in the unit of the statistic.
        tolerance: distance at which the model is still close enough.
        unit: that of the statistic.
        measurement: how it was observed.
        discrepancy: standard deviation by which the model may be off for what it lacks (an assumption).
        kept_apart: not used in a fit.
        source: where the figure comes from.
        confidence: a class of confidence_classes.csv.
    """

    id: str
    target: str
    world: str
    start: int | None
    end: int | None
    statistic: str
    value: float
    tolerance: float
    unit: str
    measurement: str
    discrepancy: float
    kept_apart: bool
    source: str
    confidence: str


def read_observations(folder: Path | None = None) -> tuple[Observation, ...]:
    """Read the observations, in the order of the table.

    Args:
        folder: a folder with the same files as `scenarios/data`, which is the default.

    Raises:
        InputError: naming file, row, column, value and what is allowed; with several problems, all of them.
    """
    place = DATA_FOLDER if folder is None else folder
    problems: list[InputError] = []
    read = {name: read_table(place, name, problems) for name in (NAME, *_REFERRED)}
    tables = {name: table for name, table in read.items() if table is not None}
    if not problems:
        problems += [*check_references(tables), *_problems(tables[NAME])]
    raise_problems(place, problems)
    table = tables[NAME]
    return tuple(_row(table, row) for row in range(len(table)))


def _row(table: Table, row: int) -> Observation:
    values: dict[str, Any] = {field.name: table[field.name][row].item() for field in fields(Observation)}
    quarters = {name: parse_quarter(values[name]) if values[name] else None for name in ("start", "end")}
    return Observation(**values | quarters | {"kept_apart": bool(values["kept_apart"])})


def _problems(table: Table) -> Iterator[InputError]:
    """Yield statistics, worlds, units and periods that cannot be."""
    worlds = named_files("worlds")
    for row in range(len(table)):
        where = row_name(table, row)
        statistic, world, unit, start, end = (
            str(table[name][row]) for name in ("statistic", "world", "unit", "start", "end")
        )
        if statistic not in STATISTICS:
            yield unknown_name(where, "statistic", statistic, STATISTICS)
        elif unit != STATISTICS[statistic].unit:
            yield wrong_value(where, "unit", unit, f"{STATISTICS[statistic].unit}, that of {statistic}")
        if world not in worlds:
            yield unknown_name(where, "world", world, worlds)
        if bool(start) != bool(end) or (start and parse_quarter(end) < parse_quarter(start)):
            yield wrong_value(where, "end", end, f"a quarter from the start, {start!r}, or both blank")
        elif end and parse_quarter(end) > LAST_QUARTER:
            yield wrong_value(where, "end", end, "at most 2021Q4: later observations are not used")
