"""Covenants: life, members, quality, by hand and with given draws."""

from typing import Any

import numpy as np
import pytest

from model.parameters import ParameterSet
from model.processes import covenants
from model.processes.covenant_parameters import Covenants
from model.processes.covenants import lessons, quality, quality_by_age, renewal_probability
from model.state.state import EU, JOINT, NLD, Covenant
from tests.unit.tiny_policy import policy_world

ALWAYS, NEVER = 0.0, 1.0


class Scripted:
    """A world whose draws are given: for renewal, break-up, formation, and for founding and joining."""

    def __init__(self, world: Any, life: tuple[float, float, float], found: float, join: float) -> None:
        self._world = world
        self._life = life
        self._company = {"covenants.found": found, "covenants.join": join}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._world, name)

    def uniforms(self, name: str, *shape: int) -> Any:
        if name in self._company:
            return np.full(shape, self._company[name])
        assert name == "covenants.life"
        return np.repeat(np.array(self._life)[:, None], shape[1], axis=1)


def world_of(sectors: tuple[int, ...], quarter: int = 30, **parameters: object) -> Any:
    """Return a world with an idle covenant for each sector given, full support and trust; the firms want nothing."""
    supervision = {"supervision.recognition": 0.8, "supervision.operator": 0.5}
    own = {f"covenants.{name}": value for name, value in parameters.items()}
    world = policy_world({**supervision, **own}, quarter=quarter)
    covenant = Covenant(len(sectors))
    covenant.sector[:] = sectors
    covenant.start[:] = covenant.end[:] = -1000
    covenant.quality[:] = 0.5
    world.state.covenant = covenant
    world.state.levers.facilitation[:] = 1.0
    world.state.government.trust[:] = 1.0
    return world


def step(
    world: Any, life: tuple[float, float, float] = (NEVER, NEVER, NEVER), *, found: float = NEVER, join: float = NEVER
) -> Any:
    covenants.step(Scripted(world, life, found, join))  # type: ignore[arg-type]
    return world.state.covenant


def running(quarter: int = 30, end: int = 40, **parameters: object) -> Any:
    """Return a world with a covenant of sector 0 in force since long, which both companies carry."""
    world = world_of((0,), quarter, **parameters)
    world.state.covenant.active[:] = True
    world.state.covenant.since[:] = 10
    world.state.covenant.end[:] = end
    world.state.company.covenant[:] = 0
    world.state.company.option[:] = JOINT
    return world


def test_quality_by_hand() -> None:
    values = ParameterSet(
        {"covenants.improvement": 0.1, "covenants.norm": 0.7, "covenants.dilution": 0.04},
    )[Covenants]
    found = quality(np.array([0.5, 0.5, 0.9, 0.01]), 0.5, np.array([0.0, 0.25, 0.0, 1.0]), values)
    # dilution takes a part of what there is: 0.04 x a quarter of 0.5, and 0.04 x 0.01
    assert found == pytest.approx([0.51, 0.505, 0.89, 0.01 + 0.1 * 0.5 * 0.69 - 0.0004])


def test_lessons_by_hand() -> None:
    assert lessons(0.6, np.array([0.0, 0.25, 1.0])).tolist() == pytest.approx([0.6, 0.7, 1.0])


def test_quality_of_2020_follows_age_through_that_of_the_textile_agreement() -> None:
    values = ParameterSet({"covenants.norm": 0.7, "covenants.first_quality": 0.2})[Covenants]
    found = quality_by_age(np.array([0, 7, 14, 10**6]), 0.52, values)
    # 0.36 of the first gap of 0.5 is left after 14 quarters, its root 0.6 after half of them
    assert found == pytest.approx([0.2, 0.7 - 0.5 * 0.6, 0.52, 0.7])


def test_quality_of_2020_at_the_ends_of_what_may_be_given() -> None:
    ages = np.array([0, 7, 14])
    low = ParameterSet({"covenants.norm": 0.6, "covenants.first_quality": 0.4})[Covenants]
    assert quality_by_age(ages, 0.7, low) == pytest.approx([0.4, 0.7, 0.7])  # above the norm
    assert quality_by_age(ages, 0.4, low) == pytest.approx([0.4, 0.4, 0.4])  # no progress at all
    flat = ParameterSet({"covenants.norm": 0.6, "covenants.first_quality": 0.6})[Covenants]
    assert quality_by_age(ages, 0.5, flat) == pytest.approx([0.6, 0.6, 0.6])


