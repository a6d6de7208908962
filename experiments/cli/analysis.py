"""What subcommands of analyses share: from arguments to a subject and a folder, and from tables to what is printed."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from experiments.cli.for_spreadsheets import write_for_spreadsheets
from experiments.place import RESULTS
from experiments.report.terminal import output, records, tell_folder, tell_study
from experiments.runs.ensemble import DEFAULT
from experiments.runs.holdings import finished
from experiments.runs.places import chosen_folder
from experiments.runs.sweeps.cluster import executor_for
from experiments.runs.sweeps.estimate import check_world
from experiments.studies.common.contract import MadeStudy
from experiments.studies.common.specification import Question, Subject, load_subject
from experiments.studies.common.study import Way, design_of
from model.errors import InputError
from model.scenario import load_world

DEFAULT_COURSES = ("expected",)
DEFAULT_WORLD = "reference"


def subject_of(arguments: argparse.Namespace) -> Subject:
    """Load what the arguments of an analysis name (see `analysis_options`)."""
    return load_subject(
        Question(
            mixes=tuple(arguments.mix or ()),
            courses=tuple(arguments.course or DEFAULT_COURSES),
            world=arguments.world,
            parameters=dict(arguments.set),
            outcomes=tuple(arguments.outcome or ()),
            years=tuple(arguments.year or ()),
            ensemble=ensemble_of(arguments),
        )
    )


def ensemble_of(arguments: argparse.Namespace) -> str | None:
    """Return the name or path of the ensemble that seeds have draws of, or None for one point of parameters."""
    return None if getattr(arguments, "at_defaults", False) else arguments.ensemble or DEFAULT


def finished_source(arguments: argparse.Namespace, refused: Sequence[str]) -> Path:
    """Return the folder that `--from` names.

    Args:
        arguments: of the command line.
        refused: options that say what to run, beside the world.

    Raises:
        InputError: for an option that says what to run, since `--from` runs nothing; for a study that is not as it was.
    """
    given = [name for name in refused if getattr(arguments, name)] + ["world"] * (arguments.world != DEFAULT_WORLD)
    if given:
        raise InputError(f"--{given[0]}: --from runs nothing and takes the study as it is; leave one of them out")
    return finished(Path(arguments.source))


def way_of(arguments: argparse.Namespace, verb: str, study_id: str, worlds: Sequence[str] = ()) -> Way:
    """Return where and how to carry out a study: by default in `results`, going on with one that was begun there.

    Args:
        arguments: of the command line.
        verb: the subcommand.
        study_id: of the study.
        worlds: its worlds, where the command line does not name one.
    """
    default = RESULTS / f"{verb}-{study_id}"
    folder = chosen_folder(arguments.out, default, arguments.force, design_of(verb, study_id))
    for world in worlds or (arguments.world,):
        check_world(load_world(world).settings, verb, arguments.yes)
    executor = executor_for(arguments.workers, getattr(arguments, "cluster", None))
    return Way(folder, executor, arguments.force, arguments.yes, arguments.language, unlock=arguments.unlock)


def finish[M: MadeStudy[Any, Any]](
    made: M,
    arguments: argparse.Namespace,
    tables: Sequence[str],
    print_report: Callable[[M, str, Console], None],
    further: Mapping[str, Any] | None = None,
) -> int:
    """Print what came of an analysis, as text or as JSON; return the exit status.

    Args:
        made: the analysis.
        arguments: of the command line.
        tables: names of the files whose tables are in the JSON.
        print_report: prints the report in a language.
        further: what the JSON says besides.
    """
    stored = made.stored
    write_for_spreadsheets(arguments, stored.folder)
    if arguments.json:
        content: dict[str, Any] = {
            "study_id": stored.study_id,
            "folder": str(stored.folder),
            "figures": [str(path) for path in made.figures],
            "failed": list(made.failed),
            **(further or {}),
            **{Path(name).stem: records(stored.table(name)) for name in tables if (stored.folder / name).is_file()},
        }
        print(json.dumps(content, ensure_ascii=False, indent=1, default=str))
    else:
        print_report(made, arguments.language, output())
        tell_study(stored.study_id, made.runs, arguments.language)
        tell_folder(stored.folder, arguments.language, made.figures)
    return made.status
