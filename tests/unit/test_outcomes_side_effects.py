"""Side effects, public cost and politics by hand."""

import numpy as np
import pytest

from model.outcomes.weakest import weakest_third
from model.processes import attention
from model.processes.attention import divided
from model.state.state import EU, NLD
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


def test_what_a_mandate_takes_from_other_themes_counts_as_displaced():
    world = outcome_world(parameters={"attention.spillover": 0.0, "attention.operability_gender": 1.0})
    company = world.state.company
    company.perceived_risk[:] = 0.5
    company.substance[:] = 0.4
    free = divided(world, np.zeros_like(company.mandated))[1]
    company.effort[:] = free
    assert outcome(world, "displaced_themes") == 0.0
    company.mandated[:, 0] = 1.0
    company.effort[:] = divided(world, company.mandated)[1]
    # seven themes of weight 1 and freedom of association of weight .4; the mandated theme then weighs exp(1)
    before, after = 7.4, 6.4 + float(np.exp(1.0))
    assert outcome(world, "displaced_themes") == pytest.approx(6.4 * (1 / before - 1 / after), rel=1e-6)
    attention.step(world)
    assert outcome(world, "displaced_themes") > 0
    world.parameters = world.parameters.replace({"attention.mandates": 0})
    attention.step(world)
    assert np.allclose(company.effort, free)


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


def test_public_cost_is_the_sum_of_its_items():
    world = outcome_world(law())
    levers = world.state.levers
    levers.support_desk[:] = (0.5, 1.0, 1.0)
    levers.facilitation[NLD] = 0.5
    levers.learning_agenda[NLD] = 0.1
    levers.subsidy[NLD] = 0.5
    levers.effort_due_diligence[NLD] = 0.3
    levers.effort_reporting[:] = 0.1
    levers.cooperation[:2] = (0.2, 0.5)
    levers.supplier_training[EU] = 1.0
    world.state.covenant.active[:] = True
    world.state.company.form[0] = 0.4
    world.state.company.detection[:] = 0.05
    world.state.company.scope[:, 0] = 0.5
    found = recorded(world)
    items = {name.removeprefix("public_cost_"): found[name] for name in found if name.startswith("public_cost_")}
    assert items == pytest.approx(
        {
            "inspections": 4 * 10 * 0.05 * 0.5 * 20_000 / 1e6,
            "desk": 3 * 0.5,
            "incentives": 30 * 0.5 * 0.4,
            "covenants": 0.5 * 0.5 * 1,
            "learning_agenda": 2 * 0.1,
            "producing_countries": 50 * 0.2 + 0.06 * 50 * (0.5 + 1.0),
            "european_effort": 2 * 0.4,
        }
    )
    assert found["public_cost"] == pytest.approx(sum(items.values()), abs=1e-12)


def test_euros_of_firms_follow_the_burden_and_the_size_of_firms():
    world = outcome_world()
    company = world.state.company
    company.region[:] = NLD
    company.size_class[:] = (1, 4)
    company.cost[:] = (0.2, 0.03)
    company.fined[:] = (0.0, 0.01)
    found = recorded(world)
    assert found["cost_per_firm_small"] == pytest.approx(1.5e6 * 0.002 / 10)
    assert found["cost_per_firm_very_large"] == pytest.approx(3e6 * 0.0004 / 1)
    assert found["cost_per_firm_medium"] == 0.0
    assert found["cost_firms"] == pytest.approx((3000 + 1200) / 1e6)
    assert found["cost_firms"] == pytest.approx(found["burden_mean"] / 100 * company.revenue.sum() / 1e6)


def test_the_weakest_third_goes_up_from_the_lowest_enforcement_by_workers():
    enforcement = np.array([0.5, 0.1, 0.3, 0.2])
    # in order .1, .2, .3, .5; middles of 10, 20, 20 and 50% of workers: 5, 20, 40, 75%
    assert weakest_third(enforcement, np.array([50.0, 10.0, 20.0, 20.0])).tolist() == [False, True, False, True]


def test_orders_and_jobs_in_the_weakest_third():
    world = outcome_world()
    country, supplier = world.state.country, world.state.supplier
    country.base_enforcement[:] = (0.6, 0.2)  # supplier 1, with 1000 of 111,000 workers, is in the weak one
    supplier.retained[:] = (0.5, 0.4, 1.0)
    found = recorded(world)
    assert found["jobs_lost_weakest_global"] == pytest.approx(600 / 1e6)
    assert found["jobs_lost_weakest_dutch"] == pytest.approx(600 / 1e6)
    assert found["orders_dutch"] == pytest.approx(600 / 1e6)
    assert found["orders_weakest"] == pytest.approx(200 / 1e6)
    world.state.shock.demand[:] = 0.5
    world.state.link.supplier[1] = 0
    assert outcome(world, "orders_weakest") == 0.0
    assert outcome(world, "orders_dutch") == pytest.approx(300 / 1e6)


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


def test_dates_and_amendments_of_european_laws_are_those_that_are_known():
    due_diligence = law(outcome_of="european_due_diligence", announced=10)
    reporting = law(outcome_of="european_reporting", announced=20)
    world = outcome_world(due_diligence, reporting, law(amends="due", announced=11), law(amends="due", announced=30))
    world.state.law.intensity[:] = 0.6
    world.date = 20  # the quarter before has ended
    # all laws apply from 2026Q3; what is not known, or does not hold, has the end of the run
    assert [outcome(world, name) for name in ("due_diligence_law_year", "reporting_law_year")] == [2026.5, 2036.0]
    assert outcome(world, "european_law_amendments") == 1.0
    world.date = 21
    assert outcome(world, "reporting_law_year") == 2026.5
    world.state.law.sooner[1] = 3
    world.state.law.intensity[0] = 0.0
    assert [outcome(world, name) for name in ("due_diligence_law_year", "reporting_law_year")] == [2036.0, 2025.75]
