"""Runs of the dashboard: each in a process of its own with its workers, a few at a time, and really stopped.

A job ends with the dashboard, whatever becomes of that: its process and its workers watch the process that started
them (`experiments.processes`).
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Literal

from experiments.place import IMPORTED_FROM, WITHIN
from experiments.report.translation import ENGLISH, translate
from model.errors import InputError

AT_A_TIME = 1
"""Jobs that run at once: each uses all cores."""
MOST_WAITING = 20
GRACE = 5.0
"""Seconds in which a job may end by itself before it is ended with all of its processes."""
FOLDER = "results"
"""The folder of a job in that of its session."""
_ERRORS = "errors.txt"

Phase = Literal["waiting", "running", "stopping", "done", "failed", "stopped"]


@dataclass(eq=False)
class Job:
    """A command that is carried out in a folder; `done` and `total` count runs, `message` says why it failed."""

    words: Sequence[str]
    folder: Path
    language: str = ENGLISH
    phase: Phase = "waiting"
    done: int = 0
    total: int = 0
    message: str = ""
    process: subprocess.Popen[str] | None = field(default=None, repr=False)

    @property
    def results(self) -> Path:
        """The folder of the finished study."""
        return self.folder / FOLDER

    @property
    def ended(self) -> bool:
        """Whether nothing more will come of it."""
        return self.phase in ("done", "failed", "stopped")

    @property
    def stopped(self) -> bool:
        """Whether it was stopped, though a process may be left."""
        return self.phase in ("stopping", "stopped")

    def carry_out(self) -> None:
        """Start the process, follow it to its end, and say how it went."""
        errors = self.folder / _ERRORS
        with errors.open("w", encoding="utf-8") as told:
            self.process = _start([*self.words, "--out", FOLDER], self.folder, self.language, told)
            with self.process as process:
                if self.stopped:  # meanwhile
                    _end(process)
                for line in process.stdout or ():
                    found = json.loads(line) if line.startswith("{") else {}
                    self.total = found.get("total", self.total)
                    self.done += found.get("runs", 0)
            status = process.returncode
        if self.stopped:
            return
        self.phase = "done" if status == 0 else "failed"
        if status:
            lines = errors.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            self.message = (
                lines[-1] if lines else translate("the run ended with status {status}", self.language, status=status)
            )

    def stop(self) -> None:
        """End the job and all of its processes; returns when none is left that this process can wait for."""
        if self.ended:
            return
        self.phase = "stopping"
        if self.process is not None:
            _end(self.process)
        self.phase = "stopped"


class Queue:
    """Jobs in the order in which they were asked for, `AT_A_TIME` of them at work."""

    def __init__(self) -> None:
        """Begin without jobs."""
        self._lock = threading.Lock()
        self._waiting: list[Job] = []
        self._running: list[Job] = []

    def submit(self, job: Job) -> None:
        """Put a job at the end.

        Raises:
            InputError: when too many wait.
        """
        with self._lock:
            if len(self._waiting) >= MOST_WAITING:
                raise InputError(f"{len(self._waiting)} runs wait already; allowed: at most {MOST_WAITING}")
            self._waiting.append(job)
        self._next()

    def before(self, job: Job) -> int:
        """Return how many jobs come before one that waits; 0 for one that does not wait."""
        with self._lock:
            return len(self._running) + self._waiting.index(job) if job in self._waiting else 0

    def stop(self, job: Job) -> None:
        """Stop a job, or take it out of the queue."""
        with self._lock:
            if job in self._waiting:
                self._waiting.remove(job)
        job.stop()

    def close(self) -> None:
        """Stop every job."""
        with self._lock:
            jobs, self._waiting = [*self._waiting, *self._running], []
        for job in jobs:
            job.stop()

    def _next(self) -> None:
        with self._lock:
            while self._waiting and len(self._running) < AT_A_TIME:
                job = self._waiting.pop(0)
                job.phase = "running"
                self._running.append(job)
                threading.Thread(target=self._carry_out, args=(job,), daemon=True).start()

    def _carry_out(self, job: Job) -> None:
        try:
            job.carry_out()
        except Exception as error:  # a thread has nobody else to say it to
            job.phase, job.message = "failed", f"{type(error).__name__}: {error}"
        finally:
            with self._lock:
                self._running.remove(job)
            self._next()


def _start(words: Sequence[str], folder: Path, language: str, errors: IO[str]) -> subprocess.Popen[str]:
    """Start a job in a session of its own, so that all of its processes can be ended together."""
    path = os.pathsep.join([str(IMPORTED_FROM), *filter(None, [os.environ.get("PYTHONPATH")])])
    # -P: nothing in the folder is imported
    program = [sys.executable, "-P", "-m", f"{WITHIN}experiments.dashboard.job", str(os.getpid()), language]
    return subprocess.Popen(
        [*program, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", "MPLBACKEND": "Agg"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=errors,
        encoding="utf-8",
        start_new_session=True,
    )


def _end(process: subprocess.Popen[str]) -> None:
    """Ask a job to end, and then end it with its workers."""
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(GRACE)
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)  # what is left of its session; on Windows workers see its end
    process.wait()
