"""Leave one out: what each mechanism does to the difference of every mix from the base, by seed and with interval."""

from __future__ import annotations

import numpy as np
import pandas as pd

from experiments.runs.statistics import mean_and_interval
from experiments.studies.ablation.arrays import by_option, is_clear, paired_differences, tidy
from experiments.studies.common.model_outputs import ROUNDING, Responses


def ablation_table(found: Responses, base: str) -> pd.DataFrame:
    """Return one row a mechanism, course, mix, outcome and year.

    `level_on` and `level_off` are means of the outcome itself; `on` and `off` the paired difference from the base
    with everything on and with the mechanism off, each with its 90% interval; `change` is off less on, by seed, so
    that its interval (`lo`, `hi`) is that of the mechanism's own effect on the difference.

    Args:
        found: answers at the points of `leave_one_out`.
        base: the mix that differences are taken from.
    """
    names = found.points.names
    values = np.moveaxis(found.values, 1, 0)  # seeds x points x options x outcomes x years
    differences = np.moveaxis(paired_differences(found, base), 1, 0)
    without, everything = differences[:, 1:], np.broadcast_to(differences[:, :1], differences[:, 1:].shape)
    level_on, _, _ = mean_and_interval(np.broadcast_to(values[:, :1], values[:, 1:].shape))
    level_off, _, _ = mean_and_interval(values[:, 1:])
    on, on_lo, on_hi = mean_and_interval(everything)
    off, off_lo, off_hi = mean_and_interval(without)
    change, lo, hi = mean_and_interval(without - everything)
    table = tidy(
        {"mechanism": names, "option": range(len(found.options)), "outcome": found.outcomes, "year": found.years},
        {
            "seeds": np.isfinite(without - everything).sum(axis=0),
            "level_on": level_on,
            "level_off": level_off,
            "on": on,
            "on_lo": on_lo,
            "on_hi": on_hi,
            "off": off,
            "off_lo": off_lo,
            "off_hi": off_hi,
            "change": change,
            "lo": lo,
            "hi": hi,
            "clear": is_clear(lo, hi) & (np.abs(change) > ROUNDING * np.abs(level_on)),
        },
    )
    return by_option(table, found)
