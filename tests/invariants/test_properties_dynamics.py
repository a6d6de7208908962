"""Properties of runs and of steps through time: 15, 26, 27 and 28."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model import catalogue
from model.instruments import INSTRUMENTS
from model.outcomes import record
from model.parameters import Parameter, ParameterSet, declared
from model.processes.condition_parameters import Conditions
from model.processes.conditions import next_condition
from model.processes.covenant_parameters import Covenants
from model.processes.covenants import quality
from model.processes.government_trust import GovernmentTrust, followed
from model.processes.learning import Learning, learned
from model.processes.motivation import Motivation, moved
from model.processes.producing_governments import ProducingGovernments, respond
from model.processes.relations import Relations, next_trust
from model.processes.supplier_capability import SupplierCapability, next_capability
from model.processes.supplier_margin import SupplierMargin, next_margin
from model.processes.unions import Unions, next_density
from model.simulation import advance, start
from model.world import World
from tests.invariants.small_world import SEED, after, misbehaving, scenario, settled, write_mix

catalogue.load()
EVERYTHING_EUROPEAN = {
    name: f"{2 * ('national' in each.parts)}{'E' * ('european' in each.parts)}" for name, each in INSTRUMENTS.items()
}


def corner(seed: int, ends: Callable[[Parameter], tuple[float, float]]) -> dict[str, object]:
    """Return every parameter at a random end of a range, or with one chance in three at its default."""
    generator = np.random.default_rng(seed)
    values: dict[str, object] = {}
    for name, parameter in declared().items():
        low, high = ends(parameter)
        values[name] = float(generator.choice([low, high, parameter.default]))
    return values


def plausible(parameter: Parameter) -> tuple[float, float]:
    return parameter.plausible


def legal(parameter: Parameter) -> tuple[float, float]:
    return parameter.legal


def behaves(world: World, quarters: int) -> None:
    """Step a world and see that every column and outcome stays what it should be."""
    assert misbehaving(world) == []
    for quarter in range(quarters):
        advance(world)
        assert misbehaving(world) == [], quarter
        assert np.isfinite(record(world)).all(), quarter


@pytest.mark.parametrize("course", ["expected", "as_enacted"])
def test_property_26_fractions_stay_fractions_in_a_whole_run(course: str, tmp_path: Path) -> None:
    """26. With everything at its most, in Europe as well, all fractions stay in 0-1 and nothing is not-a-number."""
    chosen = scenario(write_mix(tmp_path, EVERYTHING_EUROPEAN), course)
    behaves(settled("null_option", course).branch(chosen), chosen.world.quarters)


@pytest.mark.parametrize("seed", [1, 2])
def test_property_26_at_corners_of_the_plausible_ranges(seed: int, tmp_path: Path) -> None:
    """26. The same with every parameter at a random end of its plausible range."""
    chosen = scenario(write_mix(tmp_path, EVERYTHING_EUROPEAN), "as_enacted")
    behaves(start(chosen.with_parameters(corner(seed, plausible)), seed), 32)


@pytest.mark.parametrize("seed", [1, 2])
def test_property_26_at_corners_of_the_legal_ranges(seed: int, tmp_path: Path) -> None:
    """26. The same with every parameter at a random end of what is legal."""
    chosen = scenario(write_mix(tmp_path, EVERYTHING_EUROPEAN), "as_enacted")
    behaves(start(chosen.with_parameters(corner(seed, legal)), seed), 16)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10, 30))
def test_property_26_at_many_corners(seed: int, tmp_path: Path) -> None:
    """26. The same at many corners, plausible and legal by turns."""
    chosen = scenario(write_mix(tmp_path, EVERYTHING_EUROPEAN), "as_enacted")
    behaves(start(chosen.with_parameters(corner(seed, (plausible, legal)[seed % 2])), seed), chosen.world.quarters)


def array(*values: float) -> Any:
    return np.array(values)


Step = Callable[[Any, float], Any]


def capability(state: Any, part: float) -> Any:
    values = ParameterSet({"learning.rate": 0.1 * part, "learning.fading": 0.05 * part})[Learning]
    return learned(state, array(0.6, 0.2), array(1.0, 0.0), values)


def motivation(state: Any, part: float) -> Any:
    rates = {"reversion": 0.1, "crowding": 0.03, "success": 0.5}
    values = ParameterSet({f"motivation.{name}": part * rate for name, rate in rates.items()})[Motivation]
    return moved(state, array(0.3, 0.6), array(0.5, 0.0), array(0.02, 0.0), values)


def government_trust(state: Any, part: float) -> Any:
    rates = {"adjustment": 0.15, "sanction_loss": 0.05}
    values = ParameterSet({f"government_trust.{name}": part * rate for name, rate in rates.items()})[GovernmentTrust]
    return followed(state, array(0.7, 0.4), array(0.3, 0.0), values)


def covenant_quality(state: Any, part: float) -> Any:
    rates = {"improvement": 0.1, "dilution": 0.04}
    values = ParameterSet({f"covenants.{name}": part * rate for name, rate in rates.items()})[Covenants]
    return quality(state, 0.8, array(0.2, 0.0), values)


def condition(state: Any, part: float) -> Any:
    rates = {"improvement_rate": 0.2, "reversion": 0.08}
    values = ParameterSet({f"conditions.{name}": part * rate for name, rate in rates.items()})[Conditions]
    column = state[:, None]
    return next_condition(column, np.array([[0.7], [0.2]]), values)[:, 0]


def supplier_margin(state: Any, part: float) -> Any:
    rates = {"reversion": 0.15, "push": 0.4}
    values = ParameterSet({f"supplier_margin.{name}": part * rate for name, rate in rates.items()})[SupplierMargin]
    return next_margin(state, array(4.0, -1.0), array(0.5, 0.0), values)


def supplier_capability(state: Any, part: float) -> Any:
    rates = {"learning": 0.1, "forgetting": 0.04, "site_learning": 0.2}
    named = {f"supplier_capability.{name}": part * rate for name, rate in rates.items()}
    themes = np.repeat(state[:, None], 8, axis=1)
    lesson = np.repeat(array(0.6, 0.0)[:, None], 8, axis=1)
    values = ParameterSet(named)[SupplierCapability]
    return next_capability(themes, array(0.4, 0.5), lesson, 0.5 * lesson, values)[:, 0]


def density(state: Any, part: float) -> Any:
    rates = {"growth": 0.2, "decline": 0.05}
    values = ParameterSet({f"unions.{name}": part * rate for name, rate in rates.items()})[Unions]
    return next_density(state, array(0.1, 0.2), array(0.6, 0.0), array(0.2, 0.5), values)


def enforcement(state: Any, part: float) -> Any:
    rates = {"rate": 0.1, "reversion": 0.05}
    named = {f"producing_governments.{name}": part * rate for name, rate in rates.items()}
    return respond(state, array(0.4, 0.5), array(0.3, -0.1), ParameterSet(named)[ProducingGovernments])


def link_trust(state: Any, part: float) -> Any:
    values = ParameterSet({"relations.rate": 0.2 * part})[Relations]
    return next_trust(state, array(2.0, 8.0), array(0.3, 0.0), part * array(0.01, -0.01), values)


STEPS: tuple[Step, ...] = (
    capability,
    motivation,
    government_trust,
    covenant_quality,
    condition,
    supplier_margin,
    supplier_capability,
    density,
    enforcement,
    link_trust,
)


def path(step: Step, parts: int) -> Any:
    """Return where twelve quarters lead, each taken in a number of equal parts with rates divided alike."""
    state = array(0.5, 0.45)
    for _ in range(12 * parts):
        state = step(state, 1.0 / parts)
    return state


@pytest.mark.parametrize("step", STEPS)
def test_property_27_finer_steps_converge(step: Step) -> None:
    """27. Halving the time step, with rates rescaled, halves the distance to the finer path."""
    paths = [path(step, parts) for parts in (1, 2, 4, 8)]
    gaps = [np.abs(finer - coarser).max() for coarser, finer in pairwise(paths)]
    assert np.abs(paths[0] - array(0.5, 0.45)).max() > 0.01  # something moves
    assert 0 < gaps[0] < 0.05
    for wide, close in pairwise(gaps):
        assert close < 0.6 * wide


NO_HAZARDS: dict[str, object] = {
    "exits__natural": 0,
    "exits__risk": 0,
    "exits__consequence": 0,
    "remedy__complaint_rate": 0,
    "market__moving_hazard": 0,
    "covenants__formation": 0,
    "covenants__entry": 0,
    "covenants__break_up": 0,
    "covenants__own_renewal": 0,
    "supervision__capacity": 0,
}


def test_property_28_without_hazards_nothing_happens_by_chance() -> None:
    """28. All hazards 0: no exits, complaints or moves, no new members of covenants."""
    world = settled().branch(scenario("broad_eu", **NO_HAZARDS))
    before = world.state.link.supplier.copy()
    members = world.state.company.covenant.copy()
    world.state.company.complaints[:] = 0.0
    for _ in range(world.scenario.world.quarters):
        advance(world)
        supplier, company = world.state.supplier, world.state.company
        assert not supplier.transferred_away.any()
        assert not supplier.complaints.any()
        assert not company.moved.any()
    assert world.state.link.supplier.tolist() == before.tolist()
    assert np.all(world.state.supplier.retained == 1)
    founded = world.state.covenant.start >= 0
    joined = (world.state.company.covenant >= 0) & (world.state.company.covenant != members)
    assert np.all(founded[world.state.company.covenant[joined]])


def test_property_28_with_hazards_all_of_it_happens() -> None:
    """The counterpart: with the hazards as they are there are exits, complaints and moves."""
    world = settled().branch(scenario("broad_eu", exits__risk=20))
    complaints, away = 0.0, 0.0
    for _ in range(world.scenario.world.quarters):
        advance(world)
        complaints += float(world.state.supplier.complaints.sum())
        away += float(world.state.supplier.transferred_away.sum())
    assert complaints > 0
    assert away > 0
    assert world.state.company.moved.max() > 0


def test_property_15_perfect_conditions_are_stationary_and_harmless() -> None:
    """15. Where conditions are perfect and no less is attainable than before nothing changes or is harmed."""
    world = settled().branch(scenario("null_option", shocks__covid_condition=0))
    supplier = world.state.supplier
    supplier.condition[:] = 1.0
    supplier.base_condition[:] = 1.0
    supplier.country_condition[:] = 1.0
    supplier.base_level[:] = 1e-6
    for _ in range(12):
        advance(world)
        assert np.all(supplier.condition == 1.0)
        assert not world.state.company.exposure.any()
        assert not supplier.complaints.any()
        assert not supplier.harm_remedied.any()


def test_a_run_goes_on_where_it_stood() -> None:
    """The helpers share settled worlds: stepping a branch leaves the shared one alone."""
    origin = settled()
    after(origin.branch(origin.scenario), 1)
    assert origin.quarter == 0
    assert origin.seed == SEED
