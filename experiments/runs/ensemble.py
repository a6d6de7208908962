"""The ensemble: weighted draws of everything that is uncertain, and which of them goes with a seed.

Files are in `scenarios/ensembles`: `posterior.parquet` holds what survived observation, `prior.parquet` what was
thought possible before. Each has a manifest beside it. A study gives each seed one draw, the same for all mixes and
courses, so that a spread over seeds is due to parameters, random numbers and input tables together and differences
between mixes stay paired.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.runs.store import read_parquet
from experiments.runs.sweeps.points_file import WEIGHT, read_weighted
from experiments.runs.sweeps.sampling import Points
from model import catalogue
from model.errors import InputError, unknown_name, wrong_value
from model.hashing import content_hash
from model.parameters import ParameterSet
from model.scenario import SCENARIOS
from model.state.state import Array, IntArray

FOLDER = SCENARIOS / "ensembles"
POSTERIOR, PRIOR = "posterior", "prior"
DEFAULT = POSTERIOR
"""The ensemble that studies draw from unless another is asked for."""
OWN = "own"
"""Kind of an ensemble without a manifest."""
AT_DEFAULTS = -1
"""Stands in tables for the draw of a run whose parameters are those of its scenario."""
DRAW = "draw"
DRAWS = "draws.parquet"
"""The draws that the seeds of a study have: seed, draw, weight, and a column a parameter."""
_GOLDEN = (sqrt(5.0) - 1.0) / 2.0
_ENDINGS = (".parquet", ".csv")


@dataclass(frozen=True, eq=False)
class Ensemble:
    """Draws of parameters: `points` is draws x parameters, `weights` add up to 1.

    Attributes:
        name: of the file, without its ending.
        points: the draws.
        weights: the probability of each draw.
        hash: of what the file holds, also when some parameters were left out since.
        kind: `posterior`, `prior`, or `own` where there is no manifest.
        seeds: the draw of each seed where a finished study says it; empty where it follows from the weights.
    """

    name: str
    points: Points
    weights: Array
    hash: str
    kind: str
    seeds: Mapping[int, int] = field(default_factory=dict)

    def draw_of(self, seed: int) -> int:
        """Return which draw goes with a seed: consecutive seeds spread evenly over the cumulative weights.

        The place is the fractional part of the seed times the golden ratio, which is a sequence of low discrepancy.
        """
        if self.seeds:
            return self.seeds[seed]
        ends = np.cumsum(self.weights)
        place = (seed * _GOLDEN) % 1.0 * ends[-1]
        return int(min(np.searchsorted(ends, place, side="right"), np.flatnonzero(self.weights)[-1]))

    def spread(self, count: int) -> Points:
        """Return some draws that count alike, each about as often as its weight asks, in order and without chance.

        This is systematic resampling from the middle of each interval; several seeds may go with one draw.
        """
        return Points(self.points.names, self.points.values[resampled(self.weights, count)])

    def values(self, draw: int) -> dict[str, float]:
        """Return the parameters of a draw by full name."""
        return self.points.overrides(draw)

    def parameters(self, own: ParameterSet, seed: int) -> ParameterSet:
        """Return a set of parameters with the values of the draw that goes with a seed."""
        return own.replace(self.values(self.draw_of(seed)), f"ensemble {self.name}")

    def without(self, given: Collection[str]) -> Ensemble:
        """Return the ensemble without the parameters that have been given a value."""
        kept = [place for place, name in enumerate(self.points.names) if name not in given]
        names = tuple(self.points.names[place] for place in kept)
        return replace(self, points=Points(names, self.points.values[:, kept]))

    def described(self) -> dict[str, Any]:
        """Return which ensemble it is, for a manifest."""
        return {"name": self.name, "kind": self.kind, "hash": self.hash, "draws": len(self.points)}

    def table(self, seeds: Sequence[int]) -> pd.DataFrame:
        """Return the draws of some seeds, one row a seed: seed, draw, weight, and a column a parameter."""
        chosen = [self.draw_of(seed) for seed in seeds]
        found = pd.DataFrame(self.points.values[chosen], columns=list(self.points.names))
        found.insert(0, "seed", np.array(seeds, dtype=np.int64))
        found.insert(1, DRAW, np.array(chosen, dtype=np.int64))
        found.insert(2, WEIGHT, self.weights[chosen])
        return found


def resampled(weights: Array, count: int) -> IntArray:
    """Return `count` row numbers in rising order, each about as often as its share of the weights asks."""
    ends = np.cumsum(weights) / weights.sum()
    return np.searchsorted(ends, (np.arange(count) + 0.5) / count, side="left").astype(np.int64)


def named_ensembles() -> dict[str, Path]:
    """Return the ensembles of the project by name."""
    return {path.stem: path for path in sorted(FOLDER.glob("*.parquet"))}


def read_ensemble(name_or_path: str | Path) -> Ensemble:
    """Read an ensemble by name, or from a CSV or Parquet file by path; without weights all draws count alike.

    Raises:
        InputError: for an unknown name, a missing file, an unknown parameter, a value outside its legal range, or draws
            that are not those of the manifest beside the file.
    """
    catalogue.load()
    path, asked = Path(name_or_path), str(name_or_path)
    if path.suffix.lower() not in _ENDINGS:
        known = named_ensembles()
        if asked not in known:
            raise unknown_name("--ensemble", "ensemble", asked, known)
        path = known[asked]
    if not path.is_file():
        raise InputError(f"--ensemble: {path}: file not found")
    points, weights = read_weighted(path)
    found = hash_of(points, weights)
    return Ensemble(path.stem, points, weights, found, _kind(path, found))


def draws_of(ensemble: Ensemble | None, seeds: Sequence[int]) -> dict[str, pd.DataFrame]:
    """Return the table of the draws that some seeds have, by the name of its file; nothing without an ensemble."""
    return {} if ensemble is None else {DRAWS: ensemble.table(seeds)}


def draw_for(ensemble: Ensemble | None, seed: int) -> int:
    """Return the draw of an ensemble that goes with a seed, or `AT_DEFAULTS` without an ensemble."""
    return AT_DEFAULTS if ensemble is None else ensemble.draw_of(seed)


def ensemble_part(ensemble: Ensemble | None) -> dict[str, Any]:
    """Return what a manifest says of the ensemble that a study draws from; nothing when it draws from none."""
    return {} if ensemble is None else {"ensemble": ensemble.described()}


def stored_ensemble(folder: Path, manifest: Mapping[str, Any]) -> Ensemble | None:
    """Return the draws of a finished study, those of its seeds alone and numbered anew; None where it has none."""
    known = manifest.get("ensemble")
    if known is None:
        return None
    table = read_parquet(folder / DRAWS)
    seeds = {int(seed): place for place, seed in enumerate(table["seed"])}
    points = table.drop(columns=["seed", DRAW, WEIGHT])
    values = np.ascontiguousarray(points.to_numpy(dtype=np.float64))
    weights: Array = table[WEIGHT].to_numpy(dtype=np.float64)
    names = tuple(map(str, points.columns))
    return Ensemble(known["name"], Points(names, values), weights, known["hash"], known["kind"], seeds)


def hash_of(points: Points, weights: Array) -> str:
    """Return the hash of names, values and weights of draws."""
    return content_hash([points.names, points.values.tolist(), weights.tolist()])


def _kind(path: Path, found: str) -> str:
    """Return the kind that the manifest beside a file names; it is refused when it is of other draws."""
    manifest = path.with_suffix(".json")
    if not manifest.is_file():
        return OWN
    try:
        said = json.loads(manifest.read_text(encoding="utf-8"))
        kind, stated = said["kind"], said.get("hash", found)
    except (ValueError, LookupError, TypeError):
        raise InputError(f"{manifest}: is no manifest of an ensemble; allowed: JSON with a key kind") from None
    if kind not in (POSTERIOR, PRIOR):
        raise wrong_value(str(manifest), "kind", kind, f"{POSTERIOR} or {PRIOR}")
    if stated != found:
        raise InputError(f"{path}: holds other draws than {manifest} says; put the file back, or move the manifest")
    return str(kind)
