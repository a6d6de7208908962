"""Unions: organising, density and voice by hand, and the limits."""

import numpy as np
import pytest

from model.parameters import ParameterSet
from model.processes import unions
from model.processes.unions import Unions
from model.state.state import FREEDOM_OF_ASSOCIATION
from tests.unit.tiny_world import tiny_world


def test_capacity_spreads_by_volume_and_is_used_as_far_as_doors_are_open() -> None:
    by_supplier, by_union = unions.organise(
        np.array([300.0, 500.0, 100.0]), np.array([1.0, 0.5, 0.0]), np.array([0, 1, 0]), np.array([0.8, 0.4])
    )
    assert by_supplier == pytest.approx([0.6, 0.2, 0.0])
    assert by_union == pytest.approx([0.6, 0.2])


def test_density_by_hand() -> None:
    values = ParameterSet({"unions.growth": 0.1, "unions.decline": 0.02})[Unions]
    found = unions.next_density(np.array([0.4]), np.array([0.3]), np.array([0.5]), np.array([0.2]), values)
    assert found == pytest.approx([0.4 + 0.1 * 0.5 * 0.8 * 0.4 * 0.6 - 0.02 * 0.1])


def test_density_stays_a_fraction() -> None:
    values = ParameterSet({"unions.growth": 1})[Unions]
    low, high = np.array([0.01, 0.5]), np.array([-500.0, 500.0])
    found = unions.next_density(low, low, high, np.zeros(2), values)
    assert found.tolist() == [0.0, 1.0]


def test_voice_by_hand() -> None:
    found = unions.voice(np.array([0.1, 0.0, 0.1]), np.array([0.5, 1.0, 1.0]), np.array([0.2, 0.0, 1.0]), 10)
    assert found == pytest.approx([1 - np.exp(-0.4), 0, 0])


def with_demand(**parameters: object):
    world = tiny_world(dict(parameters))
    unions.settle(world)
    world.state.supplier.effect[:, FREEDOM_OF_ASSOCIATION] = 0.8
    world.state.country.enabling[:] = 0.9
    return world


def test_nothing_changes_while_support_stays_that_of_2020() -> None:
    world = tiny_world({"unions.voice_steepness": 10})
    world.state.supplier.effect[:] = 0.4
    world.state.supplier.joint_share[:] = 0.2
    unions.settle(world)
    voice = world.state.supplier.voice.copy()
    unions.step(world)
    assert world.state.supplier.density == pytest.approx([0.1, 0.1, 0.1])
    assert world.state.supplier.voice == pytest.approx(voice)
    assert voice[0] == pytest.approx(1 - np.exp(-10 * 0.1 * 0.5 * 0.5))


def test_leverage_rights_and_funds_make_unions_grow_but_not_under_full_repression() -> None:
    world = with_demand(**{"unions.growth": 0.05})
    world.state.supplier.joint_share[:] = 0.5
    world.state.levers.organising_fund[:] = (0.5, 0.5, 0.0)
    unions.step(world)
    organising = 0.5 * 1000 / 1400 * 0.8
    drive = 0.4 + 0.5 * 0.8 + 0.1 + 0.3 * 0.75 + organising
    assert world.state.supplier.density[0] == pytest.approx(0.1 + 0.05 * drive * 0.5 * 0.1 * 0.9)
    assert world.state.supplier.density[1] == pytest.approx(0.1)
    assert world.state.supplier.voice[1] == 0
    assert world.state.union.organising == pytest.approx([0.4, 0.4])


def test_without_a_union_there_is_never_voice() -> None:
    world = with_demand()
    world.state.supplier.density[:] = world.state.supplier.base_density[:] = 0.0
    for _ in range(20):
        unions.step(world)
    assert np.all(world.state.supplier.density == 0)
    assert np.all(world.state.supplier.voice == 0)


def test_switched_off_density_and_voice_stay() -> None:
    world = with_demand(**{"unions.active": 0})
    voice = world.state.supplier.voice.copy()
    unions.step(world)
    assert np.all(world.state.supplier.density == 0.1)
    assert np.all(world.state.supplier.voice == voice)
