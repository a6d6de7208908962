"""The parameters that are varied, as a cube in which the prior is uniform along each side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experiments.runs.sweeps.sampling import Points, unit_sample
from experiments.studies.common.factors import Factor, factor_of, scaled, uncertain_factors
from model import catalogue
from model.errors import InputError
from model.hashing import content_hash
from model.parameters import declared, parameter_named
from model.state.state import Array


@dataclass(frozen=True)
class Space:
    """Parameters to vary, in order."""

    factors: tuple[Factor, ...]

    def __len__(self) -> int:
        """Return the number of parameters."""
        return len(self.factors)

    @property
    def names(self) -> tuple[str, ...]:
        """Full names."""
        return tuple(each.name for each in self.factors)

    def points(self, unit: Array) -> Points:
        """Return points x parameters in their own units, given those in the cube."""
        return scaled(self.factors, unit)

    def sample(self, count: int, seed: int) -> Array:
        """Return a Latin hypercube of the cube: points x parameters, each 0-1."""
        return unit_sample("latin_hypercube", count, len(self), seed)

    @property
    def hash(self) -> str:
        """The hash of names and ranges."""
        return content_hash([[each.name, each.low, each.high, each.median] for each in self.factors])


def structural_factors(names: Sequence[str], where: str) -> tuple[Factor, ...]:
    """Return parameters of any role as factors over their plausible range.

    Raises:
        InputError: for an unknown parameter, one that varies anyway, or one without a range.
    """
    catalogue.load()
    varied = {each.name for each in uncertain_factors(simulated=True, dummy=False)}
    found = []
    for name in names:
        each = parameter_named(name, where)
        if name in varied or each.plausible[0] >= each.plausible[1]:
            why = "varies already" if name in varied else "has no plausible range"
            raise InputError(f"{where}: {name} {why}; allowed: a parameter that is not uncertain, with a range")
        found.append(factor_of(each))
    return tuple(found)


def varied_space(structural: Sequence[str], where: str) -> Space:
    """Return every uncertain parameter that matters where politics is given, and those named besides."""
    return Space((*uncertain_factors(dummy=False), *structural_factors(structural, where)))


def untouched_space(space: Space) -> Space:
    """Return the uncertain parameters that a space leaves out: those of simulated politics."""
    every = uncertain_factors(simulated=True, dummy=False)
    return Space(tuple(each for each in every if each.name not in space.names))


def full_names() -> tuple[str, ...]:
    """Return all parameters that are uncertain, in the order in which they are declared."""
    catalogue.load()
    return tuple(name for name, each in declared().items() if each.role == "uncertain")


def folded(values: Array) -> Array:
    """Return values reflected at the sides of the cube until they lie in it."""
    found: Array = 1.0 - np.abs(1.0 - np.mod(values, 2.0))
    return found
