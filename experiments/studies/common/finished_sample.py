"""The sample of a finished study or sweep: what the model answered at its points, read without a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.runs.rebuild import rebuilt_scenarios
from experiments.runs.store import RUNS, read_manifest, read_parquet
from experiments.runs.sweeps.folder import OUTCOMES
from experiments.runs.sweeps.sampling import Points
from experiments.studies.common.model_outputs import Axes, Responses, answers
from experiments.studies.common.specification import Subject
from model.errors import InputError
from model.parameters import declared

SAMPLE = "sample"
"""The name that studies give the sweep of their draws."""
AGAIN = "_again"
"""Ending of the name of a sweep that runs the first draws of a sample with other seeds."""
SWEEP = "sweep"
STRUCTURED = ("sensitivity",)
"""Verbs whose sample comes in blocks that share values, so that it is no set of draws."""
_KEPT = ("scenarios", "worlds", "laws", "parameters", "parameters_changed", "failed")


@dataclass(frozen=True, eq=False)
class FinishedSample:
    """Draws and what the model answered; seeds that a draw was not run with are NaN.

    Attributes:
        subject: what was run.
        responses: the answers; `seeds` are those of the first draw.
        sweeps: the design of the sweep as plain data, by its name.
        source: the manifest of the study whose sample it is.
    """

    subject: Subject
    responses: Responses
    sweeps: Mapping[str, Any]
    source: Mapping[str, Any]

    @property
    def described(self) -> Mapping[str, Any]:
        """What a manifest says of scenarios, in the form that they are read again from."""
        return {key: self.source[key] for key in _KEPT if key in self.source}


def read_finished_sample(folder: Path) -> FinishedSample:
    """Read the draws of a finished study or sweep.

    Raises:
        InputError: when the folder holds no draws of one world by year, or is of another version of the model.
    """
    manifest = read_manifest(folder)
    verb = manifest.get("verb")
    sweeps = {SWEEP: manifest["design"]} if verb == SWEEP else manifest.get("sweeps", {})
    name = next((each for each in (SAMPLE, SWEEP) if each in sweeps), "")
    if not name or verb in STRUCTURED or "from" in manifest:
        raise InputError(
            f"--from: {folder} is a study of '{verb}' without draws of parameters; allowed: a finished study of "
            "robustness or discover, or a finished sweep"
        )
    sweep = sweeps[name]
    if sweep["record"] != "year" or len(sweep["worlds"]) != 1:
        raise InputError(f"--from: {folder} holds quarters or several worlds; allowed: one world, by year")
    scenarios = rebuilt_scenarios(folder)
    own = [each for each in (name, name + AGAIN) if each in sweeps]
    tables = [_tables(folder, each) for each in own]
    years = tuple(sorted({int(year) for year in tables[0][1]["year"]}))
    subject = Subject(scenarios, scenarios[0].mix.name, tuple(sweep["outcomes"]), years)
    points = Points(tuple(map(str, tables[0][0].columns)), tables[0][0].to_numpy(dtype=np.float64))
    axes = Axes(subject.options, subject.outcomes, years)
    parts = [
        answers(rows, len(points), axes, (sweeps[each]["seeds"], sweeps[each].get("seed_step", 0)))
        for (_, rows), each in zip(tables, own, strict=True)
    ]
    values = np.concatenate(parts, axis=1)
    found = Responses(points, tuple(sweep["seeds"]), subject.options, subject.outcomes, years, values)
    return FinishedSample(subject, found, {name: sweep}, manifest)


def _tables(folder: Path, name: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the points and the outcomes of a sweep."""
    if name != SWEEP:
        return read_parquet(folder / f"{name}_points.parquet"), read_parquet(folder / f"{name}_{OUTCOMES}")
    runs = read_parquet(folder / RUNS).drop_duplicates("point").sort_values("point")
    return runs[[each for each in runs.columns if each in declared()]], read_parquet(folder / OUTCOMES)
