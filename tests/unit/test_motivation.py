"""Motivation: reversion, crowding of either sign, success."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.parameters import ParameterSet
from model.processes import motivation
from model.processes.motivation import Motivation, moved
from tests.unit.tiny_policy import a_law, policy_world

fraction = st.floats(0, 1)


def next_of(now: float, base: float, mandate: float, improvement: float, **rates: object) -> float:
    values = ParameterSet({f"motivation.{name}": value for name, value in rates.items()})[Motivation]
    found = moved(np.array([now]), np.array([base]), np.array([mandate]), np.array([improvement]), values)
    return float(found[0])


def test_motivation_by_hand() -> None:
    rates: dict[str, object] = {"reversion": 0.1, "crowding": 0.04, "success": 0.5}
    assert next_of(0.5, 0.3, 0.25, 0.02, **rates) == pytest.approx(0.5 - 0.1 * 0.2 - 0.04 * 0.25 + 0.5 * 0.02)


def test_a_mandate_may_crowd_in() -> None:
    assert next_of(0.5, 0.5, 0.5, 0.0, crowding=-0.04) == pytest.approx(0.5 + 0.04 * 0.5)


@given(fraction, fraction, st.floats(0, 5), st.floats(-1, 1), st.floats(-1, 1))
def test_motivation_is_a_fraction(now: float, base: float, mandate: float, improvement: float, crowding: float) -> None:
    assert 0 <= next_of(now, base, mandate, improvement, crowding=crowding, success=100) <= 1


def stepped(trust: float, **parameters: object) -> Any:
    world = policy_world(parameters, (a_law("one"), a_law("two")))
    company = world.state.company
    company.motivation[:] = company.base_motivation[:] = 0.5
    company.scope[0] = (0.6, 0.4)
    world.state.government.trust[:] = trust
    motivation.step(world)
    return company.motivation


def test_all_laws_add_up_and_trust_takes_the_sting_out() -> None:
    assert stepped(0.25, **{"motivation.crowding": 0.04}) == pytest.approx([0.5 - 0.04 * 1.0 * 0.75, 0.5])
    assert stepped(1.0, **{"motivation.crowding": 0.04}).tolist() == [0.5, 0.5]


def test_improvement_seen_motivates() -> None:
    world = policy_world({"motivation.success": 0.5})
    company = world.state.company
    company.motivation[:] = company.base_motivation[:] = 0.5
    company.visible_improvement[:] = (0.1, -0.1)
    motivation.step(world)
    assert company.motivation == pytest.approx([0.55, 0.45])
