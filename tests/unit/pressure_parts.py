"""A study of pressure points with made-up numbers, for tests of tables, reports and figures."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from experiments.runs.design_runs import Result
from experiments.runs.store import write_table
from experiments.studies.pressure.analysis import analyse
from experiments.studies.pressure.design import PressureDesign, make_pressure_design
from experiments.studies.pressure.groups import OUTCOMES
from experiments.studies.pressure.options import PressureOptions
from experiments.studies.pressure.tables import PressureTables
from model.scenario import Scenario
from model.simulation import Run
from model.state.state import Array

SEEDS = (1, 2, 3)


@cache
def design_of(seeds: tuple[int, ...] = SEEDS) -> PressureDesign:
    """Return the default design in the small world."""
    return make_pressure_design(PressureOptions(world="small", seeds=seeds))


def values_of(scenario: Scenario, seed: int) -> Array:
    """Return years x outcomes x groups x parts: a level that grows with what is held, and groups that add up."""
    groups = design_of().groups
    years = scenario.world.end // 4 - scenario.world.start // 4 + 1
    found = np.zeros((years, len(OUTCOMES), len(groups), 2))
    rng = np.random.default_rng(9)  # the same weights for all seeds and scenarios
    for dimension in ("sector", "tier", "country"):
        places = [place for place, group in enumerate(groups) if group.dimension == dimension]
        weights = rng.dirichlet(np.full(len(places), 0.5))
        held = 1 - 0.9 ** len(scenario.held)
        level = 0.7 + 0.01 * seed + (0.25 - 0.01 * seed) * held * np.linspace(0, 1, years)[:, np.newaxis]
        found[:, :, places, 1] = weights
        found[:, :, places, 0] = (level * weights)[:, np.newaxis, :]
    first = [place for place, group in enumerate(groups) if group.dimension == "tier"]
    found[:, :, 0] = found[:, :, first].sum(axis=2)
    return found


def observe(scenarios: Sequence[Scenario], seed: int) -> list[Run]:
    """Stand for the model."""
    runs = []
    for scenario in scenarios:
        values = values_of(scenario, seed)
        names = tuple(str(place) for place in range(values[0].size))
        runs.append(Run(scenario, seed, names, values.reshape(len(values), -1), ()))
    return runs


def tables_of(design: PressureDesign, lost: tuple[int, ...] = ()) -> PressureTables:
    """Return the tables of a design, written and read; runs whose places are in `lost` failed."""
    results = []
    for place, run in enumerate(design.runs.runs):
        values = values_of(design.scenarios[run.scenario], run.seed)
        flat = None if place in lost else values.reshape(len(values), -1)
        results.append(Result(place, (), flat, "Traceback\nKeyError: 'x'" if place in lost else ""))
    with TemporaryDirectory() as temporary:
        for name, table in analyse(design, results).items():
            write_table(Path(temporary) / name, table)
        found = PressureTables(Path(temporary), {}, design)
        assert not (found.runs.empty or found.levels.empty or found.pressure.empty)  # read while they are there
    return found
