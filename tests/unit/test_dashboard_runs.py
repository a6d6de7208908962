"""Runs of the dashboard: in their order, stopped without a process left, and with the bytes of the command."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

import psutil  # type: ignore[import-untyped]
import pytest

import run
from experiments.cli import compare_command
from experiments.dashboard import downloads, runs
from experiments.dashboard.command import compare_words
from experiments.dashboard.folders import MOST_KEPT, Folders
from experiments.dashboard.runs import Job, Queue
from experiments.dashboard.scenario_files import started_from, write_files
from experiments.dashboard.state import State
from experiments.runs.holdings import DUTCH, WORKBOOK
from experiments.runs.spreadsheets import tables_in
from model.errors import InputError

PATIENCE = 60.0
STARTED = "print('{\"total\": 3}', flush=True); "


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    last = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < last
        time.sleep(0.02)


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a job carry out its first word as Python instead of a study."""

    def start(words: list[str], folder: Path, language: str, errors: IO[str]) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", words[0], *words[1:]],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=errors,
            encoding="utf-8",
            start_new_session=True,
        )

    monkeypatch.setattr(runs, "_start", start)


def job(folder: Path, code: str) -> Job:
    folder.mkdir()
    return Job([STARTED + code], folder)


@pytest.mark.usefixtures("program")
def test_a_job_counts_its_runs_and_says_how_it_ended(tmp_path: Path) -> None:
    queue = Queue()
    good = job(tmp_path / "a", "print('{\"runs\": 2}'); print('{\"runs\": 1}')")
    bad = job(tmp_path / "b", "import sys; print('first', file=sys.stderr); sys.exit('error: the last line')")
    mute = job(tmp_path / "c", "import os; os._exit(3)")
    for each in (good, bad, mute):
        queue.submit(each)
    until(lambda: mute.ended)
    assert (good.phase, good.done, good.total, good.message) == ("done", 3, 3, "")
    assert (bad.phase, bad.message) == ("failed", "error: the last line")
    assert (mute.phase, mute.message) == ("failed", "the run ended with status 3")
    assert good.results == tmp_path / "a" / "results"


@pytest.mark.usefixtures("program")
def test_jobs_wait_for_each_other_and_can_be_taken_out(tmp_path: Path) -> None:
    queue, sleep = Queue(), "import time; time.sleep(600)"
    first, second, third = (job(tmp_path / name, sleep) for name in "abc")
    for each in (first, second, third):
        queue.submit(each)
    until(lambda: first.total == 3)
    assert [each.phase for each in (first, second, third)] == ["running", "waiting", "waiting"]
    assert [queue.before(each) for each in (first, second, third)] == [0, 1, 2]
    queue.stop(second)
    assert (second.phase, second.process, queue.before(third)) == ("stopped", None, 1)
    queue.stop(first)
    until(lambda: third.total == 3)
    queue.close()
    assert [each.phase for each in (first, second, third)] == ["stopped"] * 3
    assert first.process is not None and third.process is not None
    assert first.process.poll() is not None and third.process.poll() is not None


@pytest.mark.usefixtures("program")
@pytest.mark.skipif(sys.platform == "win32", reason="a session of processes is ended together elsewhere")
def test_a_job_that_does_not_want_to_end_is_ended_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "GRACE", 0.2)
    child = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])"
    code = f"import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); {child}; print('{{}}', flush=True)"
    queue, stubborn = Queue(), job(tmp_path / "a", f"{code}; print('{{\"runs\": 1}}', flush=True); time.sleep(600)")
    queue.submit(stubborn)
    until(lambda: stubborn.done == 1)
    assert stubborn.process is not None
    family = [psutil.Process(stubborn.process.pid), *psutil.Process(stubborn.process.pid).children(recursive=True)]
    assert len(family) == 2
    queue.stop(stubborn)
    assert stubborn.phase == "stopped"
    until(lambda: not any(each.is_running() and each.status() != psutil.STATUS_ZOMBIE for each in family))


@pytest.mark.usefixtures("program")
def test_a_job_is_stopped_only_when_its_process_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    queue, busy = Queue(), job(tmp_path / "a", "import time; time.sleep(600)")
    seen: list[tuple[str, bool]] = []

    def end(process: subprocess.Popen[str]) -> None:
        seen.append((busy.phase, busy.ended))
        process.kill()
        process.wait()

    monkeypatch.setattr(runs, "_end", end)
    queue.submit(busy)
    until(lambda: busy.total == 3)
    queue.stop(busy)
    assert seen == [("stopping", False)]
    assert (busy.phase, busy.ended) == ("stopped", True)


