"""Leverage: hand-computed sums, and the limits of the mechanism."""

import numpy as np
import pytest

from model.parameters import ParameterSet
from model.processes import leverage
from model.processes.leverage import Leverage
from model.state.state import BROAD, JOINT
from tests.unit.tiny_world import tiny_world

FULL = {"leverage.base_credibility": 1}


def settings(**changes: float) -> Leverage:
    return ParameterSet({f"leverage.{name}": value for name, value in changes.items()})[Leverage]


def test_credibility_is_the_complement_of_everything_failing() -> None:
    values = settings(stick=0.2, carrot=0.1, base_credibility=0.3, joint_credibility=0.5)
    found = leverage.credibility(np.array([False, True]), values)
    assert found == pytest.approx([1 - 0.8 * 0.9 * 0.7, 1 - 0.8 * 0.9 * 0.7 * 0.5])


def test_effect_at_the_threshold_and_at_both_ends() -> None:
    threshold = np.array([0.1])
    effect = leverage.leverage_effect(np.array([[0.0, 0.1, 1.0]]), threshold, 3.0)
    # at the threshold (1 + .001) * .001 / .002
    assert effect == pytest.approx(np.array([[0.0, 0.5005, 1.0]]))


def test_effect_rises_with_leverage_and_falls_with_the_threshold() -> None:
    grid = np.linspace(0, 0.99, 50)[np.newaxis, :]
    low, high = (leverage.leverage_effect(grid, np.array([each]), 3.0)[0] for each in (0.05, 0.3))
    assert np.all(np.diff(low) > 0)
    assert np.all(high[1:] < low[1:])


def test_one_buyer_with_everything_has_full_effect() -> None:
    world = tiny_world(FULL)
    company, link = world.state.company, world.state.link
    company.option[1] = BROAD
    company.effort[1] = company.substance[1] = company.visibility[1] = 1.0
    world.state.supplier.outside_volume[:] = 0.0
    link.supplier[:] = (1, 1, 2, 0)
    leverage.step(world)
    assert world.state.supplier.effect[0] == pytest.approx(np.ones(8))


def test_step_adds_up_what_buyers_ask() -> None:
    world = tiny_world()
    company, supplier = world.state.company, world.state.supplier
    company.option[:] = (BROAD, JOINT)
    company.covenant[:] = (-1, 0)
    company.substance[:] = (0.5, 1.0)
    company.effort[:, 0] = (0.5, 0.25)
    company.cost[:] = (0.2, 0.4)
    company.premium[:] = (0.0, 2.0)
    leverage.step(world)
    assert supplier.volume == pytest.approx([1000, 500, 400])
    assert world.state.link.share_of_supplier == pytest.approx([0.2, 0.4, 0.5, 0.4])
    assert supplier.premium == pytest.approx([0.8, 0, 0])
    assert supplier.joint_share == pytest.approx([0.4, 0, 0])
    assert supplier.asked_share == pytest.approx([0.5, 0.2, 0.25])
    assert supplier.buyer_cost == pytest.approx([0.2, 0.08, 0.1])
    concentration = (0.1**2 + 0.4**2) / 0.5**2
    assert supplier.code_concentration == pytest.approx([concentration, 1, 1])
    alone, joint = 1 - 0.8 * 0.9 * 0.7, 1 - 0.8 * 0.9 * 0.7 * 0.9
    first = (0.2 * 0.5 * alone + 0.4 * 0.25 * joint) * (1 - 0.3 * (1 - concentration))
    # supplier 2 is in tier 2, where insight (0.5) counts once
    assert supplier.leverage[:, 0] == pytest.approx([first, 0.4 * 0.5 * alone, 0.5 * 0.5 * 0.5 * alone])


def test_without_demand_nothing_is_asked_and_codes_do_not_matter() -> None:
    world = tiny_world()
    leverage.step(world)
    assert np.all(world.state.supplier.effect == 0)
    assert np.all(world.state.supplier.code_concentration == 1)


