"""Remedy: complaints by theme, channels, queues and repair by hand."""

from typing import Any

import numpy as np
import pytest

from model.building.law_book import Routes
from model.parameters import ParameterSet
from model.processes import complaint_channels, remedy
from model.processes.complaint_channels import COMPANY, COURT, COVENANT, NCP, ORDER, REGULATOR
from model.processes.remedy_parameters import Remedy
from model.state.state import CHANNELS, JOINT, NLD, THEMES
from tests.unit.tiny_world import law_arrays, tiny_world

CHILD, GENDER = THEMES.index("child_labour"), THEMES.index("gender")
OPEN = {f"remedy.{name}_access": 1 for name in ("company", "covenant", "ncp", "regulator", "court")}
MANY = {"remedy.complaint_rate": 1000, "remedy.voiceless": 1, **OPEN}


def settings(**changes: float) -> Remedy:
    return ParameterSet({f"remedy.{name}": value for name, value in changes.items()})[Remedy]


def under_laws(*themes: tuple[int, ...], orders: tuple[int, ...] = (), liable: tuple[int, ...] = ()) -> Any:
    """Build the world with laws on some themes, all with complaints; numbers of those that order, or open courts."""
    world = tiny_world(MANY, laws=len(themes))
    covered = np.array([[theme in each for theme in range(len(THEMES))] for each in themes], dtype=float)
    book = law_arrays(covered, np.ones(len(themes)))
    chosen = np.isin(np.arange(len(themes)), orders)
    book.hearing, book.ordering = Routes(covered, ~chosen), Routes(covered, chosen)
    book.orders, book.liable = Routes(covered, chosen), Routes(covered, np.isin(np.arange(len(themes)), liable))
    world.laws = book
    return world


def filed(world: Any) -> tuple[Any, Any]:
    """Step the world once and return the complaints by channel and theme, and those of suppliers by theme."""
    remedy.step(world)
    return world.state.channel.filed, world.state.supplier.complaints


def test_harm_by_hand() -> None:
    severity, condition = np.array([[0.5, 1.0], [0.4, 0.4]]), np.array([[0.6, 0.2], [1.0, 1.0]])
    assert remedy.harm_by_theme(severity, condition) == pytest.approx(np.array([[0.2, 0.8], [0, 0]]))
    assert remedy.harm(severity, condition) == pytest.approx([0.5, 0.0])


def test_repair_counts_the_workers_that_a_complaint_reaches() -> None:
    values = settings(repaired=0.05, reach=5000)
    found = remedy.repair(np.array([2.0, 2.0, 1000.0, 1.0]), np.array([1000.0, 20_000.0, 1000.0, 0.0]), values)
    assert found == pytest.approx([0.1, 0.025, 1.0, 0.0])


def test_merger_with_the_regulator_lowers_the_success_of_mediation() -> None:
    apart = complaint_channels.success(settings(ncp_success=0.1))
    merged = complaint_channels.success(settings(ncp_success=0.1, merge_ncp_with_regulator=1, merged_success=0.6))
    assert merged[NCP] == pytest.approx(0.06)
    assert np.delete(merged, NCP) == pytest.approx(np.delete(apart, NCP))


def test_a_regulator_that_orders_is_as_open_and_as_quick_as_another() -> None:
    values = settings(regulator_access=0.3, regulator_time=7)
    assert complaint_channels.access(values)[[REGULATOR, ORDER]].tolist() == [0.3, 0.3]
    assert complaint_channels.times(values)[[REGULATOR, ORDER]].tolist() == [7, 7]


def test_complaints_grow_with_workers_harm_and_voice() -> None:
    def number(voice: float, condition: float, scale: float = 1.0, access: float = 1.0) -> float:
        world = tiny_world({"remedy.complaint_rate": 20, "remedy.ncp_access": access})
        supplier = world.state.supplier
        supplier.voice[:], supplier.condition[:] = voice, condition
        supplier.workers *= scale
        total = 0.0
        for world.quarter in range(100):
            remedy.step(world)
            total += supplier.complaints.sum()
        return total / 100

    # 20 a million workers on each of eight themes, 111,000 workers, harm .5 * .4, voice .1 + .5
    assert number(0.5, 0.6) == pytest.approx(8 * 20 * 0.111 * 0.2 * 0.6, rel=0.15)
    assert number(0.5, 0.6, 4.0) == pytest.approx(4 * 8 * 20 * 0.111 * 0.2 * 0.6, rel=0.1)
    assert number(0.5, 0.6, 4.0, 0.5) == pytest.approx(2 * 8 * 20 * 0.111 * 0.2 * 0.6, rel=0.1)
    assert number(0.5, 1.0) == 0.0
    assert number(0.0, 0.6) < number(0.5, 0.6)


