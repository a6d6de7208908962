"""How a subcommand ends when something goes wrong: an exit status, and one line without a traceback.

With `KETENIMPACT_TRACEBACK=1` in the environment the traceback is printed before that line.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from typing import Any

from experiments.cli.translated import message, message_in
from experiments.report.translation import ENGLISH, translate
from experiments.runs.errors import StudyError
from model.errors import InputError, visible

WRONG_INPUT, FAILED, UNEXPECTED = 2, 1, 70
"""Exit status for input that cannot be used, a study that could not be finished, and a fault of the program."""
TRACEBACK = "KETENIMPACT_TRACEBACK"
"""Environment variable that asks for the traceback."""
_EXPECTED: tuple[tuple[type[Exception], int, Callable[[Any], str]], ...] = (
    (InputError, WRONG_INPUT, str),
    (StudyError, FAILED, str),
    (OSError, WRONG_INPUT, lambda error: f"{error.filename or 'files'}: {error.strerror or error}"),
    (
        UnicodeError,
        WRONG_INPUT,
        lambda error: message(f"a text cannot be read or written in this encoding ({error})"),
    ),
    (RecursionError, WRONG_INPUT, lambda error: message("the input is nested too deeply")),
    (
        MemoryError,
        WRONG_INPUT,
        lambda error: message("not enough memory; a smaller world, fewer replicates or fewer workers need less"),
    ),
)
"""Kinds of error, the exit status, and the message."""


def expected(error: BaseException) -> tuple[int, str] | None:
    """Return the exit status and the message for an error that input, files or the machine can bring about.

    None for any other, which is a fault of the program.
    """
    for kinds, status, text in _EXPECTED:
        if isinstance(error, kinds):
            return status, text(error)
    if type(error).__name__ == "MarkupError":  # of rich, which is not loaded before it is needed
        return WRONG_INPUT, message(f"a text cannot be shown on the terminal ({error})")
    return None


def report(error: BaseException, language: str = ENGLISH) -> int:
    """Print an error on one line of its own, in a language, and return the exit status."""
    status, found = expected(error) or (
        UNEXPECTED,
        message(
            f"unexpected fault: {type(error).__name__}: {error}; set {TRACEBACK}=1 to see where, and report it",
        ),
    )
    if os.environ.get(TRACEBACK) == "1":
        traceback.print_exception(error)
    shown = translate("error: {message}", language, message=message_in(language, found))
    print(visible(shown), file=sys.stderr)
    return status


def stop_on_signals() -> None:
    """Let a request to end, or a terminal that closes, be the same as Ctrl-C."""
    if threading.current_thread() is threading.main_thread():
        for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), signal.default_int_handler)
