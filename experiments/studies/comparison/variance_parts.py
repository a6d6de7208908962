"""Of what the variance of a paired difference consists: parameters, luck, input tables, and the last two together.

Some draws of the ensemble are run four times: with two seeds of luck, each with two seeds of the input tables. At given
parameters, with y the difference of two mixes by luck a and input b (0 or 1), the mean over draws of

    (y00 - y01 - y10 + y11)² / 4                                       is the interaction of luck and input
    ((y10 + y11 - y00 - y01)² / 4 - interaction) / 2                   is what luck adds by itself
    ((y01 + y11 - y00 - y10)² / 4 - interaction) / 2                   is what input adds by itself

(analysis of variance of a 2 x 2 layout nested in draws; Searle, Casella and McCulloch 1992). What is left of the
variance over all seeds, each with its own draw, is due to parameters. A part may come out below 0 where it is small.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from experiments.report.outcome_facts import COMPARED, flows
from experiments.report.terminal import report_years
from experiments.report.translation import N_
from experiments.runs.design import Design
from experiments.runs.design_runs import DesignTask, Result
from experiments.runs.statistics import CONFIDENCE, by_year
from model.randomness import stream
from model.state.state import Array

PARAMETERS, LUCK, INPUT, TOGETHER = "parameters", "luck", "input", "luck and input together"
PARTS = (PARAMETERS, LUCK, INPUT, TOGETHER)
LABELS = {
    PARAMETERS: N_("parameters"),
    LUCK: N_("chance"),
    INPUT: N_("input"),
    TOGETHER: N_("chance and input together"),
}
"""Labels of the parts, by their names in the table."""
COLUMNS = ("course", "mix", "outcome", "year", "part", "variance", "share", "share_lo", "share_hi", "draws")
FEWEST = 4
"""With fewer draws that are run four times nothing is said."""
OTHER_SEED = 1_000_000_000
"""By how much the other seed of luck and of input is higher."""
OTHERS = ((0, 1), (1, 0), (1, 1))
"""Whether luck and input have the other seed, in the runs beside those of the comparison itself."""
RESAMPLES = 400


def replicated(design: Design, draws: int) -> tuple[int, ...]:
    """Return the seeds whose draw is run four times: the first ones; none with too few, without ensemble or rivals."""
    some = min(draws, len(design.seeds))
    compared = design.ensemble is not None and len(options_of(design)) > 1
    return design.seeds[:some] if compared and some >= FEWEST else ()


def options_of(design: Design) -> list[tuple[int, str]]:
    """Return what is run four times: the mixes shown under the first course, as places in the design and names."""
    first = design.scenarios[0].course.name
    return [(place, mix) for (course, mix), place in design.places.items() if course == first and mix in design.shown]


def further_tasks(design: Design, draws: int, tasks: int) -> list[DesignTask]:
    """Return the tasks beside those of the comparison; `tasks` is how many these are."""
    found: list[DesignTask] = []
    begin, chosen = len(design.runs), [place for place, _ in options_of(design)]
    for seed in replicated(design, draws):
        every = design.scenarios_of(seed)
        for luck, tables in OTHERS:
            scenarios = tuple(replace(every[place], input_seed=seed + OTHER_SEED * tables) for place in chosen)
            runs = range(begin, begin + len(scenarios))
            found.append(DesignTask(tasks + len(found), runs, scenarios, seed + OTHER_SEED * luck))
            begin = runs.stop
    return found


def variance_parts(design: Design, draws: int, results: Sequence[Result]) -> pd.DataFrame:
    """Return one row a mix beside the base, headline outcome, year of report and part.

    variance: in the unit of the outcome, squared; share: of the variance over all seeds, with a 90% interval from
    resampled seeds; draws: how many were run four times. Shares add up to 1. NaN where nothing varies.

    Args:
        design: of the comparison.
        draws: how many draws are run four times.
        results: of the comparison, and then of the further tasks.
    """
    seeds, options = replicated(design, draws), options_of(design)
    if not seeds:
        return pd.DataFrame(columns=list(COLUMNS))
    years, outcomes, values = _annual(design, results)
    main = values[: len(design.runs)].reshape(len(design.scenarios), len(design.seeds), *values.shape[1:])
    more = values[len(design.runs) :].reshape(len(seeds), len(OTHERS), len(options), *values.shape[1:])
    base = next(number for number, (_, mix) in enumerate(options) if mix == design.base)
    weights = _resampled(len(design.seeds))
    parts = []
    for number, (place, mix) in enumerate(options):
        if number == base:
            continue
        plain = main[place] - main[options[base][0]]
        crossed = np.concatenate([plain[: len(seeds), None], more[:, :, number] - more[:, :, base]], axis=1)
        found = _estimates(plain, crossed, weights)
        parts.append(_rows((design.scenarios[0].course.name, mix), (outcomes, years), found, len(seeds)))
    return pd.concat(parts, ignore_index=True)


def _annual(design: Design, results: Sequence[Result]) -> tuple[list[int], list[str], Array]:
    """Return the years of report, headline outcomes, and runs x outcomes x years; NaN for what failed."""
    world = design.scenarios[0].world
    dates = np.arange(world.start, world.end + 1)
    known = next(result.outcomes for result in results if result.values is not None)
    names = [name for name in COMPARED if name in known]
    chosen = [known.index(name) for name in names]
    values = np.full((len(results), len(dates), len(names)), np.nan)
    for result in results:
        if result.values is not None:
            values[result.index] = result.values[:, chosen]
    years, annual = by_year(values, dates // 4, np.array([name in flows() for name in names], dtype=bool))
    reported = report_years(years.tolist())
    kept = [years.tolist().index(year) for year in reported]
    return reported, names, annual[:, kept].transpose(0, 2, 1)


def _resampled(seeds: int) -> Array:
    """Return how often each seed counts: once, and then in each resample."""
    generator = stream(seeds, "comparison.variance_parts")
    drawn = generator.integers(seeds, size=(RESAMPLES, seeds))
    counts = np.apply_along_axis(np.bincount, 1, drawn, minlength=seeds)
    return np.vstack([np.ones(seeds), counts]).astype(np.float64)


def _estimates(plain: Array, crossed: Array, weights: Array) -> Array:
    """Return the variance of each part: rows of weights x parts x outcomes x years.

    Args:
        plain: seeds x outcomes x years, each seed with its own draw, luck and input.
        crossed: draws x luck and input (00, 01, 10, 11) x outcomes x years.
        weights: rows x seeds, of which the first are those of `crossed`.
    """
    own = weights[:, : len(crossed)]
    y00, y01, y10, y11 = (crossed[:, place] for place in range(len(OTHERS) + 1))
    mean, known = _weighted(plain, weights)
    square, _ = _weighted(plain**2, weights)
    whole = (square - mean**2) * known / np.maximum(known - 1.0, 1.0)
    both = _weighted((y00 - y01 - y10 + y11) ** 2 / 4.0, own)[0]
    luck = (_weighted((y10 + y11 - y00 - y01) ** 2 / 4.0, own)[0] - both) / 2.0
    tables = (_weighted((y01 + y11 - y00 - y10) ** 2 / 4.0, own)[0] - both) / 2.0
    return np.stack([whole - luck - tables - both, luck, tables, both], axis=1)


def _weighted(values: Array, weights: Array) -> tuple[Array, Array]:
    """Return the mean over the first axis by each row of weights, and the sum of the weights of what is known."""
    known = np.isfinite(values)
    total = np.tensordot(weights, known.astype(np.float64), axes=1)
    summed = np.tensordot(weights, np.where(known, values, 0.0), axes=1)
    return np.divide(summed, total, out=np.full(total.shape, np.nan), where=total > 0), total


def _rows(
    option: tuple[str, str], named: tuple[Sequence[str], Sequence[int]], found: Array, draws: int
) -> pd.DataFrame:
    """Return the rows of a mix under a course; `found` is rows of weights x parts x outcomes x years."""
    outcomes, years = named
    whole = found.sum(axis=1, keepdims=True)
    varies = whole > 1e-12 * np.nanmax(np.abs(whole), initial=0.0)
    shares = np.divide(found, whole, out=np.full(found.shape, np.nan), where=varies)
    tail = (1.0 - CONFIDENCE) / 2.0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # what never varies has no quantile
        low, high = np.nanquantile(shares[1:], (tail, 1.0 - tail), axis=0)
    numbers = {"variance": found[0], "share": shares[0], "share_lo": low, "share_hi": high}
    by_outcome = {name: each.transpose(1, 2, 0).ravel() for name, each in numbers.items()}
    named_rows = ["outcome", "year", "part"]
    keys = pd.MultiIndex.from_product([outcomes, years, PARTS], names=named_rows).to_frame(index=False)
    return keys.assign(course=option[0], mix=option[1], draws=draws, **by_outcome)[list(COLUMNS)]


def median_shares(table: pd.DataFrame) -> dict[str, float]:
    """Return for each part the median share over headline differences of the last year, between 0 and 1."""
    last = table[table["year"] == table["year"].max()].dropna(subset=["share"])
    found = last.groupby("part", sort=False)["share"].median().clip(0.0, 1.0)
    return {part: float(found[part]) for part in PARTS if part in found.index}
