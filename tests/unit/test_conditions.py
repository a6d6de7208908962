"""Conditions: the driver, its limits, and what happens to conditions and hiding."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.parameters import ParameterSet
from model.processes import affordability, conditions
from model.processes.conditions import Conditions
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


def next_of(condition: float, base: float, progress: float, base_progress: float, **changes: float) -> float:
    now, before, made, kept = (np.array([[each]]) for each in (condition, base, progress, base_progress))
    return float(conditions.next_condition(now, before, made, kept, settings(**changes))[0, 0])


def test_progress_above_that_of_2020_improves_and_below_it_worsens() -> None:
    rates = {"improvement_rate": 0.1, "reversion": 0.0}
    assert next_of(0.6, 0.5, 0.4, 0.2, **rates) == pytest.approx(0.6 + 0.1 * 0.4 * 0.2)
    assert next_of(0.6, 0.5, 0.1, 0.2, **rates) == pytest.approx(0.6 - 0.1 * 0.6 * 0.1)


def test_without_change_of_progress_conditions_return_from_both_sides() -> None:
    rates = {"reversion": 0.1}
    assert next_of(0.7, 0.5, 0.2, 0.2, **rates) == pytest.approx(0.7 - 0.1 * 0.8 * 0.2)
    assert next_of(0.3, 0.5, 0.2, 0.2, **rates) == pytest.approx(0.3 + 0.1 * 0.8 * 0.2)
    assert next_of(0.5, 0.5, 0.2, 0.2, **rates) == pytest.approx(0.5)


def test_perfect_conditions_under_full_progress_stay() -> None:
    assert next_of(1.0, 0.5, 1.0, 0.1) == 1.0


@given(fraction, fraction, fraction)
def test_without_progress_conditions_never_rise_above_those_of_2020(
    condition: float, base: float, base_progress: float
) -> None:
    start = min(condition, base)
    assert next_of(start, base, 0.0, base_progress) <= base + 1e-12


def test_conditions_stay_fractions() -> None:
    assert next_of(0.1, 0.1, 0.0, 100.0, improvement_rate=0.5) == 0.0
    assert next_of(0.9, 0.9, 1.0, -100.0, improvement_rate=0.5) == 1.0
    for shock, bound in ((-2.0, 0.0), (2.0, 1.0)):
        world = settled()
        world.state.shock.condition[:] = shock
        conditions.step(world)
        assert np.all(world.state.supplier.condition == bound)


def test_progress_is_in_proportion_to_what_is_affordable() -> None:
    world = tiny_world()
    world.state.supplier.affordable[:] = np.array([0.6, 0.3, 0.3])[:, np.newaxis]
    conditions.settle(world)
    progress = world.state.supplier.base_progress[:, 0]
    assert progress[0] / progress[1] == pytest.approx(2)


def test_hiding_by_hand() -> None:
    values = settings(base_hiding=0.1, pressed_hiding=0.5, voice_reveals=0.2)
    effect, possible = np.array([[0.8, 0.2], [0.0, 0.0]]), np.array([[0.4, 0.4], [0.0, 0.0]])
    found = conditions.hiding(effect, possible, np.array([0.25, 1.0]), values)
    assert found == pytest.approx([0.1 + 0.5 * 0.2 - 0.05, 0.0])


def settled(**parameters: object):
    world = tiny_world(dict(parameters))
    affordability.step(world)
    conditions.settle(world)
    return world


def test_settled_world_stays_where_it_is() -> None:
    world = settled()
    conditions.step(world)
    assert world.state.supplier.condition == pytest.approx(np.full((3, 8), 0.6))
    assert world.state.supplier.improvement == pytest.approx(np.zeros(3))


def test_progress_of_2020_by_hand() -> None:
    world = settled()
    drive = (0.01 * 0.01 * 0.41) ** (1 / 3) / 1.01
    general, wages = 1 / (1 + np.exp(-1 / 3)), 1 / (1 + np.exp(1.4 / 3))
    progress = world.state.supplier.base_progress[0]
    assert progress[0] == pytest.approx(0.4 * general * drive)
    assert progress[3] == pytest.approx(0.4 * wages * drive)
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
def test_who_cannot_improve_never_gets_above_2020(unable: str) -> None:
    world = settled()
    world.state.supplier.effect[:] = 1.0
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
