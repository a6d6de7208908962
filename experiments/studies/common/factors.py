"""The factors of an uncertainty analysis: parameters with their plausible ranges, by mechanism, and an inert dummy."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from experiments.runs.sweeps.sampling import DUMMY, Points, unit_sample
from model import catalogue
from model.errors import InputError, unknown_name
from model.parameters import Parameter, declared
from model.state.state import Array


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
    before: float | None = None
    """Median of the prior where that is not the default."""

    @property
    def median(self) -> float:
        """The median of the prior."""
        return self.default if self.before is None else self.before


DUMMY_FACTOR = Factor(DUMMY, DUMMY, 0.0, 1.0, 0.5, "1", "changes nothing: what it seems to do is noise")
"""A factor that no mechanism reads: a gauge of noise."""


SIMULATED_POLITICS = (
    "european_process",
    "european_amendment",
    "reporting_process",
    "member_states",
    "national_process",
    "checkpoint",
)
"""Mechanisms that do nothing where a course of politics is given instead of simulated."""


def factor_of(each: Parameter) -> Factor:
    """Return a parameter as a factor."""
    mechanism = each.name.split(".")[0]
    return Factor(each.name, mechanism, *each.plausible, each.default, each.unit, each.meaning, each.before)


def uncertain_factors(fixed: Collection[str] = (), simulated: bool = False, dummy: bool = True) -> tuple[Factor, ...]:
    """Return all parameters with the role `uncertain` by name, and the dummy last.

    Args:
        fixed: names to leave out, such as those that `--set` gives a value.
        simulated: whether politics is simulated, so that its numbers matter.
        dummy: whether to add the dummy.
    """
    catalogue.load()
    found = [
        factor_of(each)
        for each in declared().values()
        if each.role == "uncertain" and each.name not in fixed and each.plausible[0] < each.plausible[1]
        if simulated or each.name.split(".")[0] not in SIMULATED_POLITICS
    ]
    return (*found, DUMMY_FACTOR) if dummy else tuple(found)


def chosen_factors(names: Sequence[str], where: str) -> tuple[Factor, ...]:
    """Return factors by name of parameter or of mechanism, in the order of all factors.

    Raises:
        InputError: for a name that is neither.
    """
    every = uncertain_factors(simulated=True, dummy=False)
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

    As in political futures, half of the probability lies below the median of the prior and half above it: the default
    where nothing was fitted. Where it is an end of the range, all of the range is equally probable.

    Args:
        factors: the columns.
        unit: points x factors, each 0-1: the probability that a factor is lower.
    """
    values = np.empty_like(unit)
    for place, each in enumerate(factors):
        inside = each.low < each.median < each.high
        ends = ((0.0, 0.5, 1.0), (each.low, each.median, each.high)) if inside else ((0.0, 1.0), (each.low, each.high))
        values[:, place] = np.interp(unit[:, place], *ends)
    return Points(tuple(each.name for each in factors), values)


def prior_sample(factors: Sequence[Factor], count: int, seed: int) -> Points:
    """Return a Latin hypercube of the plausible ranges: what is thought possible before any run is seen."""
    return scaled(factors, unit_sample("latin_hypercube", count, len(factors), seed))
