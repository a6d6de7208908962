"""The declared columns of suppliers and of the links that companies have with them."""

from __future__ import annotations

import numpy as np

from model.state.columns import Table, column
from model.vocabulary import Array, BoolArray, IntArray


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
    base_level: Array = column(
        "attainable level that keeps the 2020 conditions", "0-1", "conditions", ("theme",), fraction=True
    )
    improvement: Array = column("change of the mean condition", "1/quarter", "conditions")
    hiding: Array = column("share of problems concealed", "0-1", "conditions", fraction=True)
    capability: Array = column("capability to improve", "0-1", "supplier_capability", ("theme",), fraction=True)
    margin: Array = column("margin", "% FOB", "supplier_margin")
    affordable: Array = column(
        "chance that it can afford to improve", "0-1", "affordability", ("theme",), fraction=True
    )
    base_buyer_cost: Array = column("due diligence cost of its buyers in 2020", "% revenue/year", "supplier_margin")
    density: Array = column("union density", "0-1", "unions", fraction=True)
    base_support: Array = column("support for organising in 2020", "1", "unions")
    voice: Array = column("workers can and dare speak up", "0-1", "unions", fraction=True)

    covered: Array = column("takes part in a programme, as far as it is built up", "0-1", "programmes", fraction=True)
    programme_demand: Array = column(
        "share of sales under what programmes ask, as far as it is credible",
        "0-1",
        "programmes",
        ("theme",),
        fraction=True,
    )
    inspected: Array = column("independent inspection by programmes", "0-1", "programmes", fraction=True)
    programme_voice: Array = column("voice by committees and complaint routes", "0-1", "programmes", fraction=True)
    lessons: Array = column("training by programmes", "0-1", "programmes", ("theme",), fraction=True)
    finance: Array = column("finance by programmes", "pp FOB", "programmes")
    orders_at_stake: Array = column(
        "share of sales at stake for who lags behind a programme", "0-1", "programmes", fraction=True
    )
    base_trust: Array = column("trust in relations in 2020, weighted by sales", "0-1", "affordability", fraction=True)

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
    transferred_here: Array = column("volume moved here this quarter for risk", "EUR/year", "exits")
    refilled: Array = column("part of the volume moved away that other buyers took over", "EUR/year", "exits")
    lost: Array = column("part of the volume moved away that was lost", "EUR/year", "exits")
    abandoned: Array = column("volume moved away while conditions did not improve", "EUR/year", "exits")
    repair: Array = column(
        "part of the gap in conditions to be closed by remedy", "0-1", "remedy", ("theme",), fraction=True
    )
    complaints: Array = column("complaints filed this quarter", "complaints", "remedy", ("theme",))
    waiting: Array = column(
        "complaints waiting, times the chance that they lead to remedy", "complaints", "remedy", ("theme",)
    )
    dutch_waiting: Array = column("the same of workers in Dutch chains", "complaints", "remedy", ("theme",))
    resolved: Array = column("complaints that led to remedy this quarter", "complaints", "remedy")
    harm_remedied: Array = column(
        "harm remedied this quarter of workers in Dutch chains", "0-1", "remedy", ("theme",), fraction=True
    )


class Link(Table):
    """Purchase relations, sorted by company; the supplier of a row may change, the company and tier never."""

    company: IntArray = column("row of the company", "index", "population", kind=np.int64)
    tier: IntArray = column("1 is the direct supplier", "1-3", "population", kind=np.int64)
    volume: Array = column("traced volume", "EUR/year", "population")
    supplier: IntArray = column("row of the supplier", "index", "exits", kind=np.int64)
    renewed: BoolArray = column("supplier changed this quarter", "yes/no", "exits", kind=np.bool_)
    duration: Array = column("age of the relation", "years", "relations")
    trust: Array = column("trust between buyer and supplier", "0-1", "relations", fraction=True)
    share_of_supplier: Array = column("volume over the supplier's sales", "0-1", "leverage", fraction=True)
    share_of_purchases: Array = column(
        "volume over the buyer's purchases, all tiers", "0-1", "population", fraction=True
    )
    detection: Array = column("share of problems the buyer sees", "0-1", "information", fraction=True)
