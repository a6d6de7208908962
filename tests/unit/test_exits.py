"""Exits: hazards and choices by hand, and the ledger of volumes and jobs."""

import numpy as np
import pytest

from model.parameters import ParameterSet
from model.processes import exits
from model.processes.exit_parameters import Exits
from model.state.state import Supplier
from model.world import group_sites
from tests.unit.tiny_world import tiny_world

ALL_FLEE = {"exits.natural": 0, "exits.baseline": 5, "exits.lock_in": 20, "exits.risk": 50}
NOBODY = {"exits.natural": 0, "exits.risk": 0}


def settings(**changes: float) -> Exits:
    return ParameterSet({f"exits.{name}": value for name, value in changes.items()})[Exits]


VALUES = settings(natural=0.003, baseline=-5, risk=2, working=2)


def test_flight_by_hand() -> None:
    values = settings(baseline=-3, risk=2, working=1)
    found = exits.flight_hazard(np.array([0.5]), np.array([0.8]), np.array([0.3]), values)
    calm, pressed = 1 / (1 + np.exp(3.5)), 1 / (1 + np.exp(3.5 - 1.6 + 0.3))
    assert found == pytest.approx([pressed - calm])


def test_without_fear_nobody_flees_and_work_restrains() -> None:
    tie, work = np.array([0.0, 1.0, 0.0]), np.array([0.0, 0.0, 1.0])
    assert exits.flight_hazard(tie, np.zeros(3), work, VALUES) == pytest.approx(np.zeros(3))
    hazard = exits.flight_hazard(tie, np.full(3, 3.0), work, VALUES)
    assert hazard[0] > hazard[1] > 0
    assert hazard[0] > hazard[2] > 0


def test_bound_is_never_below_the_hazard() -> None:
    draws = np.random.default_rng(1).random((4, 500))
    pressure = 5 * draws[0]
    hazard = exits.flight_hazard(draws[1], pressure * draws[2], draws[3], VALUES)
    assert np.all(exits.highest_hazard(pressure, VALUES) >= VALUES.natural + hazard)


def test_perceived_risk_by_hand() -> None:
    assert exits.perceived_risk(np.array([0.25]), np.array([0.8]), np.array([0.4])) == pytest.approx([0.5])


def test_second_draw_is_uniform_whatever_the_first_was_below() -> None:
    first = np.random.default_rng(3).random(400_000)
    for chance in (1.0, 0.1, 0.003):
        below = first[first < chance]
        second = exits.second_draw(below)
        assert np.all((second >= 0) & (second < 1))
        counts = np.bincount((second * 4).astype(int), minlength=4)
        assert counts == pytest.approx(np.full(4, len(below) / 4), abs=4 * np.sqrt(len(below) * 3 / 16))
        assert abs(np.corrcoef(below, second)[0, 1]) < 4 / np.sqrt(len(below))


def test_choice_is_in_proportion_to_weight_and_never_the_old_supplier() -> None:
    supplier = Supplier(5)
    supplier.tier[:] = (1, 1, 2, 1, 2)
    sites = group_sites(supplier)
    weight = np.array([1.0, 5.0, 1.0, 3.0, 0.0])
    uniform = np.linspace(0, 1, 1000, endpoint=False)
    chosen = exits.choose(np.full(1000, 1), uniform, weight, sites)
    assert np.bincount(chosen, minlength=5).tolist() == [250, 0, 0, 750, 0]
    chosen = exits.choose(np.full(1000, 0), uniform, weight, sites)
    assert np.bincount(chosen, minlength=5).tolist() == [0, 625, 0, 375, 0]


def test_without_another_supplier_the_old_one_stays() -> None:
    supplier = Supplier(3)
    supplier.tier[:] = (1, 2, 2)
    sites = group_sites(supplier)
    found = exits.choose(np.array([0, 1]), np.array([0.5, 0.5]), np.array([1.0, 1.0, 0.0]), sites)
    assert found.tolist() == [0, 1]


def test_natural_exits_are_swaps() -> None:
    world = tiny_world({"exits.natural": 1})
    supplier, link = world.state.supplier, world.state.link
    exits.step(world)
    assert link.supplier.tolist() == [1, 0, 2, 1]
    assert link.renewed.tolist() == [True, True, False, True]
    # 600 arrive at supplier 1, which gives its 300 to supplier 0; 200 arrive at supplier 0, which gives 200
    assert supplier.outside_volume == pytest.approx([400 - 200 + 300, 300 - 300 + 200, 200])
    assert np.all(supplier.transferred_away == 0)
    assert np.all(supplier.retained == 1)


def test_swap_gives_to_those_who_come_in_proportion() -> None:
    old, new = np.array([0, 1, 0]), np.array([2, 2, 3])
    found = exits.swap(old, new, np.array([30.0, 10.0, 5.0]), np.array([1.0, 2.0, 20.0, 50.0]))
    assert found == pytest.approx([1 + 15 + 5, 2 + 5, 0, 45])


