"""The declared columns of companies."""

from __future__ import annotations

import numpy as np

from model.state.columns import Table, column
from model.vocabulary import Array, BoolArray, IntArray


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
    base_motivation: Array = column(
        "intrinsic motivation to which motivation returns", "0-1", "population", fraction=True
    )
    base_sales: Array = column("sales by market in 2020, all firms together", "EUR/year", "population", ("market",))

    sales: Array = column("sales by market", "EUR/year", "market", ("market",))
    margin: Array = column("profit margin", "% revenue", "market")
    base_cost: Array = column("cost of due diligence in 2020", "% revenue/year", "market")
    base_signal: Array = column("signal that outsiders saw in 2020", "0-1", "market", fraction=True)
    base_loss: Array = column("expected loss in 2020", "% revenue/year", "market")
    moved: Array = column("share of the firms whose headquarters left the jurisdiction", "0-1", "market", fraction=True)

    scope: Array = column(
        "strength with which each law binds, after application", "0-1", "laws", ("law",), fraction=True
    )
    expected_scope: Array = column("the same, an announced law counted in part", "0-1", "laws", ("law",), fraction=True)
    mandated: Array = column("strength with which a law mandates a theme", "0-1", "laws", ("theme",), fraction=True)
    liability: Array = column("strength of civil liability", "0-1", "laws", ("theme",), fraction=True)
    disclosure: Array = column(
        "strength of the duty to publish times the share of the themes", "0-1", "laws", fraction=True
    )
    grace: Array = column(
        "part of the sanction waived while there is time to prepare", "0-1", "regulators", ("law",), fraction=True
    )
    spared: Array = column(
        "part of supervision left to the operator of its recognised covenant",
        "0-1",
        "regulators",
        ("law",),
        fraction=True,
    )
    detection: Array = column("chance of an inspection", "1/quarter", "regulators", ("law",), fraction=True)
    findings: Array = column("breaches found, by quarter in a ring", "findings", "inspections", ("finding_window",))
    fined: Array = column("fines and orders this quarter", "% revenue/year", "inspections")
    ordered: Array = column(
        "remedy ordered this quarter after an inspection", "0-1", "inspections", ("theme",), fraction=True
    )
    complaints: Array = column(
        "complaints per firm about its suppliers, by quarter in a ring",
        "complaints",
        "remedy",
        ("theme", "complaint_window"),
    )

    passed_on: Array = column("due diligence that it asks of companies it buys from", "0-1", "requests", fraction=True)
    requested: Array = column(
        "due diligence that customers pass on to it, by share of its sales", "0-1", "requests", fraction=True
    )
    requested_by_bound: Array = column(
        "the part of it that customers bound by a law pass on", "0-1", "requests", fraction=True
    )
    visibility: Array = column("insight in the next tier of its chain", "0-1", "information", fraction=True)
    perceived_risk: Array = column("risk it perceives in its chain", "0-1", "perception", ("theme",), fraction=True)
    visible_improvement: Array = column("improvement it sees in its chain", "1/quarter", "perception")
    contributing_share: Array = column(
        "purchases below cost, the premium counted: contribution to harm", "0-1", "perception", fraction=True
    )
    exposure: Array = column("chance that harm is publicly attributed to it", "1/quarter", "exposure", fraction=True)
    option: IntArray = column("due diligence choice, index into OPTIONS", "index", "decision", kind=np.int64)
    form: Array = column("due diligence on paper", "0 or 1", "decision", fraction=True)
    substance: Array = column("due diligence in practice, breadth counted", "0-1", "decision", fraction=True)
    breadth: Array = column("share of the themes its due diligence covers", "0-1", "decision", fraction=True)
    signal: Array = column("due diligence as outsiders see it", "0-1", "decision", fraction=True)
    premium: Array = column("price premium it offers suppliers", "pp FOB", "decision")
    cost: Array = column("cost of due diligence", "% revenue/year", "decision")
    cost_for_customers: Array = column(
        "cost of due diligence that would not be worth its cost without requests of customers",
        "% revenue/year",
        "decision",
    )
    expected_loss: Array = column("expected sanctions, reputation loss and awards", "% revenue/year", "decision")
    reward: Array = column("rewards for due diligence", "% revenue/year", "decision")
    pressure: Array = column("what harm in its chain may cost it", "% revenue", "decision")
    contribution: Array = column(
        "absolute utility contributed to the choice by each V", "% revenue/year", "decision", ("v",)
    )
    attention: Array = column(
        "division of attention over themes, sums to 1", "0-1", "attention", ("theme",), fraction=True
    )
    effort: Array = column("substance by theme", "0-1", "attention", ("theme",), fraction=True)

    programme_cost: Array = column("cost of programmes in which it takes part", "% revenue/year", "programmes")
    covenant: IntArray = column("row of its covenant, -1 for none", "index", "covenants", kind=np.int64)
    capability: Array = column("capability for substantive due diligence", "0-1", "learning", fraction=True)
    motivation: Array = column("intrinsic motivation", "0-1", "motivation", fraction=True)


class Customer(Table):
    """Companies as customers of companies: one row for each pair of a seller and a customer, sorted by seller."""

    company: IntArray = column("row of the seller in the company table", "index", "population", kind=np.int64)
    customer: IntArray = column("row of the customer in the company table", "index", "population", kind=np.int64)
    share: Array = column("share of the seller's sales that the customer buys", "0-1", "population", fraction=True)
