"""Access to remedy by hand: routes by theme, what becomes of complaints, harm remedied."""

import numpy as np
import pytest

from model.state.state import CHANNELS, EU, JOINT
from tests.unit.outcome_world import law, outcome, outcome_world, recorded


def test_remedy_is_harm_remedied_in_a_year_over_harm():
    world = outcome_world()
    supplier = world.state.supplier
    supplier.condition[2] = 1.0
    supplier.harm_remedied[0, 3] = 0.01
    harm = 0.5 * 0.4 * 8
    assert outcome(world, "k5_remedy") == pytest.approx(4 * 5_000 * 0.01 / (harm * 6_000))
    supplier.condition[:] = 1.0
    assert outcome(world, "k5_remedy") == 0.0


def test_a_company_offers_a_route_on_the_themes_on_which_it_makes_an_effort():
    world = outcome_world()
    company = world.state.company
    assert outcome(world, "remedy_route_coverage") == 0.0
    company.effort[0] = 0.29
    assert outcome(world, "remedy_route_coverage") == 0.0
    company.effort[0, :2] = 0.3
    assert outcome(world, "remedy_route_coverage") == pytest.approx(2 / 8)
    world.state.supplier.condition[:, 0] = 1.0
    assert outcome(world, "remedy_route_coverage") == pytest.approx(1 / 7)


def test_routes_count_by_workers_and_by_volume_of_dutch_buyers():
    abroad, world = outcome_world(), outcome_world()
    abroad.state.company.effort[1] = 1.0
    assert outcome(abroad, "remedy_route_coverage") == 0.0, "buyers elsewhere offer nothing to Dutch chains"
    company, link = world.state.company, world.state.link
    company.effort[1] = 1.0
    company.region[:] = 0
    # supplier 0 sells 200 to company 0 and 400 to company 1; 5000 of 31,000 workers are there
    assert outcome(world, "remedy_route_coverage") == pytest.approx(5_000 / 31_000 * 400 / 600)
    link.volume[0] = 400.0
    assert outcome(world, "remedy_route_coverage") == pytest.approx(5_000 / 31_000 * 0.5)


@pytest.mark.parametrize("themes", [1, 8])
def test_a_regulator_or_a_court_opens_a_route_on_the_themes_of_the_law_as_far_as_it_binds(themes):
    world = outcome_world(law(themes=themes))
    world.state.company.scope[0, 0] = 0.2
    assert outcome(world, "remedy_route_coverage") == pytest.approx(0.2 * themes / 8)
    world.state.company.liability[0, :themes] = 0.5
    assert outcome(world, "remedy_route_coverage") == pytest.approx((1 - 0.8 * 0.5) * themes / 8)


def test_a_covenant_opens_a_route_on_all_themes_for_those_acting_jointly():
    world = outcome_world()
    company, covenant = world.state.company, world.state.covenant
    company.covenant[0] = 0
    company.option[0] = JOINT
    covenant.active[:] = True
    covenant.complaint_route[:] = False
    assert outcome(world, "remedy_route_coverage") == 0.0
    covenant.complaint_route[:] = True
    assert outcome(world, "remedy_route_coverage") == pytest.approx(1.0)


def test_a_law_without_complaints_opens_no_route():
    world = outcome_world(law(complaints=0.0))
    world.state.company.scope[0, 0] = 1.0
    assert outcome(world, "remedy_route_coverage") == 0.0


def test_complaints_remedied_and_the_time_that_takes():
    world = outcome_world(parameters={"remedy.patience": 9})
    assert outcome(world, "complaints_remedied") == 0.0
    assert outcome(world, "time_to_remedy") == 9.0
    channel = world.state.channel
    first, second = np.zeros((2, len(CHANNELS), 8))
    first[0, 0], second[3, 2] = 1.0, 1.0
    channel.dutch_waiting[:] = 6 * first + 40 * second
    channel.dutch_concluded[:] = 3 * first + 5 * second
    channel.dutch_remedied[:] = 1.5 * first + 0.5 * second
    channel.remedied[:] = 7.0
    world.state.company.region[0] = EU
    found = recorded(world)
    assert found["complaints_remedied"] == pytest.approx(2 / 8)
    # three of four remedies after two quarters, the others after eight
    assert found["time_to_remedy"] == pytest.approx(0.75 * 2 + 0.25 * 8)
