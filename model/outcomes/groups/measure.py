"""What a measure on a group of firms is, and what it looks at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from model.observations.statistic import share
from model.outcomes.groups.group import FirmGroup
from model.outcomes.groups.members import chosen_suppliers, laws_of, members
from model.outcomes.measures import Measures
from model.state.state import Array, BoolArray, IntArray
from model.world import World

ENOUGH = 10
"""Fewest agents behind a value; with fewer it is missing."""
Yearly = Literal["end", "sum"]
"""How quarters make a year: the last one, or their sum."""


class View:
    """A group of firms in a world at the end of a quarter."""

    def __init__(self, measures: Measures, group: FirmGroup, exposed: BoolArray) -> None:
        """Look at a group as it is now.

        Args:
            measures: of the world at the end of this quarter.
            group: the group.
            exposed: suppliers that are exposed to it, M, as `exposed_suppliers` had them at the start.
        """
        self.measures, self.group, self.exposed = measures, group, exposed
        self.world: World = measures.world
        self.state = measures.state
        self.quarter = self.world.quarter - 1
        """The quarter that has ended, counted from the first of the run."""

    @cached_property
    def inside(self) -> BoolArray:
        """Which companies belong to the group, N."""
        return members(self.world, self.group)

    @cached_property
    def firms(self) -> Array:
        """The real firms of the group behind each company, N."""
        found: Array = self.state.company.firms * self.inside
        return found

    @cached_property
    def laws(self) -> IntArray:
        """Positions of the laws that the group is about."""
        return laws_of(self.world, self.group)

    @cached_property
    def links(self) -> IntArray:
        """Rows of the purchase relations of the group."""
        return np.flatnonzero(self.inside[self.state.link.company])

    @cached_property
    def other(self) -> BoolArray:
        """Suppliers that the group looks at and that are not exposed to it, M."""
        return chosen_suppliers(self.world, self.group) & ~self.exposed

    def share_of_firms(self, passing: Array | BoolArray) -> Array:
        """Return the share of firms of which something holds (N), or the mean over firms, and the agents."""
        return share(self.firms, passing)

    def total_of_firms(self, each: Array) -> Array:
        """Return the sum over firms of something of one firm (N), and the agents."""
        return np.array([float(np.add.reduce(self.firms * each)), np.count_nonzero(self.firms)])


@dataclass(frozen=True)
class GroupMeasure:
    """A number about a group of firms.

    Attributes:
        name: in the table.
        meaning: what it is.
        unit: unit of the value.
        measured_on: the agents behind it.
        look: returns at the end of a quarter the value and the number of agents behind it, shape (2,).
        yearly: how quarters make a year.
    """

    name: str
    meaning: str
    unit: str
    measured_on: str
    look: Callable[[View], Array]
    yearly: Yearly = "end"

    def of_year(self, looks: Array) -> tuple[float, int]:
        """Return the value of a year, and the fewest agents behind it; with too few of these the value is missing.

        Args:
            looks: what `look` returned in the quarters of the year that are wanted, quarters x 2.
        """
        agents = int(looks[:, 1].min())
        value = float(looks[:, 0].sum() if self.yearly == "sum" else looks[-1, 0])
        return (value if agents >= ENOUGH else float("nan")), agents
