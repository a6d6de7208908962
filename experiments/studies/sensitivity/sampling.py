"""Samples of the unit cube for sensitivity indices, in which the factors of a group always move together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from experiments.report.translation import N_
from experiments.runs.sweeps.sampling import DUMMY
from experiments.studies.common.factors import Factor
from model.randomness import stream
from model.state.state import Array, BoolArray, IntArray

SCREENING, INDICES, REPLICATES, ENSEMBLE = "screening", "sample", "replicates", "ensemble"
"""Names of the three samples of plausible ranges of an analysis, and of that of the ensemble."""
LEVELS = 4
"""Levels of the grid of Morris: the usual choice (Campolongo, Cariboni & Saltelli 2007)."""
STEP = LEVELS / (2 * (LEVELS - 1))
"""Step of Morris as a share of the range of probabilities: two thirds."""
DUMMIES = 39
"""Factors that nothing reads and that are no part of the sample, which have dimensions of its sequence all the same."""
OTHERS = N_("all others")
"""The group of every factor that has no group of its own."""


@dataclass(frozen=True)
class Groups:
    """Factors (by name) and the group of each."""

    factors: tuple[str, ...]
    of: tuple[str, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The groups, in the order of their first factors: the order that samples have as well."""
        return tuple(dict.fromkeys(self.of))

    def size(self, name: str) -> int:
        """Return how many factors a group has."""
        return self.of.count(name)

    def problem(self) -> dict[str, Any]:
        """Return what SALib wants to know."""
        bounds = [[0.0, 1.0] for _ in self.factors]
        return {
            "num_vars": len(self.factors),
            "names": list(self.factors),
            "bounds": bounds,
            "groups": list(self.of),
        }


def grouped(factors: Sequence[Factor], by: str, alone: Collection[str] | None = None) -> Groups:
    """Return the groups of some factors.

    Args:
        factors: the dummy is always a group.
        by: `mechanism`, or `parameter` for each factor by itself.
        alone: groups that stay; all other factors are put together. None leaves all as they are.
    """
    own = [each.mechanism if by == "mechanism" else each.name for each in factors]
    kept = set(own) if alone is None else {*alone, DUMMY}
    return Groups(tuple(each.name for each in factors), tuple(name if name in kept else OTHERS for name in own))


def morris_sample(groups: Groups, trajectories: int, seed: int) -> Array:
    """Return trajectories (Morris 1991) that move one group after the other.

    Returns:
        trajectories * (groups + 1) points x factors, 0-1; the points of a trajectory follow each other.
    """
    from SALib.sample import morris  # here, because it takes seconds to load

    generator = stream(seed, "sensitivity.morris")
    made = morris.sample(groups.problem(), trajectories, num_levels=LEVELS, seed=generator)
    return np.clip(np.asarray(made, dtype=np.float64), 0.0, 1.0)


def moved(groups: Groups, unit: Array) -> IntArray:
    """Return which group (its place) moves at each step of trajectories: trajectories x steps."""
    steps = len(groups.names)
    points = unit.reshape(-1, steps + 1, unit.shape[1])
    changed = np.abs(np.diff(points, axis=1)) > STEP / 2
    place = np.array([groups.names.index(name) for name in groups.of])
    return place[np.argmax(changed, axis=2)].astype(np.int64)


@dataclass(frozen=True)
class Saltelli:
    """The layout of a sample by Saltelli: blocks of A, AB of each group, perhaps BA of each group, and B."""

    groups: Groups
    blocks: int
    second_order: bool

    @property
    def size(self) -> int:
        """The number of points in a block."""
        return len(self.groups.names) * (2 if self.second_order else 1) + 2

    def in_blocks(self, values: Array) -> Array:
        """Return values by point as blocks x points of a block x the rest."""
        return values.reshape(self.blocks, self.size, *values.shape[1:])

    def dummies(self, group: str, seed: int) -> Array:
        """Return values of factors that nothing reads, at the points where factors of a group have theirs.

        Args:
            group: which exchanges its values between A and B as this group does.
            seed: of the sample.

        Returns:
            Points x `DUMMIES`, 0-1.
        """
        return self._exchanged(self._base(seed)[:, :, len(self.groups.factors) :], [group] * DUMMIES)

    def points(self, seed: int) -> Array:
        """Return the points of the sample: points x factors, 0-1."""
        return self._exchanged(self._base(seed)[:, :, : len(self.groups.factors)], self.groups.of)

    def _base(self, seed: int) -> Array:
        """Return the values of A and of B: blocks x 2 x factors and `DUMMIES` more, 0-1.

        They are a scrambled Sobol sequence. In a small sample some of its dimensions go together: they are dealt to
        factors and dummies by lot, so that a factor that does nothing goes together with others by chance exactly as
        much as a dummy does.
        """
        from scipy.stats import qmc  # here, because it takes longer to load than all else

        generator = stream(seed, "sensitivity.sobol")
        count = len(self.groups.factors) + DUMMIES
        drawn = np.asarray(qmc.Sobol(2 * count, rng=generator).random(self.blocks), dtype=np.float64)
        return drawn.reshape(self.blocks, 2, count)[:, :, generator.permutation(count)]

    def _exchanged(self, base: Array, of: Sequence[str]) -> Array:
        """Return the points of all blocks, in which one group after the other has its values of B (Saltelli 2010).

        Args:
            base: values of A and of B: blocks x 2 x factors.
            of: the group of each factor.

        Returns:
            Points x factors.
        """
        of_b = np.stack([self._of_b(group) for group in of], axis=1)
        values: Array = np.where(of_b, base[:, 1][:, None], base[:, 0][:, None])
        return values.reshape(-1, base.shape[2])

    def _of_b(self, group: str) -> BoolArray:
        """Return which points of a block have the value of B in a group."""
        own = np.array([name == group for name in self.groups.names])
        exchanged = (own, ~own) if self.second_order else (own,)
        return np.concatenate([np.array([False]), *exchanged, np.array([True])])

    @property
    def bases(self) -> IntArray:
        """The places of the points A."""
        return np.arange(self.blocks) * self.size
