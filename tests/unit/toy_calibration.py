"""A made-up model with three parameters that matter and two that do not, in two worlds; importable by workers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from experiments.runs.engine import Contents, here
from experiments.studies.calibration.design import CalibrationDesign
from experiments.studies.calibration.options import CalibrationOptions, Exploration, Judgement, WaveOptions
from experiments.studies.calibration.runs import Runner
from experiments.studies.calibration.space import Space
from experiments.studies.calibration.targets import Simulator, fitted, targets_of
from experiments.studies.calibration.waves import Calibrator
from experiments.studies.common.factors import Factor
from model.errors import InputError

NOISE = 0.05
UNLUCKY_SEEDS = (105, 150)
"""One in the first wave of `SMALL`, one of the second draw of its ensemble, whose seeds begin at 148."""
STOP_SEED = 134
"""In the second wave of `SMALL`, whose seeds begin at 128."""
TRUTH = {"toy.a": 0.3, "toy.b": 1.4, "toy.c": -0.5}


@dataclass(frozen=True)
class Seen:
    value: float
    agents: int


@dataclass(frozen=True)
class Noted:
    id: str
    world: str
    value: float
    tolerance: float = 0.1
    discrepancy: float = 0.02
    kept_apart: bool = False

    @property
    def target(self) -> str:
        return self.id.partition("-")[0]


def expected(parameters: Mapping[str, float]) -> dict[str, float]:
    a, b, c = (parameters[name] for name in TRUTH)
    return {"T1-x": a + 0.5 * b, "T1-y": a * b, "T2": c + 0.3 * a**2, "T3": b - c}


def simulate(world: str, parameters: Mapping[str, float], seed: int, observations: Sequence[Any]) -> dict[str, Seen]:
    """Return expected values with luck; a kept-apart observation is never handed in."""
    values, chance = expected(parameters), np.random.default_rng([seed, len(world)])
    luck = dict(zip(values, NOISE * chance.standard_normal(len(values)), strict=True))
    assert all(not each.kept_apart and each.world == world for each in observations)
    return {each.id: Seen(values[each.id] + luck[each.id], 50) for each in observations}


def simulate_few(
    world: str, parameters: Mapping[str, float], seed: int, observations: Sequence[Any]
) -> dict[str, Seen]:
    """Measure one observation on three agents."""
    found = simulate(world, parameters, seed, observations)
    return {name: Seen(each.value, 3 if name == "T2" else 50) for name, each in found.items()}


def simulate_unlucky(world: str, parameters: Mapping[str, float], seed: int, asked: Sequence[Any]) -> dict[str, Seen]:
    """Raise with two seeds."""
    if seed in UNLUCKY_SEEDS and world == "one":
        raise ArithmeticError("no luck")
    return simulate(world, parameters, seed, asked)


def simulate_until(world: str, parameters: Mapping[str, float], seed: int, asked: Sequence[Any]) -> dict[str, Seen]:
    """Stop as with Ctrl-C in the second wave."""
    if seed >= STOP_SEED:
        raise KeyboardInterrupt
    return simulate(world, parameters, seed, asked)


def simulate_after(world: str, parameters: Mapping[str, float], seed: int, asked: Sequence[Any]) -> dict[str, Seen]:
    """Refuse what has been run before that stop."""
    if seed < STOP_SEED:
        raise InputError("this was run before")
    return simulate(world, parameters, seed, asked)


def simulate_model(world: str, parameters: Mapping[str, float], seed: int, asked: Sequence[Any]) -> dict[str, Seen]:
    """Stand for the model itself: every observation moves with one parameter and has luck."""
    luck = np.random.default_rng(seed).standard_normal(len(asked))
    moved = parameters["choice.form_cost"]
    return {each.id: Seen(10 * moved + 0.05 * luck[place], 50) for place, each in enumerate(asked)}


def simulate_model_few(world: str, parameters: Mapping[str, float], seed: int, asked: Sequence[Any]) -> dict[str, Seen]:
    """Give nothing for want of agents, as the model does."""
    return {each.id: Seen(float("nan"), 3) for each in asked}


class Untouchable:
    """A kept-apart observation of which nothing may be read."""

    kept_apart = True

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"read {name} of what is kept apart")


def observations() -> tuple[Any, ...]:
    true = expected(TRUTH)
    worlds = {"T1-x": "one", "T1-y": "one", "T2": "other", "T3": "other"}
    return (*(Noted(name, world, true[name]) for name, world in worlds.items()), Untouchable())


def space() -> Space:
    ranges = {"toy.a": (-1.0, 1.0), "toy.b": (0.0, 2.0), "toy.c": (-1.0, 1.0), "toy.d": (0.0, 1.0), "toy.e": (0.0, 1.0)}
    return Space(
        tuple(Factor(name, "toy", low, high, (low + high) / 2, "1", name) for name, (low, high) in ranges.items())
    )


OPTIONS = CalibrationOptions(
    "toy",
    "",
    1,
    100,
    (WaveOptions(40, 2, 2), WaveOptions(30, 2, 1)),
    40,
    2,
    exploration=Exploration(200, 5),
    judgement=Judgement("quadratic", 5),
)

SMALL = replace(
    OPTIONS, waves=(WaveOptions(14, 2, 2), WaveOptions(10, 2, 1)), draws=12, observations=("T1",), recovery=2
)
"""So few that the tables are poor; for what does not depend on that."""


def design(simulator: Simulator = simulate, options: CalibrationOptions = OPTIONS) -> CalibrationDesign:
    return CalibrationDesign(options, fitted(observations(), options.observations, "toy"), space(), simulator)


def calibrator(
    contents: Contents | None = None, simulator: Simulator = simulate, options: CalibrationOptions = OPTIONS
) -> Calibrator:
    chosen = fitted(observations(), options.observations, "toy")
    targets = targets_of(chosen, options.judgement.tolerance_deviations)
    return Calibrator(space(), targets, options, Runner(contents or here(), simulator, chosen, options.first_seed))