def test_merging_two_buyers_with_one_code_changes_nothing() -> None:
    def leverage_with(volumes: tuple[float, float]) -> float:
        world = tiny_world()
        company, link = world.state.company, world.state.link
        company.option[:] = JOINT
        company.covenant[:] = 0
        company.substance[:] = company.effort[:] = 0.5
        link.volume[[0, 3]] = volumes
        leverage.step(world)
        return float(world.state.supplier.leverage[0, 0])

    assert leverage_with((200, 400)) == pytest.approx(leverage_with((0, 600)))


def test_fragmentation_matters_only_by_its_parameter() -> None:
    def leverage_at(fragmentation: float, covenant: int) -> float:
        world = tiny_world({"leverage.fragmentation": fragmentation, "leverage.joint_credibility": 0})
        company = world.state.company
        company.option[:] = JOINT
        company.covenant[:] = covenant
        company.substance[:] = company.effort[:] = 0.5
        leverage.step(world)
        return float(world.state.supplier.leverage[0, 0])

    assert leverage_at(0, -1) == pytest.approx(leverage_at(0, 0))
    assert leverage_at(0.5, -1) < leverage_at(0.5, 0)


def test_codes_of_laws_are_shared_as_far_as_policy_is_coherent() -> None:
    joint = np.array([True, False, False])
    scope = np.array([[1.0, 0.0], [0.2, 0.8], [0.0, 0.0]])
    code, part = leverage.shared_codes(joint, np.array([2, -1, -1]), 3, scope, np.full(3, 0.5))
    assert code.tolist() == [2, 4, 3]
    assert part == pytest.approx([1.0, 0.4, 0.0])


def test_concentration_of_own_and_shared_codes() -> None:
    squares = np.array([0.3**2 + 0.1**2 + 0.2**2, 0.0])
    found = leverage.code_concentration(squares, np.array([0.6, 0.0]))
    assert found == pytest.approx([(0.3**2 + 0.1**2 + 0.2**2) / 0.6**2, 1.0])


def test_so_little_asked_that_its_square_vanishes_counts_as_nothing_asked() -> None:
    asked = np.array([1e-180, 1e-157])
    with np.errstate(all="raise", under="ignore"):
        found = leverage.code_concentration((asked / 2) ** 2 * 2, asked)
    assert found.tolist() == [1.0, 1.0]


def test_what_buyers_ask_under_one_code_is_added_up_before_it_is_squared() -> None:
    code, supplier, asked = np.array([4, 1, 4, 4]), np.array([0, 0, 0, 2]), np.array([0.5, 0.2, 0.25, 0.3])
    found = leverage.squares_of_shared(code, supplier, asked, 3)
    assert found == pytest.approx([0.75**2 + 0.2**2, 0, 0.3**2])
    nothing = np.zeros(0, dtype=np.int64)
    assert leverage.squares_of_shared(nothing, nothing, np.zeros(0), 2).tolist() == [0, 0]


def test_powers_with_whole_and_other_exponents() -> None:
    values = np.array([[0.0, 0.5, 1.0], [0.2, 0.9, 3.0]])
    for exponent in (1.0, 1.5, 2.0, 3.0, 4.0, 7.3):
        assert leverage.power(values, exponent) == pytest.approx(values**exponent)
    assert values[0, 1] == 0.5


def test_coherent_law_brings_codes_together() -> None:
    def concentration(coherence: float) -> float:
        world = tiny_world(laws=1)
        company = world.state.company
        company.option[:] = BROAD
        company.substance[:] = 0.5
        company.scope[:] = 1.0
        world.state.levers.coherence[:] = coherence
        leverage.step(world)
        return float(world.state.supplier.code_concentration[0])

    assert concentration(0.0) == pytest.approx((0.2**2 + 0.4**2) / 0.6**2)
    assert concentration(1.0) == pytest.approx(1.0)


def test_switched_off_no_leverage_but_volumes_are_counted() -> None:
    world = tiny_world({"leverage.active": 0})
    world.state.company.option[:] = BROAD
    world.state.company.effort[:] = world.state.company.substance[:] = 1.0
    world.state.supplier.volume[:] = 0
    leverage.step(world)
    assert np.all(world.state.supplier.effect == 0)
    assert world.state.supplier.volume == pytest.approx([1000, 500, 400])
