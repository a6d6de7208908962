"""A study of pressure points: groups of suppliers, sets of points, and tables by hand."""

from typing import Any

import numpy as np
import pytest

from experiments.studies.pressure.analysis import ratio_and_interval
from experiments.studies.pressure.design import (
    ALL,
    BUT,
    NOTHING,
    THREE,
    WITHOUT,
    make_pressure_design,
    point_sets,
)
from experiments.studies.pressure.groups import DIMENSIONS, OUTCOMES, Group, groups_of, look, observe
from experiments.studies.pressure.options import PressureOptions
from experiments.studies.pressure.report import IMPACT, PressureReport
from experiments.studies.pressure.words import group_label, set_label
from model.inputs.held import Part
from model.inputs.pressure_points import FORCES, PRESSURE_POINTS
from model.world import World
from tests.invariants.small_world import outcomes, settled
from tests.unit.pressure_parts import SEEDS, design_of, tables_of

TOLERANCE = 1e-9


@pytest.fixture(scope="module")
def reached() -> World:
    """Return a world in which relations have ended and jobs are lost."""
    world = settled("null_option", "expected", 6)
    changed = world.branch(world.scenario)
    changed.state.supplier.retained[::3] = 0.8
    return changed


def test_the_whole_is_the_outcome_of_the_registry(reached: World) -> None:
    known = outcomes(reached)
    assert look(reached)[:, 0, 0] == pytest.approx([known[name] for name in OUTCOMES], abs=1e-12)


def test_groups_of_each_dimension_add_up_to_the_whole(reached: World) -> None:
    seen, groups = look(reached), groups_of(reached.tables)
    assert seen.shape == (len(OUTCOMES), len(groups), 2)
    for dimension in DIMENSIONS:
        places = [place for place, group in enumerate(groups) if group.dimension == dimension]
        assert np.abs(seen[:, places].sum(axis=1) - seen[:, 0]).max() < TOLERANCE
    assert seen[:2, 0, 1] == pytest.approx([1, 1])


@pytest.mark.parametrize(("dimension", "key"), [("tier", "2"), ("sector", "TEX"), ("country", "CHN")])
def test_a_group_by_hand(dimension: str, key: str, reached: World) -> None:
    supplier, tables = reached.state.supplier, reached.tables
    inside = {
        "tier": supplier.tier == 2,
        "sector": supplier.sector == tables.sectors["code"].tolist().index("TEX"),
        "country": supplier.country == tables.countries["iso3"].tolist().index("CHN"),
    }
    own = np.flatnonzero(inside[dimension])
    met = supplier.retained * supplier.condition.mean(axis=1)
    met += (1 - supplier.retained) * supplier.fallback_condition.mean(axis=1)
    expected = (supplier.workers * met)[own].sum() / supplier.workers.sum()
    found = look(reached)[:, groups_of(tables).index(Group(dimension, key))]
    assert found[0] == pytest.approx([expected, supplier.workers[own].sum() / supplier.workers.sum()])
    above = supplier.condition.mean(axis=1) >= 0.6
    after = supplier.fallback_condition.mean(axis=1) >= 0.6
    people = supplier.workers * (supplier.retained * above + (1 - supplier.retained) * after)
    assert found[2, 0] == pytest.approx(people[own].sum() / 1e6)


def test_runs_are_seen_at_the_end_of_each_year() -> None:
    design = design_of()
    run = observe(design.scenarios[:1], 1)[0]
    assert run.values.shape == (12, len(OUTCOMES) * len(design.groups) * 2)
    assert [date % 4 for date in run.dates] == [3] * 12


def test_sets_are_each_point_the_forces_all_and_all_but_each() -> None:
    sets = {each.name: each.points for each in point_sets(Part())}
    assert sets[NOTHING] == ()
    assert all(sets[name] == (name,) for name in PRESSURE_POINTS)
    assert (sets[THREE], sets[ALL]) == (FORCES, tuple(PRESSURE_POINTS))
    assert set(sets[ALL]) - set(sets[f"{BUT}voice"]) == {"voice"}
    assert len(sets) == 1 + 2 * len(PRESSURE_POINTS) + 5


def test_points_that_cannot_be_limited_are_left_out() -> None:
    sets = point_sets(Part(tiers=(1,)))
    assert [each.name for each in sets if each.points == ("enforcement",)] == []
    assert {name for each in sets for name in each.points} == {
        "leverage",
        "voice",
        "supplier_capability",
        "affordability",
    }
    assert THREE not in [each.name for each in sets]
    assert sum(each.kind == WITHOUT for each in sets) == 4
    assert {name for each in point_sets(Part(sectors=("TEX",), countries=("CHN",))) for name in each.points} == {
        "leverage",
        "voice",
        "supplier_capability",
        "affordability",
    }


