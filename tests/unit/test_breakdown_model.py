"""The breakdown of a quarter: every dimension divides the whole, and shares of groups by hand."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from model.errors import InputError
from model.inputs.table_format import DATA_FOLDER
from model.outcomes import OUTCOMES, values_of
from model.outcomes.breakdown import WEIGHTS, cells, described, divided, key_labels
from model.outcomes.breakdown_dimensions import DIMENSIONS
from model.outcomes.breakdown_parts import WITHIN
from model.outcomes.goals import NAME, development_goals
from model.outcomes.measures import Measures
from model.scenario import load_scenario
from model.simulation import advance, simulate_together, start
from model.state.state import NLD, THEMES
from model.world import World


@pytest.fixture(scope="module")
def world() -> World:
    """Return a small world some years under way, in which jobs were lost and mandates hold."""
    found = start(load_scenario("thematic", world="small", course="as_enacted"), seed=2)
    for _ in range(44):
        advance(found)
    return found


@pytest.fixture(scope="module")
def numbers(world: World) -> dict[tuple[str, str, str], float]:
    return dict(zip(cells(world.tables), divided(Measures(world)).tolist(), strict=True))


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_groups_add_up_to_the_whole(dimension: str, world: World, numbers: dict[tuple[str, str, str], float]) -> None:
    whole = dict(zip(OUTCOMES, values_of(Measures(world)), strict=True))
    sums: dict[str, float] = defaultdict(float)
    for (own, _, outcome), value in numbers.items():
        if own == dimension and described(outcome).additive:
            sums[outcome] += value
    assert sums
    assert whole["jobs_lost_dutch"] > 0 and whole["workers_improved_dutch"] > 0
    for outcome, found in sums.items():
        assert found == pytest.approx(1.0 if outcome in WEIGHTS else whole[outcome], abs=1e-9), outcome


@pytest.mark.parametrize("dimension", DIMENSIONS.values(), ids=list(DIMENSIONS))
def test_everybody_counted_is_in_one_group(dimension, world: World) -> None:
    keys = len(dimension.keys(world.tables)) // (len(THEMES) if dimension.by_theme else 1)
    for counted, groups in dimension.groups:
        found = groups(world)[counted.rows(world)]
        assert len(found) and found.min() >= 0 and found.max() < keys


def test_a_sector_by_hand(world: World, numbers: dict[tuple[str, str, str], float]) -> None:
    supplier, company = world.state.supplier, world.state.company
    workers = supplier.workers * supplier.dutch_share
    own = supplier.sector == 0
    met = supplier.retained * supplier.condition.mean(axis=1) + (
        1 - supplier.retained
    ) * supplier.fallback_condition.mean(axis=1)
    within = (workers * met)[own].sum() / workers[own].sum()
    key = ("sector", str(world.tables.sectors["code"][0]))
    assert numbers[(*key, "workers_share")] == pytest.approx(workers[own].sum() / workers.sum())
    assert numbers[(*key, f"chain_impact_dutch{WITHIN}")] == pytest.approx(within)
    assert numbers[(*key, "chain_impact_dutch")] == pytest.approx(within * workers[own].sum() / workers.sum())
    firms = (company.sector == 0) & (company.region == NLD)
    cost = (company.revenue * (company.cost + company.fined))[firms].sum() / 100 / 1e6
    assert numbers[(*key, "cost_firms")] == pytest.approx(cost)


def test_a_theme_in_a_tier_by_hand(world: World, numbers: dict[tuple[str, str, str], float]) -> None:
    supplier = world.state.supplier
    workers = supplier.workers * supplier.dutch_share * (supplier.tier == 2)
    met = supplier.retained * supplier.condition[:, 3] + (1 - supplier.retained) * supplier.fallback_condition[:, 3]
    found = numbers["tier_theme", f"2:{THEMES[3]}", f"chain_impact_dutch{WITHIN}"]
    assert found == pytest.approx((workers * met).sum() / workers.sum())


def test_a_group_without_anybody_has_no_mean(numbers: dict[tuple[str, str, str], float], world: World) -> None:
    finance = str(world.tables.sectors["code"][int(np.flatnonzero(world.tables.sectors["has_imports"] == 0)[0])])
    assert numbers["sector", finance, "workers_share"] == 0.0
    assert numbers["sector", finance, "chain_impact_dutch"] == 0.0
    assert np.isnan(numbers["sector", finance, f"chain_impact_dutch{WITHIN}"])
    assert np.isfinite(numbers["sector", finance, f"substance_mean{WITHIN}"])


def test_every_cell_has_labels_in_two_languages(world: World) -> None:
    for dimension in DIMENSIONS.values():
        assert dimension.label_en and dimension.label_nl
        for english, dutch in key_labels(world.tables, dimension.name).values():
            assert english and dutch
    for outcome in {cell.outcome for cell in cells(world.tables)}:
        assert described(outcome).label_en != described(outcome).label_nl


def test_a_run_is_divided_in_the_quarters_asked_for_and_otherwise_the_same() -> None:
    scenarios = [load_scenario(mix, world="small") for mix in ("null_option", "thematic")]
    plain = simulate_together(scenarios, 1)
    runs = simulate_together(scenarios, 1, divide_when=lambda date: date % 40 == 3)
    for one, other in zip(plain, runs, strict=True):
        assert one.breakdown is None and other.breakdown is not None
        assert np.array_equal(one.values, other.values)
        assert [date % 40 for date in other.breakdown.dates] == [3] * len(other.breakdown.dates)
        assert other.breakdown.values.shape == (len(other.breakdown.dates), len(cells(start(scenarios[0], 1).tables)))


def test_parts_of_a_theme_over_goals_are_the_whole_theme() -> None:
    goals = development_goals()
    assert goals.shares.shape == (len(THEMES), len(goals.targets))
    assert goals.shares.sum(axis=1) == pytest.approx(1.0, abs=1e-12)
    assert list(goals.targets) == sorted(goals.targets, key=lambda each: [int(part) for part in each.split(".")])
    assert goals.shares[THEMES.index("child_labour"), goals.targets.index("8.7")] == 1.0


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("gender,5.1,0.5", "gender,5.1,0.6", "sum of share"),
        ("gender,5.1,0.5", "gendre,5.1,0.5", "gendre"),
        ("gender,5.1,0.5", "gender,five,0.5", "as in 8.7"),
        ("freedom_of_association,8.8,1,labour rights", "freedom_of_association,8.8,1,other rights", "one name"),
        ("health_safety,8.8,1,", "wages_hours,1.1,1,", "no row for theme health_safety"),
    ],
)
def test_a_wrong_table_of_goals_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = (DATA_FOLDER / f"{NAME}.csv").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / f"{NAME}.csv").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError, match=message):
        development_goals(tmp_path)
