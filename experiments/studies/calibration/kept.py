"""The ensemble in its place in `scenarios/ensembles`, and whether another is the same."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.runs.ensemble import FOLDER, POSTERIOR, hash_of
from experiments.runs.ensemble import PRIOR as PRIOR_SAMPLE
from experiments.runs.holdings import content_of
from experiments.runs.manifest import environment, same_platform
from experiments.runs.store import read_parquet, write_json, write_parquet
from experiments.runs.sweeps.points_file import WEIGHT
from experiments.runs.sweeps.sampling import Points
from experiments.runs.table_differences import TOLERANCE, table_difference
from experiments.studies.calibration.design import CalibrationDesign
from experiments.studies.calibration.tables import (
    EMULATORS,
    ENSEMBLE,
    PRIOR,
    WAVES,
    WEIGHTS,
)
from model.errors import InputError
from model.state.state import Array


def ensemble_file(name: str) -> Path:
    """Return the file of an ensemble that is kept."""
    return FOLDER / f"{name}.parquet"


def keep(design: CalibrationDesign, tables: Mapping[str, pd.DataFrame]) -> list[Path]:
    """Write the ensemble and, where the settings name it, the prior, each with its manifest; return the tables' paths.

    Args:
        design: the calibration.
        tables: its tables by the name of their file.
    """
    options = design.options
    written = [_write(options.name, tables[ENSEMBLE], _manifest(design, tables))]
    if options.prior:
        said = {"kind": PRIOR_SAMPLE, "study_id": design.study_id, "seed": options.seed, "environment": environment()}
        written.append(_write(options.prior, tables[PRIOR], said))
    return written


def _write(name: str, table: pd.DataFrame, manifest: Mapping[str, Any]) -> Path:
    path = ensemble_file(name)
    write_parquet(path, table)
    size = {"draws": len(table), "parameters": len(table.columns) - 1}
    write_json(path.with_suffix(".json"), {**manifest, **size, "hash": hash_of(*_parts(table))})
    return path


def _parts(table: pd.DataFrame) -> tuple[Points, Array]:
    """Return the points and weights of an ensemble, as a reader has them."""
    names = [name for name in table.columns if name != WEIGHT]
    weights = table[WEIGHT].to_numpy(dtype=np.float64)
    return Points(tuple(names), table[names].to_numpy(dtype=np.float64)), weights / weights.sum()


def _manifest(design: CalibrationDesign, tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    whole = design.manifest(())
    said = {name: whole[name] for name in ("verb", "study_id", "settings", "observations", "environment")}
    emulators = tables[EMULATORS]
    last = emulators[emulators["wave"] == emulators["wave"].max()]
    return {
        "kind": POSTERIOR,
        **said,
        "waves": tables[WAVES].to_dict(orient="records"),
        "skill": dict(zip(last["id"], last["skill"], strict=True)),
        "weights": tables[WEIGHTS].to_dict(orient="records")[0],
    }


def difference(name: str, table: pd.DataFrame) -> str:
    """Return in what a table differs from the ensemble that is kept; empty when it does not.

    On the platform on which that was made numbers have to be the same, elsewhere within `TOLERANCE`.

    Raises:
        InputError: when there is no such ensemble, or it cannot be read.
    """
    path = ensemble_file(name)
    if not path.is_file():
        raise InputError(
            f"{path}: file not found; python run.py calibrate --settings {FOLDER / name}.toml --keep makes it"
        )
    known, manifest = read_parquet(path), content_of(path.with_suffix(".json"))
    exact = same_platform(manifest.get("environment", {}), environment())
    found = table_difference(known, table, 0.0 if exact else TOLERANCE)
    return found.text if found else ""
