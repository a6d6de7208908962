"""Change since 2019Q4 by hand, and that burn-in leaves the conditions the world was built with."""

import numpy as np
import pytest

from model.scenario import load_scenario
from model.simulation import start
from tests.unit.outcome_world import outcome_world, recorded


def test_nothing_has_changed_at_first():
    found = recorded(outcome_world())
    for reach in ("dutch", "global"):
        assert found[f"chain_impact_change_{reach}"] == pytest.approx(0.0, abs=1e-12)
        assert found[f"workers_improved_{reach}"] == found[f"workers_worse_{reach}"] == 0.0


def test_change_is_told_in_points_and_in_workers():
    world = outcome_world()
    supplier = world.state.supplier
    supplier.condition[0] += 0.02
    supplier.condition[1] -= 0.01 + 1e-9
    supplier.condition[2] += 0.005  # less than counts
    supplier.retained[:] = (0.9, 1.0, 0.8)
    found = recorded(world)
    # who loses the job falls from .6 to .5
    gained = 5_000 * (0.9 * 0.02 - 0.1 * 0.1) - 1_000 * 0.01 + 25_000 * (0.8 * 0.005 - 0.2 * 0.1)
    assert found["chain_impact_change_dutch"] == pytest.approx(gained / 31_000)
    assert found["workers_improved_dutch"] == pytest.approx(4_500 / 1e6)
    assert found["workers_worse_dutch"] == pytest.approx((500 + 1_000 + 5_000) / 1e6)
    assert found["workers_improved_global"] == pytest.approx(9_000 / 1e6)
    assert found["workers_worse_global"] == pytest.approx((1_000 + 1_000 + 20_000) / 1e6)


def test_what_counts_as_a_change_is_a_parameter():
    world = outcome_world(parameters={"observation.changed": 0.03})
    world.state.supplier.condition[0] += 0.02
    assert recorded(world)["workers_improved_dutch"] == 0.0


def test_conditions_stand_still_until_the_first_quarter():
    supplier = start(load_scenario("null_option", world="small"), seed=1).state.supplier
    assert np.array_equal(supplier.condition, supplier.base_condition)
    assert (supplier.retained == 1.0).all()
