"""The verb `sweep`: what it says before, of what came of it, and of what cannot be used."""

import json
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

import run
from experiments.cli import sweep_command
from experiments.runs.chunk_store import Task
from experiments.runs.engine import Done, Work, perform
from experiments.runs.sweeps import estimate
from experiments.runs.sweeps.design import SweepDesign
from experiments.runs.sweeps.sweep import make_sweep
from experiments.runs.sweeps.task import Simulate, SweepWork
from model.errors import InputError
from tests.unit import fake_sweep
from tests.unit.sweep_files import design_of, write


@pytest.fixture(scope="module")
def design(tmp_path_factory: pytest.TempPathFactory) -> SweepDesign:
    return design_of(tmp_path_factory.mktemp("sweep"))


class SixSeconds:
    """Two at a time, each in six seconds."""

    workers = 2

    def run(self, work: Work, tasks: Sequence[Task]) -> Generator[Done]:
        yield from (replace(perform(work, task), seconds=6.0) for task in tasks)


def test_the_estimate_is_the_sample_times_the_tasks(design: SweepDesign) -> None:
    tasks = list(design.tasks())
    made = list(SixSeconds().run(SweepWork.of(design, fake_sweep.simulate), tasks[:2]))
    found = estimate.expected(tasks, made, SixSeconds.workers)
    assert found.seconds == 6 * 10 / 2
    assert found.size == 2 * 5 * sum(len(done.chunk) for done in made)
    assert found.memory == 4 * 5 * sum(done.loaded for done in made) > 0


@pytest.mark.parametrize(
    ("seconds", "size", "refused"),
    [(3600, 50, ""), (7200, 1, "about 2 hours"), (1, 51, "add --yes"), (400_000, 1, "about 5 days")],
)
def test_what_takes_long_has_to_be_confirmed(seconds: float, size: float, refused: str) -> None:
    if not refused:
        estimate.confirm(estimate.Estimate(seconds, size), 100, "sweep.toml")
        return
    with pytest.raises(InputError, match=refused):
        estimate.confirm(estimate.Estimate(seconds, size), 100, "sweep.toml")


@pytest.fixture
def front_door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Return the verb with a fake model."""
    path = write(tmp_path)

    def enter(*arguments: str, simulator: Simulate = fake_sweep.simulate) -> int:
        monkeypatch.setattr(sweep_command, "make_sweep", partial(make_sweep, simulator=simulator))
        return run.main(["sweep", str(path), "--out", str(tmp_path / "a"), "--workers", "1", *arguments])

    return enter


def test_values_of_parameters_are_shown_before_a_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*given: object) -> None:
        raise InputError("stopped before a run")

    monkeypatch.setattr(sweep_command, "make_sweep", stop)
    text = 'mixes = ["1"]\nworlds = ["small"]\n[parameters]\nleverage.steepness = [2,5]\n'
    path = write(tmp_path, text + "learning.rate = {start = 0.01, stop = 0.1, count = 10}\n")
    assert run.main(["sweep", str(path)]) == 2
    shown = capsys.readouterr().err
    assert "leverage.steepness: 2, 5\n" in shown
    assert "learning.rate: 10 values from 0.01 to 0.1\n" in shown


def test_the_front_door_tells_what_came_of_it(
    front_door: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert front_door("--shard", "1/2") == 0
    assert "5 of 10 tasks are in" in capsys.readouterr().out
    assert front_door("--json") == 0
    shown = capsys.readouterr()
    told = json.loads(shown.out)
    assert told["complete"] and told["runs"] == 40 and told["failed"] == []
    assert "5 of 10 tasks are in" in shown.err
    assert front_door() == 0
    assert f"written to {tmp_path / 'a'}" in capsys.readouterr().out


def test_the_front_door_lists_failed_runs_and_too_many_are_an_error(
    front_door: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert front_door(simulator=fake_sweep.simulate_with_bad_luck) == 1
    shown = capsys.readouterr().err
    assert "point 1 seed 2: ArithmeticError: no luck" in shown
    assert "2 of 40 runs failed" in shown


def test_ctrl_c_says_how_to_go_on(front_door: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    assert front_door("--yes", simulator=fake_sweep.stop) == 130
    assert "stopped; 2 tasks are kept; give the same command to go on" in capsys.readouterr().err
    assert front_door() == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--shard", "3/2"], "allowed: k/n with k from 1 to n"),
        (["--shard", "2"], "allowed: k/n"),
        (["--shard", "1/2", "--force"], "--force: would remove what other shards did"),
        (["--shard", "1/2", "--merge", "b"], "--merge: belongs to the last step"),
        (["--merge", "nowhere"], "--merge: nowhere holds no sweep"),
    ],
)
def test_bad_options_are_one_message_and_status_2(
    front_door: Callable[..., int], arguments: list[str], message: str, tmp_path: Path, capsys
) -> None:
    assert front_door(*arguments) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "a" / "runs.parquet").exists()
