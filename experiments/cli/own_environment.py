"""An environment of the checkout's own: made once, from a lock with hashes, and used when this Python lacks packages.

Standard library only. `python run.py --setup` makes it, whatever the system's Python allows to be installed, and goes
on in it; later `python run.py` finds it by itself. The packages are those of `requirements.lock`, for `--setup test`
those of developers.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from model.errors import InputError

ROOT = Path(__file__).resolve().parents[2]
SET_UP = "--setup"
TEST = "test"
DEFAULT_STUDY = ("compare", "--yes")
"""What is run after setting up when nothing else is asked for, however slow the machine is."""
RUNTIME, DEVELOPERS = ROOT / "requirements.lock", ROOT / ".ci" / "requirements-dev.lock"
ENVIRONMENT = ROOT / ".venv"
STAMP = "ketenimpact-locks"
"""File in the environment with the hashes of the locks that are installed."""
A_PACKAGE = "mesa"
"""Stands for all packages: a Python without it was not set up."""


def go_on(arguments: Sequence[str]) -> int | None:
    """Go on in the checkout's own environment, where that is asked for or needed.

    Args:
        arguments: of the command line.

    Returns:
        The exit status of what ran there, or None when this Python is the one to use.

    Raises:
        InputError: when the environment cannot be made.
    """
    if list(arguments[:1]) == [SET_UP]:
        rest = list(arguments[1:])
        if rest[:1] == [TEST]:
            set_up(DEVELOPERS)
            os.chdir(ROOT)
            return _become(["-m", "pytest", *rest[1:]])
        set_up(RUNTIME)
        return _become([str(ROOT / "run.py"), *(rest or DEFAULT_STUDY)])
    lacking = importlib.util.find_spec(A_PACKAGE) is None
    if lacking and (ENVIRONMENT / STAMP).is_file() and Path(sys.prefix).resolve() != ENVIRONMENT.resolve():
        return _become([str(ROOT / "run.py"), *arguments])
    return None


def interpreter() -> Path:
    """Return the Python of the environment."""
    return ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def set_up(lock: Path) -> None:
    """Make the environment if there is none, and install a lock unless that was done before.

    Raises:
        InputError: when this Python cannot make environments, or the packages cannot be installed.
    """
    stamp = ENVIRONMENT / STAMP
    if stamp.is_file() and _hash(lock) in stamp.read_text(encoding="utf-8").split():
        return
    if not _has_pip():
        _make()
    print(
        f"installing the packages of {lock.name} in {ENVIRONMENT}; this takes some minutes", file=sys.stderr, flush=True
    )
    options = ["--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(lock)]
    if subprocess.call([str(interpreter()), "-m", "pip", "install", *options]):
        raise InputError(f"{SET_UP}: the packages of {lock} could not be installed in {ENVIRONMENT}; see above")
    installed = (RUNTIME, lock) if lock == DEVELOPERS else (lock,)
    stamp.write_text("".join(f"{_hash(each)}\n" for each in installed), encoding="utf-8", newline="\n")


def _make() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        raise InputError(
            f"{SET_UP}: {sys.executable} cannot make environments, for want of ensurepip;"
            " on Debian and Ubuntu install python3-venv first"
        )
    if subprocess.call([sys.executable, "-m", "venv", str(ENVIRONMENT)]):
        raise InputError(f"{SET_UP}: the environment {ENVIRONMENT} could not be made; see above")


def _has_pip() -> bool:
    command = [str(interpreter()), "-c", "import pip"]
    return interpreter().is_file() and subprocess.run(command, capture_output=True, check=False).returncode == 0


def _hash(lock: Path) -> str:
    """Return the SHA-256 of a text file, whatever its line ends."""
    return hashlib.sha256(lock.read_text(encoding="utf-8").encode()).hexdigest()


def _become(arguments: list[str]) -> int:
    """Run the environment's Python in place of this one."""
    command = [str(interpreter()), *arguments]
    sys.stdout.flush()
    if os.name == "nt":  # replacing a process there gives the terminal back too early
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return subprocess.call(command)
    os.execv(command[0], command)
