"""What switching a mechanism does to the outcome that it is there for, beside what that outcome does by itself.

A row of `mechanisms.csv` names a switch and its two values, the scenario that calls for the mechanism, and an outcome:

- `switch`: a parameter by full name, `laws/<name>.<key>` for a key of a law's file, `world.<key>` for a yes or no of
  the world, or `mix`, whose values are then names of mixes;
- `low`, `high`: the two values, as in a TOML file, or the names of two mixes;
- `others`: parameters that the scenario needs besides, `name = value` apart by semicolons;
- `year`: the year in which the outcome is read, the last of the small world when blank.

Worlds of one scenario and seed settle once, and part in the first quarter: what shapes the start is no part of this.
"""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from model.inputs.law import law_from_table
from model.inputs.toml_input import read_toml
from model.outcomes import OUTCOMES, record
from model.scenario import Scenario, find_file, load_scenario
from model.simulation import advance, start
from model.state.state import Array
from model.world import World

TABLE = Path(__file__).with_name("mechanisms.csv")
SEEDS = (1, 2, 3, 4)
_PLACE = {name: place for place, name in enumerate(OUTCOMES)}
_YEAR = 4


@dataclass(frozen=True)
class Row:
    """One row of the table; see above."""

    mechanism: str
    switch: str
    low: str
    high: str
    mix: str
    course: str
    others: str
    outcome: str
    year: str
    least_share: str
    reason: str

    @property
    def is_measured(self) -> bool:
        """Whether the row names a switch whose effect must reach the least share."""
        return bool(self.switch and self.least_share)

    def __str__(self) -> str:
        """Return what identifies the row among tests."""
        return f"{self.mechanism} {self.switch} on {self.outcome}"


@dataclass(frozen=True)
class Effect:
    """By seed: how far the outcome moves by itself since the start, and by the switch."""

    change: Array
    effect: Array

    @property
    def share(self) -> float:
        """Return the mean effect as a share of the mean change, at least 0; infinite where there is no change."""
        own = abs(float(self.change.mean()))
        return abs(float(self.effect.mean())) / own if own > 0 else float("inf")

    @property
    def agrees(self) -> bool:
        """Return whether the switch works one way in every seed in which it does anything, and does so in most."""
        working = self.effect[self.effect != 0]
        return 2 * len(working) > len(self.effect) and len(set(np.sign(working))) == 1


def rows() -> list[Row]:
    """Return the rows of the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [Row(**{key: text.strip() for key, text in line.items()}) for line in csv.DictReader(file)]


def effect_of(row: Row, seeds: tuple[int, ...] = SEEDS) -> Effect:
    """Run the two ends of a row, and the scenario as it is."""
    place = _PLACE[row.outcome]
    base = Base(row.mix, row.course, row.others)
    ends = [(base, "", ""), (base, row.switch, row.low), (base, row.switch, row.high)]
    found = np.array([[_of_year(end, row.year, seed)[place] for end in ends] for seed in seeds])
    before = np.array([record(_settled(base, seed))[place] for seed in seeds])
    return Effect(found[:, 0] - before, found[:, 2] - found[:, 1])


@dataclass(frozen=True)
class Base:
    """What the scenarios of a row share, as its columns have it."""

    mix: str
    course: str
    others: str


@cache
def _scenario(base: Base) -> Scenario:
    given = [each.split("=", 1) for each in base.others.split(";") if each.strip()]
    parameters = tomllib.loads("\n".join(f'"{name.strip()}" = {value}' for name, value in given))
    return load_scenario(base.mix, world="small", course=base.course, parameters=parameters)


@cache
def _settled(base: Base, seed: int) -> World:
    return start(_scenario(base), seed)


@cache
def _of_year(end: tuple[Base, str, str], year: str, seed: int) -> Array:
    """Return the outcomes of a year, the mean of its quarters, with a switch at a value; the last year for none."""
    base, switch, value = end
    scenario = switched(base, switch, value)
    world = _settled(base, seed).branch(scenario)
    after = _YEAR * (int(year) + 1) if year else scenario.world.start + scenario.world.quarters
    recorded = []
    while world.date < after:
        advance(world)
        if world.date > after - _YEAR:
            recorded.append(record(world))
    result: Array = np.mean(recorded, axis=0)
    return result


def switched(base: Base, switch: str, value: str) -> Scenario:
    """Return a scenario with a switch at a value, or as it is where there is no switch."""
    scenario = _scenario(base)
    if not switch:
        return scenario
    if switch == "mix":
        return _scenario(replace(base, mix=value))
    parsed = tomllib.loads(f"value = {value}")["value"]
    if switch.startswith("world."):
        return replace(scenario, world=replace(scenario.world, **{switch.removeprefix("world."): parsed}))
    if switch.startswith("laws/"):
        name, key = switch.removeprefix("laws/").split(".")
        table = {**read_toml(find_file("laws", "law", name)), key: parsed}
        if key == "steps":
            table["result_steps"] = [step for step in table.get("result_steps", []) if step in parsed]
        text = law_from_table(name, table, switch)
        return replace(scenario, laws=tuple(text if law.name == name else law for law in scenario.laws))
    return scenario.with_parameters({switch: parsed})


def main() -> None:
    """Print the effect of each row that names a switch."""
    for row in rows():
        if row.switch:
            found = effect_of(row)
            size = f"change {found.change.mean():+.3g} effect {found.effect.mean():+.3g} share {found.share:.3f}"
            print(f"{row} [{row.mix} {row.low}..{row.high} {row.others} {row.year}]: {size} one way {found.agrees}")


if __name__ == "__main__":
    main()
