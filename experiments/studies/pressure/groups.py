"""Chain impact and workers above the stated level, divided over groups of suppliers.

Each supplier adds its share of the workers of 2020 times their conditions (fallback where jobs are lost), so that
groups add up to the whole:

    level_g = sum_{j in g} w_j [e_j C_j + (1 - e_j) C_out_j]        most_g = sum_{j in g} w_j

with C the mean over themes or, in numbers of workers, whether that reaches the stated level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from model.inputs.tables import Tables, country_index
from model.outcomes.chains import graded
from model.outcomes.measures import shares
from model.outcomes.observation import Observation
from model.scenario import Scenario
from model.simulation import Observer, Run, observe_together, recorded_dates
from model.state.state import THEMES, TIERS, Array, IntArray
from model.sums import sum_by
from model.world import World

WHOLE = "all"
"""The dimension, and the key, of the world as a whole."""
DIMENSIONS = ("sector", "tier", "country")
REACHES = ("global", "dutch")
OUTCOMES = tuple(f"{kind}_{reach}" for kind in ("chain_impact", "workers_above_level") for reach in REACHES)
"""The outcomes that are divided, as the registry of outcomes calls them."""
PARTS = ("level", "most")
"""What is known of each: how it is, and the most that it could be."""
_MEAN = len(THEMES)
_MILLION = 1e6


@dataclass(frozen=True)
class Group:
    """A group of suppliers: a dimension and its key, such as the code of a sector."""

    dimension: str
    key: str


def groups_of(tables: Tables) -> tuple[Group, ...]:
    """Return the whole, and then every sector, tier and producing country, in the order of `look`."""
    keys = {
        "sector": tables.sectors["code"].tolist(),
        "tier": [str(tier + 1) for tier in range(TIERS)],
        "country": list(country_index(tables)),
    }
    return (Group(WHOLE, WHOLE), *(Group(name, key) for name in DIMENSIONS for key in keys[name]))


def look(world: World) -> Array:
    """Return what the suppliers of each group add, outcomes x groups x parts, as in `OUTCOMES` and `groups_of`."""
    supplier, level = world.state.supplier, world.parameters[Observation].decent_level
    now, after = graded(supplier.condition, level), graded(supplier.fallback_condition, level)
    kept, lost = supplier.retained, 1.0 - supplier.retained
    met = {row: kept * now[row] + lost * after[row] for row in (_MEAN, -1)}
    workers = {"global": supplier.workers, "dutch": supplier.workers * supplier.dutch_share}
    weights = [shares(workers[reach]) for reach in REACHES] + [workers[reach] / _MILLION for reach in REACHES]
    measured = [met[_MEAN]] * len(REACHES) + [met[-1]] * len(REACHES)
    parts = [(weight * each, weight) for weight, each in zip(weights, measured, strict=True)]
    return np.array([np.stack([_by_group(world, part) for part in pair], axis=1) for pair in parts])


def _by_group(world: World, values: Array) -> Array:
    """Return the sums over all suppliers and over those of each group."""
    supplier, tables = world.state.supplier, world.tables
    where: list[tuple[IntArray, int]] = [
        (supplier.sector, len(tables.sectors["code"])),
        (supplier.tier - 1, TIERS),
        (supplier.country, world.state.country.rows),
    ]
    found = [np.array([values.sum()]), *(sum_by(place, values, rows) for place, rows in where)]
    return np.concatenate(found)


def _ends_year(date: int, end: int) -> bool:
    """Tell whether a quarter is the last of its year, or of the world."""
    return (date + 1) % 4 == 0 or date == end


def observe(scenarios: Sequence[Scenario], seed: int) -> list[Run]:
    """Run scenarios and see at the end of each year what groups add; `values` is years x (outcomes, groups, parts)."""
    when = partial(_ends_year, end=scenarios[0].world.end)
    found = observe_together(scenarios, seed, [Observer(look, when)])
    runs = []
    for scenario, (values,) in zip(scenarios, found, strict=True):
        names = tuple(f"{name}/{place}" for name in OUTCOMES for place in range(values[0, 0].size))
        runs.append(Run(scenario, seed, names, values.reshape(len(values), -1), recorded_dates(scenario, when)))
    return runs
