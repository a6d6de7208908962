"""The state: every column declared once, with its shape, unit, meaning and the one process that writes it.

State is a structure of arrays. A row of `Company` is a company (standing for `firms` real ones), a row of
`Link` a purchase relation of a company with a supplier in tier 1, 2 or 3. The owner of a column is the only
process that may change it; the owner `population` means fixed once the world is built.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

REGIONS = ("NLD", "EU", "ROW")
"""Home regions of companies, which are also the markets: the Netherlands, the rest of the EU, the rest of the world."""
NLD, EU, ROW = range(3)

THEMES = (
    "child_labour",
    "forced_labour",
    "freedom_of_association",
    "wages_hours",
    "health_safety",
    "gender",
    "environment_climate",
    "land_rights",
)
FREEDOM_OF_ASSOCIATION = THEMES.index("freedom_of_association")
HEALTH_SAFETY = THEMES.index("health_safety")
GENDER = THEMES.index("gender")

OPTIONS = ("none", "form", "narrow", "broad", "joint")
"""Due diligence choices: none; form only; substance on own priorities; substance throughout; jointly in a covenant."""
NONE, FORM, NARROW, BROAD, JOINT = range(5)

CHANNELS = ("company", "covenant", "ncp", "regulator", "court")
"""Complaint channels; ncp is the OECD National Contact Point."""

SEVEN_VS = ("inform", "tempt", "facilitate", "conditions", "oblige", "connect", "leverage")
"""The ministry's five Vs and the two that the SER adds: connect and increase leverage (SER 3.2, 3.6)."""

TIERS = 3
FINDING_WINDOW = 20
"""Quarters over which earlier findings make the next sanction likelier (five years, as WZK counts repetition)."""
COMPLAINT_WINDOW = 4
"""Quarters over which complaints draw a regulator's attention."""

_SIZES = {
    "theme": len(THEMES),
    "market": len(REGIONS),
    "option": len(OPTIONS),
    "channel": len(CHANNELS),
    "finding_window": FINDING_WINDOW,
    "complaint_window": COMPLAINT_WINDOW,
    "v": len(SEVEN_VS),
}


@dataclass(frozen=True)
class Column:
    """The declaration of one column; `dims` are the dimensions after the row."""

    meaning: str
    unit: str
    owner: str
    dims: tuple[str, ...] = ()
    kind: type = np.float64
    bounds: tuple[float, float] | None = None


def column(
    meaning: str,
    unit: str,
    owner: str,
    dims: tuple[str, ...] = (),
    *,
    kind: type = np.float64,
    fraction: bool = False,
) -> Any:
    """Declare a column of a `Table`; `fraction` says that its values stay in [0, 1]."""
    bounds = (0.0, 1.0) if fraction else None
    return Column(meaning, unit, owner, dims, kind, bounds)


class Table:
    """A set of arrays with one row for each agent of a kind. Subclasses declare their columns."""

    COLUMNS: dict[str, Column] = {}

    def __init_subclass__(cls) -> None:
        """Collect the declared columns, in order of declaration."""
        cls.COLUMNS = {name: value for name, value in vars(cls).items() if isinstance(value, Column)}

    def __init__(self, rows: int, sizes: Mapping[str, int] | None = None) -> None:
        """Allocate every column, filled with zeros; `sizes` gives dimensions that depend on the scenario."""
        lengths = {**_SIZES, **(sizes or {})}
        self.rows = rows
        for name, declared in self.COLUMNS.items():
            shape = (rows, *(lengths[dim] for dim in declared.dims))
            setattr(self, name, np.zeros(shape, dtype=declared.kind))

    def copy(self) -> Self:
        """Return a copy that shares no array with this table."""
        clone = object.__new__(type(self))
        clone.rows = self.rows
        for name in self.COLUMNS:
            setattr(clone, name, getattr(self, name).copy())
        return clone


