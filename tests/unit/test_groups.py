"""Measures on groups of firms, by hand on a small world in which a test sets what it needs."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import run
from experiments import api
from experiments.runs.group_runs import whole_years
from model.errors import InputError
from model.inputs.tables import load_tables
from model.observations.intentions import in_weak_governance
from model.outcomes import OUTCOMES
from model.outcomes.groups import FirmGroup, View, check_group, exposed_suppliers, measures_of, read_group
from model.outcomes.groups.departure import fled
from model.outcomes.groups.measure import GroupMeasure
from model.outcomes.groups.members import chosen_suppliers, members
from model.outcomes.measures import Measures
from model.outcomes.requests import RECEIVERS
from model.processes.exits import flight, prior_risk
from model.scenario import Scenario, load_scenario, named_files
from model.simulation import advance, start
from model.state.state import NARROW, NLD, NONE, ROW, THEMES, IntArray
from model.world import World

LAWS = ("french_vigilance_law", "german_supply_chain_act")
GROUPS = ["german_over_3000", "german_out_of_scope"]
WAGES = THEMES.index("wages_hours")


@cache
def small() -> Scenario:
    return load_scenario(world="small", course="as_enacted")


@cache
def settled() -> World:
    return start(small(), 1)


@cache
def every_measure() -> dict[str, GroupMeasure]:
    return {each.name: each for each in measures_of(settled().tables)}


def fresh(quarters: int = 0, **parameters: float) -> World:
    """Return a small world that a test may change, after some quarters."""
    values = {name.replace("__", "."): value for name, value in parameters.items()}
    world = settled().branch(load_scenario(world="small", course="as_enacted", parameters=values))
    for _ in range(quarters):
        advance(world)
    return world


def group(tmp: Path, text: str = "") -> FirmGroup:
    path = tmp / "mine.toml"
    path.write_text(f'label_en = "Mine"\n{text}', encoding="utf-8")
    return read_group(path)


def view(world: World, of: FirmGroup) -> View:
    return View(Measures(world), of, exposed_suppliers(world, of))


def look(name: str, seen: View) -> list[float]:
    return [float(each) for each in every_measure()[name].look(seen)]


def four_firms(world: World) -> IntArray:
    """Leave four companies with one real firm each, the first three of them German, and return their rows."""
    company = world.state.company
    rows = np.flatnonzero(company.region != NLD)[:4]
    company.firms[:], company.region[rows], company.option[:] = 0.0, 1, NONE
    company.firms[rows], company.employees[rows] = 1.0, (100.0, 3000.0, 4000.0, 5000.0)
    homes = [str(code) for code in world.tables.jurisdictions["iso3"]]
    company.home[rows] = [homes.index(code) for code in ("DEU", "DEU", "DEU", "GBR")]
    company.region[rows[3]], company.size_class[rows] = ROW, (2, 4, 4, 4)
    company.sector[rows] = [world.tables.sectors.row(code) for code in ("TEX", "TEX", "FOOD", "FOOD")]
    company.scope[:] = 0.0
    return rows


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


def test_what_is_per_year_is_the_sum_of_its_quarters() -> None:
    summed = {name for name, each in every_measure().items() if each.yearly == "sum"}
    assert summed == {name for name, each in every_measure().items() if "/year" in each.unit}


def test_quarters_make_a_year_and_few_agents_leave_the_value_out() -> None:
    looks = np.array([[1.0, 12], [2.0, 10], [4.0, 11]])
    flow = replace(every_measure()["exits"], yearly="sum")
    assert flow.of_year(looks) == (7.0, 10)
    assert replace(flow, yearly="end").of_year(looks) == (4.0, 10)
    value, agents = flow.of_year(looks - [0, 1])
    assert np.isnan(value)
    assert agents == 9


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('home = ["DEX"]', "home: unknown home country 'DEX'; did you mean 'DEU'"),
        ('sectors = ["TEXX"]', "sectors: unknown sector 'TEXX'; did you mean 'TEX'"),
        ('scope = "bound"\nlaws = ["french_vigilance"]', "laws: unknown law .* did you mean 'french_vigilance_law'"),
        ('[suppliers]\ncountries = ["BGX"]', "suppliers: countries: unknown country 'BGX'; did you mean 'BGD'"),
        ('[suppliers]\nsectors = ["TEXX"]', "sectors: unknown sector 'TEXX'"),
        ('hom = ["DEU"]', r"mine.toml: unknown key 'hom'; did you mean 'home'"),
        ("[suppliers]\ntier = [1]", r"mine.toml: suppliers: unknown key 'tier'; did you mean 'tiers'"),
        ('scope = "bond"', "scope = 'bond' is not allowed"),
        ('size_classes = ["huge"]', "size_classes = .* is not allowed"),
        ("employees_min = 10\nemployees_max = 9", "employees_max must not be below employees_min"),
        ('scope = "out_of_scope"\nlaws = ["french_vigilance_law"]', "allowed: no laws"),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_nearest_name(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        check_group(group(tmp_path, text), settled().tables, named_files("laws"))


@pytest.mark.parametrize("name", named_files("groups"))
def test_the_groups_of_the_project_can_be_used(name: str) -> None:
    found = read_group(name)
    check_group(found, load_tables(small().world.table_folder), named_files("laws"))
    assert found.name == name
    assert found.label_nl
    assert found.why


def test_the_library_gives_a_row_a_group_measure_year_and_seed() -> None:
    names = ["german_out_of_scope", "exposed_suppliers"]
    table = api.observe_groups(small(), [2, 1], names, [2021, 2020])
    assert table.columns.tolist() == ["group", "measure", "year", "seed", "value", "agents"]
    assert len(table) == 2 * 2 * 2 * len(every_measure())
    assert not table.duplicated(["group", "measure", "year", "seed"]).any()
    assert table["value"].isna().eq(table["agents"] < 10).loc[table["measure"] == "acting"].all()
    again = api.observe_groups(small(), [1], [read_group(names[0])], [2021])
    first = table.query("seed == 1 and year == 2021 and `group` == @names[0]").reset_index(drop=True)
    assert first.equals(again), "other seeds, groups and years change nothing"
    assert whole_years(small()) == range(2020, 2032)


def test_a_run_writes_its_groups_beside_the_outcomes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["run", "--world", "small", "--course", "as_enacted", "--seed", "2", "--out", str(tmp_path / "out")]
    assert run.main([*words, "--group", "german_over_3000", "--group", "german_out_of_scope"]) == 0
    written = api.read(tmp_path / "out")["groups"]
    table = api.observe_groups(api.load("null_option", world="small", course="as_enacted"), [2], GROUPS)
    assert np.allclose(written["value"], table["value"], equal_nan=True)
    assert written.drop(columns="value").equals(table.drop(columns="value"))
    assert [each["name"] for each in api.manifest(tmp_path / "out")["groups"]] == GROUPS
    capsys.readouterr()
    assert run.main([*words[:-1], str(tmp_path / "other"), "--group", "german_over"]) == 2
    assert "did you mean 'german_over_3000'" in capsys.readouterr().err
    assert not (tmp_path / "other").exists()


def test_the_page_has_every_measure() -> None:
    page = (Path(__file__).parents[2] / "docs" / "groups.md").read_text(encoding="utf-8")
    by_sector = {name for name in every_measure() if name.startswith("benchmark_")}
    assert by_sector == {f"benchmark_{code}" for code in settled().tables.sectors["code"]}
    assert [name for name in every_measure() if f"`{name}`" not in page and name not in by_sector] == []


def test_what_is_no_year_seed_or_group_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="year = 2032 is not allowed; allowed: whole years of the world: 2020 to 2031"):
        api.observe_groups(small(), 1, ["german_over_3000"], [2032])
    with pytest.raises(InputError, match="did you mean 'german_over_3000'"):
        api.observe_groups(small(), 1, ["german_over_300"])
    with pytest.raises(InputError, match="two groups of firms are named 'mine'"):
        api.observe_groups(small(), 1, [group(tmp_path), group(tmp_path)], [2020])
    with pytest.raises(InputError, match="seeds: 0 is not allowed"):
        api.observe_groups(small(), 0, ["german_over_3000"])


def test_looking_at_groups_changes_nothing(tmp_path: Path) -> None:
    plain, looked = fresh(3), fresh(3)
    seen = view(looked, group(tmp_path))
    for measure in every_measure().values():
        measure.look(seen)
    advance(plain)
    advance(looked)
    for table in ("company", "supplier", "link", "law"):
        for name, before in vars(getattr(plain.state, table)).items():
            assert np.array_equal(before, getattr(looked.state, table).__dict__[name]), name
