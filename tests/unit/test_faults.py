"""How a subcommand ends when something goes wrong: one line, an exit status, a traceback only when asked for."""

import argparse
import sys

import pytest
from rich.errors import MarkupError

import run
from experiments.cli import list_command
from experiments.cli.faults import TRACEBACK
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
