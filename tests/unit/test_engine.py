"""The engine: every run once, the same results however the work is spread, failures kept and told."""

from dataclasses import replace
from pathlib import Path

import pytest

from experiments.place import ROOT
from experiments.runs import engine
from experiments.runs.design import Design, Request, default_mixes, make_design
from experiments.runs.design_runs import Result, plan, run_design
from experiments.runs.engine import here
from experiments.runs.errors import StudyError
from model.errors import InputError
from model.scenario import SCENARIOS
from tests.unit import fake_model

MIXES = default_mixes()


@pytest.fixture(scope="module")
def design() -> Design:
    return make_design(Request(MIXES[:3], ("expected", "as_enacted"), "small", {}, (1, 2, 3)))


def same(one: list[Result], other: list[Result]) -> bool:
    pairs = zip(one, other, strict=True)
    return all(a.index == b.index and bytes_of(a) == bytes_of(b) for a, b in pairs)


def bytes_of(result: Result) -> bytes:
    assert result.values is not None
    return result.values.tobytes()


@pytest.mark.parametrize("seeds", [(1,), (5, 6, 7), tuple(range(50))])
def test_every_run_is_planned_once_with_its_own_scenario_and_seed(design: Design, seeds: tuple) -> None:
    chosen = replace(design, seeds=seeds)
    planned = {}
    for task in plan(chosen):
        for index, scenario in zip(task.runs, task.scenarios, strict=True):
            assert index not in planned
            planned[index] = (scenario, task.seed)
    runs = chosen.runs
    assert planned == {place: (chosen.scenarios[run.scenario], run.seed) for place, run in enumerate(runs)}


def test_results_come_in_the_order_of_the_design(design: Design) -> None:
    for run, result in zip(design.runs, run_design(design, here(), simulator=fake_model.simulate), strict=True):
        expected = fake_model.run(design.scenarios[run.scenario], run.seed)
        assert bytes_of(result) == expected.values.tobytes()


def test_results_do_not_depend_on_the_number_of_workers(design: Design) -> None:
    alone = run_design(design, here(), simulator=fake_model.simulate)
    assert same(alone, run_design(design, here(2), simulator=fake_model.simulate))


def test_progress_adds_up_to_all_runs(design: Design) -> None:
    told: list[int] = []
    run_design(design, here(1, told.append), fake_model.simulate)
    assert sum(told) == len(design.runs)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_that_raises_is_kept_and_the_others_go_on(design: Design, workers: int) -> None:
    results = run_design(design, here(workers), simulator=fake_model.simulate_with_bad_luck)
    for run, result in zip(design.runs, results, strict=True):
        unlucky = run.seed == fake_model.UNLUCKY_SEED and design.scenarios[run.scenario].mix.bases
        assert (result.values is None) == bool(unlucky)
        assert ("ArithmeticError: no luck" in result.error) == bool(unlucky)


def test_tracebacks_name_no_folder_of_this_machine(design: Design) -> None:
    error = run_design(design, here(), simulator=fake_model.simulate_nothing)[0].error
    assert "tests/unit/fake_model.py:" in error
    assert str(ROOT) not in error


@pytest.mark.parametrize("workers", [1, 2])
def test_bad_input_found_in_a_worker_stays_bad_input(design: Design, workers: int) -> None:
    with pytest.raises(InputError, match="a table is wrong"):
        run_design(design, here(workers), simulator=fake_model.refuse)


def tiny_world(folder: Path) -> str:
    """Write a world with few agents and quarters, for runs of the real model."""
    text = (SCENARIOS / "worlds" / "small.toml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith(("end ", "burn_in "))]
    path = folder / "tiny.toml"
    path.write_text("\n".join(['end = "2022Q4"', "burn_in = 4", *lines]) + "\n", encoding="utf-8", newline="\n")
    return str(path)


def test_the_model_gives_the_same_bytes_for_one_and_two_workers(tmp_path: Path) -> None:
    design = make_design(Request(MIXES[:3], ("expected",), tiny_world(tmp_path), {}, (1, 2)))
    alone = run_design(design, here())
    assert all(result.error == "" for result in alone)
    assert same(alone, run_design(design, here(2)))


def test_a_worker_that_dies_is_told_in_words(design: Design, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "MOST_VAIN", 1)
    with pytest.raises(StudyError, match="fewer --workers"):
        run_design(design, here(2), simulator=fake_model.die)
