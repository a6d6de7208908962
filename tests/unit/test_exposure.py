"""Exposure to public attribution of harm."""

import numpy as np
import pytest

from model.processes import exposure
from tests.unit.tiny_world import tiny_world


def test_exposure_by_hand() -> None:
    assert exposure.exposure(2.0, np.array([0.0, 0.5])) == pytest.approx([0, 1 - np.exp(-1)])


def test_step_weighs_attributed_harm_by_purchases() -> None:
    world = tiny_world({"exposure.rate": 1.5})
    supplier = world.state.supplier
    supplier.severity[:, 4:] = 1.0
    supplier.condition[1] = 0.2
    supplier.attribution[:] = (0.3, 0.5, 0.0)
    exposure.step(world)
    # mean severity over themes is (0.5 + 1) / 2; the gap is 0.4, at supplier 1 it is 0.8
    first, second = 0.75 * 0.4 * 0.3, 0.75 * 0.8 * 0.5
    assert world.state.company.exposure == pytest.approx(
        [1 - np.exp(-1.5 * (first + second) / 3), 1 - np.exp(-1.5 * first)]
    )


def test_without_harm_or_publicity_there_is_no_exposure() -> None:
    world = tiny_world()
    world.state.supplier.condition[:] = 1.0
    exposure.step(world)
    assert world.state.company.exposure.tolist() == [0, 0]
    world.state.supplier.condition[:] = 0.0
    world.state.supplier.attribution[:] = 0.0
    exposure.step(world)
    assert world.state.company.exposure.tolist() == [0, 0]
