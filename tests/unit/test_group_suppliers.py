"""Measures on suppliers that are exposed to a group of firms, by hand on a small world."""

from pathlib import Path

import numpy as np
import pytest

from model.outcomes.groups import View, exposed_suppliers
from model.outcomes.groups.members import chosen_suppliers, members
from model.outcomes.measures import Measures
from model.state.state import THEMES, IntArray
from model.world import World
from tests.unit.group_world import WAGES, four_firms, fresh, group, look, view


def two_kinds(world: World) -> IntArray:
    """Let the first link of a German firm go to the first supplier of tier 1 and all other links elsewhere."""
    rows, link, supplier = four_firms(world), world.state.link, world.state.supplier
    first = np.flatnonzero(supplier.tier == 1)[:2]
    link.supplier[:] = first[1]
    link.company[:], link.company[0], link.tier[:] = rows[3], rows[1], 1
    link.supplier[0], link.share_of_supplier[:] = first[0], 0.0
    link.share_of_supplier[0] = 0.3
    return first


def test_suppliers_that_sell_to_the_group_at_the_start_are_exposed(tmp_path: Path) -> None:
    world = fresh()
    first, german = two_kinds(world), group(tmp_path, 'home = ["DEU"]')
    assert exposed_suppliers(world, german).nonzero()[0].tolist() == [first[0]]
    seen = view(world, german)
    assert seen.other.sum() == (world.state.supplier.tier == 1).sum() - 1
    text = 'home = ["DEU"]\n[suppliers]\n'
    assert not exposed_suppliers(world, group(tmp_path, text + "exposed_from = 0.3")).any()
    assert not exposed_suppliers(world, group(tmp_path, text + "tiers = [2]")).any()
    supplier, tables = world.state.supplier, world.tables
    clothing = chosen_suppliers(world, group(tmp_path, text + 'sectors = ["TEX"]\ncountries = ["BGD", "IND"]'))
    places = [tables.countries.row(code) for code in ("BGD", "IND")]
    expected = (supplier.sector == tables.sectors.row("TEX")) & (supplier.tier == 1)
    assert clothing.tolist() == (expected & np.isin(supplier.country, places)).tolist()
    assert clothing.any()


def test_a_group_of_bound_firms_exposes_suppliers_before_the_law_comes(tmp_path: Path) -> None:
    world = fresh()
    first = two_kinds(world)
    number = world.laws.names.index("german_supply_chain_act")
    world.laws.eligible[:, number] = 0.0
    buyer = world.state.link.company[0]
    world.laws.eligible[buyer, number], world.laws.application[buyer, number] = 1.0, 8092
    later = group(tmp_path, 'scope = "bound"\nlaws = ["german_supply_chain_act"]')
    assert not members(world, later).any()
    assert exposed_suppliers(world, later).nonzero()[0].tolist() == [first[0]]


def exposed(world: World, tmp_path: Path, suppliers: str = "") -> tuple[View, IntArray]:
    """Return a view with the first two suppliers of tier 1 exposed, and their rows."""
    first = np.flatnonzero(world.state.supplier.tier == 1)[:2]
    chosen = np.zeros(world.state.supplier.rows, dtype=bool)
    chosen[first] = True
    return View(Measures(world), group(tmp_path, f"[suppliers]\n{suppliers}"), chosen), first


def test_hazards_are_fixed_at_exposed_suppliers_and_in_programmes(tmp_path: Path) -> None:
    world = fresh(measurement__hazards=60, measurement__hazard_correlation=0.12)
    seen, rows = exposed(world, tmp_path)
    supplier, safety = world.state.supplier, THEMES.index("health_safety")
    supplier.base_condition[rows, safety], supplier.condition[rows, safety] = 0.5, (0.75, 1.0)
    supplier.covered[rows[1]] = 0.1
    assert look("hazards_fixed_exposed", seen) == pytest.approx([0.75, 2])
    assert look("hazards_fixed_in_programme", seen) == pytest.approx([1.0, 1])
    assert look("factories_complete_in_programme", seen) == pytest.approx([1.0, 1])
    assert look("factories_complete_exposed", seen)[0] == pytest.approx(0.5, abs=0.01)
    assert look("hazards_fixed_other", seen)[1] == (supplier.tier == 1).sum() - 2


def test_pass_rates_are_told_apart_by_threat(tmp_path: Path) -> None:
    """A supplier is under a threat by a programme, or by buyers with substance where these have a stick."""
    world = fresh(measurement__compliance=0.6, measurement__compliance_spread=0.001, leverage__stick=0.5)
    seen, rows = exposed(world, tmp_path)
    supplier = world.state.supplier
    supplier.condition[rows], supplier.asked_share[:], supplier.orders_at_stake[:] = 0.9, 0.0, 0.0
    supplier.condition[rows[1], :2] = 0.1
    assert np.isnan(look("pass_rate_threat", seen)[0])
    supplier.orders_at_stake[rows[0]] = 0.1
    assert look("pass_rate_threat", seen) == pytest.approx([1.0, 1])
    assert look("pass_rate_no_threat", seen) == pytest.approx([0.75, 1])
    supplier.asked_share[rows[1]] = 0.4
    assert look("pass_rate_threat", seen) == pytest.approx([0.875, 2])
    strict, _ = exposed(world, tmp_path, "threat_from = 0.15")
    assert look("pass_rate_threat", strict) == pytest.approx([0.75, 1])


def test_sales_jobs_and_low_wages_of_exposed_suppliers(tmp_path: Path) -> None:
    world = fresh(observation__decent_level=0.6)
    seen, rows = exposed(world, tmp_path)
    supplier = world.state.supplier
    supplier.base_volume[rows], supplier.volume[rows], world.state.shock.demand[:] = (1e6, 3e6), (2e6, 1e6), 0.8
    supplier.workers[rows], supplier.retained[rows] = (100.0, 300.0), (1.0, 0.5)
    supplier.condition[rows, WAGES] = (0.6, 0.59)
    assert look("sales_exposed", seen) == pytest.approx([0.8 * 3 / 4, 2])
    assert look("jobs_exposed", seen) == pytest.approx([250 / 400, 2])
    assert look("low_wages_exposed", seen) == pytest.approx([150 / 250, 2])


def test_a_benchmark_weighs_substance_signal_and_insight(tmp_path: Path) -> None:
    world = fresh(benchmark__substance=3, benchmark__signal=1, benchmark__visibility=0)
    company, rows = world.state.company, four_firms(world)
    company.substance[rows], company.signal[rows], company.visibility[rows] = (0.0, 0.4, 0.2, 1.0), 0.8, 0.9
    seen = view(world, group(tmp_path, 'home = ["DEU"]'))
    scores = [100 * (3 * substance + 0.8) / 4 for substance in (0.0, 0.4, 0.2)]
    assert look("benchmark", seen) == pytest.approx([sum(scores) / 3, 3])
    assert look("benchmark_TEX", seen) == pytest.approx([sum(scores[:2]) / 2, 2])
    assert look("benchmark_FOOD", seen) == pytest.approx([scores[2], 1])
    insight = fresh(benchmark__substance=0, benchmark__signal=0, benchmark__visibility=2)
    insight.state.company.visibility[:] = 0.9
    assert look("benchmark", view(insight, group(tmp_path)))[0] == pytest.approx(90)
