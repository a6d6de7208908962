"""What policy costs the Dutch treasury: unit costs times what is done (M41; SER 2.4 leaves finance for later).

No published amounts were found for these instruments, so every unit cost is an assumption; read differences between
mixes, not levels.
"""

from __future__ import annotations

import math
from typing import Any

from model.outcomes.chains import scope
from model.outcomes.measures import Measures, kinds_first, total, totals
from model.outcomes.weights import dutch_firms, dutch_revenue
from model.parameters import par, parameters
from model.state import NLD

_QUARTERS = 4
_MILLION = 1e6


def _amount(default: float, plausible: tuple[float, float], meaning: str) -> Any:
    """Declare a yearly amount."""
    return par(
        default,
        legal=(0, 1e4),
        plausible=plausible,
        unit="EUR m/year",
        meaning=meaning,
        source="assumption: no published amount found",
        role="observation",
    )


@parameters("public_cost")
class PublicCost:
    """Unit costs of policy; they change what is reported, never what happens."""

    inspection: float = par(
        20_000,
        legal=(0, 1e7),
        plausible=(5_000, 60_000),
        unit="EUR/inspection",
        meaning="cost of one inspection with its follow-up",
        source="assumption: some weeks of an inspector's work",
        role="observation",
    )
    desk: float = _amount(3, (1, 10), "support desk at full strength")
    incentives: float = _amount(30, (10, 100), "financial incentives at full strength when all firms use them")
    covenant: float = _amount(0.5, (0.2, 1.5), "secretariat of one covenant at full facilitation")
    learning: float = _amount(2, (0.5, 5), "learning agenda at full strength")


def dutch_inspections(measures: Measures) -> float:
    """Return inspections of Dutch firms under all laws, a year (M20).

    The sum is exact, so that laws which bind nobody leave it the same to the last bit.
    """
    company = measures.state.company
    chance = kinds_first(company.detection * (1.0 - company.spared)) * measures.once(scope)
    return _QUARTERS * math.fsum(totals(chance, measures.of_run(dutch_firms)))


def public_cost(measures: Measures) -> float:
    """Return what policy costs the Dutch treasury, EUR m a year (M41)."""
    unit = measures.world.parameters[PublicCost]
    levers, covenant = measures.state.levers, measures.state.covenant
    users = total(measures.state.company.form, measures.of_run(dutch_revenue))
    return float(
        unit.inspection * measures.once(dutch_inspections) / _MILLION
        + unit.desk * levers.support_desk[NLD]
        + unit.incentives * levers.subsidy[NLD] * users
        + unit.covenant * levers.facilitation[NLD] * covenant.active.sum()
        + unit.learning * levers.learning_agenda[NLD]
    )
