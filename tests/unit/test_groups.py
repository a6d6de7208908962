"""Measures on groups of firms, by hand on a small world in which a test sets what it needs."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from model.observations.intentions import in_weak_governance
from model.outcomes import OUTCOMES
from model.outcomes.groups.departure import fled
from model.outcomes.groups.members import members
from model.outcomes.measures import Measures
from model.outcomes.requests import RECEIVERS
from model.processes.exits import flight, prior_risk
from model.state.state import NARROW
from tests.unit.group_world import LAWS, WAGES, four_firms, fresh, group, look, view


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [0, 1, 2, 3]),
        ('home = ["DEU"]', [0, 1, 2]),
        ('home = ["EU"]', [0, 1, 2]),
        ('home = ["ROW", "DEU"]', [0, 1, 2, 3]),
        ('home = ["GBR"]', [3]),
        ('size_classes = ["medium"]', [0]),
        ("employees_min = 3000\nemployees_max = 4000", [1, 2]),
        ('sectors = ["FOOD"]', [2, 3]),
        ('scope = "bound"', [1, 2]),
        ('scope = "bound"\nlaws = ["german_supply_chain_act"]', [2]),
        ('scope = "out_of_scope"\nhome = ["DEU"]', [0]),
        ('scope = "bound"\nlaws = ["no_such_law"]', []),
    ],
)
def test_a_group_is_chosen_by_home_size_sector_and_law(tmp_path: Path, text: str, expected: list[int]) -> None:
    world = fresh()
    rows = four_firms(world)
    for row, law in zip(rows[1:3], LAWS, strict=True):
        world.state.company.scope[row, world.laws.names.index(law)] = 0.5
    assert members(world, group(tmp_path, text)).nonzero()[0].tolist() == rows[expected].tolist()


def test_firms_to_be_bound_are_those_that_a_law_is_written_for(tmp_path: Path) -> None:
    """The German act binds 1,000 staff and more from 2024: in 2020 nobody yet, and a law not in play never."""
    world = fresh()
    german = group(tmp_path, 'home = ["DEU"]\nscope = "to_be_bound"\nlaws = ["german_supply_chain_act"]')
    number = world.laws.names.index("german_supply_chain_act")
    world.laws.eligible[:, number] = 0.0
    rows = four_firms(world)
    world.laws.eligible[rows[:2], number] = 1.0
    world.laws.application[rows[:3], number] = (10**6, 8092, 8092)
    assert not members(world, replace(german, scope="bound")).any()
    assert members(world, german).nonzero()[0].tolist() == [rows[1]]
    idle = "broad_due_diligence_nl"
    world.laws.eligible[rows[2], world.laws.names.index(idle)] = 1.0
    world.laws.application[rows[2], world.laws.names.index(idle)] = 8092
    assert not members(world, replace(german, laws=(idle,))).any()


def test_firms_act_analyse_work_and_publish(tmp_path: Path) -> None:
    world = fresh(observation__identify=0.4, observation__mitigate=0.2, observation__communicate=0.5)
    company, rows = world.state.company, four_firms(world)
    company.option[rows[1:]], company.form[rows] = NARROW, (0, 1, 1, 1)
    company.visibility[:], company.substance[:], company.disclosure[:], company.signal[:] = 0.4, 0.1, 0.0, 0.0
    company.visibility[rows[1]], company.substance[rows[2]], company.disclosure[rows[3]] = 0.3, 0.2, 0.5
    seen = view(world, group(tmp_path))
    assert look("acting", seen) == [0.75, 4]
    assert look("without_plan", seen) == [0.25, 4]
    assert look("analysing_risk", seen) == [0.5, 4]
    assert look("working_with_suppliers", seen) == [0.25, 4]
    assert look("publishing", seen) == [0.25, 4]
    company.firms[rows[3]] = 5.0
    assert look("publishing", view(world, group(tmp_path)))[0] == pytest.approx(5 / 8)


def test_requests_are_those_to_firms_that_no_law_binds(tmp_path: Path) -> None:
    """Firm 1 is asked by firm 2 at home and firm 3 abroad; firm 2 is bound, and its own requests do not count."""
    world = fresh(observation__request=0.02)
    company, pair, rows = world.state.company, world.state.customer, four_firms(world)
    company.scope[rows[2], 0] = 1.0
    pair.share[:] = 0.0
    pair.company[:3], pair.customer[:3], pair.share[:3] = rows[[1, 1, 2]], rows[[2, 3, 3]], (0.2, 0.1, 0.5)
    company.passed_on[:] = 0.3
    company.requested[:], company.requested_by_bound[:] = 0.0, 0.0
    company.requested[rows], company.requested_by_bound[rows] = (0.0, 0.09, 0.15, 0.01), (0.0, 0.06, 0.0, 0.0)
    seen = view(world, group(tmp_path, 'home = ["DEU"]'))
    assert look("requests_received", seen) == [0.5, 2]
    assert look("requests_from_home", seen) == pytest.approx([2 / 3, 1])
    assert look("requests_from_elsewhere", seen) == pytest.approx([1 / 3, 1])
    assert look("requests_from_other_eu", seen) == [0.0, 1]
    assert look("requests_from_bound", seen) == pytest.approx([2 / 3, 1])


def test_the_measures_of_dutch_firms_are_the_outcomes(tmp_path: Path) -> None:
    world = fresh(9)
    large = group(tmp_path, 'home = ["NLD"]\nemployees_min = 500')
    seen, measures = view(world, large), Measures(world)
    for name, outcome in (("analysing_risk", "stage_2"), ("publishing", "stage_5"), ("without_plan", "zero_share")):
        assert look(name, seen)[0] == pytest.approx(OUTCOMES[outcome].compute(measures))
    small_ones = group(tmp_path, 'home = ["NLD"]\nsize_classes = ["micro", "small", "medium"]')
    received = look("requests_received", view(world, small_ones))[0]
    assert received == pytest.approx(RECEIVERS[0].received(measures))
    everyone = view(world, group(tmp_path, 'home = ["NLD"]'))
    assert look("inspections", everyone)[0] == pytest.approx(OUTCOMES["caseload"].compute(measures) / 4)
    link = world.state.link
    bought = [link.volume[everyone.links][link.tier[everyone.links] == tier].sum() for tier in (1, 2, 3)]
    known = [look(f"sites_known_tier_{tier}", everyone)[0] for tier in (1, 2, 3)]
    assert np.average(known, weights=bought) == pytest.approx(OUTCOMES["sites_known"].compute(measures))


@pytest.mark.parametrize("fine", [0.0, 1.0])
def test_inspections_and_breaches_of_all_firms_are_those_of_the_laws(tmp_path: Path, fine: float) -> None:
    world = fresh(20, supervision__fine=fine, supervision__fine_probability=0.1, supervision__repetition_factor=1)
    seen, law = view(world, group(tmp_path)), world.state.law
    assert law.found.sum() > 0
    assert look("inspections", seen)[0] == pytest.approx(law.inspected.sum())
    assert look("breaches_found", seen)[0] == pytest.approx(law.found.sum())
    world.state.company.grace[:] = 0.0
    assert look("orders", seen)[0] == pytest.approx(law.found.sum())
    general = [each.fine_probability for each in world.laws.laws]
    chance = np.array([0.1 if each is None else each for each in general])
    fining = np.array([(fine if each.fine is None else each.fine) > 0 for each in world.laws.laws])
    assert look("fines", seen)[0] == pytest.approx((law.found * chance * fining).sum())
    number = world.laws.names.index("german_supply_chain_act")
    one = view(world, group(tmp_path, 'laws = ["german_supply_chain_act"]'))
    assert look("breaches_found", one)[0] == pytest.approx(law.found[number])
    assert law.found[number] != law.found.sum()


def test_no_order_or_fine_follows_in_the_time_to_prepare_or_without_one_in_the_law(tmp_path: Path) -> None:
    world = fresh(20, supervision__order=0.1, supervision__fine_probability=0.1, supervision__repetition_factor=3)
    seen, company = view(world, group(tmp_path)), world.state.company
    company.grace[:], company.findings[:] = 0.0, 0.0
    orders, fines = look("orders", seen)[0], look("fines", seen)[0]
    assert orders > fines > 0
    company.grace[:] = 0.5
    assert look("orders", seen)[0] == pytest.approx(orders / 2)
    assert look("fines", seen)[0] == pytest.approx(fines / 2)
    company.findings[:, seen.quarter % 20] = 1.0
    assert look("fines", seen)[0] == pytest.approx(fines / 2), "findings of the quarter itself make nothing likelier"
    company.findings[:, (seen.quarter - 1) % 20] = 1.0
    assert look("fines", seen)[0] > 1.2 * fines / 2
    without = fresh(20, supervision__order=0)
    assert look("orders", view(without, group(tmp_path)))[0] < 1e-6 + look("breaches_found", seen)[0] / 2


def test_what_was_paid_is_a_part_of_revenue(tmp_path: Path) -> None:
    world = fresh()
    company, rows = world.state.company, four_firms(world)
    company.revenue[:], company.fined[:] = 200e6, 0.0
    company.fined[rows] = (4.0, 0.0, 0.0, 8.0)
    assert look("fines_paid", view(world, group(tmp_path, 'home = ["DEU"]'))) == pytest.approx([2.0, 3])


def test_complaints_are_counted_by_ground(tmp_path: Path) -> None:
    world = fresh(2)
    company, rows = world.state.company, four_firms(world)
    company.complaints[:] = 0.0
    company.firms[rows[1]] = 10.0
    company.complaints[rows[1], WAGES, 1], company.complaints[rows[1], 0, 1] = 0.2, 0.1
    company.complaints[rows[1], WAGES, 0] = 9.0
    seen = view(world, group(tmp_path, 'home = ["DEU"]'))
    assert look("complaints_wages_hours", seen) == pytest.approx([2.0, 3])
    assert look("complaints", seen) == pytest.approx([3.0, 3])


def test_exits_for_risk_are_those_of_the_ledger(tmp_path: Path) -> None:
    """Over all companies they are the volume moved away for risk; intention is the chance over twelve quarters."""
    world = fresh(1, exits__risk=20, exits__baseline=-2, exits__natural=0.02, loss__reputation=20)
    link, everyone = world.state.link, view(world, group(tmp_path))
    gone = fled(everyone)
    assert 0 < gone.sum() < link.renewed.sum()
    assert link.volume[gone].sum() == pytest.approx(world.state.supplier.transferred_away.sum())
    value, agents = look("exits", everyone)
    assert value == pytest.approx(link.volume[gone].sum() / link.volume.sum())
    assert agents == len(np.unique(link.company))
    german = view(world, group(tmp_path, 'home = ["DEU"]'))
    rows = german.links
    chance = 1 - (1 - flight(world, rows, prior_risk(world))) ** 12
    for name, there in (
        ("intention_to_leave", np.ones(len(rows), dtype=bool)),
        ("intention_to_leave_weak_governance", in_weak_governance(world)[link.supplier[rows]]),
    ):
        buyers = np.unique(link.company[rows[there]])
        own = [there & (link.company[rows] == buyer) for buyer in buyers]
        means = [np.average(chance[each], weights=link.volume[rows[each]]) for each in own]
        expected = np.average(means, weights=world.state.company.firms[buyers])
        assert look(name, german) == pytest.approx([expected, len(buyers)])
        assert 0.01 < expected < 1
