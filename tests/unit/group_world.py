"""A small world in which tests of measures on groups set what they need."""

from functools import cache
from pathlib import Path

import numpy as np

from model.outcomes.groups import FirmGroup, View, exposed_suppliers, measures_of, read_group
from model.outcomes.groups.measure import GroupMeasure
from model.outcomes.measures import Measures
from model.scenario import Scenario, load_scenario
from model.simulation import advance, start
from model.state.state import NLD, NONE, ROW, THEMES, IntArray
from model.world import World

LAWS = ("french_vigilance_law", "german_supply_chain_act")
GROUPS = ["german_over_3000", "german_out_of_scope"]
WAGES = THEMES.index("wages_hours")


@cache
def small() -> Scenario:
    return load_scenario(world="small", course="as_enacted")


@cache
def settled() -> World:
    return start(small(), 1)


@cache
def every_measure() -> dict[str, GroupMeasure]:
    return {each.name: each for each in measures_of(settled().tables)}


def fresh(quarters: int = 0, **parameters: float) -> World:
    """Return a small world that a test may change, after some quarters."""
    values = {name.replace("__", "."): value for name, value in parameters.items()}
    world = settled().branch(load_scenario(world="small", course="as_enacted", parameters=values))
    for _ in range(quarters):
        advance(world)
    return world


def group(tmp: Path, text: str = "") -> FirmGroup:
    path = tmp / "mine.toml"
    path.write_text(f'label_en = "Mine"\n{text}', encoding="utf-8")
    return read_group(path)


def view(world: World, of: FirmGroup) -> View:
    return View(Measures(world), of, exposed_suppliers(world, of))


def look(name: str, seen: View) -> list[float]:
    return [float(each) for each in every_measure()[name].look(seen)]


def four_firms(world: World) -> IntArray:
    """Leave four companies with one real firm each, the first three of them German, and return their rows."""
    company = world.state.company
    rows = np.flatnonzero(company.region != NLD)[:4]
    company.firms[:], company.region[rows], company.option[:] = 0.0, 1, NONE
    company.firms[rows], company.employees[rows] = 1.0, (100.0, 3000.0, 4000.0, 5000.0)
    homes = [str(code) for code in world.tables.jurisdictions["iso3"]]
    company.home[rows] = [homes.index(code) for code in ("DEU", "DEU", "DEU", "GBR")]
    company.region[rows[3]], company.size_class[rows] = ROW, (2, 4, 4, 4)
    company.sector[rows] = [world.tables.sectors.row(code) for code in ("TEX", "TEX", "FOOD", "FOOD")]
    company.scope[:] = 0.0
    return rows
