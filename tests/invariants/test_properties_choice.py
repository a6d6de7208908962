"""Properties of the due diligence choice: 1, 6, 7, 23 and 24 (8 and 20 are in the unit tests of utility)."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from model.inputs.mix import Level
from model.processes.attention import PROCESS as ATTENTION
from model.processes.decision import choose
from model.processes.options import options_of
from model.processes.utility import utility_of
from model.processes.utility_parameters import Choice
from model.randomness import gumbel
from model.scenario import Scenario
from model.simulation import simulate_together, start
from model.state.state import FORM, NARROW, NONE, THEMES
from model.world import World
from tests.invariants.small_world import SEED, after, scenario, settled, strengths

NOTHING_PAYS: dict[str, object] = {
    **strengths(),
    **{f"reward__{name}": 0 for name in ("consumers", "investors", "procurement", "subsidy")},
    **{f"loss__{name}": 0 for name in ("reputation", "award")},
    **{f"duty__{name}": 0 for name in ("duty", "agreement", "peers", "conscience")},
    "laws__active": 0,
}


def test_property_1_without_any_reason_nobody_does_due_diligence() -> None:
    """1. No instruments, rewards, reputation, liability, norms or motivation; luck towards 0: adoption towards 0."""
    world = start(scenario("null_option", **NOTHING_PAYS, choice__luck=1e-6), SEED)
    assert np.all(world.state.company.option == NONE)
    assert np.all(after(world, 12).state.company.option == NONE)


def test_property_1_each_reason_alone_moves_somebody() -> None:
    """The counterpart: what property 1 takes away are the reasons."""
    for reason in ({"reward__consumers": 5}, {"loss__reputation": 100}, {"duty__conscience": 5}):
        world = start(scenario("null_option", **{**NOTHING_PAYS, "choice__luck": 1e-6, **reason}), SEED)
        assert np.any(world.state.company.option != NONE), reason


def reviewed(world: World, **parameters: object) -> Any:
    """Return what all companies would choose if all reviewed now, with the state as it is."""
    changed = world.branch(world.scenario.with_parameters({k.replace("__", "."): v for k, v in parameters.items()}))
    options = options_of(changed)
    utility = utility_of(changed, options).total
    luck = changed.parameters[Choice].luck * gumbel(changed.uniforms("decision.luck", *utility.shape))
    company = changed.state.company
    return choose(company.option, utility, luck, np.ones(company.rows, dtype=bool), options.able)


def under_law() -> World:
    """Return a world under the broad law, past its time to prepare."""
    return settled("broad", quarters=24).branch(settled("broad", quarters=24).scenario)


STRICTER: dict[str, tuple[dict[str, object], ...]] = {
    "fine_probability": tuple({"supervision__fine_probability": value} for value in (0, 0.1, 0.5, 1)),
    "fine": tuple({"supervision__fine": value, "supervision__fine_probability": 0.3} for value in (0, 1, 5, 20)),
    "order": tuple({"supervision__order": value} for value in (0, 0.1, 1, 20)),
}


@pytest.mark.parametrize("what", STRICTER)
def test_property_6_stricter_sanctions_never_take_form_away(what: str) -> None:
    """6. One step, without crowding: raising fines or their probability never lowers the formal share."""
    formal = [reviewed(under_law(), **values) >= FORM for values in STRICTER[what]]
    for weaker, stricter in pairwise(formal):
        assert np.all(stricter >= weaker)
    assert formal[-1].sum() > formal[0].sum()


def test_property_6_more_detection_never_takes_form_away() -> None:
    """6. One step, without crowding: raising the chance of an inspection never lowers the formal share."""
    formal = []
    for factor in (0.0, 1.0, 10.0, 1000.0):
        world = under_law()
        detection = world.state.company.detection
        detection[:] = np.minimum(factor * detection, 1.0)
        formal.append(reviewed(world, supervision__fine_probability=0.3) >= FORM)
    for weaker, stricter in pairwise(formal):
        assert np.all(stricter >= weaker)
    assert formal[-1].sum() > formal[0].sum()


def test_property_7_dearer_substance_never_adds_substance() -> None:
    """7. One step: raising the cost of substance never raises the share of substantive options."""
    substantive = [reviewed(under_law(), choice__substance_cost=cost) >= NARROW for cost in (0, 0.1, 0.4, 2, 10)]
    for cheaper, dearer in pairwise(substantive):
        assert np.all(dearer <= cheaper)
    assert substantive[-1].sum() < substantive[0].sum()


def when_rivals_spend(cost: float, **parameters: object) -> Any:
    """Return where something is chosen when every company spent so much the quarter before, % of revenue."""
    world = under_law()
    world.state.company.cost[:] = cost
    return reviewed(world, **parameters) != NONE


def test_what_rivals_spend_never_takes_due_diligence_away() -> None:
    """One step: the more rivals spend on due diligence, the more willing every company is."""
    active = [when_rivals_spend(cost) for cost in (0, 0.02, 0.05, 0.2, 5)]
    for less, more in pairwise(active):
        assert np.all(more >= less)
    assert active[-1].sum() > active[0].sum()


def test_what_rivals_spend_moves_no_choice_if_gains_count_like_losses_or_nothing_can_be_lost() -> None:
    """The counterparts: what moves the choice is that an advantage counts for less than an arrear."""
    for same in ({"competition__advantage": 1}, {"competition__active": 0}, {"market__price_elasticity": 0}):
        assert when_rivals_spend(0, **same).tolist() == when_rivals_spend(5, **same).tolist(), same


def with_law(instrument: str, levels: tuple[int, ...], themes: tuple[str, ...]) -> Scenario:
    """Return the null mix with the broad law's text in the place of the act on child labour, under an instrument."""
    base = scenario("null_option", thematic_due_diligence__existing=0.6, broad_due_diligence__strengthened=0.6)
    texts = {law.name: law for law in base.laws}
    broad, never = texts["broad_due_diligence_nl"], dict.fromkeys(texts["broad_due_diligence_nl"].application)
    chosen = replace(broad, name="chosen", instrument=instrument, levels=levels, themes=themes)
    idle = replace(broad, application=never)
    laws = {"child_labour_due_diligence_act": chosen, "broad_due_diligence_nl": idle}
    number = {"thematic_due_diligence": 0, "broad_due_diligence": 0, instrument: levels[0]}
    given = {name: Level(level) for name, level in number.items()}
    mix = replace(base.mix, levels={**base.mix.levels, **given})
    return replace(base, mix=mix, laws=tuple(laws.get(law.name, law) for law in base.laws))


