"""Flip points: the value of a parameter, others at their centre, at which the leading option changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from experiments.runs.statistics import mean_and_interval
from experiments.runs.sweeps.sampling import Points
from experiments.studies.common.factors import Factor, scaled
from experiments.studies.common.model_outputs import Responses
from experiments.studies.robustness.contests import Field, fields
from experiments.studies.robustness.crossing import Crossing, first_crossing
from model.outcomes import OUTCOMES
from model.state.state import Array

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
    "known",
    "leader",
    "flips",
    "value",
    "from_value",
    "to_value",
    "new_leader",
    "lead_at_default",
    "lead_lost_by",
    "clear",
)


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

    known: whether every option is known all along; leader: first at the default, empty when several are; value: where
    the lead first changes, on straight lines between from_value and to_value, the scanned values on both sides;
    lead_at_default and lead_lost_by: how far leader and new_leader are apart at the default and beyond the flip;
    clear: both stand out from chance over seeds (see `stands_out`).
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
                        rows.append((*keys, *about, side, *_found(first_crossing(gains, values, steps), field)))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _found(found: Crossing, field: Field) -> tuple[Any, ...]:
    """Return the columns of a row that say what a walk found."""
    names = ["" if place is None else field.name(field.options[place]) for place in (found.leader, found.new)]
    bounds = sorted((found.before, found.beyond))
    sizes = (found.lead, found.lost)
    return (found.known, names[0], found.flips, found.value, *bounds, names[1], *sizes, found.clear)
