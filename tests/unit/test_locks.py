"""One command at a time in a folder: who holds it is said, and what a process left behind is taken over."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from experiments.runs.locks import locked
from model.errors import InputError

ROOT = Path(__file__).resolve().parents[2]
HOLDER = """
import sys
from pathlib import Path
from experiments.runs.locks import locked
with locked(Path(sys.argv[1]), sys.argv[2]):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held_elsewhere(folder: Path, part: str = "") -> Iterator[subprocess.Popen[str]]:
    """Hold a folder in another process."""
    command = [sys.executable, "-c", HOLDER, str(folder), part]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, text=True, stdin=pipe, stdout=pipe) as process:
        try:
            assert process.stdout is not None and process.stdout.readline() == "held\n"
            yield process
        finally:
            process.kill()


def test_a_folder_that_another_process_holds_is_refused_with_its_name(tmp_path: Path) -> None:
    with held_elsewhere(tmp_path / "a") as process:
        for unlock in (False, True):
            with (
                pytest.raises(InputError, match=f"another command is at work in .*process {process.pid} on"),
                locked(tmp_path / "a", unlock=unlock),
            ):
                pytest.fail("entered")
        with locked(tmp_path / "ab"):
            pass


def test_a_lock_is_gone_afterwards(tmp_path: Path) -> None:
    with locked(tmp_path / "a"):
        assert [path.name for path in tmp_path.iterdir()] == [".a.lock"]
    assert list(tmp_path.iterdir()) == []


def test_a_lock_of_a_dead_process_is_taken_over_with_a_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with held_elsewhere(tmp_path / "a") as process:
        process.kill()
        process.wait()
        assert (tmp_path / ".a.lock").exists()
        with locked(tmp_path / "a"):
            assert json.loads((tmp_path / ".a.lock").read_text(encoding="utf-8"))["process"] == os.getpid()
    assert f"from process {process.pid}, which has ended" in " ".join(capsys.readouterr().err.split())
    assert list(tmp_path.iterdir()) == []


def test_a_lock_of_another_host_needs_a_word_of_the_user(tmp_path: Path) -> None:
    (tmp_path / ".a.lock").write_text('{"host": "elsewhere", "process": 5}', encoding="utf-8")
    told = "process 5 on elsewhere.*; if it has ended there, add --unlock"
    with pytest.raises(InputError, match=told), locked(tmp_path / "a"):
        pytest.fail("entered")
    assert (tmp_path / ".a.lock").exists()
    with locked(tmp_path / "a", unlock=True):
        pass
    assert list(tmp_path.iterdir()) == []


def test_shards_work_beside_each_other_and_not_beside_the_whole(tmp_path: Path) -> None:
    with held_elsewhere(tmp_path / "a", "1-of-2"):
        with locked(tmp_path / "a", "2-of-2"):
            pass
        for part in ("", "1-of-2"):
            with pytest.raises(InputError, match="another command is at work"), locked(tmp_path / "a", part):
                pytest.fail("entered")
    with (
        held_elsewhere(tmp_path / "a"),
        pytest.raises(InputError, match="another command is at work"),
        locked(tmp_path / "a", "1-of-2"),
    ):
        pytest.fail("entered")


@pytest.mark.skipif(os.name == "nt", reason="signals of this kind are those of Unix")
def test_a_process_that_only_pauses_keeps_its_lock(tmp_path: Path) -> None:
    with held_elsewhere(tmp_path / "a") as process:
        process.send_signal(signal.SIGSTOP)
        with pytest.raises(InputError, match="another command is at work"), locked(tmp_path / "a", unlock=True):
            pytest.fail("entered")
