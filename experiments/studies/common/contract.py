"""What every analysis is made of, and how it is made.

A design says what to run. `analyse(design, runs)` asks `runs` for its samples and returns tables by the name of their
file. What is reported and drawn is read from the folder with those tables, so that it can be drawn again without a run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from experiments.report.drawing import Drawings, draw_figures, source_of
from experiments.runs.engine import Contents, too_many
from experiments.runs.store import RUNS
from experiments.runs.sweeps.design import SweepDesign
from experiments.studies.common.model_outputs import Responses
from experiments.studies.common.specification import Subject
from experiments.studies.common.stored import Stored, StudyFolder
from experiments.studies.common.study import Way, open_study

Tables = Mapping[str, pd.DataFrame]
"""Tables by the name of their file, `.csv` or `.parquet`."""


class Runs(Protocol):
    """Where an analysis gets its runs from."""

    def sample(self, name: str, design: SweepDesign) -> Responses:
        """Return what came of a sweep; run what is missing of it."""


class StudyDesign(Protocol):
    """What a study is of."""

    @property
    def verb(self) -> str:
        """The subcommand that makes it."""

    @property
    def study_id(self) -> str:
        """The hash of all that determines the numbers."""


class AnalysisDesign(StudyDesign, Protocol):
    """What an analysis runs."""

    @property
    def subject(self) -> Subject:
        """What is compared."""

    @property
    def planned(self) -> int:
        """About how many points times seeds are run."""

    @property
    def settings(self) -> Mapping[str, Any]:
        """What determines the numbers besides the sweeps, for the manifest."""


class WholeDesign(StudyDesign, Protocol):
    """What a study is of that is written all at once."""

    def manifest(self, failed: Sequence[str]) -> Mapping[str, Any]:
        """Return the manifest of the study, given the ids of the runs that failed."""


@dataclass(frozen=True, eq=False)
class MadeStudy[D, S: StudyFolder]:
    """A study that is done: its design, its folder as it can be read again, and how it went.

    `status` is the exit status: 1 when more runs failed than a study may have.
    """

    design: D
    stored: S
    figures: tuple[Path, ...]
    runs: int
    failed: tuple[str, ...]
    status: int


class Made[D: AnalysisDesign](MadeStudy[D, Stored]):
    """An analysis that is done."""


def make[D: AnalysisDesign](
    design: D, way: Way, analyse: Callable[[D, Runs], Tables], drawings: Callable[[Stored, str], Drawings]
) -> Made[D]:
    """Run what is missing of an analysis, write its tables, and draw its figures from what was written.

    Args:
        design: what to run.
        way: where and how.
        analyse: makes the tables.
        drawings: returns what draws the figures of a finished analysis in a language.

    Raises:
        InputError: when the folder cannot be used, or it would take long and that is not confirmed.
        StudyError: when every run failed.
    """
    with open_study(design.verb, design.study_id, way, design.planned) as study:
        tables = analyse(design, study)
        known = {"verb": design.verb, "study_id": design.study_id, "settings": design.settings}
        made = Stored(study.place, known, design.subject)
        figures = study.finish(
            tables,
            design.settings,
            lambda folder: draw_figures(
                drawings(made, way.language), folder, way.executor.workers, source_of(design.verb, design.study_id)
            ),
        )
    stored = replace(made, folder=way.folder)
    return Made(design, stored, tuple(figures), study.runs, tuple(study.failed), study.status)


def make_at_once[D: WholeDesign, S: StudyFolder](
    design: D,
    way: Way,
    analyse: Callable[[Contents], Tables],
    opened: Callable[[Path, Mapping[str, Any]], S],
    drawings: Callable[[S, str], Drawings] | None,
) -> MadeStudy[D, S]:
    """Run what is missing of a study that has no sweeps, and write its tables and figures; none if too many failed.

    Args:
        design: what the study is of.
        way: where and how.
        analyse: makes the tables of what tasks give; those of runs have the id first, and a column status.
        opened: returns the study that a folder holds, given its manifest.
        drawings: returns what draws the figures of a finished study in a language, if it has any.

    Raises:
        InputError: when the folder cannot be used.
    """
    with open_study(design.verb, design.study_id, way) as study:
        tables = analyse(study.contents)
        runs = tables.get(RUNS, pd.DataFrame(columns=["run_id", "status"]))
        failed = tuple(runs.loc[runs["status"] == "failed", runs.columns[0]].astype(str))
        manifest = design.manifest(failed)

        def draw(folder: Path) -> list[Path]:
            drawn = drawings and drawings(opened(study.place, manifest), way.language)
            source = source_of(design.verb, design.study_id)
            return draw_figures(drawn, folder, way.executor.workers, source) if drawn else []

        status = int(too_many(len(failed), len(runs)))
        figures = study.write(tables, manifest, None if status else draw)
    return MadeStudy(design, opened(way.folder, manifest), tuple(figures), len(runs), failed, status)
