"""Defaults of the parameters that observations move: the values of the ensemble's central member.

Members are ranked by how far their observed values lie from the ensemble's weighted mean, in units of tolerance. The
nearest are run again with fresh seeds, each with what no observation moves at the median of the prior and its other
values rounded to three digits, as they would be written down. Of these the member that comes nearest to what was
observed is the central one. Only observations of the fit are used.

    python -m experiments.tools.central_member --help
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from experiments.place import PUBLISHED
from experiments.report.terminal import output, plain_table
from experiments.runs.engine import default_workers, here
from experiments.runs.ensemble import POSTERIOR, Ensemble, read_ensemble
from experiments.runs.store import read_csv, read_parquet
from experiments.studies.calibration.tables import OBSERVED, PARAMETERS, POINTS
from experiments.studies.validation.runs import Drawn, run_observations
from experiments.tools.declarations import write_defaults
from model.errors import InputError
from model.instruments import INSTRUMENTS
from model.observations import Observation, read_observations
from model.observations.observing import observe_all
from model.parameters import declared

CALIBRATION = PUBLISHED / "reference-calibration"
DIGITS = 3
"""Significant digits of a default."""
NEAREST, SEEDS = 40, 6
FIRST_SEED = 3_000_001
"""Of the runs that compare members: no other study uses these seeds."""
CHECKED = ("draw", "distance")


def moved(calibration: Path = CALIBRATION) -> list[str]:
    """Return the full names of the parameters that an observation of the fit moves, strengths of instruments left out.

    These share one declaration, since a level of an instrument means the same for all.
    """
    table = read_csv(calibration / PARAMETERS)
    named = table.loc[table["observations"].notna(), "name"]
    return [str(name) for name in named if str(name).partition(".")[0] not in INSTRUMENTS]


def defaults_of(ensemble: Ensemble, draw: int, names: Sequence[str]) -> dict[str, float]:
    """Return the values of a draw under these names, rounded to three digits and within their plausible range."""
    known, values = declared(), ensemble.points.overrides(draw)
    found = {}
    for name in names:
        low, high = known[name].plausible
        found[name] = min(max(float(f"{values[name]:.{DIGITS}g}"), low), high)
    return found


def nearest(ensemble: Ensemble, observed: pd.DataFrame, observations: Sequence[Observation], count: int) -> list[int]:
    """Return the draws whose observed values lie nearest to the ensemble's mean, the nearest first.

    Args:
        ensemble: the draws and their weights.
        observed: columns draw, id and value; draws are counted as in the ensemble.
        observations: whose tolerance is the unit.
        count: how many.
    """
    values = observed.groupby(["draw", "id"])["value"].mean().unstack()[[each.id for each in observations]]
    values = values.dropna()
    weights = ensemble.weights[values.index]
    units = values.to_numpy() / np.array([each.tolerance for each in observations])
    middle = np.average(units, axis=0, weights=weights)
    order = np.argsort(((units - middle) ** 2).mean(axis=1), kind="stable")
    return [int(values.index[place]) for place in order[:count] if weights[place] > 0.0]


def observed_in(calibration: Path = CALIBRATION) -> pd.DataFrame:
    """Return what was observed at the draws of the ensemble, counted from 0: columns draw, id and value."""
    points = read_parquet(calibration / POINTS)
    numbers = points.loc[points["wave"] == 0, "draw"].tolist()
    observed = read_parquet(calibration / OBSERVED)
    own = observed[observed["draw"].isin(numbers)]
    return own.assign(draw=own["draw"].map({number: place for place, number in enumerate(numbers)}))


def compared(candidates: Mapping[int, Mapping[str, float]], observations: tuple[Observation, ...]) -> pd.DataFrame:
    """Run each candidate and return draw and distance, the nearest to what was observed first.

    The distance is the root of the mean over observations of the squared difference between the mean over seeds and
    the observed value, in units of tolerance and discrepancy together.
    """
    drawn = [
        Drawn("ensemble", draw, FIRST_SEED + seed, {**_medians(), **values})
        for draw, values in candidates.items()
        for seed in range(SEEDS)
    ]
    found = run_observations("central member", observations, drawn, here(default_workers(None)), observe_all)
    found["draw"] = [drawn[run % len(drawn)].draw for run in found["run"]]
    known = {each.id: each for each in observations}
    means = found.groupby(["draw", "id"])["value"].mean().reset_index()
    means["distance"] = [
        (value - known[name].value) / np.hypot(known[name].tolerance, known[name].discrepancy)
        for name, value in zip(means["id"], means["value"], strict=True)
    ]
    table = means.groupby("draw")["distance"].agg(lambda each: float(np.sqrt((each**2).mean()))).reset_index()
    return table.sort_values("distance", kind="stable", ignore_index=True)


def _medians() -> dict[str, float]:
    """Return the median of the prior of every parameter that has another default."""
    return {each.name: each.median for each in declared().values() if each.median != each.default}


def main(arguments: Sequence[str] | None = None) -> int:
    """Find the central member, print it, and write its values as defaults on request."""
    parser = argparse.ArgumentParser(prog="python -m experiments.tools.central_member", description=__doc__)
    parser.add_argument("--write", action="store_true", help="make its values the defaults in the code")
    options = parser.parse_args(arguments)
    observations = tuple(each for each in read_observations() if not each.kept_apart)
    ensemble, names = read_ensemble(POSTERIOR), moved()
    draws = nearest(ensemble, observed_in(), observations, NEAREST)
    candidates = {draw: defaults_of(ensemble, draw, names) for draw in draws}
    table = compared(candidates, observations)
    console = output()
    rows = [(str(row.draw), f"{row.distance:.3f}") for row in table.itertuples()]
    console.print(plain_table("", CHECKED, rows))
    if options.write:
        chosen = candidates[int(table["draw"].iloc[0])]
        console.print("\n".join(str(path) for path in write_defaults(chosen)))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except InputError as error:
        sys.exit(f"error: {error}")
