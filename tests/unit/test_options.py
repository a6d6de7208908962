"""The five options: form, breadth, substance, and who may act jointly."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.parameters import ParameterSet
from model.processes.options import breadths, options_of, substances
from model.processes.utility_parameters import Choice
from model.state.state import BROAD, FORM, JOINT, NARROW, NONE
from tests.unit.tiny_world import tiny_world

CHOICE = ParameterSet({"choice.narrow_breadth": 0.2, "choice.joint_breadth": 0.7})[Choice]
fraction = st.floats(0, 1)


def test_the_motivated_take_more_than_the_least_breadth() -> None:
    found = breadths(np.array([0.1, 0.4, 0.9]), CHOICE)
    assert found[[NONE, FORM]].tolist() == [[0, 0, 0], [0, 0, 0]]
    assert found[NARROW].tolist() == [0.2, 0.4, 0.9]
    assert found[BROAD].tolist() == [1, 1, 1]
    assert found[JOINT].tolist() == [0.7, 0.7, 0.9]


def test_substance_is_capability_times_breadth_and_more_in_a_covenant() -> None:
    breadth = breadths(np.array([0.5]), CHOICE)
    found = substances(np.array([0.4]), breadth, np.array([0.1]))
    assert found[:, 0] == pytest.approx([0, 0, 0.4 * 0.5, 0.4, 0.5 * 0.7])


def test_capability_in_a_covenant_is_at_most_full() -> None:
    found = substances(np.array([0.95]), np.ones((5, 1)), np.array([0.3]))
    assert found[JOINT, 0] == 1


@given(fraction, fraction, fraction)
def test_substance_is_a_fraction_and_never_above_breadth(capability: float, motivation: float, gain: float) -> None:
    breadth = breadths(np.array([motivation]), CHOICE)
    found = substances(np.array([capability]), breadth, np.array([gain]))
    assert np.all((found >= 0) & (found <= breadth))


def test_only_members_of_an_active_covenant_may_act_jointly_and_gain() -> None:
    world = tiny_world({"choice.joint_gain": 0.2, "choice.joint_breadth": 0.7})
    company, covenant = world.state.company, world.state.covenant
    company.capability[:] = 0.4
    company.covenant[:] = (-1, 0)
    covenant.active[:] = True
    covenant.quality[:] = 0.5
    found = options_of(world)
    assert found.able.tolist() == [False, True]
    assert found.form.tolist() == [0, 1, 1, 1, 1]
    assert found.substance[JOINT] == pytest.approx([0.4 * 0.7, 0.5 * 0.7])
    assert not found.substance[[NONE, FORM]].any()
    covenant.active[:] = False
    assert options_of(world).able.tolist() == [False, False]
    assert options_of(world).substance[JOINT] == pytest.approx([0.28, 0.28])
