"""Functions whose sensitivity indices are known in closed form, as stand-ins for the model."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from experiments.runs.sweeps.sampling import Points
from experiments.studies.common.factors import DUMMY_FACTOR, Factor
from experiments.studies.common.model_outputs import Option, Responses
from model.outcomes import OUTCOMES
from model.scenario import Scenario
from model.simulation import Run
from model.state.state import Array

BASE, TEST = Option("course", "base"), Option("course", "test")
HIGH_RATE = 0.1
SOBOL_G = np.array([0.0, 1.0, 4.5, 9.0])


def base_of(option: Option) -> Option:
    return BASE


def factors_of(count: int, mechanism: Callable[[int], str] = lambda place: f"group{place}") -> tuple[Factor, ...]:
    """Factors x0, x1, ... each by default a mechanism of its own, and the dummy."""
    own = [Factor(f"x{place}", mechanism(place), 0.0, 1.0, 0.5, "1", "") for place in range(count)]
    return (*own, DUMMY_FACTOR)


def ishigami(unit: Array) -> Array:
    """Ishigami & Homma (1990), a = 7, b = 0.1; columns after the third do nothing."""
    x = np.pi * (2.0 * unit - 1.0)
    return np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def ishigami_indices() -> tuple[list[float], list[float]]:
    """First and total indices of the three."""
    a, b = 7.0, 0.1
    first = 0.5 * (1 + b * np.pi**4 / 5) ** 2
    second = a**2 / 8
    both = b**2 * np.pi**8 * (1 / 18 - 1 / 50)
    whole = first + second + both
    return [first / whole, second / whole, 0.0], [(first + both) / whole, second / whole, both / whole]


def sobol_g(unit: Array) -> Array:
    """Sobol's G function (Saltelli & Sobol 1995)."""
    own = unit[:, : len(SOBOL_G)]
    found: Array = np.prod((np.abs(4.0 * own - 2.0) + SOBOL_G) / (1.0 + SOBOL_G), axis=1)
    return found


def sobol_g_indices() -> tuple[list[float], list[float]]:
    parts = 1.0 / (3.0 * (1.0 + SOBOL_G) ** 2)
    whole = np.prod(1.0 + parts) - 1.0
    total = parts * np.prod(1.0 + parts) / (1.0 + parts) / whole
    return list(parts / whole), list(total)


@dataclass
class Toy:
    """Evaluates a function instead of the model; the base mix is 0 but for a quarter of the luck of the other.

    `noise` is the standard deviation of luck that differs at every point and seed; `shared` of luck that a seed
    brings at every point. `change` may spoil the answers.
    """

    function: Callable[[Array], Array]
    noise: float = 0.0
    shared: float = 0.0
    change: Callable[[str, Array], None] = lambda name, values: None
    asked: list[tuple[str, int, int]] = field(default_factory=list)

    def __call__(self, name: str, unit: Array, seeds: Sequence[int]) -> Responses:
        self.asked.append((name, len(unit), len(seeds)))
        luck = np.random.default_rng([*seeds, *name.encode()])
        values = np.zeros((len(unit), len(seeds), 2, 1, 1))
        values[:, :, 1, 0, 0] = self.function(unit)[:, None] + self.noise * luck.standard_normal(
            (len(unit), len(seeds))
        )
        for place, seed in enumerate(seeds):
            values[:, place, 1] += self.shared * np.random.default_rng(seed).standard_normal()
        self.change(name, values)
        points = Points(tuple(f"c{place}" for place in range(unit.shape[1])), unit)
        return Responses(points, tuple(seeds), (BASE, TEST), ("outcome",), (2030,), values)


def simulate(scenarios: Sequence[Scenario], seed: int, wanted: Callable[[int], bool]) -> list[Run]:
    """Stand in for the model: two parameters matter to a mix in proportion to what it does, one to every mix."""
    luck = np.random.default_rng(seed).random()
    return [_run(scenario, seed, luck, wanted) for scenario in scenarios]


def _run(scenario: Scenario, seed: int, luck: float, wanted: Callable[[int], bool]) -> Run:
    parameters = dict(scenario.parameters.items())
    world = scenario.world
    effort = sum(level.national + level.european for level in scenario.mix.levels.values())
    rate, spread = float(parameters["learning.rate"]), float(parameters["network.concentration"])
    dates = [date for date in range(world.start, world.start + world.quarters) if wanted(date)]
    level = luck + float(parameters["market.price_elasticity"]) + effort * rate * (10.0 + spread)
    values = np.tile(level + np.arange(len(OUTCOMES)), (len(dates), 1))
    values[:, 1] = 1.0  # the second outcome never varies
    return Run(scenario, seed, tuple(OUTCOMES), values, tuple(dates))


def simulate_with_bad_luck(scenarios: Sequence[Scenario], seed: int, wanted: Callable[[int], bool]) -> list[Run]:
    """As `simulate`, but no mix other than the base runs with high learning rates."""
    if dict(scenarios[0].parameters.items())["learning.rate"] > HIGH_RATE and any(s.mix.bases for s in scenarios):
        raise ArithmeticError("no luck")
    return simulate(scenarios, seed, wanted)
