"""The folder of an uncertainty analysis: its sweeps can be interrupted; its tables come when all is done.

While it is made: `design.json` says which study it is, and `work/` holds its sweeps, which go on where they stopped.
When it is done: `NAME_points.parquet` and `NAME_outcomes.parquet` of each sweep, the tables and figures of the
analysis, and `manifest.json`, written last.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.report.terminal import error_output
from experiments.runs.engine import MOST_FAILED_SHARE
from experiments.runs.errors import StudyError
from experiments.runs.manifest import environment, listed
from experiments.runs.store import FIGURES, MANIFEST, check_place, read_parquet, write_csv, write_json, write_parquet
from experiments.runs.sweeps.chunks import chunks_in
from experiments.runs.sweeps.design import SweepDesign
from experiments.runs.sweeps.execute import Executor
from experiments.runs.sweeps.folder import DESIGN, OUTCOMES
from experiments.runs.sweeps.sweep import SweepOptions, make_sweep
from experiments.runs.sweeps.task import Simulate, simulate
from experiments.studies.common.model_outputs import Responses, read_responses
from model.errors import InputError

WORK = "work"
REPLACED = ".replaced"
"""Ending of the name of a folder while it is being replaced."""
FORMAT = 1


@dataclass(frozen=True)
class Way:
    """How an analysis is carried out: where, by whom, and whether it may replace or take long."""

    folder: Path
    executor: Executor
    force: bool = False
    confirmed: bool = False
    language: str = "en"
    simulator: Simulate = simulate
    """Stands for the model in tests; must be importable by the workers."""


@dataclass(eq=False)
class AnalysisStudy:
    """An analysis that is being made; `runs` and `failed` count over its sweeps.

    `planned` is about how many points times seeds all of its sweeps have together.
    """

    verb: str
    study_id: str
    way: Way
    planned: int = 0
    started: int = 0
    sweeps: dict[str, SweepDesign] = field(default_factory=dict)
    runs: int = 0
    failed: list[str] = field(default_factory=list)
    aside: Path | None = None
    """Where the study that this one replaces waits until something of this one is kept."""

    @property
    def folder(self) -> Path:
        """Where the study is."""
        return self.way.folder

    def sample(self, name: str, design: SweepDesign) -> Responses:
        """Run one sweep of the study, or what is missing of it, and return what came of it.

        Raises:
            InputError: when it would take long and that is not confirmed.
            StudyError: when every run failed, or workers keep dying.
        """
        folder = self.folder / WORK / name
        self.started += len(design.points) * len(design.seeds)
        further = max(0, self.planned - self.started)
        options = SweepOptions(folder, f"{self.verb} ({name})", confirmed=self.way.confirmed, further=further)
        try:
            state = make_sweep(design, options, self.way.executor, self.way.simulator)
        finally:
            self._settle(began=bool(chunks_in(folder)) or (folder / OUTCOMES).is_file())
        if len(state.failed) == len(state.runs):
            raise StudyError(f"every run failed; the first one:\n{state.failed['error'].iloc[0]}")
        self.sweeps[name] = design
        self.runs += len(state.runs)
        self.failed += list(state.failed["run_id"])
        _tell_failed(state.failed, len(state.runs))
        return read_responses(folder, design)

    def _settle(self, began: bool) -> None:
        """Drop the study that this one replaces, or put it back when nothing of this one is kept."""
        if self.aside is None:
            return
        if began:
            shutil.rmtree(self.aside)
        else:
            shutil.rmtree(self.folder)
            self.aside.rename(self.folder)
        self.aside = None

    @property
    def status(self) -> int:
        """The exit status: 1 when more runs failed than a study may have."""
        return int(len(self.failed) > MOST_FAILED_SHARE * self.runs)

    def finish(
        self,
        tables: Mapping[str, pd.DataFrame],
        settings: Mapping[str, Any],
        draw: Callable[[Path], list[Path]] | None = None,
    ) -> list[Path]:
        """Write tables, figures and manifest, and tidy the sweeps; return the figures.

        Args:
            tables: by the name of their file, `.csv` or `.parquet`.
            settings: what determined the numbers besides the sweeps, for the manifest.
            draw: draws the figures into a folder that exists and returns their paths.
        """
        for name, table in tables.items():
            (write_csv if name.endswith(".csv") else write_parquet)(self.folder / name, table)
        for name, design in self.sweeps.items():
            points = pd.DataFrame(design.points.values, columns=list(design.points.names))
            write_parquet(self.folder / f"{name}_points.parquet", points)
            rows = read_parquet(self.folder / WORK / name / OUTCOMES).drop(columns="run_id")
            write_parquet(self.folder / f"{name}_{OUTCOMES}", rows)
        figures: list[Path] = []
        if draw is not None:
            shutil.rmtree(self.folder / FIGURES, ignore_errors=True)
            (self.folder / FIGURES).mkdir()
            figures = draw(self.folder / FIGURES)
        write_json(self.folder / MANIFEST, self._manifest(settings))
        (self.folder / DESIGN).unlink()
        shutil.rmtree(self.folder / WORK, ignore_errors=True)
        return figures

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


def open_study(verb: str, study_id: str, way: Way, planned: int = 0) -> AnalysisStudy:
    """Make the folder of a study ready, or go on with the same study that is in it.

    Args:
        verb: the analysis.
        study_id: its id.
        way: where and how to carry it out.
        planned: about how many points times seeds will be run, to say beforehand how long it takes.

    Raises:
        InputError: when the folder holds a finished study or another one and `force` is not given, or other things.
    """
    folder, aside = way.folder, None
    check_place(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        _check(folder, verb, study_id, way.force)
        if way.force:
            aside = folder.with_name(f"{folder.name}{REPLACED}")
            shutil.rmtree(aside, ignore_errors=True)
            folder.rename(aside)
    folder.mkdir(parents=True, exist_ok=True)
    write_json(folder / DESIGN, {"verb": verb, "study_id": study_id})
    return AnalysisStudy(verb, study_id, way, planned, aside=aside)


def is_begun(folder: Path, study_id: str) -> bool:
    """Tell whether a folder holds this study, begun and not finished."""
    if (folder / MANIFEST).is_file() or not (folder / DESIGN).is_file():
        return False
    return _held(folder).get("study_id") == study_id


def _held(folder: Path) -> dict[str, Any]:
    """Return what a folder says that it holds; nothing when that cannot be read."""
    try:
        held = json.loads((folder / DESIGN).read_text(encoding="utf-8"))
    except ValueError:
        return {}
    return held if isinstance(held, dict) else {}


def _check(folder: Path, verb: str, study_id: str, force: bool) -> None:
    """Refuse a folder, unless this study goes on in it or it holds a study that may be replaced."""
    if not folder.is_dir():
        raise InputError(f"--out: {folder} is a file; give a folder that does not exist yet")
    finished, begun = (folder / MANIFEST).is_file(), (folder / DESIGN).is_file()
    if not (finished or begun):
        raise InputError(f"--out: {folder} holds other things than a study; give another folder")
    if not force:
        if finished:
            raise InputError(f"--out: {folder} exists; add --force to replace it, or give another folder")
        if is_begun(folder, study_id):
            return
        held = _held(folder)
        told = f"holds another study ({held.get('verb')} {held.get('study_id')}; this one is {verb} {study_id})"
        raise InputError(f"--out: {folder} {told}; add --force to replace it, or give another folder")


def _tell_failed(failed: pd.DataFrame, runs: int) -> None:
    for row in failed.head(20).itertuples():
        last = str(row.error).splitlines()[-1]
        error_output().print(f"failed: {row.mix} point {row.point} seed {row.seed}: {last}", soft_wrap=True)
    if len(failed):
        error_output().print(f"{len(failed)} of {runs} runs failed")
