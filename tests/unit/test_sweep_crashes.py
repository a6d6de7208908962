"""Sweeps of which a worker or the driver is killed: what is done is kept, the rest is done, in the same bytes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from experiments.runs import chunk_store, engine, manifest
from experiments.runs.chunk_store import Task
from experiments.runs.engine import Done, ThisMachine, Work, WorkerDied, perform
from experiments.runs.errors import StudyError
from experiments.runs.holdings import holding
from experiments.runs.sweeps.design import SweepDesign
from tests.unit import fake_sweep
from tests.unit.sweep_files import Interrupted, design_of, everything, make, write

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120
DRIVER = """
import signal
import sys
from pathlib import Path
from experiments.runs.engine import ThisMachine
from experiments.runs.sweeps.read import read_sweep
from experiments.runs.sweeps.sweep import SweepOptions, make_sweep
from tests.unit import fake_sweep
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in what a shell runs in the background
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
            yield from [perform(work, task) for task in pair]


def test_tasks_whose_worker_died_are_done_again(design: SweepDesign, tmp_path: Path) -> None:
    make(design, tmp_path / "a", Mortal(0, 5, times=2), confirmed=True)
    make(design, tmp_path / "b")
    assert everything(tmp_path / "a") == everything(tmp_path / "b")


def test_tasks_that_always_kill_their_worker_are_told_and_the_others_are_kept(
    design: SweepDesign, tmp_path: Path
) -> None:
    with pytest.raises(StudyError, match=r"2 tasks are missing, the first with seed \d and learning.rate=0.05"):
        make(design, tmp_path / "a", Mortal(0, 1), confirmed=True)
    assert list(chunk_store.chunks_in(tmp_path / "a")) == list(range(2, 10))
    make(design, tmp_path / "a")
    make(design, tmp_path / "b")
    assert everything(tmp_path / "a") == everything(tmp_path / "b")


def test_a_worker_that_is_killed_takes_no_result_with_it(design: SweepDesign, tmp_path: Path) -> None:
    def kill() -> None:
        workers = [each for each in psutil.Process().children() if "LokyProcess" in " ".join(each.cmdline())]
        workers[0].kill()

    executor = Interrupted(ThisMachine(2), kill)
    make(design, tmp_path / "a", executor, fake_sweep.simulate_slowly, confirmed=True)
    assert executor.begun == 2
    make(design, tmp_path / "b")
    assert everything(tmp_path / "a") == everything(tmp_path / "b")


@pytest.mark.slow
def test_worker_processes_that_always_die_end_in_words(
    design: SweepDesign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "MOST_VAIN", 1)
    with pytest.raises(StudyError, match="give the same command with fewer --workers"):
        make(design, tmp_path / "a", ThisMachine(2), fake_sweep.die_always, confirmed=True)
    make(design, tmp_path / "a")
    make(design, tmp_path / "b")
    assert everything(tmp_path / "a") == everything(tmp_path / "b")


def wait_for(condition: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if condition():
            return
        assert process.poll() is None, "ended before it could be stopped"
        time.sleep(0.01)
    pytest.fail("nothing happened")


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Begin a sweep with two workers in a process of its own; yield when something is done."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", DRIVER, str(write(tmp_path)), str(tmp_path / "a"), "2"]
    with subprocess.Popen(command, env=environment) as process:
        try:
            wait_for(lambda: len(chunk_store.chunks_in(tmp_path / "a")) >= 2, process)
            yield process
        finally:
            process.kill()


@pytest.mark.slow
def test_a_sweep_whose_driver_is_killed_goes_on(
    design: SweepDesign, tmp_path: Path, begun: subprocess.Popen[bytes]
) -> None:
    workers = psutil.Process(begun.pid).children(recursive=True)
    begun.kill()
    begun.wait(PATIENCE)
    for worker in workers:  # idle ones would wait some minutes for a driver
        with suppress(psutil.NoSuchProcess):
            worker.kill()
    psutil.wait_procs(workers, PATIENCE)
    assert holding(tmp_path / "a") == "begun"
    make(design, tmp_path / "a")
    make(design, tmp_path / "b")
    assert everything(tmp_path / "a") == everything(tmp_path / "b")


@pytest.mark.slow  # SIGTERM takes the same way, in `test_kills.py`
@pytest.mark.skipif(os.name == "nt", reason="signals of this kind are those of Unix")
def test_ctrl_c_stops_the_workers_at_once(tmp_path: Path, begun: subprocess.Popen[bytes]) -> None:
    workers = psutil.Process(begun.pid).children(recursive=True)
    begun.send_signal(signal.SIGINT)
    assert begun.wait(PATIENCE) != 0
    _, alive = psutil.wait_procs(workers, PATIENCE)
    assert alive == []
    assert holding(tmp_path / "a") == "begun"
    assert len(chunk_store.chunks_in(tmp_path / "a")) < 10