def test_quality_stays_a_fraction() -> None:
    values = ParameterSet({"covenants.improvement": 0, "covenants.dilution": 1})[Covenants]
    assert quality(np.array([0.5]), 1.0, np.array([1.0]), values).tolist() == [0.0]
    fast = ParameterSet({"covenants.improvement": 1, "covenants.norm": 1, "covenants.dilution": 0})[Covenants]
    assert quality(np.array([0.5]), 1.0, np.array([1.0]), fast).tolist() == [1.0]


def test_renewal_by_members_or_by_government() -> None:
    assert renewal_probability(0.3, 0.0) == pytest.approx(0.3)
    assert renewal_probability(0.3, 0.5) == pytest.approx(1 - 0.7 * 0.5)
    assert renewal_probability(0.0, 1.0) == 1.0


def test_at_the_end_of_its_term_a_covenant_is_renewed_or_ends() -> None:
    for draw, kept in ((0.64, True), (0.66, False)):
        world = running(quarter=40, end=40, own_renewal=0.3, term=8)
        world.state.government.trust[NLD] = 0.5
        covenant = step(world, (draw, NEVER, NEVER))
        assert covenant.active.tolist() == [kept]
        assert covenant.end.tolist() == [48 if kept else 40]
        assert covenant.since.tolist() == [40 if kept else 10]
        assert world.state.company.covenant.tolist() == [0 if kept else -1] * 2


def test_before_the_end_of_its_term_nothing_happens_to_it() -> None:
    covenant = step(running(quarter=39, end=40))
    assert covenant.active.tolist() == [True]


def test_a_covenant_may_break_up_when_its_members_hold_too_little() -> None:
    def alive(option: int, draw: float = 0.19, quarter: int = 30) -> bool:
        world = running(quarter, least_share=0.5, break_up=0.2)
        world.state.company.option[:] = option
        return bool(step(world, (NEVER, draw, NEVER)).active[0])

    assert alive(JOINT)
    assert not alive(0)
    assert alive(0, draw=0.21)
    assert alive(0, quarter=17)  # within two years of its start in quarter 10
    assert not alive(0, quarter=18)


def test_only_dutch_turnover_counts() -> None:
    world = running(least_share=0.5, break_up=1)
    world.state.company.option[:] = (0, JOINT)
    assert not step(world, (NEVER, ALWAYS, NEVER)).active[0]


def formed(draw: float, *, motivation: float = 1.0, support: float = 1.0, sectors: tuple[int, ...] = (0,)) -> Any:
    world = world_of(sectors, formation=0.5, term=12)
    world.state.company.motivation[:] = (motivation, 0.0)
    world.state.levers.facilitation[NLD] = support
    return step(world, (NEVER, NEVER, draw))


def test_a_covenant_forms_with_support_trust_and_motivation() -> None:
    # hazard 1 - exp(-0.5 x support x motivation): 0.393 in full, 0.118 at half of both
    assert formed(0.39).active.tolist() == [True]
    assert formed(0.40).active.tolist() == [False]
    assert formed(0.117, motivation=0.5, support=0.5).active.tolist() == [True]
    assert formed(0.118, motivation=0.5, support=0.5).active.tolist() == [False]
    assert (formed(0.39).since.tolist(), formed(0.39).end.tolist()) == ([30], [42])


def test_one_covenant_forms_in_a_sector_at_a_time() -> None:
    assert formed(ALWAYS, sectors=(0, 0)).active.tolist() == [True, False]
    world = world_of((0, 0), formation=1)
    world.state.company.motivation[:] = 1.0
    world.state.covenant.active[1] = True
    world.state.covenant.since[:] = world.quarter
    world.state.covenant.end[:] = 99
    assert step(world, (NEVER, NEVER, ALWAYS)).active.tolist() == [False, True]


def test_a_covenant_of_the_table_starts_in_its_quarter_and_keeps_its_term() -> None:
    world = world_of((1,), quarter=5)
    world.state.covenant.start[:] = 5
    world.state.covenant.end[:] = 21
    covenant = step(world)
    assert (covenant.active.tolist(), covenant.since.tolist(), covenant.end.tolist()) == ([True], [5], [21])


def test_the_motivated_join_where_government_supports() -> None:
    def members(draw: float) -> list[int]:
        world = running(entry=0.5, joining_staff=0)
        world.state.company.covenant[:] = -1
        world.state.company.motivation[:] = (0.8, 0.4)
        world.state.levers.facilitation[:] = (1.0, 0.5, 0.0)
        step(world, join=draw)
        found: list[int] = world.state.company.covenant.tolist()
        return found

    # hazards 0.5 x 0.8 and 0.5 x 0.5 x 0.4
    assert [members(draw) for draw in (0.09, 0.11, 0.41)] == [[0, 0], [0, -1], [-1, -1]]


