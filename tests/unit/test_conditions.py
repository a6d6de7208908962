"""Conditions: the driver, its limits, and what happens to conditions and hiding."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.parameters import ParameterSet
from model.processes import affordability, conditions
from model.processes.condition_parameters import Conditions
from tests.unit.tiny_world import tiny_world

EQUAL = np.ones(3)
fraction = st.floats(0, 1)


def settings(**changes: float) -> Conditions:
    return ParameterSet({f"conditions.{name}": value for name, value in changes.items()})[Conditions]


def driver_of(effect: float, voice: float, enforcement: float, exponent: float, weights=EQUAL) -> float:
    found = conditions.driver(np.array([[effect]]), np.array([voice]), np.array([enforcement]), weights, exponent)
    return float(found[0, 0])


def test_driver_of_substitutes_is_the_weighted_mean() -> None:
    expected = (2 * 0.51 + 0.21 + 0.81) / 4 / 1.01
    assert driver_of(0.5, 0.2, 0.8, 1, np.array([2.0, 1, 1])) == pytest.approx(expected)


def test_driver_at_exponent_zero_is_the_geometric_mean_and_the_limit() -> None:
    expected = (0.51 * 0.21 * 0.81) ** (1 / 3) / 1.01
    assert driver_of(0.5, 0.2, 0.8, 0) == pytest.approx(expected)
    assert driver_of(0.5, 0.2, 0.8, 1e-3) == pytest.approx(expected, rel=1e-3)
    assert driver_of(0.5, 0.2, 0.8, -1e-3) == pytest.approx(expected, rel=1e-3)


def test_driver_with_all_three_full_is_full() -> None:
    for exponent in (-4, 0, 1):
        assert driver_of(1, 1, 1, exponent) == pytest.approx(1)


def test_without_voice_complements_leave_leverage_powerless() -> None:
    bound = 0.01 / 1.01 * 3 ** (1 / 20)
    for effect in (0.0, 0.3, 1.0):
        assert driver_of(effect, 0, 1, -20) <= bound + 1e-12
    assert driver_of(1, 0, 1, 1) > 0.6


@given(fraction, fraction, fraction, st.floats(-4, 1))
def test_driver_is_a_fraction_and_rises_with_leverage(
    effect: float, voice: float, enforcement: float, exponent: float
) -> None:
    low, high = (driver_of(each, voice, enforcement, exponent) for each in (effect * 0.9, effect))
    assert 0 <= low <= high + 1e-12
    assert high <= 1 + 1e-9


def attainable_of(*parts: float, weights=EQUAL, exponent: float = -1.0) -> float:
    drive, capability, affordable = (np.array([[each]]) for each in parts)
    return float(conditions.attainable(drive, capability, affordable, weights, exponent)[0, 0])


def test_attainable_level_by_hand() -> None:
    assert attainable_of(0.2, 0.4, 0.5) == pytest.approx(3 / (1 / 0.21 + 1 / 0.41 + 1 / 0.51) / 1.01)
    weights = np.array([2.0, 1.0, 1.0])
    assert attainable_of(0.2, 0.4, 0.5, weights=weights) == pytest.approx(4 / (2 / 0.21 + 1 / 0.41 + 1 / 0.51) / 1.01)
    assert attainable_of(0.2, 0.4, 0.5, exponent=0.0) == pytest.approx((0.21 * 0.41 * 0.51) ** (1 / 3) / 1.01)
    assert attainable_of(0.2, 0.4, 0.5, exponent=1.0) == pytest.approx((1.1 / 3 + 0.01) / 1.01)
    assert attainable_of(0.2, 0.4, 0.5, exponent=-1.0001) == pytest.approx(attainable_of(0.2, 0.4, 0.5), rel=1e-3)


@given(fraction, fraction, fraction, st.floats(-4, 1))
def test_attainable_level_lies_between_the_least_and_the_most(
    drive: float, capability: float, affordable: float, exponent: float
) -> None:
    level = attainable_of(drive, capability, affordable, exponent=exponent)
    least, most = ((each(drive, capability, affordable) + 0.01) / 1.01 for each in (min, max))
    assert least - 1e-9 <= level <= most + 1e-9


def goal_of(base: float, level: float, base_level: float) -> float:
    return float(conditions.goal(*(np.array([[each]]) for each in (base, level, base_level)))[0, 0])


def test_goal_closes_that_part_of_the_gap_of_which_the_level_closes_its_own() -> None:
    assert goal_of(0.5, 0.6, 0.2) == pytest.approx(0.5 + 0.5 * 0.4 / 0.8)
    assert goal_of(0.5, 0.1, 0.2) == pytest.approx(0.25)
    assert goal_of(0.5, 0.2, 0.2) == pytest.approx(0.5)
    assert goal_of(0.5, 1.0, 0.2) == pytest.approx(1.0)


def next_of(condition: float, goal: float, **changes: float) -> float:
    found = conditions.next_condition(np.array([[condition]]), np.array([[goal]]), settings(**changes))
    return float(found[0, 0])


def test_conditions_approach_the_goal_at_a_rate_of_their_own_up_and_down() -> None:
    rates = {"improvement_rate": 0.2, "reversion": 0.05}
    assert next_of(0.6, 0.8, **rates) == pytest.approx(0.64)
    assert next_of(0.6, 0.4, **rates) == pytest.approx(0.59)
    assert next_of(0.6, 0.6, **rates) == pytest.approx(0.6)


def test_conditions_stay_fractions() -> None:
    assert next_of(0.1, -9.0, reversion=0.5) == 0.0
    assert next_of(0.9, 9.0, improvement_rate=0.5) == 1.0
    for shock, bound in ((-2.0, 0.0), (2.0, 1.0)):
        world = settled()
        world.state.shock.condition[:] = shock
        conditions.step(world)
        assert np.all(world.state.supplier.condition == bound)


def test_outside_enforcement_works_as_far_as_management_is_able() -> None:
    world = tiny_world({"conditions.management_needed": 0.5})
    world.state.supplier.capability[:] = np.array([1.0, 0.0, 0.5])[:, np.newaxis]
    world.state.supplier.inspected[:] = 0.5
    state = float(world.state.country.enforcement[0])
    both = 1 - (1 - state) * 0.5
    assert conditions.enforced(world) == pytest.approx([both, both * 0.5, both * 0.75])


def test_hiding_by_hand() -> None:
    values = settings(base_hiding=0.1, pressed_hiding=0.5, voice_reveals=0.2)
    effect, possible = np.array([[0.8, 0.2], [0.0, 0.0]]), np.array([[0.4, 0.4], [0.0, 0.0]])
    found = conditions.hiding(effect, possible, np.array([0.25, 1.0]), values)
    assert found == pytest.approx([0.1 + 0.5 * 0.2 - 0.05, 0.0])


def settled(**parameters: object):
    world = tiny_world(dict(parameters))
    affordability.settle(world)
    conditions.settle(world)
    return world


def test_settled_world_stays_where_it_is() -> None:
    world = settled()
    conditions.step(world)
    assert world.state.supplier.condition == pytest.approx(np.full((3, 8), 0.6))
    assert world.state.supplier.improvement == pytest.approx(np.zeros(3))


def test_level_of_2020_by_hand() -> None:
    weights = ("leverage", "voice", "enforcement", "drive", "capability", "affordability")
    world = settled(
        **{f"conditions.{name}_weight": 1 for name in weights},
        **{"conditions.exponent": 0, "conditions.limits_exponent": -1, "conditions.management_needed": 0.5},
        **{"conditions.cost": 3, "conditions.wage_cost": 5.4, "conditions.cost_spread": 3},
        **{"conditions.base_hiding": 0.1},
    )
    state = float(world.state.country.enforcement[0]) * (1 - 0.5 * 0.6)
    drive = (0.01 * 0.01 * (state + 0.01)) ** (1 / 3) / 1.01
    general, wages = 1 / (1 + np.exp(-1 / 3)), 1 / (1 + np.exp(1.4 / 3))
    level = world.state.supplier.base_level[0]
    for place, affordable in ((0, general), (3, wages)):
        expected = 3 / sum(1 / (each + 0.01) for each in (drive, 0.4, affordable)) / 1.01
        assert level[place] == pytest.approx(expected)
    assert world.state.supplier.hiding == pytest.approx([0.1, 0.1, 0.1])


def test_leverage_improves_conditions_and_the_improvement_is_recorded() -> None:
    world = settled()
    world.state.supplier.effect[0] = 0.9
    conditions.step(world)
    supplier = world.state.supplier
    assert np.all(supplier.condition[0] > 0.6)
    assert supplier.condition[1] == pytest.approx(np.full(8, 0.6))
    assert supplier.improvement[0] == pytest.approx((supplier.condition[0] - 0.6).mean())


@pytest.mark.parametrize("unable", ["capability", "margin"])
def test_who_cannot_improve_falls_back_however_much_is_asked(unable: str) -> None:
    world = settled()
    world.state.supplier.effect[:] = 0.1
    getattr(world.state.supplier, unable)[:] = 0.0 if unable == "capability" else -1e6
    affordability.step(world)
    for _ in range(40):
        conditions.step(world)
    assert np.all(world.state.supplier.condition <= 0.6)


def test_repair_closes_part_of_the_gap_and_a_shock_moves_conditions() -> None:
    world = settled()
    world.state.supplier.repair[0] = 0.5
    world.state.shock.condition[:] = -0.1
    conditions.step(world)
    assert world.state.supplier.condition[:, 0] == pytest.approx([0.6 + 0.5 * 0.4 - 0.1, 0.5, 0.5])


def test_switched_off_conditions_and_hiding_stay() -> None:
    world = settled(**{"conditions.active": 0})
    world.state.supplier.effect[:] = 1.0
    world.state.shock.condition[:] = -0.1
    conditions.step(world)
    assert np.all(world.state.supplier.condition == 0.6)
    assert world.state.supplier.hiding == pytest.approx([0.1, 0.1, 0.1])
