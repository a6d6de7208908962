"""A sweep that goes beyond finished ones: known runs are taken over, and the tables are those of the sweep alone."""

import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

import run
from experiments.runs.sweeps.extend import extend_sweep, missing_part
from experiments.runs.sweeps.sweep import SweepOptions, SweepState
from model.errors import InputError
from model.scenario import Scenario
from model.simulation import Run
from tests.unit import fake_sweep
from tests.unit.sweep_files import ALONE, FIRST, SECOND, TEXT, design_of, everything, make

Wanted = Callable[[int], bool]
MORE_SEEDS = TEXT.replace("replicates = 10", "replicates = 12")
MORE_POINTS = TEXT.replace("[0.05, 0.08]", "[0.08, 0.1, 0.05]")
MORE_MIXES = TEXT.replace(f'"{SECOND}"]', f'"broad_eu", "{SECOND}"]')
FEWER = TEXT.replace("replicates = 10", "replicates = 2")


def counting(
    seen: list[tuple[str, int]], scenarios: Sequence[Scenario], seed: int, wanted: Callable[[int], bool]
) -> list[Run]:
    """Run the stand-in for the model and note what was run."""
    seen.extend((scenario.mix.name, seed) for scenario in scenarios)
    return fake_sweep.simulate(scenarios, seed, wanted)


def extend(folder: Path, text: str, *sources: str, out: str = "out") -> tuple[SweepState, int]:
    """Extend finished sweeps and return what came of it, and how many runs were run."""
    seen: list[tuple[str, int]] = []
    options = SweepOptions(folder / out, "sweep.toml")
    paths = [folder / each for each in sources]
    return extend_sweep(design_of(folder, text), options, paths, ALONE, partial(counting, seen)), len(seen)


@pytest.mark.parametrize(
    ("text", "new"), [(MORE_SEEDS, 2 * 2 * 2), (MORE_POINTS, 2 * 10), (MORE_MIXES, 20), (TEXT, 0), (FEWER, 0)]
)
def test_only_what_is_missing_is_run_and_the_folder_is_the_same(tmp_path: Path, text: str, new: int) -> None:
    make(design_of(tmp_path), tmp_path / "known")
    state, count = extend(tmp_path, text, "known")
    assert (count, state.complete, len(state.failed)) == (new, True, 0)
    make(design_of(tmp_path, text), tmp_path / "alone")
    assert everything(tmp_path / "out") == everything(tmp_path / "alone")


def test_several_folders_add_up(tmp_path: Path) -> None:
    make(design_of(tmp_path, FEWER), tmp_path / "one")
    make(design_of(tmp_path, TEXT.replace("replicates = 10", "seeds = [2, 3, 4]")), tmp_path / "two")
    _, count = extend(tmp_path, TEXT.replace("replicates = 10", "replicates = 5"), "one", "two")
    assert count == 2 * 2  # seed 5


def test_a_run_that_failed_is_run_again(tmp_path: Path) -> None:
    make(design_of(tmp_path), tmp_path / "known", simulator=fake_sweep.simulate_with_bad_luck)
    failed = pd.read_parquet(tmp_path / "known" / "runs.parquet").query("status == 'failed'")
    assert len(failed)
    state, count = extend(tmp_path, TEXT, "known")
    assert count >= len(failed) and state.failed.empty
    make(design_of(tmp_path), tmp_path / "alone")
    assert everything(tmp_path / "out") == everything(tmp_path / "alone")


def test_it_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    make(design_of(tmp_path, FEWER), tmp_path / "known")

    def stop(scenarios: Sequence[Scenario], seed: int, wanted: Wanted) -> list[Run]:
        if seed == 9:
            raise KeyboardInterrupt
        return fake_sweep.simulate(scenarios, seed, wanted)

    with pytest.raises(KeyboardInterrupt):
        extend_sweep(design_of(tmp_path), SweepOptions(tmp_path / "out", ""), [tmp_path / "known"], ALONE, stop)
    assert not (tmp_path / "out" / "manifest.json").exists()
    _, count = extend(tmp_path, TEXT, "known")
    assert 0 < count < 2 * 2 * 8
    make(design_of(tmp_path), tmp_path / "alone")
    assert everything(tmp_path / "out") == everything(tmp_path / "alone")


def test_the_missing_part_is_a_sweep_of_its_own(tmp_path: Path) -> None:
    design = design_of(tmp_path, MORE_MIXES)
    known = set(design_of(tmp_path).run_ids())
    part = missing_part(design, known)
    assert part is not None
    assert [each.mix.name for each in part.worlds[0]] == ["broad_eu"]
    assert set(part.run_ids()) == set(design.run_ids()) - known
    assert missing_part(design, set(design.run_ids())) is None


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("years = [2025, 2030]", "years = [2030]"), "keeps other years than this sweep"),
        (('"chain_impact_dutch", "public_cost"', '"public_cost"'), "keeps other outcomes than this sweep"),
        (None, "was made with another version of: code"),
    ],
)
def test_a_folder_that_cannot_be_taken_over_is_refused_and_leaves_none(
    tmp_path: Path, change: tuple[str, str] | None, message: str
) -> None:
    make(design_of(tmp_path), tmp_path / "known")
    if change is None:
        path = tmp_path / "known" / "manifest.json"
        manifest = json.loads(path.read_text(encoding="utf-8"))
        manifest["environment"]["code"] = "other"
        path.write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(InputError, match=message):
        extend(tmp_path, MORE_SEEDS if change is None else MORE_SEEDS.replace(*change), "known")
    assert not (tmp_path / "out").exists()


def test_the_command_line_says_what_is_taken_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small = (
        f'mixes = ["{FIRST}", "{SECOND}"]\nworlds = ["small"]\n[record]\noutcomes = ["public_cost"]\nyears = [2020]\n'
    )
    for name, text in (("one", small), ("two", "replicates = 2\n" + small)):
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    one, two = (["sweep", str(tmp_path / f"{each}.toml"), "--workers", "1", "--out"] for each in ("one", "two"))
    assert run.main([*one, str(tmp_path / "a")]) == 0
    capsys.readouterr()
    assert run.main([*two, str(tmp_path / "b"), "--merge", str(tmp_path / "a")]) == 2
    assert "--reuse takes over runs of another" in capsys.readouterr().err and not (tmp_path / "b").exists()
    assert run.main([*two, str(tmp_path / "b"), "--reuse", str(tmp_path / "a"), "--shard", "1/2"]) == 2
    assert "--reuse: goes with neither" in capsys.readouterr().err
    assert run.main([*two, str(tmp_path / "b"), "--reuse", str(tmp_path / "a")]) == 0
    assert "2 of 4 runs are taken over" in capsys.readouterr().err
    assert len(pd.read_parquet(tmp_path / "b" / "outcomes.parquet")) == 4
