"""Remedy: complaints, channels, queues and repair by hand."""

import numpy as np
import pytest

from model.parameters import ParameterSet
from model.processes import remedy
from model.processes.remedy_parameters import Remedy
from model.state import CHANNELS, JOINT
from tests.unit.tiny_world import tiny_world

NCP = CHANNELS.index("ncp")
MANY = {"remedy.complaint_rate": 1000, "remedy.voiceless": 1, "remedy.ncp_access": 1}


def settings(**changes: float) -> Remedy:
    return ParameterSet({f"remedy.{name}": value for name, value in changes.items()})[Remedy]


def test_harm_by_hand() -> None:
    found = remedy.harm(np.array([[0.5, 1.0], [0.4, 0.4]]), np.array([[0.6, 0.2], [1.0, 1.0]]))
    assert found == pytest.approx([(0.5 * 0.4 + 0.8) / 2, 0.0])


def test_complaints_divide_in_proportion_to_availability() -> None:
    availability = np.array([[0.3, 0.0, 0.1, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0]])
    found = remedy.divide(np.array([4.0, 2.0]), availability)
    assert found == pytest.approx(np.array([[3.0, 0, 1.0, 0, 0], [0, 0, 0, 0, 0]]))


def test_a_channel_serves_what_its_capacity_allows() -> None:
    found = remedy.serve(np.array([[3.0, 1.0], [1.0, 0.0]]), np.array([2.0, 2.0]))
    assert found == pytest.approx(np.array([[1.5, 1.0], [0.5, 0.0]]))
    nothing = remedy.serve(np.array([[3.0], [0.0]]), np.array([0.0]))
    assert nothing == pytest.approx(np.zeros((2, 1)))


def test_repair_counts_the_workers_that_a_complaint_reaches() -> None:
    values = settings(repaired=0.05, reach=5000)
    found = remedy.repair(np.array([2.0, 2.0, 1000.0]), np.array([1000.0, 20_000.0, 1000.0]), values)
    assert found == pytest.approx([0.1, 0.025, 1.0])


def test_merger_with_the_regulator_lowers_the_success_of_mediation() -> None:
    apart = remedy.success(settings(ncp_success=0.1))
    merged = remedy.success(settings(ncp_success=0.1, merge_ncp_with_regulator=1, merged_success=0.6))
    assert merged[NCP] == pytest.approx(0.06)
    assert np.delete(merged, NCP) == pytest.approx(np.delete(apart, NCP))
    assert apart == pytest.approx([0.05, 0.15, 0.1, 0.1, 0.03])


def test_complaints_grow_with_workers_harm_and_voice() -> None:
    def filed(voice: float, condition: float, scale: float = 1.0, access: float = 1.0) -> float:
        world = tiny_world({"remedy.complaint_rate": 20, "remedy.ncp_access": access})
        supplier = world.state.supplier
        supplier.voice[:], supplier.condition[:] = voice, condition
        supplier.workers *= scale
        total = 0.0
        for world.quarter in range(400):
            remedy.step(world)
            total += supplier.complaints.sum()
        return total / 400

    # 20 a million workers, 111,000 workers, harm .5 * .4, voice .1 + .5
    assert filed(0.5, 0.6) == pytest.approx(20 * 0.111 * 0.2 * 0.6, rel=0.15)
    assert filed(0.5, 0.6, 4.0) == pytest.approx(4 * 20 * 0.111 * 0.2 * 0.6, rel=0.15)
    assert filed(0.5, 0.6, 4.0, 0.5) == pytest.approx(2 * 20 * 0.111 * 0.2 * 0.6, rel=0.15)
    assert filed(0.5, 1.0) == 0.0
    assert filed(0.0, 0.6) < filed(0.5, 0.6)


def test_channels_open_as_companies_covenants_and_laws_open_them() -> None:
    world = tiny_world({**MANY, "remedy.ncp_access": 0.1}, laws=2)
    company, supplier = world.state.company, world.state.supplier
    company.option[1] = JOINT
    company.covenant[1] = 0
    company.scope[0] = (0.5, 0.5)
    company.liability[0] = 0.25
    world.laws.complaints = np.array([1.0, 0.0])
    supplier.asked_share[:] = (0.2, 0.0, 0.0)
    remedy.step(world)
    assert supplier.complaints[2] > 0
    served = supplier.resolved / remedy.success(settings()) + supplier.backlog
    found = served.sum(axis=1)
    assert found == pytest.approx(supplier.complaints)
    for row, opened in enumerate([(0.2, 0.4, 0.1, 0.1, 0.05), (0, 0, 0.1, 0.2, 0.1), (0, 0, 0.1, 0.25, 0.125)]):
        share = np.array(opened) / sum(opened)
        assert served[row] == pytest.approx(supplier.complaints[row] * share)


def test_members_who_do_not_act_jointly_open_no_covenant_channel() -> None:
    world = tiny_world(MANY)
    world.state.company.covenant[:] = 0
    remedy.step(world)
    assert world.state.supplier.complaints.sum() > 0
    assert np.all(world.state.supplier.resolved[:, CHANNELS.index("covenant")] == 0)


def test_what_cannot_be_treated_waits() -> None:
    world = tiny_world({**MANY, "remedy.ncp_capacity": 1})
    supplier = world.state.supplier
    total = 0.0
    for world.quarter in range(10):
        remedy.step(world)
        total += supplier.complaints.sum()
        assert supplier.resolved[:, NCP].sum() <= 0.09 + 1e-12
    assert supplier.backlog.sum() == pytest.approx(total - 10, abs=2)
    assert total > 12


def test_remedied_harm_is_the_harm_that_repair_takes_away() -> None:
    world = tiny_world(MANY)
    supplier = world.state.supplier
    remedy.step(world)
    assert supplier.repair[2] == pytest.approx(0.05 * supplier.resolved[2].sum() * 0.05)
    assert supplier.harm_remedied == pytest.approx(supplier.repair * 0.2)
    assert supplier.harm_remedied[2] > 0


def test_complaints_reach_companies_by_share_and_attribution_in_a_ring() -> None:
    world = tiny_world(MANY)
    world.quarter = 6
    remedy.step(world)
    filed = world.state.supplier.complaints
    shares = np.array([[0.2, 0.4, 0.5], [0.4, 0.0, 0.0]])
    found = world.state.company.complaints
    assert found[:, 2] == pytest.approx((shares * filed).sum(axis=1) * 0.3 / np.array([10, 1]))
    assert np.all(found[:, [0, 1, 3]] == 0)
    assert found[0, 2] > 0


def test_without_harm_or_switched_off_nobody_complains() -> None:
    perfect = tiny_world(MANY)
    perfect.state.supplier.condition[:] = 1.0
    off = tiny_world({**MANY, "remedy.active": 0})
    for world in (perfect, off):
        remedy.step(world)
        assert world.state.supplier.complaints.sum() == 0
        assert world.state.supplier.repair.sum() == 0
