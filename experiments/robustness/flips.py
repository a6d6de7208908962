"""Flip points: the value of a parameter, others at their centre, at which the leading option changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from experiments.compare import mean_and_interval
from experiments.robustness.association import associations
from experiments.robustness.contests import MIX, Contest, Field, fields
from experiments.robustness.ranking import firsts
from experiments.sweeps.sampling import Points
from experiments.uncertainty.factors import Factor, scaled
from experiments.uncertainty.responses import Responses
from model.outcomes import OUTCOMES
from model.state import Array

SCANNED = (0.0, 0.25, 0.75, 1.0)
"""Places in the plausible range that a scan visits besides the centre, as probabilities (see `scaled`)."""
CENTRE = 0.5
SEEDS = (1, 2, 3, 4)
"""Seeds of a scan: a flip has to stand out from chance."""
BELOW, ABOVE = "below", "above"
COLUMNS = (
    "kind",
    "context",
    "outcome",
    "year",
    "parameter",
    "mechanism",
    "unit",
    "default",
    "low",
    "high",
    "side",
    "leader",
    "flips",
    "value",
    "from_value",
    "to_value",
    "new_leader",
    "clear",
)


def chosen(found: Sequence[Contest], outcomes: Sequence[str], sample: Sample, each: int) -> tuple[Factor, ...]:
    """Return the parameters to scan: for each outcome those that go together most with the lead in the last year.

    The lead is the gain of the option that is most often first over the best other option of the same draw. They are
    a choice for the sake of time: a parameter that is not scanned may flip the ranking too.

    Args:
        found: the contests of the sample.
        outcomes: those whose flips are looked for.
        sample: factors and points.
        each: how many parameters an outcome.
    """
    names: dict[str, Factor] = {}
    for contest in found:
        if contest.outcome not in outcomes or contest.year != found[-1].year or contest.field.kind != MIX:
            continue
        if not len(contest.gains):
            continue
        leader = int(firsts(contest.gains)[0].sum(axis=0).argmax())
        lead = contest.gains[:, leader] - np.delete(contest.gains, leader, axis=1).max(axis=1)
        for one in associations(sample.factors, sample.points[list(contest.draws)], lead)[:each]:
            names[one.factor.name] = one.factor
    return tuple(names.values())


@dataclass(frozen=True, eq=False)
class Sample:
    """Factors and points (draws x factors)."""

    factors: tuple[Factor, ...]
    points: Array


def scan_points(factors: Sequence[Factor]) -> Points:
    """Return the points of a scan: the centre first, then each factor at the other places, others at the centre."""
    unit = np.full((1 + len(factors) * len(SCANNED), len(factors)), CENTRE)
    for column in range(len(factors)):
        first = 1 + column * len(SCANNED)
        unit[first : first + len(SCANNED), column] = SCANNED
    points = scaled(factors, unit)
    at_centre = unit == CENTRE
    points.values[at_centre] = np.broadcast_to([each.default for each in factors], unit.shape)[at_centre]
    return points


def scan_rows(responses: Responses, factors: Sequence[Factor]) -> pd.DataFrame:
    """Return what a scan found: parameter, value, and for each option, outcome and year its mean over seeds.

    mean, lo, hi: of the outcome, with a 90% interval over seeds.
    """
    mean, low, high = mean_and_interval(np.moveaxis(responses.values, 1, 0))
    tables = []
    for number, factor in enumerate(factors):
        for point in path_of(responses.points.values, number):
            shape = mean[point].shape
            place = np.indices(shape).reshape(len(shape), -1)
            tables.append(
                pd.DataFrame(
                    {
                        "parameter": factor.name,
                        "value": float(responses.points.values[point, number]),
                        "course": [responses.options[each].course for each in place[0]],
                        "mix": [responses.options[each].mix for each in place[0]],
                        "outcome": [responses.outcomes[each] for each in place[1]],
                        "year": [responses.years[each] for each in place[2]],
                        "mean": mean[point].ravel(),
                        "lo": low[point].ravel(),
                        "hi": high[point].ravel(),
                    }
                )
            )
    columns = ["parameter", "value", "course", "mix", "outcome", "year", "mean", "lo", "hi"]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=columns)


def path_of(values: Array, number: int) -> list[int]:
    """Return the points of a scan that belong to a factor, by rising value, the centre among them.

    Args:
        values: points x factors of a scan.
        number: of the factor.
    """
    first = 1 + number * len(SCANNED)
    own = [each for each in range(first, first + len(SCANNED)) if values[each, number] != values[0, number]]
    return sorted([0, *own], key=lambda point: float(values[point, number]))


def flip_table(responses: Responses, factors: Sequence[Factor]) -> pd.DataFrame:
    """Return one row a field, outcome, year, parameter and side of its default.

    leader: first at the centre, empty when several are. value: where the leader changes, on a straight line between
    from_value and to_value, the scanned values on both sides; clear: the 90% intervals over seeds of the paired
    difference leave out 0 at the centre and beyond the flip.
    """
    rows: list[tuple[Any, ...]] = []
    for field in fields(responses.options):
        for place, outcome in enumerate(responses.outcomes):
            for number, year in enumerate(responses.years):
                gains = responses.values[:, :, field.places, place, number] * OUTCOMES[outcome].direction
                keys = (field.kind, field.context, outcome, year)
                for order, factor in enumerate(factors):
                    about = (factor.name, factor.mechanism, factor.unit, factor.default, factor.low, factor.high)
                    path = path_of(responses.points.values, order)
                    centre = path.index(0)
                    values = responses.points.values[:, order]
                    for side, steps in ((BELOW, path[: centre + 1][::-1]), (ABOVE, path[centre:])):
                        rows.append((*keys, *about, side, *_first_flip(gains, values, steps, field)))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _first_flip(gains: Array, values: Array, steps: Sequence[int], field: Field) -> tuple[Any, ...]:
    """Walk from the centre and return leader, whether it flips, and where, between what, to whom, and how clearly."""
    none = (False, np.nan, np.nan, np.nan, "", False)
    means = gains.mean(axis=1)
    if not np.isfinite(means[steps]).all():
        return ("", *none)
    best = np.flatnonzero(means[steps[0]] == means[steps[0]].max())
    if len(best) != 1:
        return ("", *none)
    leader = int(best[0])
    name = field.name(field.options[leader])
    for before, here in pairwise(steps):
        if means[here, leader] == means[here].max():
            continue
        new = int(means[here].argmax())
        gap = means[:, new] - means[:, leader]
        share = -gap[before] / (gap[here] - gap[before])
        value = values[before] + share * (values[here] - values[before])
        _, low, _ = mean_and_interval(gains[here, :, new] - gains[here, :, leader])
        _, _, high = mean_and_interval(gains[steps[0], :, new] - gains[steps[0], :, leader])
        clear = bool(low > 0 and high < 0)
        bounds = sorted((float(values[before]), float(values[here])))
        return (name, True, float(value), *bounds, field.name(field.options[new]), clear)
    return (name, *none)
