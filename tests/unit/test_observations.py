"""Observations: the table is read strictly, statistics do their sums, and one run of a world gives all of them."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from model.errors import InputError
from model.inputs.table_format import DATA_FOLDER
from model.observations import STATISTICS, Observation, Statistic, observe, read_observations
from model.observations.conduct import endorsing_dutch, statement_suffices, without_plan
from model.observations.covenants import market_share, members, progressing, sites
from model.observations.statistic import on_log_scale, share
from model.observations.suppliers import below_cost, exposed
from model.observations.surveys import cost_of, covering_chain, saying_full, saying_partly
from model.observations.table import LAST_QUARTER, NAME
from model.parameters import declared
from model.quarters import parse_quarter
from model.scenario import load_scenario, named_files
from model.simulation import advance, start
from model.state.state import JOINT, NARROW, NLD, NONE, TIERS
from model.world import World

MEASURES = [name for name in declared() if name.startswith("measurement.")]


@cache
def settled() -> World:
    return start(load_scenario(world="small", course="as_enacted"), 1)


def fresh(**parameters: float) -> World:
    """Return a small world that a test may change."""
    values = {name.replace("__", "."): value for name, value in parameters.items()}
    return settled().branch(load_scenario(world="small", course="as_enacted", parameters=values))


def observation(**changes: object) -> Observation:
    """Return an observation in the small world, which begins in 2020Q1."""
    first = replace(read_observations()[0], world="small", start=parse_quarter("2020Q1"), end=parse_quarter("2020Q2"))
    return replace(first, **changes)  # type: ignore[arg-type]


def statistic(combine: str) -> Statistic:
    return replace(STATISTICS["endorsing_dutch"], combine=combine)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("combine", "value", "wanted"),
    [("last", 4.0, [3]), ("mean", 3.0, [1, 2, 3]), ("difference", 2.0, [1, 3]), ("ratio", 1.0, [1, 3])],
)
def test_quarters_make_one_number(combine: str, value: float, wanted: list[int]) -> None:
    looks = np.array([[2.0, 9], [3.0, 7], [4.0, 8]])
    assert statistic(combine).combined(looks) == (value, 7)
    assert [date for date in range(5) if statistic(combine).wanted(date, 1, 3)] == wanted


def test_a_share_is_weighed_and_counts_the_agents_that_weigh() -> None:
    assert share(np.array([1.0, 3.0, 0.0]), np.array([True, False, True])).tolist() == [0.25, 2.0]
    assert np.isnan(share(np.zeros(2), np.ones(2))[0])
    assert on_log_scale(np.array([0.01, 5])).tolist() == [-2.0, 5.0]
    assert on_log_scale(np.array([0.0, 5])).tolist() == [-6.0, 5.0]


def test_volunteers_answer_with_higher_odds() -> None:
    """Of ten firms alike one has due diligence: with odds of 9 it stands for half of the respondents."""
    world = fresh(measurement__response_odds=9, measurement__full=0.7, measurement__insight_spread=0.1)
    company = world.state.company
    company.firms[:], company.region[:], company.size_class[:] = 1.0, NLD, 4
    company.option[:], company.signal[:] = NONE, 0.0
    company.firms[10:] = 0.0
    company.option[0], company.signal[0], company.visibility[0] = NARROW, 1.0, 1.0
    assert saying_full(world)[0] == pytest.approx(0.5)
    assert saying_partly(world)[0] == pytest.approx(0.0, abs=1e-6)
    assert covering_chain(world)[0] == pytest.approx(0.5)
    company.signal[0] = 0.7
    assert saying_full(world)[0] == saying_partly(world)[0] == pytest.approx(0.25)
    company.signal[0] = 0.1
    assert saying_full(world)[0] == pytest.approx(0.0, abs=1e-6)
    assert saying_partly(world)[0] == pytest.approx(0.5)


def test_half_of_the_firms_on_the_line_cover_the_whole_chain() -> None:
    world = fresh(observation__whole_chain=0.216)
    world.state.company.option[:], world.state.company.visibility[:] = NARROW, 0.6
    assert covering_chain(world)[0] == pytest.approx(0.5)


def test_cost_is_that_of_firms_with_due_diligence() -> None:
    world = fresh()
    company = world.state.company
    company.option[:], company.cost[:] = NONE, 5.0
    assert cost_of("large", "very_large", world)[0] == -6.0
    one = int(np.flatnonzero((company.size_class == 4) & (company.region == NLD))[0])
    company.option[one], company.cost[one] = NARROW, 0.1
    assert cost_of("large", "very_large", world)[0] == pytest.approx(-1.0)
    assert cost_of("small", "medium", world)[0] == -6.0


def test_large_dutch_firms_endorse_by_deed_or_by_motivation() -> None:
    world = fresh()
    company = world.state.company
    company.option[:], company.motivation[:] = NONE, 0.0
    assert endorsing_dutch(world)[0] == 0.0
    company.motivation[:] = 1.0
    assert endorsing_dutch(world)[0] == pytest.approx(1.0)


def test_laws_are_measured_on_those_they_bind() -> None:
    world = fresh()
    company = world.state.company
    french, british = (world.laws.names.index(law) for law in ("french_vigilance_law", "uk_modern_slavery_act"))
    company.scope[:], company.option[:], company.substance[:] = 0.0, NONE, 0.0
    assert np.isnan(without_plan(world)[0])
    assert statement_suffices(world).tolist() == [0.0, 0.0]
    company.firms[:4], company.scope[:4, french], company.scope[:4, british] = 1.0, 1.0, 1.0
    company.option[1:4], company.substance[3] = NARROW, 1.0
    assert without_plan(world).tolist() == [0.25, 4.0]
    assert statement_suffices(world) == pytest.approx([1 / 3, 4.0])


def test_members_hold_a_market_and_know_sites() -> None:
    world = fresh(measurement__site_volume=2)
    company, link = world.state.company, world.state.link
    clothing = np.flatnonzero((company.sector == world.tables.sectors.row("TEX")) & (company.region == NLD))
    company.covenant[:] = -1
    assert market_share(world)[0] == 0.0
    assert sites(world).tolist() == [0.0, len(clothing)]
    one = int(clothing[0])
    row = int(np.flatnonzero(world.state.covenant.active & (world.state.covenant.sector == company.sector[one]))[0])
    company.covenant[one], company.visibility[one] = row, 0.5
    sold = company.sales[clothing, NLD].sum()
    assert market_share(world)[0] == pytest.approx(company.sales[one, NLD] / sold)
    bought = [link.volume[(link.company == one) & (link.tier == tier)].sum() for tier in range(1, TIERS + 1)]
    known = sum(volume * 0.5 ** (tier + 1) for tier, volume in enumerate(bought))
    assert sites(world)[0] == pytest.approx(known / 2e6)
    assert members(world).sum() == 1


def test_members_meet_requirements_where_they_act_and_practice_suffices() -> None:
    world = fresh(measurement__requirement=0.4)
    company, covenant = world.state.company, world.state.covenant
    mine = members(world) & (company.sector == world.tables.sectors.row("TEX"))
    look = STATISTICS["meeting_requirements"].look
    company.option[:], covenant.quality[:] = JOINT, 0.4
    assert mine.any()
    assert look(world)[0] == pytest.approx(0.5)
    company.option[:] = NARROW
    assert look(world)[0] == 0.0


def test_covenants_that_are_still_to_begin_make_no_progress() -> None:
    world = fresh(measurement__substantial=0.5)
    world.state.covenant.quality[:], world.state.covenant.start[:] = 0.5, 0
    assert progressing(world).tolist() == [5.5, 11.0]
    world.state.covenant.start[:3] = 99
    assert progressing(world).tolist() == [4.0, 11.0]


def test_suppliers_accept_orders_below_cost_when_their_worst_orders_are() -> None:
    world = fresh(supplier_margin__worst_order=2)
    margin = world.state.supplier.margin
    margin[:], margin[:4] = 3.0, [1.0, 1.9, 2.0, -1.0]
    assert below_cost(world).tolist() == [3 / len(margin), len(margin)]


@pytest.mark.parametrize("tier", [1, 2])
def test_firms_are_exposed_by_any_supplier_that_they_reach(tier: int) -> None:
    """With four suppliers, 4 are reached in tier 1 and 16 in tier 2, each with a case with chance .1."""
    world = fresh(measurement__case_rate=0.1)
    world.state.supplier.condition[:] = 1.0
    assert exposed(tier, world)[0] == 0.0
    world.state.supplier.condition[:, 0] = 0.0
    company, link = world.state.company, world.state.link
    suppliers = np.bincount(link.company[link.tier == 1], minlength=company.rows)
    one = int(np.flatnonzero((suppliers == 4) & (company.region == NLD))[0])
    company.firms[np.arange(company.rows) != one] = 0.0
    assert exposed(tier, world) == pytest.approx([1 - 0.9 ** (4**tier), 1.0])


@cache
def moved() -> tuple[World, ...]:
    """Return a small world a few quarters on, in which covenants are at work."""
    world = fresh()
    for _ in range(4):
        advance(world)
    world.state.company.option[members(world)] = JOINT
    return (world,)


OF_WORKPLACES = ("compliance", "compliance_spread", "hazards", "hazard_correlation")


@cache
def many_german() -> World:
    """Return the settled world of history, in which German companies are sampled densely."""
    return start(load_scenario(world="history", course="as_enacted"), 1)


@cache
def workplaces() -> World:
    """Return the world of workplaces some years on, in which programmes are at work."""
    world = start(load_scenario(world="workplaces", course="as_enacted"), 1)
    for _ in range(14):
        advance(world)
    return world


@pytest.mark.parametrize("name", MEASURES)
def test_every_parameter_of_measurement_moves_a_statistic(name: str) -> None:
    own = name.partition(".")[2]
    origin = workplaces() if own in OF_WORKPLACES else many_german() if own == "surveyed_staff" else moved()[0]
    low, high = declared()[name].plausible
    looks = []
    for value in (low, high):
        world = origin.branch(origin.scenario.with_parameters({name: value}))
        looks.append(np.array([each.look(world)[0] for each in STATISTICS.values()]))
    assert np.nanmax(np.abs(looks[0] - looks[1])) > 1e-9


def test_the_table_holds_to_its_statistics_and_targets() -> None:
    found = read_observations()
    assert len({each.id for each in found}) == len(found)
    for each in found:
        assert each.id.startswith(each.target)
        assert each.unit == STATISTICS[each.statistic].unit
        assert each.tolerance > 0
        assert each.end is None or each.end <= LAST_QUARTER
        assert each.world in named_files("worlds")
    assert {each.id for each in found if each.kept_apart} >= {"T08-2018", "T16-2021", "T27-tier-1"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("endorsing_dutch,0.3", "endorsing_duch,0.3", r"unknown statistic 'endorsing_duch'; did you mean 'endorsing"),
        ("T01-2017,T01,history", "T01-2017,T01,histroy", r"unknown world 'histroy'; did you mean 'history'"),
        ("T01-2017,T01,history", "T01-2017,T99,history", r"unknown target 'T99'"),
        ("0.04,share,outside", "0.04,percent,outside", r"unit = 'percent' is not allowed; allowed: share"),
        ("2017Q1,2017Q4,endorsing", "2017Q1,2016Q4,endorsing", r"end = '2016Q4'.*a quarter from the start, '2017Q1'"),
        ("2017Q1,2017Q4,endorsing", "2017Q1,,endorsing", r"end = ''.*or both blank"),
        ("2017Q1,2017Q4,endorsing", "2017Q1,2022Q1,endorsing", r"end = '2022Q1'.*at most 2021Q4"),
        ("outside assessment,0.03", "outside assesment,0.03", r"unknown measurement 'outside assesment'"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    for name in (NAME, "calibration_targets", "confidence_classes"):
        text = (DATA_FOLDER / f"{name}.csv").read_text(encoding="utf-8")
        assert name != NAME or old in text
        text = text.replace(old, new, 1) if name == NAME else text
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_observations(tmp_path)


def counted(needed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the statistic of the tests need so many agents."""
    monkeypatch.setitem(STATISTICS, "endorsing_dutch", replace(STATISTICS["endorsing_dutch"], needed=needed))