def test_nobody_complains_on_a_theme_without_harm() -> None:
    world = tiny_world(MANY)
    world.state.supplier.condition[:, 1:] = 1.0
    channels, suppliers = filed(world)
    assert channels[NCP, CHILD] > 0
    assert not channels[:, 1:].any()
    assert not suppliers[:, 1:].any()


def test_a_law_opens_its_regulator_on_its_themes_only() -> None:
    world = under_laws((CHILD,), tuple(range(8)), orders=(1,))
    world.state.company.scope[0] = (0.5, 0.0)
    channels, _ = filed(world)
    assert channels[REGULATOR, CHILD] > 0
    assert not channels[REGULATOR, 1:].any()
    assert not channels[ORDER].any()
    world = under_laws((CHILD,), tuple(range(8)), orders=(1,))
    world.state.company.scope[0] = (0.0, 0.5)
    channels, _ = filed(world)
    assert not channels[REGULATOR].any()
    assert (channels[ORDER] > 0).sum() > 4


def test_channels_divide_complaints_by_how_open_they_are() -> None:
    world = under_laws(tuple(range(8)), (GENDER,), tuple(range(8)), orders=(1,), liable=(2,))
    world.laws.hearing = Routes(world.laws.themes, np.array([True, False, False]))
    company, supplier = world.state.company, world.state.supplier
    company.option[0], company.covenant[0] = JOINT, 0
    company.scope[0] = (0.4, 0.2, 0.1)
    supplier.leverage[:] = 0.3
    supplier.workers[:] = (0.0, 0.0, 1e6)
    channels, suppliers = filed(world)
    # supplier 2 is in tier 2, sells half to company 0, which knows half of its second tier
    known = 0.5 * 0.5
    opened = np.zeros((len(CHANNELS), 8))
    opened[COMPANY], opened[COVENANT], opened[NCP] = 0.3, known, 1.0
    opened[REGULATOR], opened[ORDER, GENDER], opened[COURT] = 0.4 * known, 0.2 * known, 0.1 * known
    assert channels == pytest.approx(opened / opened.sum(axis=0) * suppliers[2])
    assert suppliers[2].min() > 0


def test_members_who_do_not_act_jointly_open_no_covenant_channel() -> None:
    world = tiny_world(MANY)
    world.state.company.covenant[:] = 0
    channels, suppliers = filed(world)
    assert suppliers.sum() > 0
    assert not channels[COVENANT].any()


def test_complaints_about_dutch_buyers_are_kept_apart() -> None:
    world = tiny_world(MANY)
    company, supplier = world.state.company, world.state.supplier
    supplier.dutch_share[:] = (0.25, 1.0, 0.5)
    company.option[:], company.covenant[:] = JOINT, 0
    company.substance[:] = (0.5, 0.5)
    supplier.leverage[:] = 1.0
    supplier.workers[:] = (1e6, 0.0, 0.0)
    assert company.region[0] == NLD
    remedy.step(world)
    channel = world.state.channel
    # of the sales of supplier 0, 0.2 goes to the Dutch company and 0.4 to the other
    assert channel.dutch_filed[COVENANT] == pytest.approx(channel.filed[COVENANT] / 3)
    assert channel.dutch_filed[COMPANY] == pytest.approx(channel.filed[COMPANY] / 3)
    assert channel.dutch_filed[NCP] == pytest.approx(channel.filed[NCP] * 0.25)


def test_complaints_wait_until_they_are_treated_or_given_up() -> None:
    world = tiny_world({**MANY, "remedy.ncp_time": 4, "remedy.patience": 10, "remedy.ncp_success": 0.5})
    channel, supplier = world.state.channel, world.state.supplier
    waiting = np.zeros(8)
    for world.quarter in range(6):
        remedy.step(world)
        waiting += channel.filed[NCP]
        assert channel.waiting[NCP] == pytest.approx(waiting)
        assert channel.remedied[NCP] == pytest.approx(0.5 * waiting / 4)
        assert supplier.resolved.sum() == pytest.approx(channel.remedied.sum())
        assert channel.concluded[NCP] == pytest.approx(waiting * (1 - 0.75 * 0.9))
        waiting *= 0.75 * 0.9
        assert supplier.waiting.sum() == pytest.approx(0.5 * waiting.sum())


