"""Trust in government: follows dialogue and coherence, suffers from sanctions without support."""

from typing import Any

import numpy as np
import pytest

from model.parameters import ParameterSet
from model.processes import government_trust
from model.processes.government_trust import GovernmentTrust, followed
from tests.unit.tiny_world import tiny_world

RATES: dict[str, object] = {
    "government_trust.base": 0.2,
    "government_trust.adjustment": 0.1,
    "government_trust.sanction_loss": 0.05,
}


def test_trust_by_hand() -> None:
    values = ParameterSet(RATES)[GovernmentTrust]
    found = followed(np.array([0.5, 0.0, 1.0]), np.array([0.8, 0.0, 1.0]), np.array([0.4, 1.0, 0.0]), values)
    assert found == pytest.approx([0.5 + 0.1 * 0.3 - 0.05 * 0.4, 0, 1])


def stepped(*, fined: tuple[float, float] = (0.0, 0.0), desk: float = 0.0) -> Any:
    world = tiny_world(RATES)
    state = world.state
    state.company.region[:] = 0
    state.company.fined[:] = fined
    state.government.trust[:] = 0.5
    state.government.dialogue[:] = (0.5, 0.0, 0.0)
    state.levers.coherence[:] = 0.4
    state.levers.support_desk[:] = desk
    government_trust.step(world)
    return state.government.trust


def test_ground_of_trust_is_its_base_and_coherent_dialogue() -> None:
    # 0.2 + 0.8 x 0.5 x 0.4 = 0.36 in the first region, 0.2 in the others
    assert stepped() == pytest.approx([0.5 - 0.1 * 0.14, 0.5 - 0.1 * 0.3, 0.5 - 0.1 * 0.3])


def test_sanctions_count_by_revenue_and_support_softens_them() -> None:
    # the first company has 1.5 of 4.5 million; how much it is fined does not matter
    assert stepped()[0] - stepped(fined=(3.0, 0.0))[0] == pytest.approx(0.05 / 3)
    assert stepped(desk=0.6)[0] - stepped(fined=(0.1, 0.0), desk=0.6)[0] == pytest.approx(0.05 / 3 * 0.4)