def test_property_23_a_thematic_law_on_all_themes_is_a_broad_law() -> None:
    """23. A thematic law with a mandate for every theme equals a broad law of equal scope."""
    thematic = with_law("thematic_due_diligence", (1,), THEMES)
    broad = with_law("broad_due_diligence", (2,), THEMES)
    narrow = with_law("thematic_due_diligence", (1,), THEMES[:1])
    runs = simulate_together([thematic, broad, narrow], SEED)
    assert runs[0].values.tobytes() == runs[1].values.tobytes()
    assert runs[0].values.tobytes() != runs[2].values.tobytes()


def division_under(theme: int, **parameters: object) -> Any:
    """Return attention and effort when a law mandates one theme, with the state as it is."""
    world = under_law()
    changed = world.branch(world.scenario.with_parameters({k.replace("__", "."): v for k, v in parameters.items()}))
    changed.state.company.mandated[:] = 0.0
    changed.state.company.mandated[:, theme] = 1.0
    ATTENTION.step(changed)
    return np.concatenate([changed.state.company.attention, changed.state.company.effort])


def test_property_24_without_pull_and_spillover_the_theme_of_a_law_moves_no_attention() -> None:
    """24. With pull and spillover 0 the theme of a law does not move attention."""
    none = {"attention__mandate": 0, "attention__spillover": 0}
    assert division_under(0, **none).tolist() == division_under(5, **none).tolist()
    assert division_under(0).tolist() != division_under(5).tolist()


def test_a_mandate_takes_effort_from_other_themes_and_helps_its_own() -> None:
    """Means over seeds; what becomes of conditions on other themes is not asserted: its sign differs by seed."""
    pulling = scenario("thematic", "as_enacted", attention__mandate=3)
    both = [pulling, pulling.with_parameters({"attention.mandates": 0})]
    displaced, gained = [], []
    for seed in (1, 2, 3, 4):
        pulled, free = simulate_together(both, seed)
        column = pulled.outcomes.index("displaced_themes")
        assert free.values[:, column].max() < 1e-12
        displaced.append(pulled.values[:, column].max())
        own = pulled.outcomes.index("chain_impact_dutch_child_labour")
        gained.append(pulled.values[-1, own] - free.values[-1, own])
    assert np.mean(displaced) > 0.01
    assert np.mean(gained) > 1e-5
