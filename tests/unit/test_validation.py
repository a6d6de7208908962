"""A validation by hand: medians and intervals, three answers, verdicts on targets, draws and seeds, and movers."""

import math

import numpy as np
import pandas as pd
import pytest

from experiments.runs.engine import here
from experiments.runs.ensemble import read_ensemble
from experiments.studies.validation import design as designs
from experiments.studies.validation.analysis import analyse
from experiments.studies.validation.design import make_validation_design, targets
from experiments.studies.validation.intervals import COLUMNS, compared, interval_table
from experiments.studies.validation.movers import movers
from experiments.studies.validation.options import ValidationOptions
from experiments.studies.validation.report import places_of
from experiments.studies.validation.runs import Drawn, plan
from experiments.studies.validation.verdicts import summary_table, target_table
from model.errors import InputError
from model.parameters import declared
from tests.unit import validation_parts
from tests.unit.validation_parts import MOVED, MOVER


def values_at(*values: float) -> np.ndarray:
    return np.array(values)


def test_the_three_answers_by_hand() -> None:
    values = np.arange(11) / 10  # 0 to 1: median .5, 80% from .1 to .9
    inside = compared(values, 0.6, 0.1)
    assert [inside[name] for name in ("low", "median", "high")] == pytest.approx([0.1, 0.5, 0.9])
    assert inside["distance"] == pytest.approx(-1.0)
    assert (inside["inside"], inside["holds"], inside["overlaps"]) == (1, 1, 1), "the tolerance itself is within"
    far = compared(values, 0.95, 0.1)
    assert (far["inside"], far["holds"], far["overlaps"]) == (0, 0, 1)
    below = compared(values, 0.05, 0.1)
    assert (below["inside"], below["holds"], below["overlaps"]) == (0, 0, 1)
    farther = compared(values, 1.1, 0.1)
    assert (farther["inside"], farther["holds"], farther["overlaps"]) == (0, 0, 0)
    under = compared(values, -0.2, 0.1)
    assert (under["inside"], under["holds"], under["overlaps"]) == (0, 0, 0)
    held = compared(values, 0.7, 0.1)
    assert (held["inside"], held["holds"], held["overlaps"]) == (0, 1, 1)


def test_values_that_are_not_known_are_left_out_as_long_as_half_are() -> None:
    half = compared(values_at(1.0, math.nan), 1.0, 0.1)
    assert (half["median"], half["inside"]) == (1.0, 1)
    fewer = compared(values_at(1.0, math.nan, math.nan), 1.0, 0.1)
    assert math.isnan(float(fewer["median"]))
    assert (fewer["inside"], fewer["holds"], fewer["overlaps"]) == (0, 0, 0)


def observation(name: str, target: str, kept: int) -> dict[str, object]:
    texts = dict.fromkeys(("world", "start", "end", "statistic", "label", "unit"), "x")
    return {"id": name, "target": target, **texts, "kept_apart": kept, "value": 1.0, "tolerance": 0.5}


OBSERVATIONS = pd.DataFrame(
    [observation("T01-a", "T01", 0), observation("T01-b", "T01", 1), observation("T02", "T02", 1)]
)
VALUES = pd.DataFrame(
    [("prior", "T01-a", 1.2, 30), ("prior", "T01-a", 1.4, 50), ("prior", "T01-b", 2.0, 9), ("prior", "T02", 1.0, 9)],
    columns=["sample", "id", "value", "agents"],
)


def test_a_row_for_each_observation_and_sample() -> None:
    found = interval_table(OBSERVATIONS, VALUES)
    assert list(found.columns) == list(COLUMNS)
    assert found["id"].tolist() == ["T01-a", "T01-b", "T02"]
    first = found.iloc[0]
    assert (first["runs"], first["known"], first["agents"], first["median"]) == (2, 1.0, 40, pytest.approx(1.3))
    assert found["inside"].tolist() == [1, 0, 1]


def test_a_target_is_inside_when_all_its_observations_are() -> None:
    intervals = interval_table(OBSERVATIONS, VALUES)
    named = {"T01": "one", "T02": "two", "T03": "three"}
    table = target_table(named, intervals, {"T03": "no world", "T02": "not asked"})
    found = table.set_index("target")
    assert found["verdict"].to_dict() == {"T01": "in part", "T02": "inside", "T03": "not compared"}
    assert (found.loc["T01", "worst"], found.loc["T01", "distance"]) == ("T01-b", 2.0)
    assert found["reason"].to_dict() == {"T01": "", "T02": "", "T03": "no world"}
    outside = target_table(named, intervals[intervals["id"] == "T01-b"], {})
    assert outside["verdict"].tolist() == ["outside", "not compared", "not compared"]
    counts = summary_table(intervals, table).set_index("part")
    every = [f"targets{each}" for each in ("", "_inside", "_in_part", "_outside", "_not_compared")]
    assert counts.loc[["all"], every].to_numpy().tolist() == [[3, 1, 1, 0, 1]]
    assert list(counts.loc["kept_apart", ["observations", "inside", "holds", "overlaps"]]) == [2, 1, 1, 1]
    assert list(counts.loc["fitted", ["observations", "inside", "holds", "overlaps"]]) == [1, 1, 0, 1]


def test_an_observation_without_a_median_is_the_worst_of_its_target() -> None:
    lost = VALUES.assign(value=[1.2, 1.4, math.nan, 1.0])
    found = target_table({"T01": "one"}, interval_table(OBSERVATIONS, lost), {})
    assert found["worst"].tolist() == ["T01-b"]


