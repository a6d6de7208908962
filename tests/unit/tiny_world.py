"""A world small enough to work out by hand: two companies, three suppliers, four links, no laws unless asked.

Suppliers 0 and 1 are in tier 1 of one sector, supplier 2 in tier 2. Company 0 buys from suppliers 0, 1 and 2,
company 1 from supplier 0. Import the processes under test before calling `tiny_world`, so that their
parameters are declared.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np

from model.building.law_book import Routes
from model.building.purchases import Purchases
from model.parameters import ParameterSet
from model.randomness import stream
from model.state.state import (
    CHANNELS,
    REGIONS,
    Array,
    Channel,
    Company,
    Country,
    Covenant,
    Customer,
    Government,
    LawStatus,
    Levers,
    Link,
    Shock,
    State,
    Supplier,
    Union,
)
from model.world import Sites, group_sites


@dataclass
class TinyWorld:
    """What processes use of a world, without scenario or tables."""

    state: State
    parameters: ParameterSet
    laws: Any
    seed: int = 1
    quarter: int = 0
    sites: Sites = field(init=False)
    purchases: Purchases = field(init=False)

    def __post_init__(self) -> None:
        self.sites = group_sites(self.state.supplier)
        self.purchases = Purchases(self.state.link, self.state.company.rows, self.state.supplier.rows)

    @property
    def burning_in(self) -> bool:
        return self.quarter < 0

    def uniforms(self, name: str, *shape: int) -> Array:
        return stream(self.seed, name, self.quarter).random(shape)


def tiny_world(parameters: Mapping[str, object] | None = None, laws: int = 0, seed: int = 1) -> Any:
    """Build the world; `parameters` as full names to values, `laws` the number of laws, which bind nobody."""
    sizes = {"law": laws}
    state = State(
        company=_companies(sizes),
        customer=Customer(0),
        supplier=_suppliers(),
        link=_links(),
        covenant=Covenant(1),
        country=_countries(),
        union=Union(2),
        government=Government(len(REGIONS)),
        levers=Levers(len(REGIONS)),
        law=LawStatus(laws),
        shock=Shock(1),
        channel=Channel(len(CHANNELS)),
    )
    state.covenant.complaint_route[:] = True
    state.union.capacity[:] = 0.5
    state.shock.demand[:] = 1.0
    state.shock.audits[:] = 1.0
    return TinyWorld(state, ParameterSet(parameters), law_arrays(np.ones((laws, 8)), np.ones(laws)), seed)


def law_arrays(themes: Array, complaints: Array) -> Any:
    """Return what processes use of laws on these themes (laws x 8), of which some take complaints (laws)."""
    none = np.zeros(len(themes), dtype=bool)
    return SimpleNamespace(
        complaints=complaints,
        themes=themes,
        theme_share=themes.mean(axis=1),
        hearing=Routes(themes, complaints > 0),
        ordering=Routes(themes, none),
        liable=Routes(themes, none),
        orders=Routes(themes, none),
        filled=lambda key, general: np.full(len(themes), float(general)),
    )


def _companies(sizes: dict[str, int]) -> Company:
    company = Company(2, sizes)
    company.firms[:] = (10.0, 1.0)
    company.employees[:] = (100.0, 1000.0)
    company.revenue[:] = (1.5e6, 3e6)
    company.region[:] = (0, 1)
    company.covenant[:] = -1
    company.visibility[:] = 0.5
    return company


def _suppliers() -> Supplier:
    supplier = Supplier(3)
    supplier.tier[:] = (1, 1, 2)
    supplier.country[:] = (0, 1, 0)
    supplier.union[:] = (0, 1, 0)
    supplier.workers[:] = (10_000.0, 1_000.0, 100_000.0)
    supplier.base_volume[:] = (1000.0, 500.0, 400.0)
    supplier.outside_volume[:] = (400.0, 300.0, 200.0)
    supplier.volume[:] = supplier.base_volume
    supplier.severity[:] = 0.5
    supplier.base_condition[:] = supplier.condition[:] = 0.6
    supplier.country_condition[:] = 0.6
    supplier.fallback_condition[:] = 0.5
    supplier.base_density[:] = supplier.density[:] = 0.1
    supplier.base_margin[:] = supplier.margin[:] = 4.0
    supplier.base_capability[:] = 0.4
    supplier.capability[:] = 0.4
    supplier.threshold[:] = 0.1
    supplier.retained[:] = 1.0
    supplier.attribution[:] = 0.3
    supplier.code_concentration[:] = 1.0
    return supplier


def _links() -> Link:
    link = Link(4)
    link.company[:] = (0, 0, 0, 1)
    link.supplier[:] = (0, 1, 2, 0)
    link.tier[:] = (1, 1, 2, 1)
    link.volume[:] = (200.0, 200.0, 200.0, 400.0)
    link.share_of_supplier[:] = (0.2, 0.4, 0.5, 0.4)
    link.share_of_purchases[:] = (1 / 3, 1 / 3, 1 / 3, 1.0)
    link.duration[:] = 4.0
    link.trust[:] = 0.5
    link.detection[:] = 0.5
    return link


def _countries() -> Country:
    country = Country(2)
    country.base_enforcement[:] = country.enforcement[:] = 0.4
    country.base_enabling[:] = country.enabling[:] = 0.5
    country.repression[:] = (0.5, 1.0)
    return country