class Company(Table):
    """Buying companies: Dutch, other EU, rest of the world."""

    sector: IntArray = column("row of the sector table", "index", "population", kind=np.int64)
    region: IntArray = column("home region, index into REGIONS", "index", "population", kind=np.int64)
    home: IntArray = column("home country, row of the jurisdictions table", "index", "population", kind=np.int64)
    size_class: IntArray = column("row of the size class table", "index", "population", kind=np.int64)
    firms: Array = column("real firms this company stands for", "firms", "population")
    employees: Array = column("staff of one such firm", "employees", "population")
    revenue: Array = column("yearly revenue of all firms together", "EUR/year", "population")
    imports: Array = column("yearly purchases from outside the EU, all firms together", "EUR/year", "population")
    finance: BoolArray = column("is a financial institution: no supplier links", "yes/no", "population", kind=np.bool_)
    brand: Array = column("exposure of the brand to the public", "0-1", "population", fraction=True)
    public_share: Array = column("share of sales to government", "0-1", "population", fraction=True)
    base_margin: Array = column("profit margin in 2020", "% revenue", "population")
    base_motivation: Array = column("intrinsic motivation to which motivation returns", "0-1", "population", fraction=True)
    base_sales: Array = column("sales by market in 2020, all firms together", "EUR/year", "population", ("market",))

    sales: Array = column("sales by market", "EUR/year", "market", ("market",))
    margin: Array = column("profit margin", "% revenue", "market")
    base_cost: Array = column("cost of due diligence in 2020", "% revenue/year", "market")
    base_signal: Array = column("signal in 2020", "0-1", "market", fraction=True)
    base_burden: Array = column("cost and expected loss in 2020", "% revenue/year", "market")
    moved: Array = column("share of the firms whose headquarters left the jurisdiction", "0-1", "market", fraction=True)

    scope: Array = column("strength with which each law binds, after application", "0-1", "laws", ("law",), fraction=True)
    expected_scope: Array = column(
        "the same, an announced law counted in part", "0-1", "laws", ("law",), fraction=True
    )
    mandated: Array = column("strength with which a law mandates a theme", "0-1", "laws", ("theme",), fraction=True)
    liability: Array = column("strength of civil liability", "0-1", "laws", fraction=True)
    disclosure: Array = column("strength of the duty to publish", "0-1", "laws", fraction=True)
    grace: Array = column("part of the sanction waived", "0-1", "regulators", ("law",), fraction=True)
    detection: Array = column("chance of an inspection", "1/quarter", "regulators", ("law",), fraction=True)
    scrutiny: Array = column("weight a regulator gives to substance", "0-1", "regulators", ("law",), fraction=True)
    findings: Array = column(
        "breaches found, by quarter in a ring", "findings", "inspections", ("finding_window",)
    )
    fined: Array = column("fines and orders this quarter", "% revenue/year", "inspections")
    complaints: Array = column(
        "complaints per firm about its suppliers, by quarter in a ring", "complaints", "remedy", ("complaint_window",)
    )

    visibility: Array = column("insight in the next tier of its chain", "0-1", "information", fraction=True)
    perceived_risk: Array = column("risk it perceives in its chain", "0-1", "information", ("theme",), fraction=True)
    visible_improvement: Array = column("improvement it sees in its chain", "1/quarter", "information")
    contributing_share: Array = column(
        "purchases below cost without a premium: contribution to harm", "0-1", "information", fraction=True
    )
    exposure: Array = column("chance that harm is publicly attributed to it", "1/quarter", "exposure", fraction=True)
    option: IntArray = column("due diligence choice, index into OPTIONS", "index", "decision", kind=np.int64)
    form: Array = column("due diligence on paper", "0 or 1", "decision", fraction=True)
    substance: Array = column("due diligence in practice, breadth counted", "0-1", "decision", fraction=True)
    breadth: Array = column("share of the themes its due diligence covers", "0-1", "decision", fraction=True)
    signal: Array = column("due diligence as outsiders see it", "0-1", "decision", fraction=True)
    cost: Array = column("cost of due diligence", "% revenue/year", "decision")
    expected_loss: Array = column("expected sanctions, reputation loss and awards", "% revenue/year", "decision")
    reward: Array = column("rewards for due diligence", "% revenue/year", "decision")
    pressure: Array = column("expected loss of doing nothing", "% revenue/year", "decision")
    contribution: Array = column(
        "absolute utility contributed to the choice by each V", "% revenue/year", "decision", ("v",)
    )
    attention: Array = column("division of attention over themes, sums to 1", "0-1", "attention", ("theme",), fraction=True)
    effort: Array = column("substance by theme", "0-1", "attention", ("theme",), fraction=True)
    premium: Array = column("price premium it offers suppliers", "pp FOB", "attention")

    covenant: IntArray = column("row of its covenant, -1 for none", "index", "covenants", kind=np.int64)
    capability: Array = column("capability for substantive due diligence", "0-1", "learning", fraction=True)
    motivation: Array = column("intrinsic motivation", "0-1", "motivation", fraction=True)


