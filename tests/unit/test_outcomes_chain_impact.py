"""Chain impact by hand, on the workers of 2020."""

import pytest

from tests.unit.outcome_world import DUTCH_WORKERS, WORKERS, outcome, outcome_world, recorded


def mixed_world():
    """Conditions .7, .8 and .4; half of the jobs at supplier 1 are gone, to conditions of .5."""
    world = outcome_world()
    supplier = world.state.supplier
    for row, level in enumerate((0.7, 0.8, 0.4)):
        supplier.condition[row] = level
    supplier.retained[:] = (1.0, 0.5, 1.0)
    return world


def test_lost_jobs_count_as_fallback_conditions():
    met = (0.7, 0.5 * 0.8 + 0.5 * 0.5, 0.4)
    dutch = sum(DUTCH_WORKERS * met) / 31_000
    everywhere = sum(WORKERS * met) / 111_000
    assert outcome(mixed_world(), "chain_impact_dutch") == pytest.approx(dutch)
    assert outcome(mixed_world(), "chain_impact_global") == pytest.approx(everywhere)


def test_workers_of_2020_stay_the_denominator_when_jobs_go():
    world = outcome_world()
    supplier = world.state.supplier
    supplier.condition[2] = 0.3
    supplier.fallback_condition[2] = 0.3
    before = outcome(world, "chain_impact_dutch")
    supplier.retained[2] = 0.0
    assert outcome(world, "chain_impact_dutch") == pytest.approx(before)
    supplier.fallback_condition[0] = 0.5
    supplier.retained[0] = 0.0
    assert outcome(world, "chain_impact_dutch") == pytest.approx(before - 0.1 * 5_000 / 31_000)


def test_volume_that_moves_does_not_change_the_weights():
    world = mixed_world()
    before = outcome(world, "chain_impact_dutch")
    world.state.supplier.volume[:] = (0.0, 5_000.0, 1.0)
    world.state.link.supplier[:] = 1
    assert outcome(world, "chain_impact_dutch") == before


def test_a_theme_counts_in_its_own_outcome_and_for_an_eighth_in_the_whole():
    world = outcome_world()
    before = recorded(world)
    world.state.supplier.condition[0, 2] += 0.2
    after = recorded(world)
    gain = 0.2 * 5_000 / 31_000
    theme = "chain_impact_dutch_freedom_of_association"
    assert after[theme] - before[theme] == pytest.approx(gain)
    assert after["chain_impact_dutch"] - before["chain_impact_dutch"] == pytest.approx(gain / 8)
    assert after["chain_impact_dutch_gender"] == before["chain_impact_dutch_gender"]


def test_tiers_have_their_own_workers_and_an_empty_tier_is_zero():
    found = recorded(mixed_world())
    assert found["chain_impact_dutch_tier_1"] == pytest.approx((5_000 * 0.7 + 1_000 * 0.65) / 6_000)
    assert found["chain_impact_dutch_tier_2"] == pytest.approx(0.4)
    assert found["chain_impact_dutch_tier_3"] == 0.0


def test_workers_above_the_stated_level_are_people_with_a_job_there():
    found = recorded(mixed_world())
    assert found["workers_above_level_dutch"] == pytest.approx((5_000 + 0.5 * 1_000) / 1e6)
    assert found["workers_above_level_global"] == pytest.approx((10_000 + 0.5 * 1_000) / 1e6)
    assert found["workers_above_level_global_gender"] == pytest.approx((10_000 + 0.5 * 1_000) / 1e6)


def test_the_stated_level_is_a_parameter_and_fallback_may_reach_it():
    world = outcome_world(parameters={"observation.decent_level": 0.45})
    supplier = world.state.supplier
    supplier.condition[2] = 0.4
    supplier.retained[:] = 0.0
    assert outcome(world, "workers_above_level_dutch") == pytest.approx(0.031)
    assert outcome(world, "workers_above_level_dutch_gender") == pytest.approx(0.031)
    supplier.retained[:] = 1.0
    assert outcome(world, "workers_above_level_dutch") == pytest.approx(0.006)


def test_one_theme_may_be_below_the_level_where_the_mean_is_above():
    world = outcome_world()
    supplier = world.state.supplier
    supplier.condition[:] = 0.9
    supplier.condition[:, 5] = 0.1
    found = recorded(world)
    assert found["workers_above_level_dutch"] == pytest.approx(0.031)
    assert found["workers_above_level_dutch_gender"] == 0.0
