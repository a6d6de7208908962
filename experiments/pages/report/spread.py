"""How outcomes differ over the draws of an ensemble: what holds in most draws, beside the mean over all of them."""

from __future__ import annotations

import pandas as pd

from experiments.pages.report.sources import TableRows
from model.outcomes import OUTCOMES

VERB, FILE = "compare", "annual.parquet"
KEYS = ["course", "mix", "outcome", "year", "draws"]
LOW, HIGH = 0.05, 0.95
SPREAD = ("p5", "p95")
"""Columns of the ends between which nine draws in ten lie."""


def spread(annual: pd.DataFrame, base: str, year: int) -> TableRows:
    """Return percentiles over draws in one year: a row a course, mix and outcome.

    Args:
        annual: one row a run and year, a column an outcome (see `experiments.studies.comparison.tables`).
        base: the mix whose rows are of its outcomes themselves; those of others are of their differences from it.
        year: the year.
    """
    own = annual[annual["year"] == year].set_index(["course", "mix", "seed"]).sort_index()
    outcomes = [str(name) for name in own.columns if name in OUTCOMES]
    rows = []
    for (course, mix), runs in own[outcomes].groupby(level=["course", "mix"], sort=False):
        values = runs.droplevel(["course", "mix"])
        if mix != base:
            values = values - own.loc[(str(course), base), outcomes]
        known = values.dropna(how="all")
        low, high = known.quantile(LOW), known.quantile(HIGH)
        for name in outcomes:
            rows.append((course, mix, name, year, len(known), float(low[name]), float(high[name])))
    return TableRows(VERB, FILE, pd.DataFrame(rows, columns=[*KEYS, *SPREAD]))
