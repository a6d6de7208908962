"""Do the tasks of a sweep on a dask cluster: a scheduler that is running, or one whose workers Slurm starts.

A worker sends the chunk of a task to this process: no shared disk is needed, and workers
may die at any time. Dask does the task of a worker that died again, on another. Workers need the same checkout and
libraries; each compares its own with those of this process before its first task.
"""

from __future__ import annotations

import asyncio
import operator
import pickle
import queue
import re
import shlex
import shutil
import socket
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from experiments.place import IMPORTED_FROM, ROOT
from experiments.report.terminal import error_output
from experiments.runs.chunk_store import Task
from experiments.runs.design import tables_hash
from experiments.runs.engine import Done, Executor, ThisMachine, Work, WorkerDied, default_workers, perform
from experiments.runs.errors import StudyError
from experiments.runs.manifest import code_hash, made_with
from model.errors import InputError
from model.inputs.settings import DATA

SLURM = "slurm"
CONNECT_SECONDS = 4
GREETING_SECONDS = 5
"""So many seconds a scheduler may take to answer, and then to name a worker: 9 in all."""
LOST_SECONDS = 60.0
"""So long a cluster may be without any worker in the middle of a sweep."""
LOOK_SECONDS = 1.0
FETCH_SECONDS = 30
AHEAD = 3
"""So many tasks a worker are handed in: none waits for work, and the scheduler is not swamped."""
_ADDRESS = re.compile(r"((tcp|tls|ws|wss)://)?[^\s/]+:\d+")
_one_at_a_time = threading.Lock()


def executor_for(workers: int | None, cluster: str | None) -> Executor:
    """Return who does the tasks: processes of this machine, or a cluster.

    Args:
        workers: number of processes; None for all cores of this machine. Not with the address of a cluster.
        cluster: None for this machine, the address of a dask scheduler, or `slurm`.

    Raises:
        InputError: when the cluster is out of reach, has no workers, or is not set up.
    """
    if cluster is None:
        return ThisMachine(default_workers(workers))
    if cluster == SLURM:
        return _slurm(workers)
    if not _ADDRESS.fullmatch(cluster):
        raise InputError(
            f"--cluster: '{cluster}' is not allowed; allowed: {SLURM}, or the address of a dask scheduler,"
            " as in tcp://HOST:8786"
        )
    if workers is not None:
        raise InputError("--workers: a cluster that is running has its own workers; leave --workers out")
    address = cluster if "://" in cluster else f"tcp://{cluster}"
    return Cluster(address, _greet(address))


@dataclass(frozen=True)
class Cluster:
    """The workers of a dask scheduler; `workers` is how many there are, or are asked for."""

    address: str
    workers: int
    patience: float = LOST_SECONDS
    """So many seconds there may be no worker at all."""
    keeper: object = field(default=None, repr=False)
    """What keeps the scheduler running, where this process started it."""

    def run(self, work: Work, tasks: Sequence[Task]) -> Generator[Done]:
        """Do the tasks and yield each as it is done.

        Raises:
            InputError: when a worker has other code, or the scheduler is out of reach.
            StudyError: when all workers or the scheduler are gone.
            WorkerDied: when workers keep dying of one task.
        """
        # Not scattered: what is scattered is lost with the workers that hold it, what a task made is made again.
        # As bytes, called by functions of Python itself: the scheduler need not know the project.
        shared = pickle.dumps(_Worker(work, checkout()))
        with _client(self.address) as client:
            held = client.submit(pickle.loads, shared, pure=False)
            yield from self._results(client, held, tasks)

    def _results(self, client: Any, held: object, tasks: Sequence[Task]) -> Iterator[Done]:
        """Hand tasks in, a few ahead of the workers, and yield what comes back."""
        waiting = iter(tasks)
        finished: queue.SimpleQueue[Any] = queue.SimpleQueue()
        handed_in = set()
        while True:
            for task in waiting:
                future = client.submit(operator.call, held, pickle.dumps(task), pure=False)
                handed_in.add(future)
                future.add_done_callback(finished.put)
                if len(handed_in) >= AHEAD * max(self.workers, len(client.nthreads())):
                    break
            if not handed_in:
                return
            future = self._next(client, finished)
            result = _fetch(future)
            if result is None:
                future.add_done_callback(finished.put)
                continue
            handed_in.remove(future)
            yield result

    def _next(self, client: Any, finished: queue.SimpleQueue[Any]) -> Any:
        """Wait for a task that is finished; from time to time look whether there still are workers."""
        seen, told = time.monotonic(), False
        while True:
            try:
                return finished.get(timeout=LOOK_SECONDS)
            except queue.Empty:
                if client.status != "running" or client.nthreads():
                    seen = time.monotonic()
                    continue
            if time.monotonic() - seen > self.patience:
                raise StudyError(f"the dask cluster {self.address} has no workers left; {_ADVICE_KEPT}") from None
            if not told:
                error_output().print("waiting for workers of the cluster")
                told = True


