"""The process in which the dashboard runs a study: the command line without figures, which says how far it is.

Each line on its standard output is a JSON object: `{"total": 40}`, and then `{"runs": 5}` for each task that is done.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from experiments.cli import compare_command, faults, pressure_command
from experiments.cli.analysis import way_of
from experiments.cli.parser import build_parser
from experiments.processes import end_with_parent
from experiments.runs.chunk_store import Task
from experiments.runs.engine import Done, Executor, Work
from experiments.studies.common.contract import make_at_once
from experiments.studies.common.study import Way
from experiments.studies.comparison import analysis as comparison
from experiments.studies.comparison.design import ComparisonDesign
from experiments.studies.comparison.tables import ComparisonFolder
from experiments.studies.pressure import analysis as pressure
from experiments.studies.pressure.design import PressureDesign
from experiments.studies.pressure.tables import PressureTables
from model.errors import InputError

STOPPED = 130


def say(**found: object) -> None:
    """Write a line for the process that started this one."""
    print(json.dumps(found), flush=True)


@dataclass(frozen=True)
class Said:
    """An executor that says what it has done."""

    executor: Executor

    @property
    def workers(self) -> int:
        """How many tasks are done at a time."""
        return self.executor.workers

    def run(self, work: Work, tasks: Sequence[Task]) -> Generator[Done]:
        """Do the tasks, say that each is done, and yield it."""
        with closing(self.executor.run(work, tasks)) as results:
            for done in results:
                say(runs=done.runs)
                yield done


def compare(arguments: argparse.Namespace) -> int:
    """Make a comparison; return the exit status."""
    design = compare_command.design_of(arguments)
    return make_at_once(
        design,
        _way(design, arguments),
        partial(comparison.analyse, design),
        lambda folder, manifest: ComparisonFolder(folder, manifest, design.runs.scenarios),
        None,
    ).status


def press(arguments: argparse.Namespace) -> int:
    """Make a study of pressure points; return the exit status."""
    design = pressure_command.design_of(arguments)
    return make_at_once(
        design,
        _way(design, arguments),
        lambda contents: pressure.analyse(design, pressure.run_sets(design, contents)),
        partial(PressureTables, design=design),
        None,
    ).status


def _way(design: ComparisonDesign | PressureDesign, arguments: argparse.Namespace) -> Way:
    """Say how many runs a study has; return where and how it is made, which says what is done."""
    say(total=len(design.runs.runs))
    way = way_of(arguments, design.verb, design.study_id)
    return replace(way, executor=Said(way.executor))


VERBS: Mapping[str, Callable[[argparse.Namespace], int]] = {"compare": compare, "pressure": press}


def main(words: Sequence[str]) -> int:
    """Make a study; return the exit status.

    Args:
        words: the process that this one ends with, the language of messages, and then a command line.
    """
    parent, language, *command = words
    end_with_parent(int(parent))
    faults.stop_on_signals()
    try:
        arguments: Any = build_parser().parse_args(command)
        if arguments.verb not in VERBS:
            raise InputError(f"{arguments.verb}: not offered here; allowed: {', '.join(VERBS)}")
        return VERBS[arguments.verb](arguments)
    except KeyboardInterrupt:
        return STOPPED
    except Exception as error:
        return faults.report(error, language)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
