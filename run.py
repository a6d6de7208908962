"""The front door of Ketenimpact: `python run.py` compares the policy mixes; `python run.py --help` says the rest.

Only the command line lives here. Each verb is a module in `experiments/cli`, imported when asked for.
"""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Sequence

from experiments.cli import faults
from experiments.cli.extras import advice
from experiments.cli.own_environment import go_on
from experiments.cli.parser import build_parser, resumable, with_verb
from experiments.cli.translated import chosen_language
from experiments.linear_algebra import choose_kernels
from experiments.place import WITHIN
from experiments.report.translation import N_, translate
from model.errors import InputError

STOPPED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the verb and return the exit status; only a fault of the program is raised."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # an old code page must not end a study
    chosen, words = argparse.Namespace(verb=""), sys.argv[1:] if arguments is None else arguments
    language = chosen_language(words)
    faults.stop_on_signals()
    choose_kernels()
    try:
        chosen = build_parser(language).parse_args(with_verb(words))
        command = importlib.import_module(f"{WITHIN}experiments.cli.{chosen.verb.replace('-', '_')}_command")
        status: int = command.run(chosen)
        return status
    except ModuleNotFoundError as error:
        message = advice(error)
        if not message:  # a module of ours that is missing is a fault, not an input
            raise
        return faults.report(InputError(message), language)
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        kept = N_("stopped; give the same command to go on where it was")
        text = kept if resumable(chosen) else N_("stopped; nothing was written")
        print(translate(text, language), file=sys.stderr)
        return STOPPED
    except Exception as error:
        if faults.expected(error) is None:
            raise
        return faults.report(error, language)


def entry_point() -> int:
    """Run the verb of the command line and return the exit status; a fault of the program ends in one line too."""
    try:
        return main()
    except Exception as error:
        return faults.report(error, chosen_language(sys.argv[1:]))


def start() -> int:
    """Run from a checkout, in an environment of its own where that is asked for or needed; return the exit status."""
    try:
        status = go_on(sys.argv[1:])
    except InputError as error:
        return faults.report(error, chosen_language(sys.argv[1:]))
    return entry_point() if status is None else status


if __name__ == "__main__":
    raise SystemExit(start())