def test_flight_moves_volume_and_costs_jobs() -> None:
    world = tiny_world({**ALL_FLEE, "exits.refill": 0.25})
    world.state.company.pressure[:] = (100.0, 0.0)
    supplier = world.state.supplier
    supplier.improvement[:] = (0.01, -0.01, 0.0)
    exits.step(world)
    assert world.state.link.supplier.tolist() == [1, 0, 2, 0]
    assert supplier.transferred_away == pytest.approx([200, 200, 0])
    assert supplier.transferred_here == pytest.approx([200, 200, 0])
    assert supplier.refilled == pytest.approx([50, 50, 0])
    assert supplier.lost == pytest.approx([150, 150, 0])
    assert supplier.abandoned == pytest.approx([0, 200, 0])
    assert supplier.outside_volume == pytest.approx([450, 350, 200])
    assert supplier.retained == pytest.approx([1 - 150 / 1000, 1 - 150 / 500, 1])


def test_volume_is_conserved() -> None:
    world = tiny_world({"exits.natural": 0.3, "exits.baseline": 2, "exits.lock_in": 0})
    world.state.company.pressure[:] = 2.0
    supplier, link = world.state.supplier, world.state.link
    total, outside = link.volume.sum(), supplier.outside_volume.sum()
    moved = refilled = 0.0
    for world.quarter in range(30):
        exits.step(world)
        assert supplier.transferred_away.sum() == pytest.approx(supplier.transferred_here.sum())
        assert supplier.refilled + supplier.lost == pytest.approx(supplier.transferred_away)
        assert np.all(supplier.retained >= 0)
        assert np.all(supplier.outside_volume >= 0)
        assert link.volume.sum() == total
        moved += supplier.transferred_away.sum()
        refilled += supplier.refilled.sum()
        assert supplier.outside_volume.sum() == pytest.approx(outside + refilled)
    assert moved > 0
    assert np.all(supplier.tier[link.supplier] == link.tier)


def test_without_hazards_nobody_leaves() -> None:
    world = tiny_world(NOBODY)
    world.state.company.pressure[:] = 5.0
    for world.quarter in range(20):
        exits.step(world)
        assert not world.state.link.renewed.any()
    assert world.state.link.supplier.tolist() == [0, 1, 2, 0]


def test_an_easier_switch_lets_more_buyers_flee() -> None:
    def fled(ease: float) -> float:
        world = tiny_world({"exits.natural": 0, "exits.baseline": -1, "exits.lock_in": 3})
        world.state.company.pressure[:] = 1.0
        world.state.shock.switching[:] = ease
        volume = 0.0
        for world.quarter in range(200):
            exits.step(world)
            volume += world.state.supplier.transferred_away.sum()
        return volume

    assert fled(0.5) > 1.5 * fled(0.0)


def test_switched_off_nobody_leaves() -> None:
    world = tiny_world({"exits.active": 0, "exits.natural": 1})
    exits.step(world)
    assert world.state.link.supplier.tolist() == [0, 1, 2, 0]


def test_choice_within_a_later_group() -> None:
    supplier = Supplier(6)
    supplier.tier[:] = (1, 1, 2, 2, 2, 3)
    sites = group_sites(supplier)
    weight = np.array([7.0, 7.0, 2.0, 1.0, 3.0, 9.0])
    uniform = np.linspace(0, 1, 1000, endpoint=False)
    for old, expected in ((2, [0, 0, 0, 250, 750, 0]), (3, [0, 0, 400, 0, 600, 0]), (4, [0, 0, 667, 333, 0, 0])):
        chosen = exits.choose(np.full(1000, old), uniform, weight, sites)
        assert np.bincount(chosen, minlength=6).tolist() == expected


def test_step_weighs_risk_ties_work_and_attraction(monkeypatch: pytest.MonkeyPatch) -> None:
    ties = {"exits.loyalty": 0.1, "exits.lock_in": 1, "exits.switching": 0.5}
    world = tiny_world({"exits.natural": 0, "exits.baseline": 5, **ties})
    company, supplier, link = world.state.company, world.state.supplier, world.state.link
    company.pressure[:] = (10.0, 20.0)
    company.substance[:] = (0.5, 1.0)
    supplier.effect[:] = 0.25
    supplier.condition[:] = np.array([0.2, 0.4, 0.6])[:, np.newaxis]
    supplier.country_condition[:] = np.array([0.5, 0.7, 0.9])[:, np.newaxis]
    link.detection[:] = (0.0, 1.0, 0.5, 0.5)
    link.duration[:] = (1.0, 2.0, 3.0, 4.0)
    world.state.shock.switching[:] = 0.2
    seen: dict[str, list[np.ndarray]] = {}

    def hazard(tie, fear, work, values):
        seen["flight"] = [tie, fear, work]
        return np.ones_like(tie)

    def choice(old, uniform, weight, sites):
        seen["weight"] = [weight]
        return old

    monkeypatch.setattr(exits, "flight_hazard", hazard)
    monkeypatch.setattr(exits, "choose", choice)
    exits.step(world)
    tie, fear, work = seen["flight"]
    assert tie == pytest.approx(0.1 * np.array([1, 2, 3, 4]) + 0.3)
    assert fear == pytest.approx([0.5 * 10, 0.6 * 10, 0.25 * 10, 0.65 * 20])
    assert work == pytest.approx([0.125, 0.125, 0.125, 0.25])
    assert seen["weight"][0] == pytest.approx([1000, 500, 400] * np.exp([-0.5, -0.3, -0.1]))
