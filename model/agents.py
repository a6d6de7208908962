"""The agents: companies, suppliers, unions and governments, Mesa agents that are views on rows of the state.

Governments are of two kinds: home governments (of the Netherlands, the EU and the rest of the world, in which
the companies are at home) and producing governments (of the countries where suppliers are). Regulators, the
OECD National Contact Point and courts are organs of government, not agents: their state is in the columns of
what they act on (`detection`, `scrutiny`, `findings`, `fined` of a company, `backlog` of a supplier) and in
the table of laws.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from mesa.agentset import AgentSet

from model.agent_views import RowView, ViewedModel
from model.inputs.tables import OTHER
from model.state.state import OPTIONS, REGIONS, BoolArray, IntArray

if TYPE_CHECKING:
    from model.world import World

OTHER_COUNTRIES = "Other countries"
"""English name of the neutral producing country that stands for all without a row."""
REGION_NAMES = ("Netherlands", "European Union, other member states together", "Rest of the world")
"""English names of the home governments, in the order of REGIONS."""


class Company(RowView, table="company"):
    """A buying company, standing for `firms` real ones."""

    @property
    def sector_code(self) -> str:
        """Code of its sector, such as TEX."""
        return str(self.model.world.tables.sectors["code"][self.sector])

    @property
    def region_code(self) -> str:
        """Home region: NLD, EU (without the Netherlands) or ROW."""
        return REGIONS[self.region]

    @property
    def home_iso3(self) -> str:
        """ISO 3166-1 code of its home country."""
        return str(self.model.world.tables.jurisdictions["iso3"][self.home])

    @property
    def size_code(self) -> str:
        """Size class: micro, small, medium, large or very_large."""
        return str(self.model.world.tables.size_classes["size_class"][self.size_class])

    @property
    def option_name(self) -> str:
        """Its due diligence choice, in a word."""
        return OPTIONS[self.option]

    @property
    def government(self) -> HomeGovernment:
        """The government of its home region."""
        return self.model.view(HomeGovernment, self.region)

    @property
    def suppliers(self) -> AgentSet[Supplier]:
        """Its suppliers in all tiers, at this moment, each once."""
        link = self.model.world.state.link
        return _views(self.model, Supplier, np.unique(link.supplier[link.company == self.row]))


class Supplier(RowView, table="supplier"):
    """A producer in tier 1, 2 or 3."""

    @property
    def sector_code(self) -> str:
        """Code of its sector, such as TEX."""
        return str(self.model.world.tables.sectors["code"][self.sector])

    @property
    def country_iso3(self) -> str:
        """ISO 3166-1 code of its country, or OTH for all countries without a row."""
        return _country(self.model, "iso3", self.country, OTHER)

    @property
    def government(self) -> ProducingGovernment:
        """The government of its country."""
        return self.model.view(ProducingGovernment, self.country)

    @property
    def trade_union(self) -> Union:
        """The union of its country and sector."""
        return self.model.view(Union, self.union)

    @property
    def buyers(self) -> AgentSet[Company]:
        """The companies in whose chains it is, at this moment, each once."""
        link = self.model.world.state.link
        return _views(self.model, Company, np.unique(link.company[link.supplier == self.row]))


class Union(RowView, table="union"):
    """The trade unions of one sector in one producing country."""

    @property
    def sector_code(self) -> str:
        """Code of its sector, such as TEX."""
        return str(self.model.world.tables.sectors["code"][self.sector])

    @property
    def country_iso3(self) -> str:
        """ISO 3166-1 code of its country, or OTH for all countries without a row."""
        return _country(self.model, "iso3", self.country, OTHER)

    @property
    def suppliers(self) -> AgentSet[Supplier]:
        """The suppliers whose workers it organises."""
        return _chosen(self.model, Supplier, self.model.world.state.supplier.union == self.row)


class Government(RowView):
    """A government; `kind` says whether companies (home) or suppliers (producing) are in its country."""

    @property
    def kind(self) -> str:
        """`home` or `producing`."""
        raise NotImplementedError

    @property
    def code(self) -> str:
        """Code of its region or country."""
        raise NotImplementedError

    @property
    def name(self) -> str:
        """English name of its region or country."""
        raise NotImplementedError


class HomeGovernment(Government, table="government"):
    """Government of the Netherlands, of the EU (other member states together) or of the rest of the world."""

    @property
    def kind(self) -> str:
        """`home`."""
        return "home"

    @property
    def code(self) -> str:
        """NLD, EU or ROW."""
        return REGIONS[self.row]

    @property
    def name(self) -> str:
        """English name of its region."""
        return REGION_NAMES[self.row]

    @property
    def companies(self) -> AgentSet[Company]:
        """The companies at home in its region."""
        return _chosen(self.model, Company, self.model.world.state.company.region == self.row)


class ProducingGovernment(Government, table="country"):
    """Government of a producing country; the last stands for all countries without a row."""

    @property
    def kind(self) -> str:
        """`producing`."""
        return "producing"

    @property
    def code(self) -> str:
        """ISO 3166-1 code of its country, or OTH."""
        return _country(self.model, "iso3", self.row, OTHER)

    @property
    def name(self) -> str:
        """English name of its country."""
        return _country(self.model, "name_en", self.row, OTHER_COUNTRIES)

    @property
    def suppliers(self) -> AgentSet[Supplier]:
        """The suppliers in its country."""
        return _chosen(self.model, Supplier, self.model.world.state.supplier.country == self.row)


KINDS: tuple[type[RowView], ...] = (Company, Supplier, Union, HomeGovernment, ProducingGovernment)
"""The kinds of agents, in the order of their identifiers."""


def first_id(world: World, kind: type[RowView]) -> int:
    """Return the `unique_id` of the first agent of a kind or of a subclass of it; they count from 1 through all."""
    tables = [each.TABLE for each in KINDS]
    before = tables[: tables.index(kind.TABLE)]
    rows: list[int] = [getattr(world.state, table).rows for table in before]
    return 1 + sum(rows)


def _country(model: ViewedModel, column: str, row: int, other: str) -> str:
    """Return a text of a producing country, `other` for the last row."""
    values = model.world.tables.countries[column]
    return str(values[row]) if row < len(values) else other


def _chosen[View: RowView](model: ViewedModel, kind: type[View], mask: BoolArray) -> AgentSet[View]:
    return _views(model, kind, np.flatnonzero(mask))


def _views[View: RowView](model: ViewedModel, kind: type[View], rows: IntArray) -> AgentSet[View]:
    return AgentSet((model.view(kind, int(row)) for row in rows), random=model.random)
