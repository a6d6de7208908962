"""Relations: trust by hand, and a fresh start with a new supplier."""

import numpy as np
import pytest

from model.parameters import ParameterSet
from model.processes import relations
from model.processes.relations import Relations
from model.state.state import JOINT
from tests.unit.tiny_world import tiny_world

STATED = {
    "relations.rate": 0.1,
    "relations.from_time": 0.5,
    "relations.from_joint": 0.3,
    "relations.from_premium": 0.2,
    "relations.from_remedy": 0.02,
    "relations.loss_by_hiding": 0.05,
    "relations.first_trust": 0.3,
}
VALUES = ParameterSet(STATED)[Relations]


def test_trust_earned_by_buyers() -> None:
    joint, paid = np.array([False, True, True]), np.array([True, False, True])
    assert relations.from_buyer(joint, paid, VALUES) == pytest.approx([0.2, 0.3, 0.5])


def test_trust_lost_by_hiding_and_won_by_remedy() -> None:
    change = relations.from_supplier(np.array([0.4, 0.0, 0.0]), np.array([0.0, 0.5, 3.0]), VALUES)
    assert change == pytest.approx([-0.02, 0.01, 0.02])


def test_trust_by_hand() -> None:
    found = relations.next_trust(np.array([0.4]), np.array([2.0]), np.array([0.3]), np.array([-0.01]), VALUES)
    target = 0.5 * (1 - np.exp(-1)) + 0.3
    assert found == pytest.approx([0.4 + 0.1 * (target - 0.4) - 0.01])


def test_trust_stays_a_fraction() -> None:
    trust, long, change = np.array([0.01, 0.99]), np.full(2, 100.0), np.array([-0.5, 0.5])
    assert relations.next_trust(trust, long, np.zeros(2), change, VALUES).tolist() == [0.0, 1.0]


def test_a_premium_earns_trust() -> None:
    world = tiny_world(STATED)
    world.state.company.premium[1] = 0.5
    relations.step(world)
    trust = world.state.link.trust
    assert trust[3] == pytest.approx(trust[0] + 0.02)


def test_step_ages_relations_and_renews_those_that_moved() -> None:
    world = tiny_world(STATED)
    link = world.state.link
    link.renewed[1] = True
    world.state.company.option[1] = JOINT
    world.state.company.covenant[1] = 0
    relations.step(world)
    assert link.duration == pytest.approx([4.25, 0, 4.25, 4.25])
    alone = 0.5 * (1 - np.exp(-2))
    kept = 0.5 + 0.1 * (alone - 0.5)
    assert link.trust == pytest.approx([kept, 0.3, kept, kept + 0.03])


def test_joint_choice_without_a_covenant_earns_no_trust() -> None:
    world = tiny_world(STATED)
    world.state.company.option[:] = JOINT
    relations.step(world)
    assert world.state.link.trust[0] == pytest.approx(0.5 + 0.1 * (0.5 * (1 - np.exp(-2)) - 0.5))


def test_switched_off_relations_stay() -> None:
    world = tiny_world({"relations.active": 0})
    relations.step(world)
    assert np.all(world.state.link.trust == 0.5)
    assert np.all(world.state.link.duration == 4)