class Supplier(Table):
    """Producers in tier 1, 2 or 3, in one country and sector."""

    sector: IntArray = column("row of the sector table", "index", "population", kind=np.int64)
    country: IntArray = column("row of the country table", "index", "population", kind=np.int64)
    tier: IntArray = column("1 is the direct supplier", "1-3", "population", kind=np.int64)
    union: IntArray = column("row of the union (country and sector)", "index", "population", kind=np.int64)
    workers: Array = column("workers it stands for in 2020", "workers", "population")
    base_volume: Array = column("yearly sales in 2020", "EUR/year", "population")
    dutch_share: Array = column("share of sales in Dutch chains in 2020", "0-1", "population", fraction=True)
    severity: Array = column("severity of its sector by theme", "0-1", "population", ("theme",), fraction=True)
    base_condition: Array = column("conditions in 2020", "0-1", "population", ("theme",), fraction=True)
    country_condition: Array = column(
        "mean conditions of its sector and country in 2020", "0-1", "population", ("theme",), fraction=True
    )
    fallback_condition: Array = column(
        "conditions of workers who lose the job", "0-1", "population", ("theme",), fraction=True
    )
    base_density: Array = column("union density in 2020", "0-1", "population", fraction=True)
    base_margin: Array = column("margin in 2020", "% FOB", "population")
    base_capability: Array = column("capability in 2020", "0-1", "population", fraction=True)
    threshold: Array = column("leverage at which half the effect is reached", "0-1", "population")

    condition: Array = column("conditions of workers and surroundings", "0-1", "conditions", ("theme",), fraction=True)
    base_progress: Array = column("progress that keeps the 2020 conditions", "0-1", "conditions", ("theme",), fraction=True)
    improvement: Array = column("change of the mean condition", "1/quarter", "conditions")
    hiding: Array = column("share of problems concealed", "0-1", "conditions", fraction=True)
    capability: Array = column("capability to improve", "0-1", "supplier_capability", ("theme",), fraction=True)
    margin: Array = column("margin", "% FOB", "supplier_margin")
    base_buyer_cost: Array = column("due diligence cost of its buyers in 2020", "% revenue/year", "supplier_margin")
    density: Array = column("union density", "0-1", "unions", fraction=True)
    voice: Array = column("workers can and dare speak up", "0-1", "unions", fraction=True)

    volume: Array = column("yearly sales", "EUR/year", "leverage")
    leverage: Array = column("share of buyers asking for the same", "0-1", "leverage", ("theme",), fraction=True)
    effect: Array = column("effect of leverage", "0-1", "leverage", ("theme",), fraction=True)
    premium: Array = column("premium received", "pp FOB", "leverage")
    code_concentration: Array = column("Herfindahl index of codes asked", "0-1", "leverage", fraction=True)
    joint_share: Array = column("share of sales to covenant members acting jointly", "0-1", "leverage", fraction=True)
    asked_share: Array = column("substance-weighted share of sales", "0-1", "leverage", fraction=True)
    buyer_cost: Array = column("due diligence cost of its buyers", "% revenue/year", "leverage")
    attribution: Array = column("chance that harm is publicly attributed", "0-1", "information", fraction=True)
    outside_volume: Array = column("sales to buyers outside the model", "EUR/year", "exits")
    retained: Array = column("retained employment", "0-1", "exits", fraction=True)
    transferred_away: Array = column("volume moved away this quarter for risk", "EUR/year", "exits")
    repair: Array = column("conditions repaired after complaints, to be added", "0-1", "remedy", fraction=True)
    backlog: Array = column("complaints waiting", "complaints", "remedy", ("channel",))
    harm_remedied: Array = column("harm remedied this quarter", "0-1", "remedy", fraction=True)


