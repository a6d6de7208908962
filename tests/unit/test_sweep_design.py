"""The file of a sweep and the runs that follow from it."""

from dataclasses import replace
from pathlib import Path

import pytest

from experiments.runs.design import Request, default_mixes, make_design
from experiments.runs.sweeps.design import FEWEST_TASKS, SweepDesign
from experiments.runs.sweeps.read import read_sweep
from model.errors import InputError
from model.outcomes import OUTCOMES
from model.parameters import declared
from tests.unit.sweep_files import FIRST, SECOND, TEXT, design_of, write

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def design(tmp_path_factory: pytest.TempPathFactory) -> SweepDesign:
    return design_of(tmp_path_factory.mktemp("sweep"))


def test_the_table_has_every_combination_once(design: SweepDesign) -> None:
    runs = design.run_table()
    assert len(runs) == design.run_count == 40
    assert runs["run_id"].is_unique
    keys = [*zip(runs["learning.rate"], runs["point"], runs["seed"], runs["mix"], strict=True)]
    assert keys[:3] == [(0.05, 0, 1, FIRST), (0.05, 0, 1, SECOND), (0.05, 0, 2, FIRST)]
    assert keys == [
        (rate, point, seed, mix)
        for point, rate in enumerate((0.05, 0.08))
        for seed in range(1, 11)
        for mix in (FIRST, SECOND)
    ]
    assert set(runs["world"]) == {"small"} and set(runs["course"]) == {"expected"}


def test_points_may_have_seeds_of_their_own(design: SweepDesign) -> None:
    own = replace(design, seeds=(1, 101), seed_step=200)
    runs = own.run_table()
    assert [*zip(runs["point"], runs["seed"], strict=True)][::2] == [(0, 1), (0, 101), (1, 201), (1, 301)]
    starts = [start.seed for task in own.tasks() for start in task.starts]
    assert starts == [1, 101, 201, 301]
    assert own.sweep_id != replace(design, seeds=(1, 101)).sweep_id
    # a run is what it is, whichever sweep it is part of
    alone = replace(design, seeds=(201,))
    assert set(own.run_ids()[4:6]) == set(alone.run_ids()[2:])


def test_tasks_hold_every_run_once_in_order(design: SweepDesign) -> None:
    tasks = list(design.tasks())
    assert [task.number for task in tasks] == list(range(len(tasks)))
    runs = design.run_table()
    place = 0
    for task in tasks:
        assert task.runs.start == place
        for start in task.starts:
            for _ in range(design.together):
                assert (start.parameters["learning.rate"], start.seed) == (
                    runs["learning.rate"][place],
                    runs["seed"][place],
                )
                place += 1
    assert place == len(runs)
    assert len(tasks) == 10 <= FEWEST_TASKS


def test_other_ways_are_varied_under_every_mix() -> None:
    design = read_sweep(ROOT / "scenarios" / "sweeps" / "other_ways.toml")
    runs = design.run_table()
    varied = {"producing_governments.base_cooperation": [0, 0.1, 0.2], "reward.investors": [0, 0.00703, 0.1]}
    assert set(runs["mix"]) == set(default_mixes())
    assert runs.groupby([*varied])["mix"].nunique().tolist() == [len(default_mixes())] * 9
    for name, values in varied.items():
        declaration = declared()[name]
        assert sorted(runs[name].unique()) == values
        assert values[-1] == declaration.plausible[1]
        assert values[0] < declaration.default < values[-1]


def test_small_runs_are_grouped_by_about_25(tmp_path: Path) -> None:
    design = design_of(tmp_path, TEXT.replace("replicates = 10", "replicates = 200"))
    sizes = [len(task.starts) * design.together for task in design.tasks()]
    assert max(sizes) == 24
    assert sum(sizes) == design.run_count == 800


