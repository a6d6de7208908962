"""Outcomes divided over sectors, countries and other groups: which years are recorded, and the table of a study.

A run is divided in all quarters of the years reported, since a flow counts by its mean over the year. Workers hand back
years × cells, so that the size of what is kept does not depend on the number of quarters.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from experiments.report.outcome_facts import PER_YEAR
from experiments.runs.design import Design
from experiments.runs.statistics import by_year, mean_and_interval
from model.inputs.settings import DATA, WorldSettings
from model.inputs.tables import Tables, load_tables
from model.outcomes.breakdown import Cell, cells, described, key_labels
from model.scenario import Scenario
from model.simulation import Breakdown, Run, simulate_together
from model.state.state import Array

FIRST_YEAR, EVERY = 2020, 5
"""From when on, and how many years apart, are those of which the breakdown is reported; the last year is as well."""
COLUMNS = (
    "course",
    "mix",
    "dimension",
    "key",
    "outcome",
    "year",
    "mean",
    "lo",
    "hi",
    "diff",
    "diff_lo",
    "diff_hi",
)


def years_of(world: WorldSettings) -> tuple[int, ...]:
    """Return the years of a world of which the breakdown is reported."""
    first, last = world.start // 4, world.end // 4
    return tuple(sorted({*(year for year in range(FIRST_YEAR, last, EVERY) if first <= year), last}))


def simulate_divided(scenarios: Sequence[Scenario], seed: int) -> list[Run]:
    """Run scenarios with one seed, with the breakdown of the years that are reported."""
    years = {year for scenario in scenarios for year in years_of(scenario.world)}
    return simulate_together(scenarios, seed, divide_when=lambda date: date // 4 in years)


def tables_of(world: WorldSettings) -> Tables:
    """Return the input tables of a world; its sectors and countries are the groups."""
    return load_tables(None if world.data_folder == DATA else world.data_folder)


@lru_cache(maxsize=4)
def _flows(folder: Path) -> tuple[bool, ...]:
    found = cells(load_tables(None if folder == DATA else folder))
    return tuple(described(cell.outcome).unit.endswith(PER_YEAR) for cell in found)


def yearly(breakdown: Breakdown, world: WorldSettings) -> Array:
    """Return a breakdown by year, years × cells, in the order of `years_of`."""
    dates = np.array(breakdown.dates)
    kept = np.isin(dates // 4, years_of(world))
    flows = np.array(_flows(world.data_folder))
    _, found = by_year(breakdown.values[np.newaxis, kept], dates[kept] // 4, flows)
    result: Array = found[0]
    return result


def summarise(design: Design, divided: Sequence[Array | None]) -> pd.DataFrame:
    """Return means, intervals and paired differences of every cell for the mixes shown; empty when nothing was divided.

    Args:
        design: what was run.
        divided: years × cells of each run, in the order of the design's runs; None for a run that failed.
    """
    world = design.scenarios[0].world
    shape = next((each.shape for each in divided if each is not None), None)
    if shape is None:
        return pd.DataFrame(columns=list(COLUMNS))
    values = np.full((len(divided), *shape), np.nan)
    for place, each in enumerate(divided):
        if each is not None:
            values[place] = each
    by_scenario = values.reshape(len(design.scenarios), len(design.seeds), *shape)
    pairs = [pair for pair in design.places if pair[1] in design.shown]
    found = cells(tables_of(world))
    parts = []
    for course, mix in pairs:
        own, base = (by_scenario[design.places[course, name]] for name in (mix, design.base))
        statistics = (*mean_and_interval(own), *mean_and_interval(own - base))
        numbers = np.array(statistics).transpose(2, 1, 0).reshape(-1, len(statistics))
        parts.append(_part(course, mix, (found, years_of(world)), numbers))
    return pd.concat(parts, ignore_index=True)


def _part(course: str, mix: str, named: tuple[tuple[Cell, ...], tuple[int, ...]], numbers: Array) -> pd.DataFrame:
    """Return the rows of one mix under one course: cells, and the years of each."""
    found, years = named
    keys = {name: np.repeat([getattr(cell, name) for cell in found], len(years)) for name in Cell._fields}
    head = {"course": course, "mix": mix, **keys, "year": np.tile(years, len(found))}
    return pd.DataFrame({**head, **dict(zip(COLUMNS[len(head) :], numbers.T, strict=True))})


def group_labels(world: WorldSettings, dimension: str, language: str) -> dict[str, str]:
    """Return the labels of the groups of a dimension by code, under the input tables of a world."""
    place = 1 if language == "nl" else 0
    return {code: each[place] for code, each in key_labels(tables_of(world), dimension).items()}
