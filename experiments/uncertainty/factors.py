"""The factors of an uncertainty analysis: parameters with their plausible ranges, by mechanism, and an inert dummy."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from experiments.sweeps.sampling import DUMMY, Points, unit_sample
from model import catalogue
from model.errors import InputError, unknown_name
from model.parameters import declared
from model.state import Array


@dataclass(frozen=True)
class Factor:
    """One factor: its full name, its mechanism (the group of parameters), and its plausible range in `unit`."""

    name: str
    mechanism: str
    low: float
    high: float
    default: float
    unit: str
    meaning: str


DUMMY_FACTOR = Factor(DUMMY, DUMMY, 0.0, 1.0, 0.5, "1", "changes nothing: what it seems to do is noise")
"""A factor that no mechanism reads: a gauge of noise."""


def uncertain_factors(fixed: Collection[str] = (), dummy: bool = True) -> tuple[Factor, ...]:
    """Return all parameters with the role `uncertain` by name, and the dummy last.

    Args:
        fixed: names to leave out, such as those that `--set` gives a value.
        dummy: whether to add the dummy.
    """
    catalogue.load()
    found = [
        Factor(each.name, each.name.split(".")[0], *each.plausible, each.default, each.unit, each.meaning)
        for each in declared().values()
        if each.role == "uncertain" and each.name not in fixed and each.plausible[0] < each.plausible[1]
    ]
    return (*found, DUMMY_FACTOR) if dummy else tuple(found)


def chosen_factors(names: Sequence[str], where: str) -> tuple[Factor, ...]:
    """Return factors by name of parameter or of mechanism, in the order of all factors.

    Raises:
        InputError: for a name that is neither.
    """
    every = uncertain_factors(dummy=False)
    known = {each.name for each in every} | {each.mechanism for each in every}
    for name in names:
        if name not in known:
            raise unknown_name(where, "uncertain parameter or mechanism", name, sorted(known))
    chosen = tuple(each for each in every if each.name in names or each.mechanism in names)
    if not chosen:
        raise InputError(f"{where}: names no uncertain parameter")
    return chosen


def scaled(factors: Sequence[Factor], unit: Array) -> Points:
    """Return points in the ranges of the factors.

    Args:
        factors: the columns.
        unit: points x factors, each 0-1.
    """
    low = np.array([each.low for each in factors])
    high = np.array([each.high for each in factors])
    return Points(tuple(each.name for each in factors), low + unit * (high - low))


def prior_sample(factors: Sequence[Factor], count: int, seed: int) -> Points:
    """Return a Latin hypercube of the plausible ranges: what is thought possible before any run is seen."""
    return scaled(factors, unit_sample("latin_hypercube", count, len(factors), seed))
