"""What it costs to have one worker more better off than in 2019: to the treasury, to Dutch firms, to both.

    euros = sum over years of (cost - cost of the base mix) / (workers improved - those of the base mix)

Costs are added up from the first year to the year of the workers, in euros of no year in particular and without
discounting. Both are means over seeds, paired with the base under the same course; the interval is Fieller's. Where the
mix does not clearly gain workers there is no ratio, and `note` says so.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from experiments.report.terminal import report_years
from experiments.runs.design import Design
from experiments.runs.statistics import CONFIDENCE, FEWEST_FOR_INTERVAL, mean_and_interval
from model.state.state import Array

WORKERS = "workers_improved_dutch"
"""In millions."""
BEARERS: Mapping[str, tuple[str, ...]] = {
    "public": ("public_cost",),
    "firms": ("cost_firms",),
    "both": ("public_cost", "cost_firms"),
}
"""Who bears the cost, and the outcomes that it is the sum of, in EUR m a year."""
COLUMNS = (
    "course",
    "mix",
    "year",
    "bearer",
    "cost_meur",
    "cost_lo",
    "cost_hi",
    "million_workers",
    "workers_lo",
    "workers_hi",
    "euros_per_worker",
    "lo",
    "hi",
    "note",
)
NOT_GAINED, ONE_SEED = "no workers gained", "one seed"


def cost_per_worker(design: Design, annual: Array, years: np.ndarray, outcomes: Sequence[str]) -> pd.DataFrame:
    """Return one row a course, mix beside the base, year reported and bearer of the cost.

    Args:
        design: what was run.
        annual: runs × years × outcomes, in the order of the design's runs.
        years: the years.
        outcomes: the names of the outcomes.
    """
    if not {WORKERS, *BEARERS["both"]} <= set(outcomes):
        return pd.DataFrame(columns=list(COLUMNS))
    by_scenario = annual.reshape(len(design.scenarios), len(design.seeds), len(years), len(outcomes))
    whole = quarters_of(design, years)[:, np.newaxis] / 4.0
    rows = []
    for course, mix in (pair for pair in design.places if pair[1] in design.shown and pair[1] != design.base):
        more = by_scenario[design.places[course, mix]] - by_scenario[design.places[course, design.base]]
        spent = np.cumsum(more * whole, axis=1)
        for year in report_years(years.tolist()):
            at = years.tolist().index(year)
            workers = more[:, at, outcomes.index(WORKERS)]
            for bearer, parts in BEARERS.items():
                cost = sum(spent[:, at, outcomes.index(name)] for name in parts)
                rows.append((course, mix, year, bearer, *row(np.asarray(cost), workers)))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def quarters_of(design: Design, years: np.ndarray) -> Array:
    """Return how many quarters of each year the world runs through."""
    world = design.scenarios[0].world
    dates = np.arange(world.start, world.end + 1) // 4
    return np.array([float((dates == year).sum()) for year in years])


def row(cost: Array, workers: Array) -> tuple[float | str, ...]:
    """Return cost and workers with their intervals, their ratio with its own, and the note.

    Args:
        cost: more than under the base, one value a seed, EUR m.
        workers: more than under the base, the same seeds, million.
    """
    bounds = [float(each) for values in (cost, workers) for each in mean_and_interval(values)]
    known = int((np.isfinite(cost) & np.isfinite(workers)).sum())
    if known < FEWEST_FOR_INTERVAL:
        return (*bounds, math.nan, math.nan, math.nan, ONE_SEED)
    if not bounds[4] > 0:
        return (*bounds, math.nan, math.nan, math.nan, NOT_GAINED)
    return (*bounds, *ratio_of_means(cost, workers), "")


def ratio_of_means(numerator: Array, denominator: Array) -> tuple[float, float, float]:
    """Return the ratio of two paired means and its 90% interval after Fieller (1954).

    The interval holds every r for which the mean of numerator - r × denominator may be 0:

        (y² - t² var y) r² - 2 (x y - t² cov xy) r + (x² - t² var x) <= 0

    with x and y the means, and variances those of means. It is bounded when the mean of the denominator is clearly
    not 0; otherwise, or with fewer than two seeds, nothing is known and all three are not-a-number.

    Args:
        numerator: one value a seed; pairs with a value that is not known are left out.
        denominator: the same seeds.
    """
    known = np.isfinite(numerator) & np.isfinite(denominator)
    count = int(known.sum())
    if count < FEWEST_FOR_INTERVAL:
        return math.nan, math.nan, math.nan
    x, y = numerator[known], denominator[known]
    up, down = float(x.mean()), float(y.mean())
    spread = np.cov(x, y) / count * stdtrit(count - 1, (1 + CONFIDENCE) / 2) ** 2
    square = down**2 - float(spread[1, 1])
    if square <= 0:
        return math.nan, math.nan, math.nan
    middle, last = up * down - float(spread[0, 1]), up**2 - float(spread[0, 0])
    half = math.sqrt(max(middle**2 - square * last, 0.0))
    return up / down, (middle - half) / square, (middle + half) / square
