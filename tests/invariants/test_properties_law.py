"""Properties of national beside European law: 21 and 22."""

from pathlib import Path

import numpy as np
import pytest

from model.processes.laws import embedding_applies
from model.simulation import advance
from model.state.state import EU, NLD, TABLES, Levers
from tests.invariants.small_world import SEED, after, columns, scenario, settled, write_mix

BROAD_EU_AT_HOME = {
    "support_desk": 2,
    "procurement": 2,
    "policy_coherence": 2,
    "financial_incentives": 2,
    "sector_cooperation": 2,
    "effort_due_diligence": 2,
}
"""What the European variant comes down to when Europe has no ambition: present instruments strengthened at home."""


@pytest.mark.parametrize("preemption", [0.0, 0.5, 1.0])
def test_property_21_national_law_beside_european_law(preemption: float) -> None:
    """21. Full pre-emption leaves no national excess; without it the stronger of the two holds."""
    values = {"politics__preemption": preemption, "broad_due_diligence__strengthened": 0.9}
    origin = settled("broad", quarters=24)
    world = origin.branch(origin.scenario.with_parameters({k.replace("__", "."): v for k, v in values.items()}))
    names = world.laws.names
    national, european = names.index("broad_due_diligence_nl"), names.index("due_diligence_eu")
    met = 0
    for _ in range(8):  # European law applies from 2026Q3, quarter 26
        advance(world)
        dutch = world.laws.eligible[:, national] * (1.0 - world.state.company.moved)
        alone = dutch * world.state.law.intensity[national]
        left, other = world.state.company.scope[:, [national, european]].T
        both = other > 0
        # scope was set before this quarter's moves of headquarters
        assert left[~both] == pytest.approx(alone[~both], abs=1e-3)
        assert left[both] == pytest.approx((1 - preemption) * np.maximum(alone - other, 0)[both], abs=1e-3)
        if preemption == 0:
            assert (left + other)[both] == pytest.approx(np.maximum(alone, other)[both], abs=1e-3)
        if preemption == 1:
            assert not left[both].any()
        met += int(both.sum())
    assert met > 0


def test_property_22_without_european_ambition_there_is_no_european_law_or_flanking() -> None:
    """22. Without European ambition no lever works in the rest of the EU, whatever the mix."""
    origin = settled()
    world = origin.branch(scenario("broad_eu", politics__ambition=0, politics__ambition_gain=0))
    for _ in range(world.scenario.world.quarters):
        advance(world)
        assert not embedding_applies(world)
        assert all(getattr(world.state.levers, name)[EU] == 0 for name in Levers.COLUMNS)
    assert world.state.levers.support_desk[NLD] > 0


def test_property_22_a_european_level_then_differs_through_dutch_levels_only(tmp_path: Path) -> None:
    """22. Without European ambition a European level is the Dutch policy that goes on meanwhile, to the last bit."""
    none = {"politics__ambition": 0, "politics__ambition_gain": 0}
    at_home = write_mix(tmp_path, BROAD_EU_AT_HOME)
    origin = settled()
    first = columns(after(origin.branch(scenario("broad_eu", **none)), 40))
    second = columns(after(origin.branch(scenario(at_home, **none)), 40))
    assert [name for name in first if first[name].tobytes() != second[name].tobytes()] == []


def test_property_22_with_ambition_they_do_differ(tmp_path: Path) -> None:
    """The counterpart: with ambition the European levels do something."""
    at_home = write_mix(tmp_path, BROAD_EU_AT_HOME)
    origin = settled()
    first = columns(after(origin.branch(scenario("broad_eu")), 40))
    second = columns(after(origin.branch(scenario(at_home)), 40))
    differing = {name.split(".")[0] for name in first if first[name].tobytes() != second[name].tobytes()}
    assert differing >= {"company", "supplier", "levers", "law"}
    assert differing <= set(TABLES)
    assert origin.seed == SEED
