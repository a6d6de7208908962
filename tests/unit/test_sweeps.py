"""Sweeps: the same bytes however the work is spread or interrupted, failures kept and told, nothing silently lost."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from joblib.externals.loky import get_reusable_executor

import run
from experiments import manifest
from experiments.commands import sweep_command
from experiments.errors import StudyError
from experiments.sweeps import chunks, estimate, folder, sweep
from experiments.sweeps.design import SweepDesign, Task
from experiments.sweeps.execute import ThisMachine, WorkerDied, run_tasks
from experiments.sweeps.sweep import SweepOptions, SweepState, make_sweep
from experiments.sweeps.task import Done, Simulate, Work, do
from model.errors import InputError
from tests.unit import fake_sweep
from tests.unit.sweep_files import TEXT, design_of, everything, write

ROOT = Path(__file__).resolve().parents[2]
ALONE = ThisMachine(1)
FILES = {"design.json", "manifest.json", "outcomes.parquet", "runs.parquet"}
DRIVER = """
import sys
from pathlib import Path
from experiments.sweeps.execute import ThisMachine
from experiments.sweeps.read import read_sweep
from experiments.sweeps.sweep import SweepOptions, make_sweep
from tests.unit import fake_sweep
options = SweepOptions(Path(sys.argv[2]), sys.argv[1])
make_sweep(read_sweep(Path(sys.argv[1])), options, ThisMachine(int(sys.argv[3])), fake_sweep.simulate_slowly)
"""


@pytest.fixture(autouse=True)
def same_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what others do to the checkout out of manifests."""
    monkeypatch.setattr(manifest, "commit", lambda: "of this test")


@pytest.fixture(scope="module")
def design(tmp_path_factory: pytest.TempPathFactory) -> SweepDesign:
    return design_of(tmp_path_factory.mktemp("sweep"))


def make(
    design: SweepDesign, out: Path, workers: int = 1, simulator: Simulate = fake_sweep.simulate, **options: object
) -> SweepState:
    return make_sweep(design, SweepOptions(out, "sweep.toml", **options), ThisMachine(workers), simulator)  # type: ignore[arg-type]


def outcomes(out: Path) -> pd.DataFrame:
    return pd.read_parquet(out / "outcomes.parquet")


def test_the_tables_hold_what_the_model_gave(design: SweepDesign, tmp_path: Path) -> None:
    state = make(design, tmp_path / "a")
    assert set(everything(tmp_path / "a")) == FILES
    assert state.complete and state.failed.empty
    runs = pd.read_parquet(tmp_path / "a" / "runs.parquet")
    pd.testing.assert_frame_equal(runs, state.runs, check_dtype=False)
    rows = outcomes(tmp_path / "a")
    assert list(rows.columns) == [*folder.KEYS, "year", "chain_impact_dutch", "public_cost"]
    assert rows["run_id"].tolist() == np.repeat(runs["run_id"], 2).tolist()
    assert rows.groupby("year").size().to_dict() == {2025: 40, 2030: 40}
    last = runs.iloc[-1]
    scenario = design.worlds[0][-1].with_parameters({"learning.rate": 0.08})
    given = fake_sweep.run(scenario, int(last["seed"]), lambda date: True)
    stock, flow = (given.values[:, given.outcomes.index(name)] for name in rows.columns[-2:])
    years = np.array(given.dates) // 4
    assert rows["chain_impact_dutch"].iloc[-1] == np.float32(stock[years == 2030][-1])
    assert rows["public_cost"].iloc[-1] == np.float32(flow[years == 2030].mean())
    assert rows["public_cost"].dtype == np.float32


def test_quarters_can_be_kept(tmp_path: Path) -> None:
    text = TEXT.replace("[record]", '[record]\nby = "quarter"').replace("replicates = 10", "seeds = [7]")
    design = design_of(tmp_path, text)
    make(design, tmp_path / "a")
    rows = outcomes(tmp_path / "a")
    assert rows["quarter"].tolist()[:8] == [f"{year}Q{each}" for year in (2025, 2030) for each in (1, 2, 3, 4)]
    given = fake_sweep.run(design.worlds[0][0].with_parameters({"learning.rate": 0.05}), 7, design.recording.wants)
    kept = given.values[:, given.outcomes.index("public_cost")].astype(np.float32)
    assert rows["public_cost"].to_numpy()[:8].tolist() == kept.tolist()


