"""The world of a run: moment, levels, luck and branches."""

import numpy as np
import pytest

from model.building.population import build
from model.randomness import uniforms
from model.scenario import load_scenario
from model.state.state import Supplier
from model.world import World, group_sites


@pytest.fixture(scope="module")
def world() -> World:
    scenario = load_scenario("broad", world="small")
    return World(scenario, *build(scenario, 3), 3)


def at(world: World, quarter: int) -> World:
    moved = world.branch(world.scenario)
    moved.quarter = quarter
    return moved


def test_a_new_world_stands_before_burn_in(world: World) -> None:
    assert world.quarter == -20
    assert world.date == 2015 * 4
    assert world.burning_in


def test_burn_in_ends_at_quarter_0(world: World) -> None:
    assert at(world, -1).burning_in
    assert not at(world, 0).burning_in


def test_levels_of_the_base_hold_until_the_mix_starts(world: World) -> None:
    before, after = at(world, 7), at(world, 8)  # 2021Q4 and 2022Q1
    assert [each.national_level("broad_due_diligence") for each in (before, after)] == [0, 2]
    assert [each.national_level("effort_reporting") for each in (before, after)] == [1, 1]
    assert [each.european_part("broad_due_diligence", law_applies=True) for each in (before, after)] == [False, False]


def test_uniforms_come_from_the_stream_of_name_and_quarter(world: World) -> None:
    drawn = at(world, 5).uniforms("exits", 2, 4)
    assert drawn.shape == (2, 4)
    assert drawn.tolist() == uniforms(3, "exits", 5, (2, 4)).tolist()


def test_a_branch_has_the_same_past_and_luck_and_a_state_of_its_own(world: World) -> None:
    other = load_scenario("null_option", world="small", course="scheduled")
    branch = world.branch(other)
    assert (branch.seed, branch.quarter, branch.scenario) == (3, -20, other)
    assert branch.parameters is other.parameters
    assert branch.state.company.capability.tolist() == world.state.company.capability.tolist()
    branch.state.company.capability[:] = -1.0
    assert np.all(world.state.company.capability >= 0)


def test_severity_by_sector_and_theme(world: World) -> None:
    assert world.severity.shape == (len(world.tables.sectors), 8)
    chosen = world.tables.sectors["sev_child_labour"]
    assert world.severity[:, 0].tolist() == pytest.approx(chosen.tolist())


def test_sites_group_suppliers_by_sector_and_tier() -> None:
    supplier = Supplier(5)
    supplier.sector[:] = (1, 0, 1, 1, 0)
    supplier.tier[:] = (1, 2, 1, 3, 2)
    sites = group_sites(supplier)
    assert sites.group.tolist() == [1, 0, 1, 2, 0]  # (0, tier 2), (1, tier 1), (1, tier 3)
    assert [each.tolist() for each in sites.members] == [[1, 4], [0, 2], [3]]
