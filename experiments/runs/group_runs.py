"""Measures on groups of firms over the years of some runs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from model.errors import InputError, wrong_value
from model.inputs.tables import load_tables
from model.outcomes.groups import (
    FirmGroup,
    GroupMeasure,
    View,
    check_group,
    exposed_suppliers,
    measures_of,
    read_group,
)
from model.outcomes.measures import Measures
from model.scenario import Scenario, named_files
from model.simulation import advance, start
from model.state.state import Array

COLUMNS = ("group", "measure", "year", "seed", "value", "agents")
_QUARTERS = 4

_Looks = dict[tuple[str, str, int], list[Array]]
"""What was seen, by group, measure and year."""


def read_groups(named: Iterable[str | Path | FirmGroup], scenario: Scenario) -> tuple[FirmGroup, ...]:
    """Read groups of firms by name or path, and hold them against the tables and laws of a scenario.

    Raises:
        InputError: for anything that cannot be used, or two groups of one name.
    """
    groups = tuple(each if isinstance(each, FirmGroup) else read_group(each) for each in named)
    tables = load_tables(scenario.world.table_folder)
    laws = {*named_files("laws"), *(law.name for law in scenario.laws)}
    for group in groups:
        check_group(group, tables, laws)
    names = [group.name for group in groups]
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"two groups of firms are named '{name}'; give one another file name")
    return groups


def whole_years(scenario: Scenario) -> range:
    """Return the years of which a scenario runs all four quarters."""
    first, end = scenario.world.start, scenario.world.end + 1
    return range(-(-first // _QUARTERS), end // _QUARTERS)


def observed_groups(
    scenario: Scenario, seeds: Sequence[int], groups: Sequence[FirmGroup], years: Collection[int]
) -> pd.DataFrame:
    """Run a scenario with some seeds and return the measures on groups, as `observe_groups` of the library does.

    Raises:
        InputError: for a year that the scenario does not run as a whole.
    """
    possible = whole_years(scenario)
    for year in years:
        if year not in possible:
            allowed = f"whole years of the world: {possible.start} to {possible.stop - 1}"
            raise wrong_value("groups", "year", year, allowed)
    measures = measures_of(load_tables(scenario.world.table_folder))
    looks = {seed: _looks(scenario, seed, groups, measures, set(years)) for seed in seeds}
    rows = [
        (group.name, measure.name, year, seed, *measure.of_year(np.array(looks[seed][group.name, measure.name, year])))
        for group in groups
        for measure in measures
        for year in sorted(set(years))
        for seed in seeds
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _looks(
    scenario: Scenario, seed: int, groups: Sequence[FirmGroup], measures: Sequence[GroupMeasure], years: set[int]
) -> _Looks:
    """Return what is seen in one run, in the quarters that each measure needs."""
    world, looks = start(scenario, seed), _Looks()
    exposed = {group.name: exposed_suppliers(world, group) for group in groups}
    while years and world.date // _QUARTERS <= max(years):
        date = world.date
        advance(world)
        if date // _QUARTERS not in years:
            continue
        wanted = [each for each in measures if each.yearly == "sum" or date % _QUARTERS == _QUARTERS - 1]
        shared = Measures(world)
        for group in groups:
            view = View(shared, group, exposed[group.name])
            for measure in wanted:
                looks.setdefault((group.name, measure.name, date // _QUARTERS), []).append(measure.look(view))
    return looks