_ADVICE_KEPT = "what is done is kept: start workers and give the same command to go on"


@dataclass(frozen=True)
class _Worker:
    """Runs tasks in a worker, one at a time in each process, if the worker has the code of the driver."""

    work: Work
    expected: dict[str, Any]

    def __call__(self, task: bytes) -> Done:
        found = checkout()
        differing = [name for name, value in self.expected.items() if found[name] != value]
        if differing:
            raise InputError(
                f"--cluster: a worker in {ROOT} has another version of: {', '.join(differing)};"
                " give all workers the checkout and libraries of this process, and start them again"
            )
        with _one_at_a_time:
            return perform(self.work, pickle.loads(task))


@cache
def checkout() -> dict[str, Any]:
    """Return what has to be the same of driver and workers: code, libraries and tables."""
    return {**made_with(), "experiments": code_hash("experiments"), "tables": tables_hash(DATA)}


def _fetch(future: Any) -> Done | None:
    """Return what a task gave; None when the worker that held it is lost and the task is done again."""
    from distributed import KilledWorker

    if future.status == "error":
        error = future.exception()
        if isinstance(error, KilledWorker):
            raise WorkerDied from None
        if isinstance(error, ModuleNotFoundError):
            told = f"a worker does not find the project ({error})"
            raise InputError(f"--cluster: {told}; start workers with PYTHONPATH set to the project's folder") from None
        raise error
    if future.cancelled():
        raise StudyError(f"the dask scheduler is gone; {_ADVICE_KEPT}")
    try:
        result: Done = future.result(timeout=FETCH_SECONDS)
        return result
    except TimeoutError:
        return None


def _client(address: str) -> AbstractContextManager[Any]:
    from distributed import Client

    try:
        client: AbstractContextManager[Any] = Client(  # type: ignore[no-untyped-call]
            address, timeout=CONNECT_SECONDS, set_as_default=False
        )
        return client
    except OSError as error:
        raise _out_of_reach(address, error) from None


def _greet(address: str) -> int:
    """Return the number of workers of a scheduler; raise `InputError` when it does not answer or has none."""
    try:
        _knock(address)
        count = asyncio.run(asyncio.wait_for(_count(address), GREETING_SECONDS))
    except (OSError, ValueError, TimeoutError) as error:
        raise _out_of_reach(address, error) from None
    if not count:
        raise InputError(f"--cluster: the scheduler {address} has no workers; start some (see docs/sweeps.md)")
    return count


def _knock(address: str) -> None:
    """Raise `OSError` when nobody answers; dask itself would wait for a server that takes a call and stays silent."""
    place = urlsplit(address)
    with socket.create_connection((place.hostname, place.port), timeout=CONNECT_SECONDS) as connection:
        if place.scheme == "tcp" and not connection.recv(1):
            raise ConnectionError("hung up")


async def _count(address: str) -> int:
    from distributed import Client

    client: Any = Client(  # type: ignore[no-untyped-call]
        address, asynchronous=True, timeout=CONNECT_SECONDS, set_as_default=False
    )
    async with client:
        until = time.monotonic() + CONNECT_SECONDS / 2
        while not (found := await client.nthreads()) and time.monotonic() < until:
            await asyncio.sleep(LOOK_SECONDS / 10)
        return len(found)


def _out_of_reach(address: str, error: Exception) -> InputError:
    told = str(error) or "no answer"
    return InputError(
        f"--cluster: {address} is out of reach ({told}); check host and port, that the dask scheduler runs,"
        " and that no firewall is between; or leave --cluster out to use this machine"
    )


def _slurm(workers: int | None) -> Cluster:
    """Start a scheduler here and ask Slurm for workers, as dask's own configuration of jobqueue says."""
    if workers is None:
        raise InputError(f"--cluster {SLURM}: say with --workers how many worker processes to ask for")
    if shutil.which("sbatch") is None:
        raise InputError(f"--cluster {SLURM}: the command sbatch is not found; give the command on a node of Slurm")
    import dask
    from dask_jobqueue.slurm import SLURMCluster

    prologue = dask.config.get(f"jobqueue.{SLURM}.job-script-prologue", None) or []
    find_project = f"export PYTHONPATH={shlex.quote(str(IMPORTED_FROM))}"
    try:
        cluster = SLURMCluster(job_script_prologue=[*prologue, find_project])
    except ValueError as error:
        advice = f"set it in dask's jobqueue.yaml, under jobqueue.{SLURM} (see docs/sweeps.md)"
        raise InputError(f"--cluster {SLURM}: {' '.join(str(error).split())}; {advice}") from None
    # minimum and maximum, not `scale`: a job that ends is replaced
    cluster.adapt(minimum=workers, maximum=workers)
    return Cluster(cluster.scheduler_address, workers, float("inf"), cluster)
