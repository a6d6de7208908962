"""Inspections: what is found and fined follows from the draws."""

from typing import Any

import numpy as np
import pytest

from model.processes import inspections
from model.state.state import BROAD, NARROW
from tests.unit.tiny_policy import a_law, policy_world


class Scripted:
    """A world whose draw is given: one uniform for inspection, finding and fine of the Dutch company."""

    def __init__(self, world: Any, draw: float) -> None:
        self._world = world
        self._draw = draw

    def __getattr__(self, name: str) -> Any:
        return getattr(self._world, name)

    def uniforms(self, name: str, *shape: int) -> Any:
        assert name == "inspections.law"
        drawn = np.ones(shape)
        drawn[0] = self._draw
        return drawn


def inspected(draw: float, *, scope: float = 1.0, grace: float = 0.0, spared: float = 0.0, **changes: object) -> Any:
    """Inspect the Dutch company, in full breach, with detection 0.4 under one law."""
    world = policy_world({"supervision.fine_probability": 0.5, **changes}, (a_law(fine=2, order=0.1),), quarter=23)
    company = world.state.company
    company.scope[0] = scope
    company.detection[:] = 0.4
    company.grace[:] = grace
    company.spared[:] = spared
    inspections.step(Scripted(world, draw))  # type: ignore[arg-type]
    return world


def test_a_breach_is_found_and_fined() -> None:
    company = inspected(0.19).state.company
    # fine of 2 and order of 0.1, in % of revenue a year: four quarters
    assert company.fined.tolist() == pytest.approx([4 * 2.1, 0])
    assert company.findings.sum(axis=1).tolist() == [1, 0]
    assert company.findings[0, 23 % 20] == 1


def test_without_luck_of_the_fine_an_order_remains() -> None:
    assert inspected(0.21).state.company.fined[0] == pytest.approx(4 * 0.1)


def test_who_is_not_inspected_is_not_found() -> None:
    company = inspected(0.4).state.company
    assert not company.fined.any()
    assert not company.findings.any()


def test_grace_waives_the_fine_but_not_the_finding() -> None:
    company = inspected(0.0, grace=0.75).state.company
    assert company.fined[0] == pytest.approx(4 * 2.1 * 0.25)
    assert company.findings[0].sum() == 1


def test_a_law_that_binds_in_part_inspects_in_proportion() -> None:
    assert inspected(0.09, scope=0.5).state.company.fined[0] == pytest.approx(4 * 2.1)
    assert inspected(0.19, scope=0.5).state.company.fined[0] == pytest.approx(4 * 0.1)
    assert inspected(0.2, scope=0.5).state.company.fined[0] == 0


def test_who_acts_in_a_recognised_covenant_is_inspected_less() -> None:
    assert inspected(0.09, spared=0.75).state.company.findings[0].sum() == 1
    world = inspected(0.11, spared=0.75)
    assert not world.state.company.findings.any()
    assert world.state.law.inspected.tolist() == pytest.approx([10 * 0.4 * 0.25])


def test_earlier_findings_make_a_fine_likelier() -> None:
    def fined(earlier: int) -> float:
        chances: dict[str, object] = {"supervision.fine_probability": 0.1, "supervision.repetition_factor": 3}
        world = policy_world(chances, (a_law(fine=2, order=0),), quarter=23)
        company = world.state.company
        company.scope[0] = company.detection[:] = 1.0
        company.findings[0, :earlier] = 1
        inspections.step(Scripted(world, 0.85))  # type: ignore[arg-type]
        return float(company.fined[0])

    # chance 0.1, 0.3 and 0.9 after none, one and two findings
    assert [fined(earlier) for earlier in (0, 1, 2)] == [0, 0, 8]


def test_the_ring_forgets_what_is_twenty_quarters_old() -> None:
    world = policy_world(laws=(a_law(),), quarter=23)
    world.state.company.findings[0, 3] = 2
    inspections.step(Scripted(world, 1.0))  # type: ignore[arg-type]
    assert world.state.company.findings[0, 3] == 0


def test_findings_follow_the_degree_of_breach() -> None:
    def found(option: int, breadth: float, draw: float) -> float:
        world = policy_world(laws=(a_law(),), quarter=23)
        company = world.state.company
        company.scope[0] = company.detection[:] = 1.0
        company.form[:] = 1.0
        company.option[:] = option
        company.breadth[:] = breadth
        world.state.law.scrutiny[:] = 0.4
        inspections.step(Scripted(world, draw))  # type: ignore[arg-type]
        return float(company.findings[0].sum())

    # narrow substance on half of the themes leaves a breach of 0.4 x 0.5
    assert [found(NARROW, 0.5, draw) for draw in (0.19, 0.21)] == [1, 0]
    assert found(BROAD, 1.0, 0.0) == 0


def test_inspections_never_exceed_what_regulators_can_do() -> None:
    world = inspected(0.0, scope=0.5)
    # ten firms, each with a chance of 0.4 as far as the law binds
    assert world.state.law.inspected.tolist() == pytest.approx([10 * 0.5 * 0.4])
    assert world.state.law.found.tolist() == pytest.approx([10 * 0.5 * 0.4])


def test_switched_off_nobody_is_inspected() -> None:
    world = inspected(0.0, **{"inspections.active": 0})
    assert not world.state.law.inspected.any()
    assert not world.state.company.findings.any()
