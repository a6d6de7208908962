"""Side effects, public cost and politics by hand."""

import pytest

from model.state import EU, NLD
from tests.unit.outcome_world import law, outcome, outcome_world, recorded

DUTCH_SALES = 1000 * 0.5 + 500 * 1.0 + 400 * 0.25


def test_relocation_is_a_yearly_share_of_dutch_purchases():
    world = outcome_world()
    supplier = world.state.supplier
    supplier.transferred_away[:] = (10.0, 20.0, 0.0)
    supplier.condition[0] = 0.7
    found = recorded(world)
    assert found["volume_relocated"] == pytest.approx(100 * 4 * (5 + 20) / DUTCH_SALES)
    assert found["exits_without_improvement"] == pytest.approx(100 * 4 * 20 / DUTCH_SALES)


def test_jobs_lost_are_workers_of_2020():
    world = outcome_world()
    world.state.supplier.retained[:] = (1.0, 0.5, 0.9)
    found = recorded(world)
    assert found["jobs_lost"] == pytest.approx((500 + 10_000) / 1e6)
    assert found["jobs_lost_dutch"] == pytest.approx((500 + 2_500) / 1e6)


def test_small_suppliers_lose_share_not_volume():
    world = outcome_world()
    supplier = world.state.supplier
    assert outcome(world, "sme_exclusion") == pytest.approx(0.0)
    supplier.volume[:] *= 0.5
    assert outcome(world, "sme_exclusion") == pytest.approx(0.0)
    supplier.volume[:] = (1000.0, 300.0, 400.0)
    share_before, share_now = 500 / 1000, 300 / (500 + 300)
    assert outcome(world, "sme_exclusion") == pytest.approx(100 * (1 - share_now / share_before))
    supplier.volume[:] = (500.0, 500.0, 400.0)
    assert outcome(world, "sme_exclusion") < 0


def test_orders_follow_demand():
    world = outcome_world()
    assert outcome(world, "order_volume") == 1.0
    world.state.shock.demand[:] = 0.75
    assert outcome(world, "order_volume") == 0.75


def test_burden_is_cost_and_fines_of_dutch_companies_by_size():
    world = outcome_world()
    company = world.state.company
    company.region[:] = NLD
    company.size_class[:] = (1, 4)
    company.cost[:] = (0.2, 0.03)
    company.fined[:] = (0.0, 0.01)
    found = recorded(world)
    assert found["burden_small"] == pytest.approx(0.2)
    assert found["burden_very_large"] == pytest.approx(0.04)
    assert found["burden_medium"] == 0.0
    assert found["burden_mean"] == pytest.approx((1.5 * 0.2 + 3 * 0.04) / 4.5)


def test_paper_without_substance_and_moved_headquarters_weigh_revenue():
    world = outcome_world()
    company = world.state.company
    company.region[:] = NLD
    company.form[:] = 1.0
    company.substance[:] = (0.4, 0.1)
    company.moved[:] = (0.0, 0.3)
    found = recorded(world)
    assert found["form_without_substance"] == pytest.approx((1.5 * 0.6 + 3 * 0.9) / 4.5)
    assert found["headquarters_moved"] == pytest.approx(3 * 0.3 / 4.5)


def test_decline_counts_as_far_as_no_law_mandates_the_theme():
    world = outcome_world()
    supplier, company = world.state.supplier, world.state.company
    supplier.condition[0, 0] -= 0.2
    supplier.condition[0, 1] -= 0.1
    supplier.condition[1] += 0.2
    share = 5_000 / 31_000
    assert outcome(world, "displaced_themes") == pytest.approx(0.3 * share)
    company.mandated[0, 0] = 1.0
    company.mandated[1] = 1.0
    assert outcome(world, "displaced_themes") == pytest.approx(0.1 * share)


def test_hiding_weighs_workers():
    world = outcome_world()
    world.state.supplier.hiding[:] = (0.1, 0.2, 0.3)
    assert outcome(world, "hiding_mean") == pytest.approx((500 + 200 + 7_500) / 31_000)


def test_inspections_count_bound_dutch_firms():
    world = outcome_world(law(), law())
    company = world.state.company
    company.detection[:] = 0.05
    assert outcome(world, "caseload") == 0.0
    company.scope[:, 0] = 0.5
    assert outcome(world, "caseload") == pytest.approx(4 * 10 * 0.05 * 0.5)
    assert outcome(world, "public_cost") == pytest.approx(4 * 10 * 0.05 * 0.5 * 20_000 / 1e6)


def test_public_cost_adds_what_the_dutch_government_pays():
    world = outcome_world()
    levers = world.state.levers
    levers.support_desk[:] = (0.5, 1.0, 1.0)
    levers.facilitation[NLD] = 0.5
    levers.learning_agenda[NLD] = 0.1
    levers.subsidy[NLD] = 0.5
    world.state.covenant.active[:] = True
    world.state.company.form[0] = 0.4
    expected = 3 * 0.5 + 0.5 * 0.5 * 1 + 2 * 0.1 + 30 * 0.5 * 0.4
    assert outcome(world, "public_cost") == pytest.approx(expected)
    world.state.covenant.active[:] = False
    assert outcome(world, "public_cost") == pytest.approx(expected - 0.25)


def test_law_making_at_two_levels():
    national, european, existing = law(), law(jurisdiction="EU", instrument="duty"), law(jurisdiction="EU")
    world = outcome_world(national, european, existing)
    world.state.government.ambition[EU] = 0.6
    world.state.law.preempted[:] = (0.2, 0.4, 0.0)
    world.state.company.scope[:, 2] = 1.0
    found = recorded(world)
    assert found["ambition_eu"] == 0.6
    assert found["european_law_in_force"] == 0.0
    assert found["national_level_lost"] == pytest.approx(0.2)
    thematic = outcome_world(law(themes=2))
    thematic.state.law.preempted[:] = 0.2
    assert outcome(thematic, "national_level_lost") == pytest.approx(0.2 / 4)
    world.state.company.scope[1, 1] = 0.3
    assert outcome(world, "european_law_in_force") == pytest.approx(0.3)
