"""Sweeps on a dask cluster: the same bytes, also when a worker is killed, and clear words for what is amiss."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import distributed
import numpy as np
import pytest

import run
from experiments.cli import sweep_command
from experiments.runs import manifest
from experiments.runs.engine import ThisMachine, WorkerDied
from experiments.runs.errors import StudyError
from experiments.runs.sweeps import cluster
from experiments.runs.sweeps.cluster import Cluster, executor_for
from experiments.runs.sweeps.design import SweepDesign
from experiments.runs.sweeps.sweep import make_sweep
from experiments.runs.sweeps.task import SweepWork
from model.errors import InputError
from tests.unit import fake_sweep
from tests.unit.sweep_files import Interrupted, design_of, everything, make, outcomes, write

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120
SAFETY_NET = 400


@dataclass
class Machines:
    """A scheduler and its workers, each a process."""

    folder: Path
    address: str = ""
    scheduler: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, kind: str, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a scheduler, which does not know the project, or a worker, which does."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT) if kind == "worker" else ""}
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--host", "127.0.0.1", "--no-dashboard"]
        return subprocess.Popen([*command, *arguments], env=environment, cwd=self.folder, stderr=subprocess.DEVNULL)

    def begin(self) -> None:
        path = self.folder / "scheduler.json"
        self.scheduler = self.start("scheduler", "--port", "0", "--scheduler-file", str(path))
        until = time.monotonic() + PATIENCE
        while not self.address and time.monotonic() < until:
            time.sleep(0.05)
            if path.exists() and (text := path.read_text(encoding="utf-8")).endswith("}"):
                self.address = json.loads(text)["address"]

    def refill(self) -> None:
        """Start workers until there are two."""
        self.workers = [each for each in self.workers if each.poll() is None]
        while len(self.workers) < 2:
            self.workers.append(self.start("worker", self.address, "--nthreads", "1", "--no-nanny"))
        with distributed.Client(self.address, timeout=PATIENCE, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=PATIENCE)

    def end(self) -> None:
        for each in (*self.workers, self.scheduler):
            if each is not None:
                each.kill()
                each.wait(PATIENCE)


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    found = Machines(tmp_path_factory.mktemp("dask"))
    guard = threading.Timer(SAFETY_NET, found.end)
    guard.daemon = True
    guard.start()
    try:
        found.begin()
        found.refill()
        yield found
    finally:
        guard.cancel()
        found.end()


@pytest.fixture(autouse=True)
def same_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what others do to the checkout out of manifests."""
    monkeypatch.setattr(manifest, "commit", lambda: "of this test")


@pytest.fixture(scope="module")
def design(tmp_path_factory: pytest.TempPathFactory) -> SweepDesign:
    return design_of(tmp_path_factory.mktemp("sweep"))


def test_the_same_bytes_when_a_worker_is_killed(machines: Machines, design: SweepDesign, tmp_path: Path) -> None:
    executor = Interrupted(Cluster(machines.address, 2, patience=PATIENCE), machines.workers[0].kill)
    make(design, tmp_path / "a", executor, fake_sweep.simulate_slowly, confirmed=True)
    assert executor.begun == 1, "dask itself does the lost tasks again"
    assert machines.workers[0].wait(PATIENCE) != 0
    make(design, tmp_path / "b")
    assert everything(tmp_path / "a") == everything(tmp_path / "b")
    machines.refill()


def test_the_front_door_takes_a_cluster(
    machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path)
    monkeypatch.setattr(sweep_command, "make_sweep", partial(make_sweep, simulator=fake_sweep.simulate_with_bad_luck))
    address = machines.address.removeprefix("tcp://")
    assert run.main(["sweep", str(path), "--out", str(tmp_path / "a"), "--cluster", address, "--yes"]) == 1
    assert "2 of 40 runs failed" in capsys.readouterr().err
    make(design_of(tmp_path), tmp_path / "b", simulator=fake_sweep.simulate_with_bad_luck)
    assert everything(tmp_path / "a") == everything(tmp_path / "b")


def test_what_is_not_known_stays_unknown(machines: Machines, design: SweepDesign, tmp_path: Path) -> None:
    make(design, tmp_path / "a", Cluster(machines.address, 2), fake_sweep.simulate_unknown)
    rows = outcomes(tmp_path / "a")
    unknown = rows["seed"] == fake_sweep.UNKNOWN_SEED
    assert np.array_equal(rows[fake_sweep.NAMES[0]].isna(), unknown)
    assert unknown.sum() == 8


def test_a_worker_with_other_code_is_refused(
    machines: Machines, design: SweepDesign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = {**cluster.checkout(), "code": "changed"}
    monkeypatch.setattr(cluster, "checkout", lambda: here)
    with pytest.raises(InputError, match=r"--cluster: a worker in .* has another version of: code;"):
        make(design, tmp_path / "a", Cluster(machines.address, 2), confirmed=True)


def test_a_cluster_without_workers_is_told(
    design: SweepDesign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    empty = Machines(tmp_path)
    try:
        empty.begin()
        with pytest.raises(InputError, match="has no workers; start some"):
            executor_for(None, empty.address)
        work = SweepWork.of(design, fake_sweep.simulate)
        with (
            closing(Cluster(empty.address, 1, patience=0.5).run(work, list(design.tasks()))) as results,
            pytest.raises(StudyError, match="no workers left; what is done is kept"),
        ):
            next(results)
    finally:
        empty.end()


def test_a_scheduler_out_of_reach_is_bad_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.2)
    with closing(socket.create_server(("127.0.0.1", 0))) as mute:
        address = f"tcp://127.0.0.1:{mute.getsockname()[1]}"
        with pytest.raises(InputError, match=f"{address} is out of reach .timed out.; check host and port"):
            executor_for(None, address)
    assert run.main(["sweep", str(write(tmp_path)), "--out", str(tmp_path / "a"), "--cluster", address]) == 2
    assert f"error: --cluster: {address} is out of reach" in capsys.readouterr().err
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(
    ("workers", "address", "message"),
    [
        (None, "slrum", "allowed: slurm, or the address of a dask scheduler"),
        (None, "http://host:80", "allowed: slurm, or the address"),
        (2, "tcp://host:8786", "--workers: a cluster that is running has its own workers"),
        (None, "slurm", "say with --workers how many"),
        (2, "slurm", "the command sbatch is not found"),
    ],
)
def test_options_that_do_not_fit(
    workers: int | None, address: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(InputError, match=message):
        executor_for(workers, address)


def test_without_a_cluster_this_machine_does_it() -> None:
    assert executor_for(3, None) == ThisMachine(3)


class Failed:
    """A task of dask that ended in an error."""

    status = "error"

    def __init__(self, error: Exception) -> None:
        self.error = error

    def exception(self) -> Exception:
        return self.error


@pytest.mark.parametrize(
    ("error", "raised", "message"),
    [
        (distributed.KilledWorker("task", None, 3), WorkerDied, "^$"),  # type: ignore[arg-type]
        (ModuleNotFoundError("No module named 'experiments'"), InputError, "does not find the project .No module"),
        (InputError("mix.toml: no"), InputError, "mix.toml: no"),
    ],
)
def test_errors_of_workers_are_told_apart(error: Exception, raised: type[Exception], message: str) -> None:
    with pytest.raises(raised, match=message):
        cluster._fetch(Failed(error))
