"""How the model of 2020 compares with what was observed up to then: `python -m experiments.tools.calibrate`.

Only observations from before the end of 2021 are used (`scenarios/data/calibration_targets.csv`); nothing here looks
at a policy mix other than the base. `docs/calibration.md` tells how the values were found and what does not fit.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from model.inputs.law import SIZE_CLASSES
from model.outcomes.observation import Observation
from model.scenario import load_scenario
from model.simulation import start
from model.state.state import EU, JOINT, NLD, NONE, TIERS, Array, BoolArray, IntArray
from model.world import World

CLOTHING = "TEX"
FRENCH_LAW = "french_vigilance_law"


@dataclass(frozen=True)
class Target:
    """An observation the settled world can be compared with; `value` and `tolerance` in the unit of the model."""

    identifier: str
    pattern: str
    value: float
    tolerance: float
    observe: Callable[[World], float]


def _share(world: World, among: Array | BoolArray, passing: Array | BoolArray) -> float:
    """Return the share of firms passing among some companies, each agent counted for the firms it stands for."""
    weight = world.state.company.firms * among
    total = float(weight.sum())
    return float((weight * passing).sum() / total) if total > 0 else float("nan")


def _size(world: World) -> IntArray:
    return world.state.company.size_class


def _very_large(world: World, region: int) -> BoolArray:
    company = world.state.company
    found: BoolArray = (_size(world) == SIZE_CLASSES.index("very_large")) & (company.region == region)
    return found


def _large(world: World, region: int) -> BoolArray:
    found: BoolArray = (_size(world) >= SIZE_CLASSES.index("large")) & (world.state.company.region == region)
    return found


def endorsing(world: World) -> float:
    """Return the share of very large Dutch firms that endorse the OECD Guidelines (T02)."""
    company = world.state.company
    motivated = company.motivation > world.parameters[Observation].motivated
    return _share(world, _very_large(world, NLD), (company.option != NONE) | motivated)


def reporting_fully(world: World) -> float:
    """Return the share of large firms in the rest of the EU that say they do full due diligence (T03)."""
    bar = world.parameters[Observation].self_reported_full
    return _share(world, _large(world, EU), world.state.company.signal >= bar)


def reporting_partly(world: World) -> float:
    """Return the share of large firms in the rest of the EU that say they do due diligence in part (T04)."""
    company = world.state.company
    bar = world.parameters[Observation].self_reported_full
    return _share(world, _large(world, EU), (company.option != NONE) & (company.signal < bar))


def covering_chain(world: World) -> float:
    """Return the share of large firms in the rest of the EU with enough insight in the last tier (T05)."""
    bar = world.parameters[Observation].whole_chain
    return _share(world, _large(world, EU), world.state.company.visibility**TIERS >= bar)


def following_through(world: World) -> float:
    """Return the share of very large firms in the rest of the EU whose substance suffices to track results (T06)."""
    bar = world.parameters[Observation].follow_through
    return _share(world, _very_large(world, EU), world.state.company.substance >= bar)


def without_plan(world: World) -> float:
    """Return the share of firms under the French law that do nothing (T16)."""
    bound = world.state.company.scope[:, world.laws.names.index(FRENCH_LAW)] > 0
    return _share(world, bound, world.state.company.option == NONE)


def doing_nothing(world: World) -> float:
    """Return the share, by revenue, of very large firms anywhere that do nothing (T18)."""
    company = world.state.company
    weight = company.revenue * (_size(world) == SIZE_CLASSES.index("very_large"))
    return float((weight * (company.option == NONE)).sum() / weight.sum())


def acting_jointly(world: World) -> float:
    """Return the share of members of the clothing covenant that act jointly (T10: meet its requirements)."""
    company, covenant = world.state.company, world.state.covenant
    codes = [str(code) for code in world.tables.sectors["code"]]
    sector = covenant.sector[np.maximum(company.covenant, 0)]
    member = (company.covenant >= 0) & (sector == codes.index(CLOTHING))
    return _share(world, member, company.option == JOINT)


def below_cost(world: World) -> float:
    """Return the share of suppliers with a margin below zero (T25)."""
    return float((world.state.supplier.margin < 0).mean())


def cost_of(world: World, smallest: str, largest: str) -> float:
    """Return the mean cost of due diligence of active Dutch and other EU firms of some sizes, % of revenue (T28)."""
    company = world.state.company
    size = _size(world)
    inside = (size >= SIZE_CLASSES.index(smallest)) & (size <= SIZE_CLASSES.index(largest))
    weight = company.firms * inside * (company.option != NONE) * (company.region <= EU)
    return float((weight * company.cost).sum() / weight.sum()) if weight.sum() > 0 else float("nan")


TARGETS: tuple[Target, ...] = (
    Target("T02", "very large Dutch firms endorse the Guidelines", 0.35, 0.04, endorsing),
    Target("T03", "large EU firms say they do it fully (self-selected sample)", 0.37, 0.07, reporting_fully),
    Target("T04", "large EU firms say they do it in part (self-selected sample)", 0.33, 0.07, reporting_partly),
    Target("T05", "due diligence covers the whole chain", 0.16, 0.06, covering_chain),
    Target("T06", "very large EU firms pass a strict test", 0.15, 0.05, following_through),
    Target("T10", "members of the clothing covenant meet its requirements", 0.63, 0.12, acting_jointly),
    Target("T16", "firms under the French law without a plan", 0.25, 0.06, without_plan),
    Target("T18", "very large firms without any due diligence", 0.46, 0.08, doing_nothing),
    Target("T25", "suppliers that accept orders below cost", 0.39, 0.08, below_cost),
    Target("T28 large", "cost of large firms, % of revenue", 0.009, 0.018, lambda w: cost_of(w, "large", "very_large")),
    Target(
        "T28 small", "cost of small and medium firms, % of revenue", 0.14, 0.28, lambda w: cost_of(w, "small", "medium")
    ),
)
"""Tolerances as in the table of targets; T28's factor of three is given as its upper distance."""


def compare(seeds: Sequence[int] = (1, 2, 3), world: str = "reference") -> pd.DataFrame:
    """Return target, model mean over seeds, and distance in tolerances, one row a target, for the settled base mix."""
    scenario = load_scenario(world=world)
    settled = [start(scenario, seed) for seed in seeds]
    rows = []
    for target in TARGETS:
        value = float(np.nanmean([target.observe(each) for each in settled]))
        distance = (value - target.value) / target.tolerance
        rows.append((target.identifier, target.pattern, target.value, value, distance))
    return pd.DataFrame(rows, columns=["target", "pattern", "observed", "model", "distance"])


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description="Compare the settled world of 2020 with observations up to then.")
    parser.add_argument("--seeds", type=int, default=3, help="number of seeds to average over (default 3)")
    parser.add_argument("--world", default="reference", help="world file by name or path (default reference)")
    arguments = parser.parse_args()
    table = compare(tuple(range(1, arguments.seeds + 1)), arguments.world)
    print(table.to_string(index=False, float_format=lambda number: f"{number:.3f}"))
    print("distance: model minus observed, in tolerances of scenarios/data/calibration_targets.csv")


if __name__ == "__main__":
    main()
