"""Conduct by hand: what monitoring would see of a few Dutch firms."""

import numpy as np
import pytest

from model.outcomes.conduct import class_revenue
from model.state.state import BROAD, FORM, JOINT, NLD, NONE
from tests.unit.outcome_world import law, outcome, outcome_world, recorded

STEPS = [f"stage_{number}" for number in range(1, 7)]


def large_dutch_world(*laws, **parameters):
    """Both companies are Dutch and large: ten firms and one."""
    world = outcome_world(*laws, parameters=parameters)
    world.state.company.region[:] = NLD
    world.state.company.employees[:] = 600.0
    return world


def test_endorsement_counts_large_dutch_firms_once_each():
    world = large_dutch_world()
    company = world.state.company
    company.option[:] = (NONE, FORM)
    found = recorded(world)
    assert found["endorsing_share"] == pytest.approx(1 / 11)
    assert found["zero_share"] == pytest.approx(10 / 11)
    company.motivation[0] = 0.6
    assert outcome(world, "endorsing_share") == pytest.approx(1.0)
    assert outcome(world, "zero_share") == pytest.approx(10 / 11)


def test_small_firms_do_not_count():
    world = large_dutch_world()
    world.state.company.employees[0] = 499.0
    world.state.company.option[:] = (NONE, FORM)
    assert outcome(world, "zero_share") == 0.0


def test_foreign_firms_do_not_count():
    world = large_dutch_world()
    world.state.company.region[0] = 1
    world.state.company.option[:] = (NONE, FORM)
    assert outcome(world, "endorsing_share") == pytest.approx(1.0)


def passing_world():
    """Company 0 passes all six steps."""
    world = large_dutch_world()
    company = world.state.company
    company.option[0] = JOINT
    company.form[0] = 1.0
    company.visibility[0] = 0.7
    company.substance[0] = 0.35
    company.disclosure[0] = 1.0
    company.covenant[0] = 0
    company.signal[0] = 0.8
    world.state.covenant.active[:] = True
    return world


def test_a_company_can_pass_all_steps():
    found = recorded(passing_world())
    assert [found[step] for step in STEPS] == pytest.approx([10 / 11] * 6)
    assert found["verified_share"] == pytest.approx(10 / 11)
    assert found["self_reported_full_share"] == pytest.approx(10 / 11)
    assert found["whole_chain_share"] == pytest.approx(10 / 11)


@pytest.mark.parametrize(
    ("column", "value", "failed"),
    [
        ("form", 0.0, {1, 2, 5}),
        ("visibility", 0.39, {2}),
        ("substance", 0.25, {4, 6}),
        ("substance", 0.15, {3, 4, 6}),
        ("covenant", -1, {6}),
        ("option", BROAD, {6}),
    ],
)
def test_each_step_needs_its_own(column, value, failed):
    world = passing_world()
    getattr(world.state.company, column)[0] = value
    found = recorded(world)
    assert {number for number, step in enumerate(STEPS, start=1) if found[step] == 0.0} == failed
    assert found["verified_share"] == 0.0


@pytest.mark.parametrize(("themes", "passes"), [(1, False), (3, False), (4, True), (8, True)])
def test_a_route_on_a_single_theme_is_no_step_6(themes, passes):
    world = large_dutch_world(law(themes=themes))
    company = world.state.company
    company.form[:], company.substance[:] = 1.0, 0.35
    assert outcome(world, "stage_6") == 0.0
    company.scope[:] = 0.1
    assert (outcome(world, "stage_6") > 0) == passes


def test_communicating_takes_a_duty_or_a_clear_signal():
    world = passing_world()
    company = world.state.company
    company.disclosure[0] = 0.1
    assert outcome(world, "stage_5") == pytest.approx(10 / 11)
    company.signal[0] = 0.59
    assert outcome(world, "stage_5") == 0.0
    company.disclosure[0] = 0.25
    assert outcome(world, "stage_5") == pytest.approx(10 / 11)


def test_tracking_needs_detection_over_all_purchases():
    world = passing_world()
    world.state.link.detection[:3] = (0.3, 0.3, 0.03)
    assert outcome(world, "stage_4") == pytest.approx(10 / 11)
    world.state.link.detection[:3] = (0.3, 0.1, 0.1)
    assert outcome(world, "stage_4") == 0.0


def test_cut_points_are_parameters():
    strict = large_dutch_world(**{"observation.self_reported_full": 0.9})
    strict.state.company.signal[:] = 0.8
    assert outcome(strict, "self_reported_full_share") == 0.0


def test_means_weigh_revenue():
    world = large_dutch_world()
    company = world.state.company
    company.substance[:] = (0.3, 0.6)
    company.capability[:] = (0.1, 0.4)
    company.motivation[:] = (0.9, 0.0)
    found = recorded(world)
    assert found["substance_mean"] == pytest.approx(0.5)
    assert found["capability_mean"] == pytest.approx(0.3)
    assert found["motivation_mean"] == pytest.approx(0.3)


def test_classes_are_thirds_of_firms_by_starting_motivation():
    world = large_dutch_world()
    company = world.state.company
    company.firms[:] = 5.0
    company.base_motivation[:] = (0.8, 0.2)
    company.motivation[:] = (0.5, 0.3)
    weights = class_revenue(world)
    assert np.flatnonzero(weights[0]).tolist() == [1]
    assert np.flatnonzero(weights[2]).tolist() == [0]
    found = recorded(world)
    assert found["motivation_laggards"] == pytest.approx(0.3)
    assert found["motivation_frontrunners"] == pytest.approx(0.5)


def test_covenants_count_by_revenue_while_in_force():
    world = large_dutch_world()
    world.state.company.covenant[:] = (-1, 0)
    assert outcome(world, "covenant_share_of_market") == 0.0
    world.state.covenant.active[:] = True
    assert outcome(world, "covenant_share_of_market") == pytest.approx(3 / 4.5)


def test_sites_known_fall_with_every_tier():
    world = outcome_world()
    world.state.company.visibility[:] = (0.6, 1.0)
    assert outcome(world, "sites_known") == pytest.approx((0.6 + 0.6 + 0.36) / 3)
