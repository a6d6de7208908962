"""The world of 2016-2021: covenants and laws come at their dates, and it gives every observation that is held to it."""

from collections.abc import Mapping
from functools import cache

import numpy as np
import pytest

from model.observations import STATISTICS, Observed, observe, read_observations
from model.parameters import declared
from model.quarters import parse_quarter
from model.scenario import load_scenario
from model.simulation import advance, start
from model.state.state import JOINT

HISTORY = tuple(each for each in read_observations() if each.world == "history")


@cache
def observed(seed: int) -> Mapping[str, Observed]:
    return observe("history", {}, seed, HISTORY)


@cache
def quarters() -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
    """Return by quarter the covenants of the table in force, and the laws that bind anybody."""
    world = start(load_scenario(world="history", course="as_enacted"), 1)
    identifiers = [key[0] for key in world.tables.covenants.index]
    found = {}
    for date in range(world.scenario.world.start, world.scenario.world.end + 1):
        assert world.date == date
        advance(world)
        running = frozenset(identifiers[row] for row in np.flatnonzero(world.state.covenant.active[: len(identifiers)]))
        binding = frozenset(
            name for name, scope in zip(world.laws.names, world.state.company.scope.T, strict=True) if scope.any()
        )
        found[f"{date // 4}Q{date % 4 + 1}"] = (running, binding)
    return found


@pytest.mark.parametrize(
    ("covenant", "first"),
    [("C01", "2016Q3"), ("C05", "2017Q2"), ("C06", "2018Q3"), ("C09", "2019Q3"), ("C11", "2019Q3")],
)
def test_covenants_begin_at_their_dates(covenant: str, first: str) -> None:
    begun = [quarter for quarter, (running, _) in quarters().items() if covenant in running]
    assert begun[0] == first


def test_the_covenant_on_proteins_ends_early() -> None:
    running = [quarter for quarter, (covenants, _) in quarters().items() if "C05" in covenants]
    assert running[-1] < "2020Q1"


@pytest.mark.parametrize(
    ("law", "first"),
    [
        ("eu_timber_regulation", "2016Q1"),
        ("uk_modern_slavery_act", "2016Q1"),
        ("non_financial_reporting_directive", "2017Q1"),
        ("french_vigilance_law", "2018Q1"),
        ("eu_conflict_minerals_regulation", "2021Q1"),
    ],
)
def test_laws_apply_from_their_dates(law: str, first: str) -> None:
    bound = [quarter for quarter, (_, binding) in quarters().items() if law in binding]
    assert bound == [quarter for quarter in quarters() if quarter >= first]


def test_no_law_of_later_years_binds() -> None:
    assert not any("german_supply_chain_act" in binding for _, binding in quarters().values())


def test_companies_settle_on_2016_and_learn_from_then_on() -> None:
    """Nobody acts jointly before there is a covenant to do so in; members do before long."""
    world = start(load_scenario(world="history", course="as_enacted"), 1)
    assert not (world.state.company.option == JOINT).any()
    settled = world.state.company.capability.copy()
    while world.date < parse_quarter("2019Q1"):
        advance(world)
    assert (world.state.company.option == JOINT).any()
    assert (world.state.company.capability > settled).mean() > 0.1


@pytest.mark.parametrize("seed", [1, 2])
def test_enough_agents_stand_behind_every_observation(seed: int) -> None:
    for each in HISTORY:
        found, statistic = observed(seed)[each.id], STATISTICS[each.statistic]
        assert found.agents >= statistic.needed, each.id
        assert np.isfinite(found.value), each.id


def test_luck_moves_no_share_by_more_than_half() -> None:
    for each in HISTORY:
        if each.unit == "share":
            assert abs(observed(1)[each.id].value - observed(2)[each.id].value) < 0.5, each.id


def test_observing_changes_nothing() -> None:
    some = [each for each in HISTORY if each.target in ("T02", "T16")]
    assert observe("history", {}, 1, some) == {each.id: observed(1)[each.id] for each in some}


def test_a_cheaper_burden_for_large_firms_can_be_sampled() -> None:
    """What large firms report is a fifteenth of what small ones do (T28): the exponent must be able to give it."""
    steep = observe("history", {"choice.size_exponent": declared()["choice.size_exponent"].plausible[1]}, 1, HISTORY)
    gap = steep["T28-small"].value - steep["T28-large"].value
    assert gap > observed(1)["T28-small"].value - observed(1)["T28-large"].value
