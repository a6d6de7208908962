"""The largest effect on conditions that the rules allow, beside what was observed at workplaces (targets T19 to T23).

    python -m experiments.tools.largest_effects

Quantities of garment factories in Bangladesh are held at a value from the first quarter on, and the share of the gap in
conditions of safety that is closed is read after 4 to 16 quarters.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from model.inputs.held import Hold, Part
from model.parts import rows_in
from model.scenario import load_scenario
from model.simulation import advance, start
from model.state.state import HEALTH_SAFETY, Array
from model.world import World

QUARTERS = (4, 8, 11, 14, 16)
PLACE = Part(sectors=("TEX",), tiers=(1,), countries=("BGD",))
COUNTRY = Part(countries=("BGD",))


@dataclass(frozen=True)
class Case:
    """What is held, at which values, and what was observed of it."""

    name: str
    held: dict[str, float]
    observed: str


CASES = (
    Case(
        "binding accord: all forces together",
        {
            "supplier.effect": 0.95,
            "supplier.voice": 0.6,
            "country.enforcement": 0.95,
            "supplier.capability": 0.9,
            "supplier.affordable": 0.8,
        },
        "0.50 after 11 quarters, 0.74 after 14 (T19)",
    ),
    Case("training alone", {"supplier.capability": 0.75}, "labour violations 15 points fewer, safety unmoved (T21)"),
    Case("audits alone", {"supplier.effect": 0.25}, "little (Short, Toffel and Hugill 2016)"),
    Case("outside enforcement alone", {"country.enforcement": 0.95}, "only where management is capable (T23)"),
    Case("leverage alone at its most", {"supplier.effect": 1.0}, ""),
    Case(
        "everything at its most",
        {
            "supplier.effect": 1.0,
            "supplier.voice": 1.0,
            "country.enforcement": 1.0,
            "supplier.capability": 1.0,
            "supplier.affordable": 1.0,
        },
        "",
    ),
)


def largest_effects(parameters: dict[str, object] | None = None, seed: int = 1) -> pd.DataFrame:
    """Return by case the share of the gap closed after each of `QUARTERS`, and what was observed."""
    scenario = load_scenario(world="reference", course="as_enacted", parameters=parameters)
    first = scenario.world.start
    rows = []
    for case in CASES:
        holds = [
            Hold(column, value, first, COUNTRY if column.startswith("country") else PLACE)
            for column, value in case.held.items()
        ]
        world = start(scenario.with_held(holds), seed)
        closed = []
        for _ in range(QUARTERS[-1]):
            advance(world)
            closed.append(_closed(world))
        rows.append((case.name, *(round(closed[quarter - 1], 3) for quarter in QUARTERS), case.observed))
    return pd.DataFrame(rows, columns=["case", *(f"{quarter} quarters" for quarter in QUARTERS), "observed"])


def _closed(world: World) -> float:
    """Return the mean share of the gap in conditions of safety that is closed at the factories."""
    supplier, here = world.state.supplier, rows_in(world, "supplier", PLACE)
    now, base = (each[here, HEALTH_SAFETY] for each in (supplier.condition, supplier.base_condition))
    gap: Array = 1.0 - (1.0 - now) / (1.0 - base)
    return float(np.mean(gap))


if __name__ == "__main__":
    print(largest_effects().to_csv(index=False), end="")