def test_a_regulator_treats_what_its_capacity_allows_on_the_themes_of_its_law() -> None:
    world = under_laws((CHILD, GENDER), tuple(range(8)))
    world.laws.filled = lambda key, general: np.array([8.0, 40.0])
    world.state.company.scope[0] = (1.0, 0.0)
    capacity = complaint_channels.capacity(world)
    # three tenths of the inspections of the law that binds somebody, over two themes
    assert capacity[REGULATOR] == pytest.approx([1.2, 0, 0, 0, 0, 1.2, 0, 0])
    assert np.isinf(capacity[[COMPANY, COVENANT, NCP, COURT]]).all()
    world.state.company.scope[0] = (1.0, 0.5)
    assert complaint_channels.capacity(world)[REGULATOR] == pytest.approx(np.array([2.7, *[1.5] * 4, 2.7, 1.5, 1.5]))
    world.state.supplier.workers *= 10
    remedy.step(world)
    channel, chance = world.state.channel, complaint_channels.success(world.parameters[Remedy])[REGULATOR]
    assert channel.waiting[REGULATOR, CHILD] > 4 * 2.7
    assert channel.remedied[REGULATOR, CHILD] == pytest.approx(chance * 2.7)


def test_remedied_harm_is_the_harm_that_repair_takes_away() -> None:
    world = tiny_world(MANY)
    supplier = world.state.supplier
    supplier.dutch_share[:] = 1.0
    supplier.workers[:] = (0.0, 0.0, 100_000.0)
    remedy.step(world)
    # all channels but the National Contact Points are closed: it treats a fifth, and helps 9%
    assert supplier.repair[2] == pytest.approx(0.2 * 1200 / 1e5 * 0.09 / 5 * supplier.complaints[2])
    assert supplier.harm_remedied == pytest.approx(supplier.repair * 0.2)
    assert supplier.repair[2].max() > 0


def test_what_is_ordered_is_remedied_on_the_themes_of_the_law_at_known_sites() -> None:
    world = under_laws((CHILD,), orders=(0,))
    world.parameters = ParameterSet({"remedy.complaint_rate": 0, "remedy.ordered_repair": 0.1})
    supplier = world.state.supplier
    supplier.dutch_share[:] = (0.5, 0.4, 1.0)
    world.state.company.ordered[0, CHILD] = 1.0
    remedy.step(world)
    # shares of supplier sales 0.2, 0.4 and 0.5; half of tier 2 is known
    assert supplier.repair[:, CHILD] == pytest.approx([0.02, 0.04, 0.025])
    assert supplier.harm_remedied[:, CHILD] == pytest.approx(np.array([0.1 * 0.2 / 0.5, 0.1, 0.025]) * 0.2)
    assert not supplier.repair[:, 1:].any()


def test_complaints_reach_companies_by_theme_share_and_attribution_in_a_ring() -> None:
    world = tiny_world(MANY)
    world.quarter = 6
    remedy.step(world)
    shares = np.array([[0.2, 0.4, 0.5], [0.4, 0.0, 0.0]])
    found = world.state.company.complaints
    for theme in range(len(THEMES)):
        complaints = world.state.supplier.complaints[:, theme]
        expected = (shares * complaints).sum(axis=1) * 0.3 / np.array([10, 1])
        assert found[:, theme, 2] == pytest.approx(expected)
    assert np.all(found[:, :, [0, 1, 3]] == 0)
    assert found[0, :, 2].sum() > 0


def test_without_harm_or_switched_off_nobody_complains() -> None:
    perfect = tiny_world(MANY)
    perfect.state.supplier.condition[:] = 1.0
    off = tiny_world({**MANY, "remedy.active": 0})
    for world in (perfect, off):
        remedy.step(world)
        assert world.state.supplier.complaints.sum() == 0
        assert world.state.supplier.repair.sum() == 0


def test_what_one_theme_gets_moves_no_other() -> None:
    """A regulator for child labour adds complaints on that theme; all others are the same to the last bit."""
    worlds = [under_laws((CHILD,)) for _ in range(2)]
    worlds[1].state.company.scope[:] = 1.0
    for world in worlds:
        world.parameters = ParameterSet({**MANY, "remedy.ncp_access": 0.1})
        for world.quarter in range(8):
            remedy.step(world)
    without, under = (world.state.supplier for world in worlds)
    for column in ("complaints", "waiting", "repair", "harm_remedied"):
        first, second = getattr(without, column), getattr(under, column)
        assert first[:, 1:].tolist() == second[:, 1:].tolist(), column
    assert under.waiting[:, CHILD].sum() > without.waiting[:, CHILD].sum()
