"""Insight, pooling, detection and publicity by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.processes import information
from model.processes.information import pooled, powers, visibility
from model.state.state import JOINT
from tests.unit.tiny_world import tiny_world

fraction = st.floats(0, 1)


def test_visibility_by_hand() -> None:
    found = visibility(0.2, 2.0, np.array([0.0, 0.5, 1.0]), np.array([1.0, 0.8, 0.0]))
    # readiness 0.5 and trust 0.8: 2 x 0.5 x 0.8 / 2 = 0.4
    assert found == pytest.approx([0.2, 0.2 + 0.8 * (1 - np.exp(-0.4)), 0.2])


@given(fraction, st.floats(0, 20), st.floats(0, 2), fraction)
def test_visibility_is_a_fraction_not_below_its_base(base: float, gain: float, readiness: float, trust: float) -> None:
    found = float(visibility(base, gain, np.array([readiness]), np.array([trust]))[0])
    assert base <= found <= 1


def test_insight_fades_with_the_tier() -> None:
    found = powers(np.array([0.5, 0.8]))
    assert found == pytest.approx(np.array([[0.5, 0.25, 0.125], [0.8, 0.64, 0.512]]))


def test_members_share_what_they_know_of_a_supplier() -> None:
    known = np.array([0.5, 0.2, 0.4, 0.3])
    covenant, supplier = np.array([0, 0, 0, 1]), np.array([2, 2, 1, 2])
    # two members of one covenant at supplier 2: 1 - 0.5 x 0.8; the others have nobody to share with
    assert pooled(known, covenant, supplier, 3) == pytest.approx([0.6, 0.6, 0.4, 0.3])


def test_without_members_nothing_is_shared() -> None:
    nothing = np.zeros(0, dtype=np.int64)
    assert pooled(np.zeros(0), nothing, nothing, 3).tolist() == []


def test_pooling_full_knowledge_stays_full() -> None:
    found = pooled(np.array([1.0, 0.5]), np.array([0, 0]), np.array([0, 0]), 1)
    assert found == pytest.approx([1, 1])
    assert np.all(found <= 1)


def settings(**changes: object) -> dict[str, object]:
    values: dict[str, object] = {"base_visibility": 0.2, "visibility_gain": 2, "audit_reliability": 0.5, **changes}
    return {f"information.{name}": value for name, value in values.items()}


def test_detection_by_hand() -> None:
    world = tiny_world(settings())
    company, supplier = world.state.company, world.state.supplier
    company.capability[:] = (0.4, 0.0)
    company.substance[:] = (0.4, 0.0)
    supplier.hiding[:] = (0.1, 0.0, 0.5)
    world.state.shock.audits[:] = 0.8
    information.step(world)
    # company 0: readiness 0.8, mean trust 0.5: 2 x 0.8 x 0.5 / 2 = 0.4
    insight = 0.2 + 0.8 * (1 - np.exp(-0.4))
    assert company.visibility == pytest.approx([insight, 0.2])
    audits = 0.5 * 0.8
    expected = [audits * insight * 0.9, audits * insight, audits * insight**2 * 0.5, audits * 0.2 * 0.9]
    assert world.state.link.detection == pytest.approx(expected)


def test_joint_buyers_see_more() -> None:
    world = tiny_world(settings(visibility_gain=0))
    world.state.company.option[:] = JOINT
    world.state.company.covenant[:] = 0
    information.step(world)
    # both buy from supplier 0: 1 - 0.8 x 0.8
    assert world.state.link.detection == pytest.approx([0.5 * 0.36, 0.5 * 0.2, 0.5 * 0.04, 0.5 * 0.36])
    world.state.company.covenant[1] = -1
    information.step(world)
    assert world.state.link.detection[0] == pytest.approx(0.1)


def test_property_16_full_insight_sees_everything() -> None:
    world = tiny_world(settings(base_visibility=1, audit_reliability=1))
    information.step(world)
    assert np.all(world.state.link.detection == 1)


def test_publicity_by_voice_and_by_disclosure_of_buyers_with_a_statement() -> None:
    world = tiny_world({"information.attribution": 0.4, "information.watchdogs": 0.2})
    company, supplier = world.state.company, world.state.supplier
    supplier.voice[:] = (0.5, 0.0, 1.0)
    company.disclosure[:] = (0.5, 1.0)
    company.form[:] = (1.0, 0.0)
    information.step(world)
    # company 0 has shares 0.2, 0.4 and 0.5 of the suppliers' sales; company 1 has nothing to publish
    heard = [1 - 0.4 * 0.5, 1, 1 - 0.4]
    told = [1 - 0.2 * 0.5 * share for share in (0.2, 0.4, 0.5)]
    assert supplier.attribution == pytest.approx([1 - one * other for one, other in zip(heard, told, strict=True)])
