"""Covenants of the table, room for new ones, and who takes part at the start."""

from __future__ import annotations

import datetime

import numpy as np
from scipy.special import ndtri

from model.building.apportionment import nearest_prefix
from model.building.population_parameters import Population
from model.inputs.tables import Tables
from model.randomness import stream
from model.state.state import NLD, Company, Covenant, IntArray

NEVER = -(10**6)
"""A quarter before every run."""

_MONTHS = 3
_MIDDLE = 45
"""Days after which the next quarter begins nearer than the present one."""


def build_covenants(tables: Tables, start: int) -> Covenant:
    """Return one row for each covenant of the table and an idle one for each sector that has none in force.

    Args:
        tables: the input tables.
        start: first quarter of the world, from year 0; columns count from it.
    """
    table, codes = tables.covenants, tables.sectors["code"].tolist()
    sector = [codes.index(code) for code in table["sector"].tolist()]
    first = [nearest_quarter(text, "01-01") - start for text in table["start"].tolist()]
    end = [nearest_quarter(text, "12-31") - start for text in table["end"].tolist()]
    active = [begins <= 0 < ends for begins, ends in zip(first, end, strict=True)]
    covered = {code for code, now in zip(sector, active, strict=True) if now}
    idle = [code for code in range(len(codes)) if code not in covered]
    covenant = Covenant(len(sector) + len(idle))
    covenant.sector = np.array(sector + idle, dtype=np.int64)
    covenant.start = np.array(first + [NEVER] * len(idle), dtype=np.int64)
    covenant.end = np.array(end + [NEVER] * len(idle), dtype=np.int64)
    covenant.active = np.array(active + [False] * len(idle))
    route = (table["complaint_mechanism"] == "yes").tolist()
    covenant.complaint_route = np.array(route + [False] * len(idle))
    covenant.since = covenant.start.copy()
    return covenant


def nearest_quarter(text: str, month_and_day: str) -> int:
    """Return the quarter, from year 0, whose first day is nearest to a date; a bare year takes the given day."""
    day = datetime.date.fromisoformat(text if "-" in text else f"{text}-{month_and_day}")
    quarter = day.year * 4 + (day.month - 1) // _MONTHS
    began = datetime.date(day.year, (day.month - 1) // _MONTHS * _MONTHS + 1, 1)
    return quarter + int((day - began).days >= _MIDDLE)


def first_members(company: Company, covenant: Covenant, tables: Tables, numbers: Population, seed: int) -> IntArray:
    """Return the covenant of each company, -1 for none.

    The largest Dutch companies of the sector join first, with luck, until they stand for about as many firms as
    take part by the table or, where that is blank, hold about the covenant's share of the sales to Dutch end users.
    """
    member = np.full(company.rows, -1, dtype=np.int64)
    luck = ndtri(np.maximum(stream(seed, "population.members").random(company.rows), np.finfo(float).tiny))
    order = np.argsort(-(np.log(company.employees) + numbers.covenant_luck * luck), kind="stable")
    dutch = order[company.region[order] == NLD]
    for row in range(len(tables.covenants)):
        if not covenant.active[row]:
            continue
        sector = dutch[company.sector[dutch] == covenant.sector[row]]
        free = sector[member[sector] < 0]
        wanted = float(tables.covenants["n_companies"][row])
        share = float(tables.covenants["market_share"][row])
        joined = 0
        if not np.isnan(wanted):
            joined = nearest_prefix(company.firms[free], wanted)
        elif not np.isnan(share):
            sales = company.base_sales[:, NLD]
            joined = nearest_prefix(sales[free], share * float(sales[sector].sum()))
        member[free[:joined]] = row
    return member