class Link(Table):
    """Purchase relations, sorted by company; the supplier of a row may change, the company and tier never."""

    company: IntArray = column("row of the company", "index", "population", kind=np.int64)
    tier: IntArray = column("1 is the direct supplier", "1-3", "population", kind=np.int64)
    volume: Array = column("traced volume", "EUR/year", "population")
    supplier: IntArray = column("row of the supplier", "index", "exits", kind=np.int64)
    duration: Array = column("age of the relation", "years", "relations")
    trust: Array = column("trust between buyer and supplier", "0-1", "relations", fraction=True)
    share_of_supplier: Array = column("volume over the supplier's sales", "0-1", "leverage", fraction=True)
    share_of_purchases: Array = column("volume over the buyer's purchases, all tiers", "0-1", "population", fraction=True)
    detection: Array = column("share of problems the buyer sees", "0-1", "information", fraction=True)


class Covenant(Table):
    """Sector agreements: one row for each existing one and one for each sector where one may be formed."""

    sector: IntArray = column("row of the sector table", "index", "population", kind=np.int64)
    start: IntArray = column("first quarter, counted from the start of the world", "quarter", "population", kind=np.int64)
    complaint_route: BoolArray = column("has a complaint mechanism", "yes/no", "population", kind=np.bool_)
    end: IntArray = column("first quarter after its term", "quarter", "covenants", kind=np.int64)
    active: BoolArray = column("in force", "yes/no", "covenants", kind=np.bool_)
    quality: Array = column("alignment of practice with the OECD Guidelines", "0-1", "covenants", fraction=True)


class Country(Table):
    """Producing countries and their governments; the last row is the neutral mean of all others."""

    base_enforcement: Array = column("enforcement in 2020", "0-1", "population", fraction=True)
    base_enabling: Array = column("enabling rights in 2020", "0-1", "population", fraction=True)
    repression: Array = column("repression of unions", "0-1", "population", fraction=True)
    base_effect: Array = column("mean effect of leverage in 2020", "0-1", "producing_governments", fraction=True)
    base_density: Array = column("mean union density in 2020", "0-1", "producing_governments", fraction=True)
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


class Levers(Table):
    """What instruments may touch, by region; set back to the base at the start of each quarter."""

    support_desk: Array = column("reach of the support desk", "0-1", "instruments", fraction=True)
    procurement: Array = column("strength of responsible procurement", "0-1", "instruments", fraction=True)
    coherence: Array = column("coherence of policy", "0-1", "instruments", fraction=True)
    subsidy: Array = column("strength of financial incentives", "0-1", "instruments", fraction=True)
    facilitation: Array = column("government support for sector cooperation", "0-1", "instruments", fraction=True)
    european_effort: Array = column("effort for European law", "0-1", "instruments", fraction=True)
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

    intensity: Array = column("strength with which government carries the law out", "0-1", "instruments", fraction=True)
    scrutiny: Array = column("weight the regulator gives to substance", "0-1", "regulators", fraction=True)
    inspected: Array = column("inspections this quarter, in firms", "firms", "inspections")
    found: Array = column("breaches found this quarter, in firms", "firms", "inspections")


TABLES: dict[str, type[Table]] = {
    "company": Company,
    "supplier": Supplier,
    "link": Link,
    "covenant": Covenant,
    "country": Country,
    "union": Union,
    "government": Government,
    "levers": Levers,
    "law": LawStatus,
    "shock": Shock,
}


@dataclass
class State:
    """All tables of one world, and scalars of the moment."""

    company: Company
    supplier: Supplier
    link: Link
    covenant: Covenant
    country: Country
    union: Union
    government: Government
    levers: Levers
    law: LawStatus
    shock: Shock

    def copy(self) -> State:
        """Return a copy that shares no array with this state."""
        return State(**{field.name: getattr(self, field.name).copy() for field in dataclasses.fields(self)})
