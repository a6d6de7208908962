"""A study that is being made: its runs can be interrupted; its tables come when all are done.

While it is made, `design.json` says which study it is, and `work/` holds the chunks of its runs and its sweeps, which
go on where they stopped. When it is done the folder holds the tables and figures, `manifest.json`, for each sweep
`NAME_points.parquet` and `NAME_outcomes.parquet`, and `checksums.json`, written last.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.report.terminal import tell_failed
from experiments.runs.chunk_store import CHUNKS, Content, Task, chunk_path, read_chunk
from experiments.runs.engine import Executor, Work, too_many
from experiments.runs.errors import EveryRunFailed
from experiments.runs.holdings import FIGURES, WORK, begin, seal
from experiments.runs.manifest import environment, listed
from experiments.runs.places import study_place
from experiments.runs.resume import Effort, do_missing
from experiments.runs.store import MANIFEST, read_parquet, write_json, write_table
from experiments.runs.sweeps.design import SweepDesign
from experiments.runs.sweeps.folder import OUTCOMES
from experiments.runs.sweeps.sweep import SweepOptions, carry_out
from experiments.runs.sweeps.task import Simulate, simulate
from experiments.studies.common.model_outputs import Responses, read_responses

FORMAT = 1
Draw = Callable[[Path], list[Path]]
"""Draws the figures of a study into a folder that it makes, and returns their paths."""


@dataclass(frozen=True)
class Way:
    """How a study is carried out: where, by whom, and whether it may replace, take long, or take over a lock."""

    folder: Path
    executor: Executor
    force: bool = False
    confirmed: bool = False
    language: str = "en"
    simulator: Simulate = simulate
    """Stands for the model in tests of sweeps; must be importable by the workers."""
    unlock: bool = False


@dataclass(eq=False)
class OpenStudy:
    """A study that is being made in `place`, and belongs in the folder of `way`.

    `planned` is about how many points times seeds all of its sweeps have together; `runs` and `failed` count over them.
    """

    verb: str
    study_id: str
    way: Way
    place: Path
    planned: int = 0
    started: int = 0
    sweeps: dict[str, SweepDesign] = field(default_factory=dict)
    runs: int = 0
    failed: list[str] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """Where the study is when it is finished."""
        return self.way.folder

    def contents(self, work: Work, tasks: Sequence[Task]) -> Iterator[Content]:
        """Do what is missing of the runs of the study, and give what came of each task.

        Raises:
            InputError: when it would take long and that is not confirmed.
            StudyError: when workers keep dying.
        """
        folder = self.place / WORK / "runs"

        def prepare() -> None:
            self._begin()
            (folder / CHUNKS).mkdir(parents=True, exist_ok=True)

        do_missing(folder, work, tasks, Effort(self.verb, self.way.executor, self.way.confirmed), prepare)
        return (read_chunk(chunk_path(folder, task.number), work.study, task.runs) for task in tasks)

    def sample(self, name: str, design: SweepDesign) -> Responses:
        """Run one sweep of the study, or what is missing of it, and return what came of it.

        Raises:
            InputError: when it would take long and that is not confirmed.
            StudyError: when every run failed, or workers keep dying.
        """
        folder, way = self.place / WORK / name, self.way
        self.started += len(design.points) * len(design.seeds)
        further = max(0, self.planned - self.started)
        where = f"{self.verb} ({name})"
        options = SweepOptions(folder, where, confirmed=way.confirmed, further=further, loads=True)
        state = carry_out(design, options, way.executor, way.simulator, self._begin)
        if len(state.failed) == len(state.runs):
            raise EveryRunFailed(state.failed["error"].iloc[0])
        self.sweeps[name] = design
        self.runs += len(state.runs)
        self.failed += list(state.failed["run_id"])
        tell_failed(state.failed, ("mix", "point", "seed"), len(state.runs), self.way.language)
        return read_responses(folder, design)

    def _begin(self) -> None:
        begin(self.place, design_of(self.verb, self.study_id))

    @property
    def status(self) -> int:
        """The exit status: 1 when more runs failed than a study may have."""
        return int(too_many(len(self.failed), self.runs))

    def write(self, tables: Mapping[str, pd.DataFrame], manifest: Mapping[str, Any], draw: Draw | None) -> list[Path]:
        """Write tables, figures and manifest, and declare the study finished; return the figures, where they will be.

        Args:
            tables: by the name of their file, `.csv` or `.parquet`.
            manifest: all that determined the numbers.
            draw: draws the figures, if there are to be any.
        """
        self._begin()
        for name, table in tables.items():
            write_table(self.place / name, table)
        drawn: list[Path] = []
        if draw is not None:
            shutil.rmtree(self.place / FIGURES, ignore_errors=True)
            drawn = draw(self.place / FIGURES)
        write_json(self.place / MANIFEST, manifest)
        seal(self.place)
        return [self.folder / path.relative_to(self.place) for path in drawn]

    def finish(
        self, tables: Mapping[str, pd.DataFrame], settings: Mapping[str, Any], draw: Draw | None = None
    ) -> list[Path]:
        """Write the tables of an analysis, the points and outcomes of its sweeps, and its figures.

        Args:
            tables: by the name of their file, `.csv` or `.parquet`.
            settings: what determined the numbers besides the sweeps, for the manifest.
            draw: draws the figures, if there are to be any.
        """
        every = dict(tables)
        for name, design in self.sweeps.items():
            every[f"{name}_points.parquet"] = pd.DataFrame(design.points.values, columns=list(design.points.names))
            rows = read_parquet(self.place / WORK / name / OUTCOMES).drop(columns="run_id")
            every[f"{name}_{OUTCOMES}"] = rows
        return self.write(every, self._manifest(settings), draw)

    def _manifest(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        first = next(iter(self.sweeps.values()))
        scenarios = first.worlds[0]
        return {
            "format": FORMAT,
            "verb": self.verb,
            "study_id": self.study_id,
            "settings": dict(settings),
            "sweeps": {name: design.content() for name, design in self.sweeps.items()},
            "parameters_changed": scenarios[0].parameters.changed(),
            **listed(scenarios, first.hashes[0]),
            "failed": self.failed,
            "environment": environment(),
        }


def design_of(verb: str, study_id: str) -> dict[str, Any]:
    """Return what `design.json` says of a study."""
    return {"verb": verb, "study_id": study_id}


@contextmanager
def open_study(verb: str, study_id: str, way: Way, planned: int = 0) -> Iterator[OpenStudy]:
    """Hold the folder of a study, make it ready or go on with the same study that is in it.

    Args:
        verb: the analysis.
        study_id: its id.
        way: where and how to carry it out.
        planned: about how many points times seeds will be run, to say beforehand how long it takes.

    Raises:
        InputError: when the folder holds a finished study or another one and `force` is not given, or other things.
    """
    with study_place(way.folder, design_of(verb, study_id), way.force, way.unlock) as place:
        yield OpenStudy(verb, study_id, way, place, planned)
