"""How a subcommand ends when something goes wrong: one line, an exit status, a traceback only when asked for."""

import argparse
import io
import sys

import pytest
from rich.errors import MarkupError

import run
from experiments.cli import calibrate_command, list_command
from experiments.cli.faults import TRACEBACK
from experiments.report.terminal import output
from experiments.runs.errors import StudyError
from model.errors import InputError


def not_utf8() -> UnicodeDecodeError:
    return UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(sys, "argv", ["run.py", "list", "mixes"])
    monkeypatch.delenv(TRACEBACK, raising=False)
    return monkeypatch


def raises(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(arguments: argparse.Namespace) -> int:
        raise error

    monkeypatch.setattr(list_command, "run", fail)


CASES = [
    (InputError("mix.toml: start is missing"), 2, "error: mix.toml: start is missing\n"),
    (StudyError("3 runs failed"), 1, "error: 3 runs failed\n"),
    (FileNotFoundError(2, "No such file or directory", "a.toml"), 2, "error: a.toml: No such file or directory\n"),
    (OSError("disk is full"), 2, "error: files: disk is full\n"),
    (RecursionError("maximum recursion depth"), 2, "error: the input is nested too deeply\n"),
    (MemoryError(), 2, "error: not enough memory; a smaller world, fewer replicates or fewer workers need less\n"),
    (MarkupError("closing tag '[/red]'"), 2, "error: a text cannot be shown on the terminal (closing tag '[/red]')\n"),
    (not_utf8(), 2, "error: a text cannot be read or written in this encoding ("),
    (TypeError("no \x1b[31m"), 70, "error: unexpected fault: TypeError: no \\x1b[31m; set KETENIMPACT_TRACEBACK=1"),
]


@pytest.mark.parametrize(("error", "status", "told"), CASES, ids=[type(each[0]).__name__ for each in CASES])
def test_every_error_ends_in_one_line(
    failing: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception, status: int, told: str
) -> None:
    raises(failing, error)
    assert run.entry_point() == status
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(told)
    assert shown.err.count("\n") == 1


def test_the_traceback_is_shown_when_asked_for(failing: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    raises(failing, TypeError("wrong"))
    failing.setenv(TRACEBACK, "1")
    assert run.entry_point() == 70
    shown = capsys.readouterr().err
    assert "Traceback" in shown
    assert "in fail" in shown


def test_a_fault_of_the_program_is_raised_where_it_is_called_from_python(failing: pytest.MonkeyPatch) -> None:
    raises(failing, TypeError("wrong"))
    with pytest.raises(TypeError, match="wrong"):
        run.main()


def test_a_reader_that_has_seen_enough_is_left_to_the_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    monkeypatch.setattr("sys.stdout", Closed())
    with pytest.raises(BrokenPipeError):
        output().print("x")


def test_what_is_kept_when_a_command_stops_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(calibrate_command, "design_of", stop)
    assert run.main(["calibrate"]) == run.STOPPED
    assert "give the same command to go on" in capsys.readouterr().err
    assert run.main(["calibrate", "--check"]) == run.STOPPED
    assert "nothing was written" in capsys.readouterr().err
