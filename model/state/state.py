"""The state: every column declared once, with its shape, unit, meaning and the one process that writes it.

State is a structure of arrays. A row of `Company` is a company (standing for `firms` real ones), a row of
`Link` a purchase relation of a company with a supplier in tier 1, 2 or 3. The owner of a column is the only
process that may change it; the owner `population` means fixed once the world is built.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np

from model.state.columns import Column, Table, column
from model.state.company_state import Company, Customer
from model.state.supplier_state import Link, Supplier
from model.vocabulary import (
    BROAD,
    CHANNELS,
    COMPLAINT_WINDOW,
    EU,
    FINDING_WINDOW,
    FORM,
    FREEDOM_OF_ASSOCIATION,
    GENDER,
    HEALTH_SAFETY,
    JOINT,
    NARROW,
    NLD,
    NONE,
    OPTIONS,
    REGIONS,
    ROW,
    SEVEN_VS,
    THEMES,
    TIERS,
    Array,
    BoolArray,
    IntArray,
)

__all__ = [
    "BROAD",
    "CHANNELS",
    "COMPLAINT_WINDOW",
    "EU",
    "FINDING_WINDOW",
    "FORM",
    "FREEDOM_OF_ASSOCIATION",
    "GENDER",
    "HEALTH_SAFETY",
    "JOINT",
    "NARROW",
    "NLD",
    "NONE",
    "OPTIONS",
    "REGIONS",
    "ROW",
    "SEVEN_VS",
    "THEMES",
    "TIERS",
    "Array",
    "BoolArray",
    "Channel",
    "Column",
    "Company",
    "Customer",
    "IntArray",
    "Link",
    "State",
    "Supplier",
    "Table",
]


class Covenant(Table):
    """Sector agreements: one row for each existing one and one for each sector where one may be formed."""

    sector: IntArray = column("row of the sector table", "index", "population", kind=np.int64)
    start: IntArray = column(
        "first quarter, counted from the start of the world", "quarter", "population", kind=np.int64
    )
    complaint_route: BoolArray = column("has a complaint mechanism", "yes/no", "population", kind=np.bool_)
    since: IntArray = column("quarter of its start or last renewal", "quarter", "covenants", kind=np.int64)
    end: IntArray = column("first quarter after its term", "quarter", "covenants", kind=np.int64)
    active: BoolArray = column("in force", "yes/no", "covenants", kind=np.bool_)
    quality: Array = column("alignment of practice with the OECD Guidelines", "0-1", "covenants", fraction=True)
    recognised: BoolArray = column("recognised by the regulator of a law", "yes/no", "regulators", kind=np.bool_)


class Country(Table):
    """Producing countries and their governments; the last row is the neutral mean of all others."""

    base_enforcement: Array = column("enforcement in 2020", "0-1", "population", fraction=True)
    base_enabling: Array = column("enabling rights in 2020", "0-1", "population", fraction=True)
    repression: Array = column("repression of unions", "0-1", "population", fraction=True)
    base_effect: Array = column("mean effect of leverage in 2020", "0-1", "producing_governments", fraction=True)
    base_density: Array = column("mean union density in 2020", "0-1", "producing_governments", fraction=True)
    base_coverage: Array = column(
        "mean share of sales asked for due diligence in 2020", "0-1", "producing_governments", fraction=True
    )
    enforcement: Array = column("enforcement", "0-1", "producing_governments", fraction=True)
    enabling: Array = column("enabling rights", "0-1", "producing_governments", fraction=True)


class Union(Table):
    """Trade unions by country and sector."""

    country: IntArray = column("row of the country table", "index", "population", kind=np.int64)
    sector: IntArray = column("row of the sector table", "index", "population", kind=np.int64)
    capacity: Array = column("organising capacity", "0-1", "population", fraction=True)
    organising: Array = column("organising capacity in use", "0-1", "unions", fraction=True)


class Government(Table):
    """Home governments by region: the Netherlands, the EU, the rest of the world."""

    trust: Array = column("trust between companies and government", "0-1", "government_trust", fraction=True)
    dialogue: Array = column("share of sectors in dialogue", "0-1", "covenants", fraction=True)
    ambition: Array = column("ambition of its law-making", "0-1", "politics", fraction=True)
    base_training: Array = column("training of suppliers in 2020", "0-1", "supplier_capability", fraction=True)


class Levers(Table):
    """What instruments may touch, by region; set back to the base at the start of each quarter."""

    support_desk: Array = column("reach of the support desk", "0-1", "instruments", fraction=True)
    procurement: Array = column("strength of responsible procurement", "0-1", "instruments", fraction=True)
    coherence: Array = column("coherence of policy", "0-1", "instruments", fraction=True)
    subsidy: Array = column("strength of financial incentives", "0-1", "instruments", fraction=True)
    facilitation: Array = column("government support for sector cooperation", "0-1", "instruments", fraction=True)
    effort_due_diligence: Array = column("effort for European due diligence law", "0-1", "instruments", fraction=True)
    effort_reporting: Array = column("effort for European reporting law", "0-1", "instruments", fraction=True)
    learning_agenda: Array = column("strength of the learning agenda", "0-1", "instruments", fraction=True)
    cooperation: Array = column("cooperation with producing governments", "0-1", "instruments", fraction=True)
    organising_fund: Array = column("support for unions in producing countries", "0-1", "instruments", fraction=True)
    supplier_training: Array = column("training of suppliers", "0-1", "instruments", fraction=True)


class Shock(Table):
    """One row: what hits the world from outside this quarter."""

    demand: Array = column("demand relative to normal", "share", "shocks")
    audits: Array = column("audits that can take place, relative to normal", "0-1", "shocks", fraction=True)
    supplier_margin: Array = column("change of the margin to which suppliers' margins return", "pp FOB", "shocks")
    condition: Array = column("change of conditions this quarter", "0-1", "shocks")
    switching: Array = column("added ease of switching suppliers", "0-1", "shocks", fraction=True)


class LawStatus(Table):
    """The changeable side of each law of the scenario; its text is in the scenario."""

    ambition: Array = column("ambition of a European law, 1 for others", "0-1", "politics", fraction=True)
    sooner: Array = column("quarters by which effort brings the law forward", "quarters", "politics")
    intensity: Array = column("strength with which government carries the law out", "0-1", "instruments", fraction=True)
    scrutiny: Array = column("weight the regulator gives to substance", "0-1", "regulators", fraction=True)
    preempted: Array = column(
        "strength lost to European law, mean over the companies it binds, by revenue", "0-1", "laws", fraction=True
    )
    inspected: Array = column("inspections this quarter, in firms", "firms", "inspections")
    found: Array = column("breaches found this quarter, in firms", "firms", "inspections")


class Channel(Table):
    """One row for each complaint channel: the complaints of this quarter by theme, worldwide and in Dutch chains."""

    filed: Array = column("complaints filed", "complaints", "remedy", ("theme",))
    waiting: Array = column("complaints waiting before treatment", "complaints", "remedy", ("theme",))
    concluded: Array = column("complaints concluded or given up", "complaints", "remedy", ("theme",))
    remedied: Array = column("complaints that led to remedy", "complaints", "remedy", ("theme",))
    dutch_filed: Array = column("complaints filed, in Dutch chains", "complaints", "remedy", ("theme",))
    dutch_waiting: Array = column(
        "complaints waiting before treatment, in Dutch chains", "complaints", "remedy", ("theme",)
    )
    dutch_concluded: Array = column(
        "complaints concluded or given up, in Dutch chains", "complaints", "remedy", ("theme",)
    )
    dutch_remedied: Array = column("complaints that led to remedy, in Dutch chains", "complaints", "remedy", ("theme",))


TABLES: dict[str, type[Table]] = {
    "company": Company,
    "customer": Customer,
    "supplier": Supplier,
    "link": Link,
    "covenant": Covenant,
    "country": Country,
    "union": Union,
    "government": Government,
    "levers": Levers,
    "law": LawStatus,
    "shock": Shock,
    "channel": Channel,
}


@dataclass
class State:
    """All tables of one world, and scalars of the moment."""

    company: Company
    customer: Customer
    supplier: Supplier
    link: Link
    covenant: Covenant
    country: Country
    union: Union
    government: Government
    levers: Levers
    law: LawStatus
    shock: Shock
    channel: Channel

    def copy(self) -> State:
        """Return a copy that shares no array with this state."""
        return State(**{field.name: getattr(self, field.name).copy() for field in dataclasses.fields(self)})

    def with_laws(self, places: IntArray) -> State:
        """Return a copy for other laws: each has the state of the law now at its place, or 0 where that is -1."""
        tables = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        copies = {name: table.rearranged("law", places) for name, table in tables.items()}
        copies["law"] = self.law.rearranged_rows(places)
        return State(**copies)