def test_worlds_and_courses_are_crossed(tmp_path: Path) -> None:
    text = TEXT.replace('worlds = ["small"]', 'worlds = ["small", "reference"]\ncourses = ["expected", "as_enacted"]')
    runs = design_of(tmp_path, text).run_table()
    assert runs.groupby(["world", "course", "mix", "learning.rate"], sort=False).size().tolist() == [10] * 16
    assert runs["world"].drop_duplicates().tolist() == ["small", "reference"]


def test_ids_follow_from_content(tmp_path: Path, design: SweepDesign) -> None:
    again = design_of(tmp_path)
    assert again.sweep_id == design.sweep_id
    assert again.run_ids() == design.run_ids()
    other_order = design_of(tmp_path, TEXT.replace("[0.05, 0.08]", "[0.08, 0.05]"))
    assert set(other_order.run_ids()) == set(design.run_ids())
    assert other_order.sweep_id != design.sweep_id


def test_a_value_that_is_the_default_gives_the_run_without_it(tmp_path: Path) -> None:
    scenario = make_design(Request((FIRST,), ("expected",), "small", {}, (1,))).scenarios[0]
    default = dict(scenario.parameters.items())["learning.rate"]
    named = design_of(tmp_path, TEXT.replace("[0.05, 0.08]", str(default)))
    bare = design_of(tmp_path, TEXT.replace('"learning.rate" = [0.05, 0.08]', ""))
    assert named.run_ids() == bare.run_ids()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("replicates = 10", "replicates = 11"),
        ("[2025, 2030]", "[2025]"),
        (', "public_cost"', ""),
        ("[record]", '[record]\nby = "quarter"'),
        (f', "{SECOND}"', ""),
        ("0.08", "0.09"),
    ],
)
def test_whatever_changes_the_results_changes_the_id(tmp_path: Path, design: SweepDesign, old: str, new: str) -> None:
    assert old in TEXT
    assert design_of(tmp_path, TEXT.replace(old, new)).sweep_id != design.sweep_id


def test_everything_has_a_default(tmp_path: Path) -> None:
    design = design_of(tmp_path, "")
    assert design.seeds == (1,)
    assert len(design.points) == 1
    assert [each.mix.name for each in design.worlds[0]][:2] == [FIRST, SECOND]
    assert design.recording.outcomes == tuple(OUTCOMES)
    assert design.recording.years is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (f'"{SECOND}"', f'"{SECOND[:-1]}"', f"sweep.toml: mixes: unknown mix .* did you mean '{SECOND}'"),
        (f'"{SECOND}"', '"mine.toml"', "mine.toml: file not found"),
        (f'"{SECOND}"', f'"{FIRST}", "1"', f"mixes: two are named '{FIRST} under expected'"),
        ('"small"', '"smal"', "sweep.toml: worlds: unknown world 'smal'; did you mean 'small'?"),
        ('["small"]', "[]", r"worlds = \[\] is not allowed; allowed: at least one name"),
        ("replicates = 10", "replicates = 0", "replicates = 0 is not allowed"),
        ("replicates = 10", "replicate = 1", "unknown key 'replicate'; did you mean 'replicates'?"),
        ("replicates = 10", "replicates = 1\nseeds = [1]", "give one of them"),
        ("replicates = 10", "seeds = [1, 1]", "at least one seed, each once"),
        ("replicates = 10", "replicates = 5_000_000", "20,000,000 runs; allowed: at most 10,000,000"),
        ("public_cost", "public_costs", "record.outcomes: unknown outcome .* did you mean 'public_cost'?"),
        ("2030]", "2040]", r"years = 2040 is not allowed; allowed: a year from 2020 to 2031 \(world small\)"),
        ("years = [2025, 2030]", "years = []", "at least one year"),
        ('"learning.rate"', '"learning.rat"', "sweep.toml: parameters: unknown parameter 'learning.rat'"),
        ("[record]", "[record", "not valid TOML"),
    ],
)
def test_bad_files_are_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in TEXT
    path = write(tmp_path, TEXT.replace(old, new, 1))
    with pytest.raises(InputError, match=message):
        design_of(tmp_path, path.read_text(encoding="utf-8"))
    assert list(tmp_path.iterdir()) == [path]
