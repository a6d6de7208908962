"""Companies' capability: learning by doing, from the desk, from members; fading."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.parameters import ParameterSet
from model.processes import learning
from model.processes.learning import Learning, learned
from model.state.state import BROAD, JOINT, Covenant
from tests.unit.tiny_world import tiny_world

fraction = st.floats(0, 1)
RATES: dict[str, object] = {
    "learning.rate": 0.1,
    "learning.by_doing": 1,
    "learning.from_desk": 0.5,
    "learning.from_members": 2,
    "learning.fading": 0.05,
    "choice.desk_take_up": 0.5,
}


def test_learning_and_fading_by_hand() -> None:
    values = ParameterSet(RATES)[Learning]
    found = learned(np.array([0.4, 0.4]), np.array([0.5, 0.0]), np.array([1.0, 0.0]), values)
    assert found == pytest.approx([0.4 + 0.1 * 0.6 * 0.5, 0.4 - 0.05 * 0.4])


@given(fraction, st.floats(0, 40), st.sampled_from([0.0, 1.0]), fraction, fraction)
def test_capability_is_a_fraction(capability: float, teaching: float, form: float, rate: float, fading: float) -> None:
    values = ParameterSet({"learning.rate": rate, "learning.fading": fading})[Learning]
    found = float(learned(np.array([capability]), np.array([teaching]), np.array([form]), values)[0])
    assert 0 <= found <= 1


def test_substance_teaches_and_the_desk_teaches_the_active_only() -> None:
    world = tiny_world(RATES)
    company = world.state.company
    company.capability[:] = 0.5
    company.option[0] = BROAD
    company.form[0] = 1.0
    company.substance[0] = 0.4
    world.state.levers.support_desk[:] = 0.8
    learning.step(world)
    # desk 0.5 x 0.8 with weight 0.5; the inactive forget
    assert company.capability == pytest.approx([0.5 + 0.1 * 0.5 * (0.4 + 0.5 * 0.4), 0.5 - 0.05 * 0.5])


def test_members_learn_from_the_more_capable() -> None:
    world = tiny_world(RATES)
    company = world.state.company
    company.capability[:] = (0.2, 0.6)
    company.option[:] = JOINT
    company.covenant[:] = 0
    company.form[:] = 1.0
    learning.step(world)
    assert company.capability == pytest.approx([0.2 + 0.1 * 0.8 * 2 * (0.4 - 0.2), 0.6])


def test_who_acts_alone_or_elsewhere_teaches_nobody() -> None:
    for option, covenant in ((BROAD, 0), (JOINT, 1)):
        world = tiny_world(RATES)
        world.state.covenant = Covenant(2)
        company = world.state.company
        company.capability[:] = (0.2, 0.6)
        company.option[:] = (JOINT, option)
        company.covenant[:] = (0, covenant)
        company.form[:] = 1.0
        learning.step(world)
        assert company.capability[0] == pytest.approx(0.2)


def test_whose_covenant_ended_neither_teaches_nor_learns_in_another() -> None:
    world = tiny_world(RATES)
    company = world.state.company
    company.option[:] = JOINT
    company.form[:] = 1.0
    for capability in ((0.2, 0.6), (0.6, 0.2)):
        company.capability[:] = capability
        company.covenant[:] = (0, -1)
        learning.step(world)
        assert company.capability == pytest.approx(capability)
