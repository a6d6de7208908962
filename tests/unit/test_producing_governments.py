"""Producing governments: responses by hand, all counted from 2020."""

import numpy as np
import pytest

from model.parameters import ParameterSet
from model.processes import producing_governments
from model.processes.producing_governments import ProducingGovernments
from tests.unit.tiny_world import tiny_world


def settings(**changes: float) -> ProducingGovernments:
    named = {f"producing_governments.{name}": value for name, value in changes.items()}
    return ParameterSet(named)[ProducingGovernments]


def test_pull_by_hand() -> None:
    values = settings(union_pull=0.2, exit_loss=0.5, crowding=0.1)
    means, exits = np.array([[0.4, 0.2, 0.3]]), np.array([0.1])
    on_enforcement, on_rights = producing_governments.pull(0.5, means, exits, values)
    assert on_enforcement == pytest.approx([0.2 + 0.04 - 0.05 - 0.03])
    assert on_rights == pytest.approx([0.2])


def test_response_by_hand_and_within_bounds() -> None:
    values = settings(rate=0.1, reversion=0.02)
    level, base = np.array([0.5, 0.99]), np.array([0.4, 0.99])
    found = producing_governments.respond(level, base, np.array([0.3, 5.0]), values)
    assert found == pytest.approx([0.5 + 0.03 - 0.002, 1.0])


def test_settled_world_stays_where_it_is() -> None:
    world = tiny_world()
    world.state.supplier.effect[:] = 0.4
    world.state.supplier.asked_share[:] = 0.3
    producing_governments.settle(world)
    producing_governments.step(world)
    assert world.state.country.enforcement == pytest.approx([0.4, 0.4])
    assert world.state.country.enabling == pytest.approx([0.5, 0.5])


def test_bases_are_means_by_volume() -> None:
    world = tiny_world()
    world.state.supplier.density[:] = (0.1, 0.5, 0.8)
    producing_governments.settle(world)
    assert world.state.country.base_density == pytest.approx([(100 + 320) / 1400, 0.5])


def test_demand_works_as_far_as_home_governments_cooperate() -> None:
    world = tiny_world()
    producing_governments.settle(world)
    world.state.supplier.effect[:] = 0.5
    world.state.levers.cooperation[:] = (0.5, 0.2, 0.0)
    producing_governments.step(world)
    pull = (1 - 0.9 * 0.4) * 0.5
    assert world.state.country.enforcement == pytest.approx(np.full(2, 0.4 + 0.02 * pull))
    assert world.state.country.enabling == pytest.approx(np.full(2, 0.5 + 0.02 * pull))


def test_buyers_who_leave_take_enforcement_with_them() -> None:
    world = tiny_world()
    producing_governments.settle(world)
    world.state.supplier.retained[:] = (0.86, 1.0, 1.0)
    producing_governments.step(world)
    # of the country's 1400 the first supplier had 1000
    assert world.state.country.enforcement == pytest.approx([0.4 - 0.02 * 0.2 * 0.1, 0.4])
    producing_governments.step(world)
    assert world.state.country.enforcement[0] < 0.4 - 0.02 * 0.2 * 0.1


def test_switched_off_governments_stay() -> None:
    world = tiny_world({"producing_governments.active": 0})
    world.state.supplier.effect[:] = 1.0
    producing_governments.step(world)
    assert np.all(world.state.country.enforcement == 0.4)