def test_tasks_hold_every_run_of_every_world_once() -> None:
    drawn = [Drawn("prior", place, place, {}) for place in range(6)]
    tasks = plan(("one", "two"), drawn)
    assert [task.number for task in tasks] == [0, 1, 2, 3]
    assert [place for task in tasks for place in task.runs] == list(range(12))
    assert [(task.name, task.world, len(task.drawn)) for task in tasks] == [
        ("one", 0, 4),
        ("one", 0, 2),
        ("two", 1, 4),
        ("two", 1, 2),
    ]


@pytest.fixture(autouse=True)
def own_ensemble(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = validation_parts.write_ensemble(tmp_path_factory.mktemp("ensemble") / "own.parquet")
    monkeypatch.setattr(designs, "read_ensemble", lambda name: read_ensemble(path if name == "posterior" else name))


def test_samples_share_their_seeds_and_given_values_win() -> None:
    options = ValidationOptions(draws=4, replicates=2, default_replicates=3, seed=11, parameters={MOVER: "2.5"})
    design = make_validation_design(options)
    seeds = {name: [each.seed for each in design.drawn if each.sample == name] for name in options.samples}
    assert seeds == {"prior": list(range(11, 19)), "ensemble": list(range(11, 19)), "defaults": [11, 12, 13]}
    assert all(each.values[MOVER] == 2.5 for each in design.drawn)
    by_draw = {name: [each.draw for each in design.drawn if each.sample == name] for name in ("prior", "ensemble")}
    assert by_draw["prior"] == [read_ensemble("prior").draw_of(seed) for seed in range(11, 15)] * 2
    assert set(by_draw["ensemble"]) == {0, 2}, "a draw without weight never comes"
    assert by_draw["ensemble"][:4] == by_draw["ensemble"][4:], "further seeds are of the same draws"
    free = make_validation_design(ValidationOptions(draws=4, default_replicates=3, seed=11))
    prior = [each.values for each in free.drawn if each.sample == "prior"]
    assert len({values[MOVER] for values in prior}) == 4
    assert set(declared()) >= set(prior[0])
    assert [each.values for each in free.drawn if each.sample == "defaults"] == [{}] * 3
    assert design.study_id != free.study_id == make_validation_design(free.options).study_id


def test_worlds_can_be_chosen_and_what_is_unknown_is_refused() -> None:
    world = make_validation_design(ValidationOptions(draws=2)).worlds[0]
    design = make_validation_design(ValidationOptions(draws=2, worlds=(world,), samples=("defaults",)))
    assert design.worlds == (world,)
    assert design.ensemble == {}
    with pytest.raises(InputError, match="unknown world with observations 'hystory'"):
        make_validation_design(ValidationOptions(worlds=("hystory",)))
    with pytest.raises(InputError, match="steepnes'; did you mean"):
        make_validation_design(ValidationOptions(parameters={"leverage.steepnes": 1.0}))


def test_values_go_through_the_runs_to_the_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.studies.validation.analysis.observe_all", validation_parts.observe)
    design = make_validation_design(ValidationOptions(draws=5, default_replicates=2))
    tables = analyse(design, here())
    values = tables["values.parquet"]
    assert list(values.columns) == ["sample", "draw", "seed", "id", "value", "agents"]
    assert len(values) == 12 * len(design.observations)
    chosen = values[(values["id"] == MOVED) & (values["sample"] == "prior")]
    drawn = {each.draw: each.values[MOVER] for each in design.drawn if each.sample == "prior"}
    stated = next(each for each in design.observations if each.id == MOVED)
    for row in chosen.to_dict(orient="records"):
        assert row["value"] == pytest.approx(stated.value + stated.tolerance * (drawn[row["draw"]] - 2.0))
    draws = tables["draws.parquet"].set_index(["sample", "draw"])
    assert draws.loc[("defaults", 0), MOVER] == declared()[MOVER].default
    assert draws.loc[("ensemble", 0), MOVER] == 1.8
    rows = tables["targets.csv"]
    assert rows.loc[rows["sample"] == "ensemble", "target"].tolist() == list(targets())
    verdicts = rows[rows["sample"] == "ensemble"].set_index("target")["verdict"]
    assert (verdicts["T18"], verdicts["T02"]) == ("outside", "outside")
    assert (verdicts == "inside").sum() > 10


def test_movers_are_found_and_chance_is_not() -> None:
    rng = np.random.default_rng(3)
    count = 60
    points = rng.random((count, 30))
    draws = pd.DataFrame(points, columns=[f"p.{place}" for place in range(30)])
    draws.insert(0, "draw", range(count))
    draws.insert(0, "sample", "prior")
    draws["p.fixed"] = 1.0
    noise = rng.normal(size=(count, 2))
    seen = pd.DataFrame({"moved": points[:, 4] + 0.1 * noise[:, 0], "luck": noise[:, 1], "same": 1.0})
    values = seen.assign(draw=range(count)).melt(id_vars="draw", var_name="id", value_name="value")
    assert movers(draws, values) == {"p.4": ["moved"]}
    assert movers(draws.head(8), values[values["draw"] < 8]) == {}
    lost = values.assign(value=values["value"].where(values["id"] != "moved"))
    assert movers(draws, lost) == {}


@pytest.mark.parametrize(
    ("tolerance", "places"), [(700.0, 0), (10.0, 0), (1.0, 1), (0.3, 2), (0.04, 2), (0.015, 2), (0.004, 3)]
)
def test_decimals_follow_the_tolerance(tolerance: float, places: int) -> None:
    assert places_of(tolerance) == places
