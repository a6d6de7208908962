"""What the futures say of routes, as clauses for titles: which is highest, and whether that is clear."""

from __future__ import annotations

import pandas as pd
from scipy.stats import binomtest

from experiments.report.formatting import is_clear
from experiments.runs.statistics import CONFIDENCE, FEWEST_FOR_INTERVAL, mean_and_interval
from experiments.studies.common.standing import Standing
from experiments.studies.routes.figures.view import RouteView
from model.state.state import Array


def clearly_above(one: Array, other: Array, yes_or_no: bool) -> bool:
    """Tell whether a route is above another by more than luck.

    Args:
        one: a number a future.
        other: of the other route, in the same futures.
        yes_or_no: whether the numbers are 1 or 0. A few futures that agree have no spread, so that an interval would
            have no width; what counts then is a sign test on the futures that differ.
    """
    differences = one - other
    if not yes_or_no:
        _, low, high = mean_and_interval(differences)
        return is_clear(float(low), float(high))
    more, less = int((differences > 0).sum()), int((differences < 0).sum())
    tail = (1 - CONFIDENCE) / 2
    return more + less > 0 and float(binomtest(more, more + less, alternative="greater").pvalue) <= tail


def standing(values: pd.DataFrame, yes_or_no: bool = False) -> Standing:
    """Rank routes by their mean: `rivals` are those that the highest is not clearly above.

    Args:
        values: one row a future, one column a route; futures that miss a route are left out.
        yes_or_no: whether the values are 1 or 0.
    """
    known = values.dropna()
    best = str(known.mean().idxmax()) if len(known) else str(values.columns[0])
    rivals = []
    for route in values.columns:
        first, second = (known[name].to_numpy(dtype=float) for name in (best, route))
        if route != best and not clearly_above(first, second, yes_or_no):
            rivals.append(str(route))
    return Standing(best, tuple(rivals), len(known) >= FEWEST_FOR_INTERVAL)


def standing_clause(view: RouteView, values: pd.DataFrame, yes_or_no: bool = False) -> str:
    """Return the standing in brackets, with a space before; nothing for one route or no future."""
    known = values.dropna()
    if len(values.columns) == 1 or known.empty:
        return ""
    found = standing(values, yes_or_no)
    best, word = view.routes[found.best].code, view.word
    if bool((known.nunique(axis=1) == 1).all()):
        text = word("the same under every route")
    elif not found.known:
        text = word("one future, so no interval")
    elif not found.rivals:
        text = word("clearly highest under {best}", best=best)
    elif len(found.rivals) == len(values.columns) - 1:
        text = word("no route clearly highest")
    else:
        text = word(
            "highest under {best}, but not clearly above {rivals}", best=best, rivals=view.list_of(found.rivals)
        )
    return f" ({text})"
