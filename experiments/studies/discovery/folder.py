"""Read the sample of a finished study, such as that of `robustness`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from experiments.runs.store import read_manifest, read_parquet
from experiments.runs.sweeps.folder import OUTCOMES
from experiments.studies.common.finished_sample import SAMPLE
from experiments.studies.common.model_outputs import Axes, answers
from experiments.studies.discovery.sample import Named, Sample, Scope, searched
from model.errors import InputError
from model.outcomes import OUTCOMES as KNOWN

POINTS = f"{SAMPLE}_points.parquet"
DRAWN = ("robustness", "discover")
"""Verbs whose draws can be shuffled; the points of a sensitivity analysis come in blocks that share values."""
KEYS = ("world", "course", "mix", "point", "seed", "year")


def read_sample(folder: Path) -> tuple[Sample, dict[str, Any]]:
    """Return the sample of a study and its manifest.

    Raises:
        InputError: when the folder is not that of a finished study with a sample by year.
    """
    manifest = read_manifest(folder)
    sweep = manifest.get("sweeps", {}).get(SAMPLE)
    if sweep is None or manifest.get("verb") not in DRAWN or not (folder / POINTS).is_file():
        text = f"is a study of '{manifest.get('verb', 'another kind')}' without independent draws of parameters"
        raise InputError(f"--from: {folder} {text}; give the folder of a finished robustness or discover study")
    if sweep["record"] != "year" or len(sweep["worlds"]) != 1:
        raise InputError(f"--from: {folder} holds quarters or several worlds; a sample of one world by year is needed")
    points, rows = read_parquet(folder / POINTS), read_parquet(folder / f"{SAMPLE}_{OUTCOMES}")
    missing = sorted({*KEYS, *sweep["outcomes"]} - set(rows.columns))
    if missing:
        raise InputError(f"--from: {folder / f'{SAMPLE}_{OUTCOMES}'} has no column '{missing[0]}'")
    outside = rows["point"].max() >= len(points) if len(rows) else False
    if outside:
        raise InputError(f"--from: {folder / POINTS} has {len(points)} points, fewer than the outcomes name")
    factors, values = searched(list(points.columns), points.to_numpy(dtype=np.float64))
    outcomes = tuple(each for each in sweep["outcomes"] if each in KNOWN)
    years = tuple(sorted({int(year) for year in rows["year"]}))
    named = _named(manifest, "mix"), _named(manifest, "course")
    drawn = str(sweep["points"].get("method", ""))
    scope = Scope(*named, outcomes, years, len(points), len(sweep["seeds"]), sweep["worlds"][0], drawn)
    axes = Axes(scope.options, scope.outcomes, scope.years)
    found = answers(rows, scope.draws, axes, (sweep["seeds"], sweep.get("seed_step", 0)))
    return Sample(scope, factors, values, found.mean(axis=1)), manifest


def _named(manifest: Mapping[str, Any], kind: str) -> tuple[Named, ...]:
    """Return the mixes or courses of a study by name, in its order: the base mix is the first."""
    found = {}
    for each in manifest["scenarios"]:
        own = each[kind]
        aliases = tuple(own.get("aliases", ()))
        found[own["name"]] = Named(own["name"], own["label_en"], own["label_nl"], aliases)
    return tuple(found.values())