@pytest.mark.usefixtures("program")
def test_too_many_jobs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "MOST_WAITING", 1)
    queue = Queue()
    for name in "ab":
        queue.submit(job(tmp_path / name, "import time; time.sleep(600)"))
    with pytest.raises(InputError, match="1 runs wait already"):
        queue.submit(job(tmp_path / "c", "pass"))
    queue.close()


def test_finished_studies_are_shared_and_the_oldest_are_removed() -> None:
    folders = Folders()
    places = []
    for number in range(MOST_KEPT + 1):
        results = folders.new() / "results"
        results.mkdir()
        (results / "table.csv").write_text(str(number), encoding="utf-8")
        places.append(folders.keep(number, results))
    assert folders.found(0) is None
    assert not places[0].exists()
    assert folders.found(MOST_KEPT) == places[-1]
    assert (places[-1] / "table.csv").read_text(encoding="utf-8") == str(MOST_KEPT)
    folders.close()
    assert not folders.root.exists()


@pytest.fixture(scope="module")
def asked() -> State:
    """An own mix in an own world, both small."""
    mix = started_from("mixes", "broad", {"label_en": "Mine", "label_nl": "Mijne"})
    world = started_from("worlds", "small", {"label_en": "Tiny", "label_nl": "Klein"}) | {"end": "2023Q4"}
    own = {"mixes": {"mine": mix}, "worlds": {"tiny": world}}
    return State(("null_option", "mine"), world="tiny", parameters={"learning.rate": 0.2}, seeds=2, own=own)


@pytest.mark.slow
def test_what_is_downloaded_has_the_bytes_that_the_command_writes(
    asked: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "dashboard"
    folder.mkdir()
    write_files(asked, folder)
    made = Job([*compare_words(asked), "--workers", "2"], folder)
    made.carry_out()
    assert (made.phase, made.message, made.done, made.total) == ("done", "", 4, 4)
    by_hand = tmp_path / "by hand"
    by_hand.mkdir()
    write_files(asked, by_hand)
    monkeypatch.chdir(by_hand)
    monkeypatch.setattr(compare_command, "drawings", lambda finished, language: {})  # figures take longer than all else
    words = [*compare_words(asked), "--workers", "1", "--out", "out", "--excel", "--csv", "dutch"]
    assert run.main(words) == 0
    names = downloads.table_files(made.results)
    assert names[0] == "summary.csv"
    assert names == downloads.table_files(by_hand / "out")
    for name in names:
        assert downloads.table_file(made.results, name) == (by_hand / "out" / name).read_bytes(), name
    assert downloads.workbook(made.results) == (by_hand / "out" / WORKBOOK).read_bytes()
    for table in tables_in(by_hand / "out"):
        name = next(each for each in names if each.startswith(table))
        assert downloads.dutch_csv(made.results, name) == (by_hand / "out" / DUTCH / f"{table}.csv").read_bytes()


@pytest.mark.slow
def test_stopping_a_run_leaves_no_process(tmp_path: Path) -> None:
    queue = Queue()
    words = [*compare_words(State(("null_option", "broad"), seeds=200)), "--workers", "2"]
    busy = Job(words, tmp_path)
    queue.submit(busy)
    until(lambda: busy.done > 0 or busy.ended)
    assert (busy.phase, busy.message) == ("running", "")
    assert busy.process is not None
    family = psutil.Process(busy.process.pid)
    every = [family, *family.children(recursive=True)]
    assert len(every) >= 3
    queue.stop(busy)
    assert busy.phase == "stopped"
    until(lambda: not any(each.is_running() and each.status() != psutil.STATUS_ZOMBIE for each in every))
    assert not busy.results.exists() or not (busy.results / "manifest.json").exists()


@pytest.mark.slow
def test_a_run_ends_with_the_dashboard(tmp_path: Path) -> None:
    words = [*compare_words(State(("null_option", "broad"), seeds=200)), "--workers", "2"]
    code = (
        "import sys; from pathlib import Path; from experiments.dashboard.runs import Job;"
        "Job(sys.argv[2:], Path(sys.argv[1])).carry_out()"
    )
    server = subprocess.Popen([sys.executable, "-c", code, str(tmp_path), *words])
    until(lambda: len(psutil.Process(server.pid).children(recursive=True)) >= 3)
    every = psutil.Process(server.pid).children(recursive=True)
    server.kill()
    server.wait()
    until(lambda: not any(each.is_running() and each.status() != psutil.STATUS_ZOMBIE for each in every))
