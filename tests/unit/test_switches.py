"""What a mechanism that is switched off no longer does, and does when it is on, at one moment of the small world."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from model.building.population import build
from model.politics.expectation import Politics
from model.processes import (
    attention,
    covenants,
    exposure,
    government_trust,
    information,
    learning,
    market,
    motivation,
    politics,
    regulators,
    shocks,
)
from model.processes.competition import felt
from model.processes.norm_parameters import Duty
from model.processes.options import options_of
from model.processes.stakes import stake
from model.processes.utility import Utility, utility_of
from model.schedule import STEP
from model.state.state import EU, FORM, NARROW, THEMES, Array
from model.world import World
from tests.invariants.small_world import SEED, scenario, settled
from tests.unit.tiny_policy import policy_world

QUARTER = 34
"""European law is in force, covenants are at work."""


def reached() -> World:
    return settled("broad_eu", "scheduled", QUARTER)


def stepped(step: Callable[[World], None], name: str, value: float) -> World:
    """Return the world after one process with a switch on (1) or off (0)."""
    origin = reached()
    world = origin.branch(origin.scenario.with_parameters({name: value}))
    step(world)
    return world


def column(world: World, name: str) -> Array:
    table, column = name.split(".")
    found: Array = getattr(getattr(world.state, table), column)
    return found


@pytest.mark.parametrize(
    ("process", "columns"),
    [
        (learning, ["company.capability"]),
        (motivation, ["company.motivation"]),
        (government_trust, ["government.trust"]),
        (market, ["company.sales", "company.margin", "company.moved"]),
        (covenants, ["covenant.quality", "company.covenant"]),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_what_is_off_stays_as_it_is(process: Any, columns: list[str]) -> None:
    name = process.PROCESS.switches[0]
    on, off = (stepped(process.step, name, value) for value in (1, 0))
    for each in columns:
        assert np.array_equal(column(off, each), column(reached(), each)), each
    assert any(not np.array_equal(column(on, each), column(reached(), each)) for each in columns)


def test_without_covenants_nobody_ever_is_in_one() -> None:
    plain = scenario("broad_eu")
    (_, on), (_, off) = (build(plain.with_parameters({"covenants.active": value}), SEED) for value in (1, 0))
    assert on.covenant.active.any() and (on.company.covenant >= 0).any() and on.government.dialogue.any()
    assert not off.covenant.active.any() and (off.company.covenant == -1).all() and not off.government.dialogue.any()


def test_without_priorities_every_theme_gets_the_same() -> None:
    on, off = (stepped(attention.step, "attention.active", value).state.company for value in (1, 0))
    assert np.allclose(off.attention, 1 / len(THEMES)) and not np.allclose(on.attention, 1 / len(THEMES))
    assert np.allclose(off.effort, off.substance[:, None]) and not np.allclose(on.effort, on.substance[:, None])


def test_without_insight_companies_see_what_they_saw_without_due_diligence() -> None:
    base = reached().scenario.parameters[information.Information].base_visibility
    on, off = (stepped(information.step, "information.active", value).state for value in (1, 0))
    assert (off.company.visibility == base).all() and (on.company.visibility > base).any()
    # detection by depth is the same for every buyer: nothing is shared in covenants
    seen = off.link.detection / (1.0 - off.supplier.hiding[off.link.supplier])
    assert len(np.unique(seen.round(9))) == 3
    assert (on.link.detection >= off.link.detection - 1e-12).all()


def test_without_publicity_nobody_is_exposed() -> None:
    on, off = (stepped(exposure.step, "exposure.active", value).state.company.exposure for value in (1, 0))
    assert on.any() and not off.any()


def test_without_supervision_nobody_is_inspected() -> None:
    on, off = (stepped(regulators.step, "supervision.active", value).state.company.detection for value in (1, 0))
    assert on.any() and not off.any()


def test_without_effect_of_effort_ambition_and_dates_are_those_of_the_base() -> None:
    on, off = (stepped(politics.step, "politics.active", value) for value in (1, 0))
    expected = off.parameters[Politics].ambition
    assert off.state.government.ambition[EU] == expected != on.state.government.ambition[EU]
    assert off.state.law.sooner.max() == 0 < on.state.law.sooner.max()


def test_without_shocks_there_is_no_pandemic_and_no_regionalisation() -> None:
    for quarter in (0, 8):
        world = policy_world({"shocks.active": 0}, quarter=quarter, shocks=("covid", "regionalisation"))
        shocks.step(world)
        shock = world.state.shock
        columns = (shock.demand, shock.audits, shock.supplier_margin, shock.condition, shock.switching)
        assert [float(each[0]) for each in columns] == [1, 1, 0, 0, 0]


def chosen(name: str, value: float) -> tuple[World, Utility]:
    world = stepped(lambda _: None, name, value)
    return world, utility_of(world, options_of(world))


def test_without_reward_due_diligence_pays_nothing() -> None:
    (_, on), (_, off) = (chosen("reward.active", value) for value in (1, 0))
    assert on.reward[NARROW:].all() and not off.reward.any()
    assert not off.rates.public.any() and not off.rates.incentive.any()
    assert np.array_equal(on.cost, off.cost)


def test_without_competitors_the_whole_cost_counts() -> None:
    (_, on), (_, off) = (chosen("competition.active", value) for value in (1, 0))
    assert on.behind[FORM:].all() and not off.behind.any()
    assert on.rivals.kept < off.rivals.kept == 1
    assert np.array_equal(on.cost, off.cost)


def test_without_premium_suppliers_get_nothing_extra() -> None:
    (_, on), (_, off) = (chosen("reward.premium_active", value) for value in (1, 0))
    assert on.premium[NARROW:].all() and not off.premium.any()
    assert (off.cost <= on.cost).all() and (off.cost < on.cost).any()
    assert np.array_equal(on.reward, off.reward)


def test_without_loss_harm_costs_a_company_nothing() -> None:
    (there, on), (here, off) = (chosen("loss.active", value) for value in (1, 0))
    assert np.array_equal(off.loss, off.sanctions) and not np.array_equal(on.loss, on.sanctions)
    assert stake(there).any() and not stake(here).any()


def test_without_norms_only_money_counts() -> None:
    (_, on), (world, off) = (chosen("duty.active", value) for value in (1, 0))
    assert not off.duty.any() and not off.peers.any() and on.duty.any() and on.peers.any()
    rivals = off.rivals
    to_rivals = off.signal * rivals.image + felt(off.behind, rivals.advantage)
    assert off.total == pytest.approx(off.reward + off.answered - rivals.kept * off.cost - to_rivals - off.loss)
    decision = next(process for process in STEP if process.name == "decision")
    decision.step(world)
    norms = world.parameters[Duty]
    assert norms.conscience > 0 and norms.agreement > 0
    contribution = world.state.company.contribution
    assert not contribution[:, [5, 6]].any() and contribution[:, :5].any()