def test_sets_share_everything_but_what_is_held() -> None:
    design = design_of()
    assert design.scenarios[0].held == ()
    assert len({each.start_hash for each in design.scenarios}) == 1
    assert len(set(design.runs.hashes)) == len(design.sets)
    assert {hold.start for each in design.scenarios for hold in each.held} == {design.scenarios[0].mix.start}


def test_the_id_of_a_study_follows_what_is_asked() -> None:
    def name(**changes: Any) -> str:
        return make_pressure_design(PressureOptions(world="small", seeds=SEEDS, **changes)).study_id

    names = [name(), name(by=("tier",)), name(start=8100), name(part=Part(tiers=(1,))), name(mix="broad")]
    assert len(set(names)) == len(names)
    assert name(by=("country", "sector", "tier")) == names[0]


def test_ratio_of_means_and_its_interval_by_hand() -> None:
    part, whole = np.array([[1.0], [3.0]]), np.array([[4.0], [4.0]])
    ratio, low, high = (float(each[0]) for each in ratio_and_interval(part, whole))
    # standard error of the mean is 1; t at 95% with 1 degree of freedom is 6.3138
    assert (ratio, low, high) == pytest.approx((0.5, 0.5 - 6.313752 / 4, 0.5 + 6.313752 / 4))
    assert np.isnan(ratio_and_interval(part, np.zeros((2, 1)))[0]).all()
    assert ratio_and_interval(whole / 2, whole)[1] == pytest.approx([0.5])


def test_gains_by_hand_and_groups_that_add_up() -> None:
    tables = tables_of(design_of())
    row = tables.rows(set="voice", dimension="all", outcome=IMPACT, year=2031).iloc[0]
    # one column held: a tenth of (0.25 - 0.01 seed), whose gap is 0.3 - 0.01 seed
    assert row["mean"] == pytest.approx(0.1 * 0.23)
    assert (row["base"], row["gap"]) == pytest.approx((0.72, 0.28))
    assert row["share"] == pytest.approx(0.023 / 0.28)
    assert row["lo"] < row["mean"] < row["hi"]
    for dimension in DIMENSIONS:
        own = tables.rows(dimension=dimension, year=2031).groupby(["set", "outcome"])[["mean", "gap", "base"]].sum()
        whole = tables.rows(dimension="all", year=2031).set_index(["set", "outcome"])[["mean", "gap", "base"]]
        assert np.abs((own - whole.loc[own.index]).to_numpy()).max() < TOLERANCE


def test_groups_are_there_in_reported_years_and_the_whole_in_all() -> None:
    tables = tables_of(design_of())
    assert sorted(tables.rows(dimension="all")["year"].unique()) == list(range(2020, 2032))
    assert sorted(tables.rows(dimension="tier")["year"].unique()) == [2030, 2031]
    assert NOTHING in set(tables.levels["set"])
    assert NOTHING not in set(tables.pressure["set"])


def test_a_run_that_failed_leaves_its_seed_out() -> None:
    design = design_of()
    whole = tables_of(design).rows(set="leverage", dimension="all", outcome=IMPACT, year=2031).iloc[0]
    place = [run.scenario for run in design.runs.runs].index(1)
    without = tables_of(design, lost=(place,)).rows(set="leverage", dimension="all", outcome=IMPACT, year=2031).iloc[0]
    assert whole["mean"] == pytest.approx(0.1 * 0.23)
    assert without["mean"] == pytest.approx(0.1 * 0.225)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_set_and_group_has_a_name(language: str) -> None:
    design = design_of()
    labels = [set_label(each.name, language) for each in design.sets if each.name != NOTHING]
    labels += [group_label(design, each, language) for each in design.groups if each.dimension != "all"]
    assert all(label.strip() and "{" not in label for label in labels)
    assert len(set(labels)) == len(labels)


def test_dutch_differs_from_english() -> None:
    names = [each.name for each in design_of().sets if each.name != NOTHING]
    assert all(set_label(name, "en") != set_label(name, "nl") for name in names)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_what_is_said_in_short_is_short(language: str) -> None:
    report = PressureReport(tables_of(design_of()), language)
    lines = list(report.in_short())
    assert 5 <= len(lines) <= 9
    assert not any("{" in line or "nan" in line for line in lines)


def test_groups_with_hardly_a_gap_are_not_named_for_what_they_close() -> None:
    report = PressureReport(tables_of(design_of()), "en")
    rows = report.largest(ALL, "country", 99)
    assert min(row["gap"] for row in rows) < 0.01 * report.gain(ALL)["gap"]
    assert report.closest(ALL, "country")["gap"] >= 0.01 * report.gain(ALL)["gap"]
    assert "OTH" not in [row["key"] for row in rows]


def test_points_stand_in_the_order_of_their_gain() -> None:
    report = PressureReport(tables_of(design_of()), "en")
    assert report.ordered()[0] == "insight"  # two columns are held, so that it gains most here
    assert report.ordered()[-1] == ALL
