"""The world of one run: the scenario, the input tables, the state, and the moment."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.building.law_book import LawBook
from model.building.purchases import Purchases
from model.inputs.tables import Tables, sector_severities
from model.parameters import ParameterSet
from model.politics.resolve import resolved
from model.randomness import Draws
from model.scenario import Scenario
from model.state.state import Array, IntArray, State, Supplier


@dataclass(frozen=True)
class Sites:
    """Where suppliers are, fixed for the run: groups for the lottery of new suppliers."""

    group: IntArray
    """Group (sector and tier) of each supplier, as an index."""
    members: tuple[IntArray, ...]
    """Suppliers of each group, in rising order."""
    order: IntArray
    """All suppliers, group by group."""
    first: IntArray
    """Where each group begins in `order`, and its length as the last."""
    place: IntArray
    """Where each supplier is in `order`."""


class World:
    """Everything a process may look at. Processes change `state` only, and there only their own columns."""

    def __init__(self, scenario: Scenario, tables: Tables, state: State, seed: int) -> None:
        """Put the parts together; `quarter` starts before burn-in and is set by the model."""
        self.scenario = scenario
        self.tables = tables
        self.state = state
        self.seed = seed
        self.draws = Draws(seed)
        self.quarter = -scenario.world.burn_in
        self.laws = LawBook(scenario, state.company, tables)
        self.sites = group_sites(state.supplier)
        self.purchases = Purchases(state.link, state.company.rows, state.supplier.rows)
        self.severity: Array = sector_severities(tables)

    @property
    def parameters(self) -> ParameterSet:
        """The resolved parameter values of this quarter."""
        return self.scenario.parameters.at(self.date)

    @property
    def date(self) -> int:
        """The current quarter, counted from year 0."""
        return self.scenario.world.start + self.quarter

    @property
    def burning_in(self) -> bool:
        """Whether the run is still settling, before its first quarter."""
        return self.quarter < 0

    def national_level(self, instrument: str) -> int:
        """Return the national level of an instrument now, 0-2; while the world settles always that of the base mix."""
        mix = self.scenario.mix
        return mix.base_levels[instrument].national if self.burning_in else mix.national_level(instrument, self.date)

    def european_part(self, instrument: str, law_applies: bool) -> bool:
        """Tell whether the European part of an instrument holds now.

        Args:
            instrument: its name.
            law_applies: whether a European law that brings such parts applies.
        """
        return not self.burning_in and self.scenario.mix.european_part(instrument, self.date, law_applies)

    def uniforms(self, name: str, *shape: int) -> Array:
        """Return uniforms on [0, 1) for every slot from the stream of this process and quarter; not to be changed."""
        return self.draws.uniforms(name, self.quarter, shape)

    def branch(self, scenario: Scenario) -> World:
        """Return a world with the same past and luck that goes on under another scenario.

        The scenario may hold other laws: those that this world lacks start without a past. Where its course simulates
        politics, the world meets the future of its seed.
        """
        scenario = resolved(scenario, self.seed)
        names = self.laws.names
        places = [names.index(law.name) if law.name in names else -1 for law in scenario.laws]
        same = places == list(range(len(names)))
        state = self.state.copy() if same else self.state.with_laws(np.array(places, dtype=np.int64))
        world = World._at(scenario, self.tables, state, self.seed, self.quarter)
        world.draws = self.draws
        return world

    @classmethod
    def _at(cls, scenario: Scenario, tables: Tables, state: State, seed: int, quarter: int) -> World:
        world = cls(scenario, tables, state, seed)
        world.quarter = quarter
        return world


def group_sites(supplier: Supplier) -> Sites:
    """Group suppliers by sector and tier: those among which a buyer chooses when it leaves one."""
    key = supplier.sector * 10 + supplier.tier
    keys, group = np.unique(key, return_inverse=True)
    members = tuple(np.flatnonzero(group == number) for number in range(len(keys)))
    order = np.concatenate(members)
    first = np.concatenate(([0], np.cumsum([len(each) for each in members])))
    place = np.argsort(order)
    return Sites(group.astype(np.int64), members, order, first, place)
