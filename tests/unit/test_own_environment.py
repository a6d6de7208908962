"""The checkout's own environment: made and filled once, gone on in where it is asked for or needed."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

import run
from experiments.cli import own_environment
from experiments.cli.own_environment import DEVELOPERS, ROOT, RUNTIME, STAMP, go_on, interpreter, set_up
from model.errors import InputError


class Machine:
    """Keeps what would be started; `status` is what pip and venv end with."""

    def __init__(self) -> None:
        self.became: list[list[str]] = []
        self.called: list[list[str]] = []
        self.status = 0

    def become(self, arguments: list[str]) -> int:
        self.became.append(arguments)
        return 7

    def call(self, command: list[str]) -> int:
        self.called.append(command)
        own_environment.ENVIRONMENT.mkdir(exist_ok=True)
        return self.status


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Machine:
    made = Machine()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(own_environment, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(own_environment, "_become", made.become)
    monkeypatch.setattr(subprocess, "call", made.call)
    return made


def test_a_python_with_all_packages_goes_on_itself(machine: Machine) -> None:
    set_up(RUNTIME)
    assert go_on(["list", "mixes"]) is None
    assert machine.became == []


def test_a_python_without_packages_goes_on_in_an_environment_that_was_set_up(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_environment, "A_PACKAGE", "no_such_package")
    assert go_on(["list", "mixes"]) is None
    set_up(RUNTIME)
    assert go_on(["list", "mixes"]) == 7
    assert machine.became == [[str(ROOT / "run.py"), "list", "mixes"]]
    monkeypatch.setattr(sys, "prefix", str(own_environment.ENVIRONMENT))
    assert go_on(["list", "mixes"]) is None


@pytest.mark.parametrize(
    ("words", "lock", "arguments"),
    [
        ([], RUNTIME, [str(ROOT / "run.py"), "compare", "--yes"]),
        (["run", "--mix", "3"], RUNTIME, [str(ROOT / "run.py"), "run", "--mix", "3"]),
        (["test", "-x"], DEVELOPERS, ["-m", "pytest", "-x"]),
    ],
)
def test_a_set_up_makes_installs_and_goes_on(
    machine: Machine, words: list[str], lock: Path, arguments: list[str]
) -> None:
    assert go_on(["--setup", *words]) == 7
    made, installed = machine.called
    assert made == [sys.executable, "-m", "venv", str(own_environment.ENVIRONMENT)]
    assert installed[:4] == [str(interpreter()), "-m", "pip", "install"]
    assert installed[-3:] == ["--require-hashes", "-r", str(lock)]
    assert machine.became == [arguments]


def test_what_is_installed_is_not_installed_again(machine: Machine) -> None:
    set_up(DEVELOPERS)
    machine.called.clear()
    set_up(DEVELOPERS)
    set_up(RUNTIME)
    assert machine.called == []


def test_users_packages_are_not_taken_for_those_of_developers(machine: Machine) -> None:
    set_up(RUNTIME)
    machine.called.clear()
    set_up(DEVELOPERS)
    assert str(DEVELOPERS) in machine.called[-1]


def test_an_environment_that_could_not_be_made_or_filled_is_tried_again(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.status = 1
    with pytest.raises(InputError, match="could not be made"):
        set_up(RUNTIME)
    assert not (own_environment.ENVIRONMENT / STAMP).exists()
    monkeypatch.setattr(own_environment, "_has_pip", lambda: True)
    with pytest.raises(InputError, match="could not be installed"):
        set_up(RUNTIME)
    assert not (own_environment.ENVIRONMENT / STAMP).exists()


def test_a_python_that_makes_no_environments_says_what_to_install(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(sys, "argv", ["run.py", "--setup"])
    assert run.start() == 2
    assert "python3-venv" in capsys.readouterr().err
    assert machine.called == []