def test_the_same_bytes_for_two_workers_and_for_shards_and_for_merged_folders(
    design: SweepDesign, tmp_path: Path
) -> None:
    make(design, tmp_path / "one")
    make(design, tmp_path / "two", 2)
    for part in (3, 1, 2):
        state = make(design, tmp_path / "shards", shard=(part, 3))
        assert not state.complete
        make(design, tmp_path / f"part-{part}", shard=(part, 3))
    assert (state.done, state.tasks) == (10, 10)
    no_model: Simulate = fake_sweep.simulate_nothing  # everything is there: nothing may be run again
    make(design, tmp_path / "shards", simulator=no_model)
    parts = tuple(tmp_path / f"part-{part}" for part in (1, 2, 3))
    make(design, tmp_path / "merged", simulator=no_model, merge=parts)
    expected = everything(tmp_path / "one")
    for name in ("two", "shards", "merged"):
        assert everything(tmp_path / name) == expected, name


def test_a_sweep_that_was_stopped_goes_on(design: SweepDesign, tmp_path: Path) -> None:
    out = tmp_path / "a"
    with pytest.raises(KeyboardInterrupt):
        make(design, out, simulator=fake_sweep.stop, confirmed=True)
    assert not folder.is_complete(out)
    make(design, tmp_path / "b", confirmed=True)
    make(design, out)
    assert everything(out) == everything(tmp_path / "b")


def test_only_what_is_missing_is_done(design: SweepDesign, tmp_path: Path) -> None:
    make(design, tmp_path / "a", shard=(1, 2))
    with pytest.MonkeyPatch.context() as patch:
        done: list[int] = []
        patch.setattr(sweep, "run_tasks", lambda work, tasks, *rest: done.extend(task.number for task in tasks))
        with pytest.raises(KeyError):
            make(design, tmp_path / "a", shard=(2, 2), confirmed=True)
    assert done == [1, 3, 5, 7, 9]


def test_a_complete_sweep_is_left_alone(design: SweepDesign, tmp_path: Path) -> None:
    make(design, tmp_path / "a")
    before = everything(tmp_path / "a")
    state = make(design, tmp_path / "a", simulator=fake_sweep.simulate_nothing)
    assert state.complete and len(state.runs) == 40
    assert everything(tmp_path / "a") == before


def test_another_sweep_is_refused_unless_forced(design: SweepDesign, tmp_path: Path) -> None:
    make(design, tmp_path / "a", shard=(1, 2))
    before = everything(tmp_path / "a")
    other = design_of(tmp_path, TEXT.replace("0.08", "0.09"))
    with pytest.raises(InputError, match=f"holds another sweep .{design.sweep_id}; this one is {other.sweep_id}"):
        make(other, tmp_path / "a")
    with pytest.raises(InputError, match=r"--merge: .* holds another sweep"):
        make(other, tmp_path / "b", merge=(tmp_path / "a",))
    assert everything(tmp_path / "a") == before
    make(other, tmp_path / "a", force=True)
    assert set(outcomes(tmp_path / "a")["run_id"]) == set(other.run_ids())