def test_only_those_with_the_staff_can_join() -> None:
    """Staff of 100 and 1,000 beside 500: chances of 1/26 and 4/5 of those that would join."""

    def rows(draw: float, *, founded: bool) -> list[int]:
        world = world_of((0,), founding=1, joining_staff=500) if founded else running(entry=1, joining_staff=500)
        world.state.covenant.start[:] = world.quarter if founded else -1000
        world.state.company.covenant[:], world.state.company.sector[:] = -1, 0
        world.state.company.motivation[:], world.state.levers.facilitation[:] = 1.0, 1.0
        step(world, found=draw) if founded else step(world, join=draw)
        return [int(each) for each in world.state.company.covenant]

    for founded in (True, False):
        found = [rows(draw, founded=founded) for draw in (0.03, 0.05, 0.79, 0.81)]
        assert found == [[0, 0], [-1, 0], [-1, 0], [-1, -1]]


def test_the_motivated_of_a_sector_found_its_covenant_where_government_reaches() -> None:
    def founders(draw: float, sector: int = 0) -> list[int]:
        world = world_of((sector,), formation=1, founding=0.5, joining_staff=0)
        world.state.covenant.start[:] = world.quarter
        world.state.company.motivation[:] = (0.8, 0.4)
        world.state.levers.facilitation[:] = (0.1, 0.1, 0.0)
        step(world, found=draw)
        found: list[int] = world.state.company.covenant.tolist()
        return found

    # chances 0.5 x 0.8 and 0.5 x 0.4, whatever the strength of the support
    assert [founders(draw) for draw in (0.19, 0.21, 0.41)] == [[0, 0], [0, -1], [-1, -1]]
    assert founders(ALWAYS, sector=1) == [-1, -1]


def test_without_support_nobody_founds() -> None:
    world = world_of((0,), founding=1)
    world.state.covenant.start[:] = world.quarter
    world.state.company.motivation[:] = 1.0
    world.state.levers.facilitation[:] = (0.5, 0.0, 0.0)
    step(world, found=ALWAYS)
    assert world.state.company.covenant.tolist() == [0, -1]


def test_there_is_nothing_to_join_without_a_covenant_of_the_sector() -> None:
    world = world_of((1,), entry=1)
    world.state.covenant.active[:] = True
    world.state.covenant.end[:] = 99
    world.state.company.motivation[:] = 1.0
    step(world, join=ALWAYS)
    assert world.state.company.covenant.tolist() == [-1, -1]


def test_members_without_motivation_dilute_the_covenant_when_they_act() -> None:
    world = running(dilution=0.1, improvement=0.2, norm=0.7, low_motivation=0.3)
    world.state.company.motivation[:] = (0.2, 0.5)
    world.state.levers.learning_agenda[NLD] = 0.5
    assert step(world).quality == pytest.approx([0.5 + 0.2 * 0.5 * 0.2 - 0.1 * 0.5 * 0.5])
    world.state.company.option[:] = (0, JOINT)
    world.state.covenant.quality[:] = 0.5
    assert step(world, (NEVER, NEVER, NEVER)).quality == pytest.approx([0.52])


def test_supervision_of_the_operator_adds_to_the_agenda_of_a_recognised_covenant() -> None:
    def learned(recognised: bool) -> float:
        world = running(improvement=0.2, norm=0.7, dilution=0)
        world.state.levers.learning_agenda[NLD] = 0.5
        world.state.covenant.recognised[:] = recognised
        return float(step(world).quality[0])

    # half of the rest of the agenda x recognition 0.8 x operator 0.5
    assert learned(False) == pytest.approx(0.5 + 0.2 * 0.5 * 0.2)
    assert learned(True) == pytest.approx(0.5 + 0.2 * (1 - 0.5 * 0.6) * 0.2)


def test_an_idle_covenant_does_not_learn_and_a_new_one_begins_with_little() -> None:
    world = world_of((0,), formation=1, improvement=0.2, first_quality=0.3, norm=0.7)
    world.state.levers.learning_agenda[NLD] = 1.0
    assert step(world).quality.tolist() == [0.5]
    world.state.company.motivation[:] = 1.0
    assert step(world, (NEVER, NEVER, ALWAYS)).quality == pytest.approx([0.3 + 0.2 * 0.4])


def test_dialogue_is_the_share_of_sectors_with_a_covenant() -> None:
    world = running()
    world.state.levers.facilitation[EU] = 0.0
    step(world)
    assert world.state.government.dialogue.tolist() == [0.5, 0, 0]
    world.state.levers.facilitation[EU] = 0.2
    step(world)
    assert world.state.government.dialogue.tolist() == [0.5, 0.5, 0]
