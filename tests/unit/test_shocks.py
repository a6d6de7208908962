"""Shocks: the pandemic fades, regionalisation stays."""

import pytest

from model.processes import shocks
from tests.unit.tiny_policy import policy_world

SIZES: dict[str, object] = {
    "shocks.covid_quarters": 4,
    "shocks.covid_demand": 0.2,
    "shocks.covid_audits": 0.4,
    "shocks.covid_margin": 2,
    "shocks.covid_condition": 0.08,
    "shocks.regionalisation_switching": 0.3,
}


def shocked(quarter: int, *which: str) -> list[float]:
    """Return demand, audits, margin, condition and switching."""
    world = policy_world(SIZES, quarter=quarter, shocks=which)
    shocks.step(world)
    shock = world.state.shock
    columns = (shock.demand, shock.audits, shock.supplier_margin, shock.condition, shock.switching)
    return [float(each[0]) for each in columns]


def test_strength_falls_linearly_to_nothing() -> None:
    assert [shocks.strength(quarter, 4.0) for quarter in (-1, 0, 1, 3, 4, 9)] == [0, 1, 0.75, 0.25, 0, 0]


def test_the_pandemic_at_its_start_and_halfway() -> None:
    assert shocked(0, "covid") == pytest.approx([0.8, 0.4, -2, -0.02, 0])
    # after two of four quarters the strength is a half; conditions worsen by equal steps, 0.08 / 4
    assert shocked(2, "covid") == pytest.approx([0.9, 0.7, -1, -0.02, 0])


def test_after_the_pandemic_and_without_it_all_is_normal() -> None:
    assert shocked(4, "covid") == [1, 1, 0, 0, 0]
    assert shocked(0) == [1, 1, 0, 0, 0]


def test_conditions_lose_the_stated_amount_in_all() -> None:
    assert sum(shocked(quarter, "covid")[3] for quarter in range(8)) == pytest.approx(-0.08)


def test_regionalisation_eases_switching_from_2021() -> None:
    assert [shocked(quarter, "regionalisation")[4] for quarter in (3, 4, 40)] == [0, 0.3, 0.3]
    assert shocked(4)[4] == 0
