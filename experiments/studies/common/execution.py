"""What the verbs of uncertainty analyses share: from arguments to a subject, a folder and a way to carry it out."""

from __future__ import annotations

import argparse
from pathlib import Path

from experiments.place import RESULTS
from experiments.runs.store import free_folder
from experiments.runs.sweeps.cluster import executor_for
from experiments.studies.common.specification import Question, Subject, load_subject
from experiments.studies.common.study import Way, is_begun

DEFAULT_COURSES = ("expected",)


def subject_of(arguments: argparse.Namespace) -> Subject:
    """Load what the arguments of an analysis name (see `_analysis` in run.py)."""
    return load_subject(
        Question(
            mixes=tuple(arguments.mix or ()),
            courses=tuple(arguments.course or DEFAULT_COURSES),
            world=arguments.world,
            parameters=dict(arguments.set),
            outcomes=tuple(arguments.outcome or ()),
            years=tuple(arguments.year or ()),
        )
    )


def way_of(arguments: argparse.Namespace, verb: str, study_id: str) -> Way:
    """Return where and how to carry out a study: by default in `results`, going on with one that was begun there."""
    folder = Path(arguments.out) if arguments.out else RESULTS / f"{verb}-{study_id}"
    if not arguments.out and not arguments.force:
        folder = free_folder(folder, lambda taken: is_begun(taken, study_id))
    executor = executor_for(arguments.workers, arguments.cluster)
    return Way(folder, executor, arguments.force, arguments.yes, arguments.language)
