"""What the explorer has to answer, from the tables of a comparison and the statistics of the command line."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.report.outcome_facts import COMPARED
from experiments.runs.statistics import mean_and_interval
from experiments.runs.store import read_manifest, read_parquet
from experiments.studies.common.factors import Factor
from experiments.studies.common.relevance import least_relevant
from experiments.studies.robustness.association import FEWEST, Association, associations
from experiments.studies.robustness.lens import preferred
from experiments.studies.robustness.ranking import wilson
from model.outcomes import OUTCOMES
from model.state.state import Array, IntArray

State = dict[str, Any]
FULL = 100


@dataclass(frozen=True)
class Conditions:
    """Rank correlations by parameter, the points, and the difference by draw."""

    found: dict[str, Association]
    points: pd.DataFrame
    gap: Array
    direction: int

    def halves(self, name: str) -> tuple[float, Array, Array]:
        """Return the median of a parameter, and the differences in its lower and in its upper half."""
        values = self.points[name].to_numpy()
        middle = float(np.median(values))
        return middle, self.gap[values <= middle], self.gap[values > middle]

    def size(self, name: str, sort: str) -> float:
        """Return how much the halves of a parameter differ: in how often the mix is better, or in the median."""
        _, lower, upper = self.halves(name)
        if sort == "order":
            return abs(self.better(upper) - self.better(lower))
        return float(abs(np.median(upper) - np.median(lower)))

    def better(self, half: Array) -> float:
        """Return the share of draws in which the mix is better."""
        return float((half * self.direction > 0).mean())

    def row(self, name: str) -> dict[str, Any]:
        """Return what the page has to say of a parameter."""
        middle, *halves = self.halves(name)
        own = self.found[name]
        said = [{"draws": len(half), **band(half), "better": self.better(half)} for half in halves]
        return {
            "name": name,
            "correlation": own.correlation,
            "clear": own.clear,
            "middle": middle,
            **dict(zip(("lower", "upper"), said, strict=True)),
        }


class Numbers:
    """A comparison by its tables: outcomes by course, mix and year, and parameters, each by seed."""

    def __init__(self, folder: Path) -> None:
        annual, draws = read_parquet(folder / "annual.parquet"), read_parquet(folder / "draws.parquet")
        manifest = read_manifest(folder)
        self.mixes, self.seeds = list(manifest["shown"]), sorted(set(annual["seed"]))
        self.courses = list(dict.fromkeys(each["course"]["name"] for each in manifest["scenarios"]))
        self.years = sorted(map(int, set(annual["year"])))
        points = draws.set_index("seed").loc[self.seeds].drop(columns=["draw", "weight"])
        self.points = points.loc[:, points.nunique() > 1]
        self.factors = [Factor(str(name), "", 0.0, 1.0, 0.5, "", "") for name in self.points.columns]
        rows = annual[annual["mix"].isin(self.mixes)]
        self.table: dict[Any, dict[str, Array]] = {}
        for key, group in rows.groupby(["course", "mix", "year"]):
            by_seed = group.set_index("seed").reindex(self.seeds)
            self.table[key] = {name: by_seed[name].to_numpy(dtype=np.float64) for name in COMPARED}
        self.scale = {name: float(np.ptp([each[name] for each in self.table.values()])) for name in COMPARED}

    def series(self, outcome: str, state: State, mix: str, year: int) -> Array:
        """Return an outcome by seed."""
        return self.table[state["course"], mix, year][outcome]

    def kept(self, state: State, ranges: dict[str, tuple[float, float]]) -> IntArray:
        """Return the places of the draws that the filters of a state keep, with the ends of each filter's range."""
        kept = np.ones(len(self.seeds), dtype=bool)
        for name, (low, high) in state["filters"].items():
            first, last = ranges[name]
            own = self.points[name].to_numpy()
            kept &= (own >= first + low / FULL * (last - first)) | (low == 0)
            kept &= (own <= first + high / FULL * (last - first)) | (high == FULL)
        return np.flatnonzero(kept)

    def answers(self, state: State, places: IntArray) -> dict[str, Any]:
        """Return what the page has to answer to a state, over some draws, but for conditions."""
        pair = (state["mix"], state["other"])
        outcome, year = state["outcome"], state["year"]
        return {
            "kept": places.tolist(),
            "mixes": [{"mix": mix, **self.pair(outcome, state, (mix, pair[1]), year, places)} for mix in self.mixes],
            "years": [{"year": each, **self.pair(outcome, state, pair, each, places)} for each in self.years],
            "outcomes": [{"outcome": each, **self.pair(each, state, pair, year, places)} for each in COMPARED],
            "weights": self.weights(state, places),
        }

    def pair(self, outcome: str, state: State, mixes: tuple[str, str], year: int, places: IntArray) -> dict[str, Any]:
        """Return levels of two mixes and their paired difference over some draws."""
        own, other = (self.series(outcome, state, mix, year)[places] for mix in mixes)
        gap = (own - other)[np.isfinite(own - other)]
        gains, size = gap * OUTCOMES[outcome].direction, least_relevant()[outcome]
        shares = [(gains > 0), (gains > size), (gains < -size)]
        better, more, less = (float(each.mean()) if len(gains) else np.nan for each in shares)
        return {
            "level": spread(own),
            "otherLevel": spread(other),
            "difference": spread(gap),
            "better": better,
            "relevantlyBetter": more,
            "relevantlyWorse": less,
        }

    def conditions(self, state: State, places: IntArray) -> Conditions | None:
        """Return what may be said of parameters over some draws; None when nothing may."""
        own, other = (self.series(state["outcome"], state, state[each], state["year"]) for each in ("mix", "other"))
        gap = (own - other)[places]
        known = np.isfinite(gap)
        points, gap = self.points.iloc[places[known]], gap[known]
        found = associations(self.factors, points.to_numpy(), gap) if len(gap) >= FEWEST else []
        named = {each.factor.name: each for each in found}
        return Conditions(named, points, gap, OUTCOMES[state["outcome"]].direction) if found else None

    def weights(self, state: State, places: IntArray) -> list[dict[str, Any]] | None:
        """Return in which share of draws each mix is first alone by weights; None without any."""
        if not state["weights"]:
            return None
        gains = np.array(
            [
                [
                    self.series(name, state, mix, state["year"])[places] * OUTCOMES[name].direction
                    for name in state["weights"]
                ]
                for mix in self.mixes
            ]
        ).transpose(2, 0, 1)
        gains = gains[np.isfinite(gains).all(axis=(1, 2))]
        draws = len(gains)
        weights = np.array(list(state["weights"].values()))
        sizes = np.array([least_relevant()[name] for name in state["weights"]])
        counts = preferred(gains, weights, sizes).sum(axis=0) if draws else np.zeros(len(self.mixes))
        return [
            {
                "mix": mix,
                "draws": draws,
                "first": float(count) / draws if draws else np.nan,
                **dict(zip(("lo", "hi"), wilson(float(count), draws), strict=True)),
            }
            for mix, count in zip(self.mixes, counts, strict=True)
        ]


def band(values: Array) -> dict[str, float]:
    """Return the median and the ends of the band."""
    found = np.percentile(values, (10, 50, 90)) if len(values) else np.full(3, np.nan)
    return dict(zip(("low", "median", "high"), map(float, found), strict=True))


def spread(values: Array) -> dict[str, float]:
    """Return the number of known values, their mean with its interval, and their band."""
    known = values[np.isfinite(values)]
    mean, low, high = (float(each) for each in mean_and_interval(known))
    return {"draws": len(known), "mean": mean, "lo": low, "hi": high, **band(known)}


@cache
def summary(folder: Path) -> pd.DataFrame:
    """Return the summary of a comparison."""
    return pd.read_csv(folder / "summary.csv")


def summary_row(folder: Path, keys: dict[str, object]) -> pd.Series:
    """Return a row of the summary of a comparison."""
    table = summary(folder)
    for column, wanted in keys.items():
        table = table[table[column] == wanted]
    return table.iloc[0]