def test_a_sweep_begun_with_other_code_is_refused(
    design: SweepDesign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(design, tmp_path / "a", shard=(1, 2))
    monkeypatch.setattr(manifest, "code_hash", lambda: "changed")
    with pytest.raises(InputError, match="begun with another version of: code"):
        make(design, tmp_path / "a")


def test_other_things_are_never_replaced(design: SweepDesign, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    for out, message in ((tmp_path, "other things than a sweep"), (tmp_path / "mine.txt", "is a file")):
        with pytest.raises(InputError, match=message):
            make(design, out, force=True)


@pytest.mark.parametrize("workers", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_runs_that_raise_are_recorded_and_the_others_go_on(design: SweepDesign, tmp_path: Path, workers: int) -> None:
    state = make(design, tmp_path / "a", workers, fake_sweep.simulate_with_bad_luck)
    assert state.failed[["seed", "learning.rate"]].values.tolist() == [[2, 0.05], [2, 0.08]]
    assert state.failed["error"].str.contains("fake_sweep.py:").all()
    assert state.failed["error"].str.endswith("ArithmeticError: no luck").all()
    assert str(ROOT) not in state.failed["error"].iloc[0]
    rows = outcomes(tmp_path / "a")
    assert len(rows) == 2 * 38
    assert not set(state.failed["run_id"]) & set(rows["run_id"])
    made = json.loads((tmp_path / "a" / "manifest.json").read_text(encoding="utf-8"))
    assert made["failed"] == state.failed["run_id"].tolist()


def test_when_every_run_raises_the_tables_say_so(design: SweepDesign, tmp_path: Path) -> None:
    state = make(design, tmp_path / "a", simulator=fake_sweep.simulate_nothing)
    assert len(state.failed) == 40
    assert len(outcomes(tmp_path / "a")) == 0
    assert sweep_command.tell_failures(state) == 1


def test_what_is_not_known_stays_unknown(design: SweepDesign, tmp_path: Path) -> None:
    make(design, tmp_path / "a", simulator=fake_sweep.simulate_unknown)
    rows = outcomes(tmp_path / "a")
    first, second = rows[fake_sweep.NAMES[0]], rows["public_cost"]
    assert first[rows["seed"] == fake_sweep.UNKNOWN_SEED].isna().all()
    assert first[rows["seed"] != fake_sweep.UNKNOWN_SEED].notna().all()
    assert second.notna().all()


class Mortal:
    """Two tasks at a time, in this process; both are lost when one of them is deadly."""

    workers = 2

    def __init__(self, *deadly: int, times: int = 1000) -> None:
        self.deadly = deadly
        self.lives = times

    def run(self, work: Work, tasks: Sequence[Task]) -> Generator[Done]:
        for first in range(0, len(tasks), self.workers):
            pair = tasks[first : first + self.workers]
            if self.lives and any(task.number in self.deadly for task in pair):
                self.lives -= 1
                raise WorkerDied
            yield from [do(work, task) for task in pair]


def test_tasks_whose_worker_died_are_done_again(design: SweepDesign, tmp_path: Path) -> None:
    options = SweepOptions(tmp_path / "a", "sweep.toml", confirmed=True)
    make_sweep(design, options, Mortal(0, 5, times=2), fake_sweep.simulate)
    make(design, tmp_path / "b")
    assert everything(tmp_path / "a") == everything(tmp_path / "b")


def test_tasks_that_always_kill_their_worker_are_told_and_the_others_are_kept(
    design: SweepDesign, tmp_path: Path
) -> None:
    options = SweepOptions(tmp_path / "a", "sweep.toml", confirmed=True)
    with pytest.raises(StudyError, match=r"2 tasks are missing, the first with seed \d and learning.rate=0.05"):
        make_sweep(design, options, Mortal(0, 1), fake_sweep.simulate)
    assert list(chunks.chunks_in(tmp_path / "a")) == list(range(2, 10))
    make(design, tmp_path / "a")
    make(design, tmp_path / "b")
    assert everything(tmp_path / "a") == everything(tmp_path / "b")


@pytest.mark.slow
def test_a_worker_process_that_dies_takes_no_result_with_it(
    design: SweepDesign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    get_reusable_executor().shutdown(wait=True)  # workers that are there do not see the variable
    monkeypatch.setenv(fake_sweep.MARK, str(tmp_path / "mark"))
    make(design, tmp_path / "a", 2, fake_sweep.die_once)
    assert (tmp_path / "mark").exists()
    make(design, tmp_path / "b")
    assert everything(tmp_path / "a") == everything(tmp_path / "b")


@pytest.mark.slow
def test_worker_processes_that_always_die_end_in_words(design: SweepDesign, tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="give the same command with fewer --workers"):
        make(design, tmp_path / "a", 2, fake_sweep.die_always, confirmed=True)
    make(design, tmp_path / "a")
    make(design, tmp_path / "b")
    assert everything(tmp_path / "a") == everything(tmp_path / "b")


def test_a_chunk_that_cannot_be_read_is_named(design: SweepDesign, tmp_path: Path) -> None:
    make(design, tmp_path / "a", shard=(1, 2))
    path = chunks.chunk_path(tmp_path / "a", 2)
    path.write_bytes(b"not a table")
    with pytest.raises(StudyError, match=r"task-0000002.parquet cannot be read"):
        make(design, tmp_path / "a")


def wait_for(condition: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    for _ in range(3000):
        if condition():
            return
        assert process.poll() is None, "ended before it could be stopped"
        time.sleep(0.01)
    pytest.fail("nothing happened")


def begin(path: Path, out: Path, workers: int) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([sys.executable, "-c", DRIVER, str(path), str(out), str(workers)], env=environment)
    wait_for(lambda: len(chunks.chunks_in(out)) >= 2, process)
    return process


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_a_sweep_whose_driver_is_killed_goes_on(tmp_path: Path, workers: int) -> None:
    path = write(tmp_path)
    process = begin(path, tmp_path / "a", workers)
    process.kill()
    process.wait()
    assert not folder.is_complete(tmp_path / "a")
    design = design_of(tmp_path)
    make(design, tmp_path / "a")
    make(design, tmp_path / "b")
    assert everything(tmp_path / "a") == everything(tmp_path / "b")


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals of this kind are those of Unix")
def test_ctrl_c_stops_the_workers_at_once(tmp_path: Path) -> None:
    process = begin(write(tmp_path), tmp_path / "a", 2)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) != 0
    assert not folder.is_complete(tmp_path / "a")
    there = len(chunks.chunks_in(tmp_path / "a"))
    time.sleep(0.5)
    assert len(chunks.chunks_in(tmp_path / "a")) == there


class SixSeconds:
    """Two at a time, each in six seconds."""

    workers = 2

    def run(self, work: Work, tasks: Sequence[Task]) -> Generator[Done]:
        yield from (replace(do(work, task), seconds=6.0) for task in tasks)


def test_the_estimate_is_the_sample_times_the_tasks(design: SweepDesign, tmp_path: Path) -> None:
    tasks = list(design.tasks())
    work = Work.of(design, tmp_path / "a", fake_sweep.simulate)
    with estimate.timed_sample(work, tasks, SixSeconds()) as sample:
        assert sample.estimate.seconds == 6 * 10 / 2
        (path,) = sample.chunks.values()
        assert sample.estimate.size == 2 * 10 * path.stat().st_size
        assert not (tmp_path / "a").exists()
        (tmp_path / "b" / "chunks").mkdir(parents=True)
        sample.keep(tmp_path / "b")
    (tmp_path / "c" / "chunks").mkdir(parents=True)
    do(Work.of(design, tmp_path / "c", fake_sweep.simulate), tasks[0])
    assert everything(tmp_path / "b") == everything(tmp_path / "c")


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


def test_nothing_is_written_before_it_is_confirmed(
    design: SweepDesign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "free_disk", lambda out: 0.0)
    with pytest.raises(InputError, match="add --yes"):
        make(design, tmp_path / "a")
    assert list(tmp_path.iterdir()) == []
    make(design, tmp_path / "a", confirmed=True)
    assert folder.is_complete(tmp_path / "a")


def test_progress_adds_up(design: SweepDesign, tmp_path: Path) -> None:
    told: list[int] = []
    folder.prepare(tmp_path / "a", design)
    work = Work.of(design, tmp_path / "a", fake_sweep.simulate)
    run_tasks(work, list(design.tasks()), ALONE, lambda done: told.append(done.runs))
    assert sum(told) == design.run_count


@pytest.fixture
def front_door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Return the verb with a fake model."""
    path = write(tmp_path)

    def enter(*arguments: str, simulator: Simulate = fake_sweep.simulate) -> int:
        monkeypatch.setattr(sweep_command, "make_sweep", partial(make_sweep, simulator=simulator))
        return run.main(["sweep", str(path), "--out", str(tmp_path / "a"), "--workers", "1", *arguments])

    return enter


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
    assert "stopped; 0 tasks are kept in" in capsys.readouterr().err
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
