"""What a finished comparison holds for the explorer: outcomes of each run, and the draw of each seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.place import PROGRAM, PUBLISHED
from experiments.report.outcome_facts import COMPARED
from experiments.runs.ensemble import stored_ensemble
from experiments.runs.store import RUNS, read_manifest, read_parquet, unharmed
from experiments.studies.comparison.tables import ANNUAL
from model.errors import InputError
from model.state.state import Array

VERB = "compare"
DEFAULT = "reference"
"""Name of the folder of the published comparison, which is shown when no other is given."""


@dataclass(frozen=True)
class Named:
    """A mix or a course as a manifest has it: its name, other names, and labels by language."""

    name: str
    aliases: tuple[str, ...]
    labels: Mapping[str, str]

    def label(self, language: str) -> str:
        """Return the label in a language; the English one where it has none."""
        return self.labels.get(language) or self.labels["en"]


@dataclass(frozen=True, eq=False)
class Content:
    """A comparison for the explorer.

    Attributes:
        manifest: of the comparison.
        mixes: those that are shown, the base first.
        courses: in the order of the design.
        seeds: whose runs share a draw, random numbers and input tables; those of failed runs too.
        years: rising.
        outcomes: names of the headline outcomes that were recorded.
        values: outcomes x courses x mixes x years x seeds, each in the unit of its outcome; NaN where a run failed.
        parameters: names of those that differ between seeds; none where all runs have one point.
        draws: parameters x seeds.
    """

    manifest: Mapping[str, Any]
    mixes: tuple[Named, ...]
    courses: tuple[Named, ...]
    seeds: tuple[int, ...]
    years: tuple[int, ...]
    outcomes: tuple[str, ...]
    values: Array
    parameters: tuple[str, ...]
    draws: Array


def default_folder(published: Path = PUBLISHED) -> Path:
    """Return the folder of the published comparison.

    Raises:
        InputError: when none is there, as where the program is installed as a package.
    """
    found = published / DEFAULT
    if not found.is_dir():
        raise InputError(f"FOLDER: none is published here; give the folder of a comparison ({PROGRAM} compare)")
    return found


def read_content(folder: Path) -> Content:
    """Read a finished comparison, of this or an earlier version of the model.

    Raises:
        InputError: when the folder holds none, or is not as it was written.
    """
    manifest = read_manifest(folder)
    if manifest.get("verb") != VERB:
        raise InputError(f"{folder}: holds no comparison (its manifest says {manifest.get('verb')}); allowed: {VERB}")
    annual, runs = read_parquet(folder / ANNUAL), read_parquet(folder / RUNS)
    with unharmed(folder):
        shown = list(manifest["shown"])
        rows = annual[annual["mix"].isin(shown)]
        scenarios = [each for each in manifest["scenarios"] if each["mix"]["name"] in shown]
        mixes = {each["mix"]["name"]: _named(each["mix"]) for each in scenarios}
        courses = {each["course"]["name"]: _named(each["course"]) for each in scenarios}
        seeds = tuple(map(int, dict.fromkeys(runs["seed"])))
        years = tuple(map(int, sorted(set(rows["year"]))))
        outcomes = tuple(name for name in COMPARED if name in rows)
        places = (list(courses), shown, years, seeds)
        values = _arranged(rows, ("course", "mix", "year", "seed"), places, outcomes)
        names, draws = _draws(folder, manifest, seeds)
        found = Content(
            manifest,
            tuple(mixes[name] for name in shown),
            tuple(courses.values()),
            seeds,
            years,
            outcomes,
            values,
            names,
            draws,
        )
    if not (years and outcomes):
        raise InputError(f"{folder}: holds no headline outcome of any run")
    return found


def _named(parts: Mapping[str, Any]) -> Named:
    labels = {key.removeprefix("label_"): str(text) for key, text in parts.items() if key.startswith("label_")}
    return Named(parts["name"], tuple(parts["aliases"]), labels)


def _arranged(
    rows: pd.DataFrame, keys: Sequence[str], places: Sequence[Sequence[Any]], outcomes: Sequence[str]
) -> Array:
    """Return columns of a table as outcomes x keys, in the given order of each key; NaN where there is no row."""
    values = np.full((len(outcomes), *map(len, places)), np.nan)
    where: list[Any] = [
        rows[key].map({name: number for number, name in enumerate(order)}).to_numpy(dtype=np.intp)
        for key, order in zip(keys, places, strict=True)
    ]
    values[:, *where] = rows[list(outcomes)].to_numpy(dtype=np.float64).T
    return values


def _draws(folder: Path, manifest: Mapping[str, Any], seeds: Sequence[int]) -> tuple[tuple[str, ...], Array]:
    """Return the names of the parameters that differ between seeds, and parameters x seeds."""
    ensemble = stored_ensemble(folder, manifest)
    if ensemble is None:
        return (), np.empty((0, len(seeds)))
    draws = ensemble.points.values[[ensemble.draw_of(seed) for seed in seeds]].T
    differs = np.ptp(draws, axis=1) > 0
    names = tuple(name for name, kept in zip(ensemble.points.names, differs, strict=True) if kept)
    return names, draws[differs]