def test_one_run_gives_all_observations_of_its_world(monkeypatch: pytest.MonkeyPatch) -> None:
    counted(1, monkeypatch)
    blank = observation(id="now", start=None, end=None)
    given = [observation(), blank, observation(id="there", world="history")]
    found = observe("small", {}, 1, given)
    assert list(found) == [given[0].id, "now"]
    assert found["now"].value == endorsing_dutch(settled())[0]
    world, values = fresh(), []
    for _ in range(2):
        advance(world)
        values.append(endorsing_dutch(world)[0])
    assert found[given[0].id].value == pytest.approx(np.mean(values))
    assert observe("small", {}, 1, given) == found
    assert observe("small", {"population.motivation": 0.4}, 1, given)["now"].value > found["now"].value


def too_few(monkeypatch: pytest.MonkeyPatch) -> None:
    counted(1000, monkeypatch)
    observe("small", {}, 1, [observation()])


def too_early(monkeypatch: pytest.MonkeyPatch) -> None:
    observe("small", {}, 1, [observation(start=parse_quarter("2019Q1"))])


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (too_few, r"world small: observation T01-2017: agents = \d+ is not allowed; allowed: at least 1000 Dutch comp"),
        (too_early, r"observation T01-2017: start = '2019Q1' is not allowed; allowed: from 2020Q1 to 2031Q4"),
    ],
)
def test_what_a_world_cannot_give_is_refused(
    monkeypatch: pytest.MonkeyPatch, asked: Callable[[pytest.MonkeyPatch], None], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        asked(monkeypatch)
