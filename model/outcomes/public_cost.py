"""What policy costs the Dutch treasury, by item: unit costs times what is done (M41; SER 2.4 leaves finance for later).

    total = inspections + desk + incentives + covenants + learning agenda + producing countries + European effort

The advice and the sources looked at give no amounts for these instruments, so every unit cost is an assumption; read
differences between mixes, not levels. Of programmes in producing countries that the EU pays, the Netherlands bears its
share in the Union's budget; other support by the EU counts as far as it holds in the Netherlands, as if it were Dutch.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from model.outcomes.chains import scope
from model.outcomes.measures import Measures, kinds_first, total, totals
from model.outcomes.outcome import Outcome
from model.outcomes.weights import dutch_firms, dutch_revenue
from model.parameters import par, parameters
from model.state.state import EU, NLD, Levers

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
    share_in_union: float = par(
        0.06,
        legal=(0, 1),
        plausible=(0.05, 0.07),
        unit="share",
        meaning="Dutch share in what the European Union spends",
        source="assumption: near the Dutch share in the economy of the Union",
        role="observation",
    )
    desk: float = _amount(3, (1, 10), "support desk at full strength")
    incentives: float = _amount(30, (10, 100), "financial incentives at full strength when all firms use them")
    covenant: float = _amount(0.5, (0.2, 1.5), "secretariat of one covenant at full facilitation")
    learning: float = _amount(2, (0.5, 5), "learning agenda at full strength")
    cooperation: float = _amount(50, (15, 200), "cooperation with producing governments at full reach")
    organising: float = _amount(50, (15, 200), "support for unions in producing countries at full reach")
    training: float = _amount(50, (15, 200), "training of suppliers at full reach")
    effort: float = _amount(2, (0.5, 5), "Dutch effort for one European law at full strength")


_PROGRAMMES = ("cooperation", "organising", "training")
"""Unit costs of programmes in producing countries, in the order of `_programmes`."""


def dutch_inspections(measures: Measures) -> float:
    """Return inspections of Dutch firms under all laws, a year (M20).

    The sum is exact, so that laws which bind nobody leave it the same to the last bit.
    """
    company = measures.state.company
    chance = kinds_first(company.detection * (1.0 - company.spared)) * measures.once(scope)
    return _QUARTERS * math.fsum(totals(chance, measures.of_run(dutch_firms)))


def _unit(measures: Measures) -> PublicCost:
    return measures.world.parameters[PublicCost]


def _inspections(measures: Measures) -> float:
    return _unit(measures).inspection * measures.once(dutch_inspections) / _MILLION


def _desk(measures: Measures) -> float:
    return _unit(measures).desk * float(measures.state.levers.support_desk[NLD])


def _incentives(measures: Measures) -> float:
    users = total(measures.state.company.form, measures.of_run(dutch_revenue))
    return _unit(measures).incentives * float(measures.state.levers.subsidy[NLD]) * users


def _covenants(measures: Measures) -> float:
    running = int(measures.state.covenant.active.sum())
    return _unit(measures).covenant * float(measures.state.levers.facilitation[NLD]) * running


def _learning(measures: Measures) -> float:
    return _unit(measures).learning * float(measures.state.levers.learning_agenda[NLD])


def _programmes(levers: Levers) -> tuple[Any, ...]:
    return levers.cooperation, levers.organising_fund, levers.supplier_training


def _producing_countries(measures: Measures) -> float:
    """Return the cost of programmes in producing countries: Dutch ones, and the Dutch share of European ones."""
    unit = _unit(measures)
    each = zip(_PROGRAMMES, _programmes(measures.state.levers), strict=True)
    return float(sum(getattr(unit, name) * (lever[NLD] + unit.share_in_union * lever[EU]) for name, lever in each))


def _effort(measures: Measures) -> float:
    levers = measures.state.levers
    return _unit(measures).effort * float(levers.effort_due_diligence[NLD] + levers.effort_reporting[NLD])


_ITEMS: tuple[tuple[str, tuple[str, str], tuple[str, ...], Callable[[Measures], float], str], ...] = (
    (
        "inspections",
        ("Public cost of inspections", "Publieke kosten van inspecties"),
        ("3.4.1", "4.4"),
        _inspections,
        "inspections of Dutch firms by all regulators",
    ),
    ("desk", ("Public cost of the support desk", "Publieke kosten van het steunpunt"), ("3.3",), _desk, "support desk"),
    (
        "incentives",
        ("Public cost of financial incentives", "Publieke kosten van financiële prikkels"),
        ("3.3",),
        _incentives,
        "financial incentives, as far as Dutch companies do due diligence",
    ),
    (
        "covenants",
        ("Public cost of covenants", "Publieke kosten van convenanten"),
        ("3.3", "3.6"),
        _covenants,
        "secretariats of covenants in force",
    ),
    (
        "learning_agenda",
        ("Public cost of the learning agenda", "Publieke kosten van de leeragenda"),
        ("3.6", "5.2"),
        _learning,
        "learning agenda",
    ),
    (
        "producing_countries",
        ("Public cost of programmes in producing countries", "Publieke kosten van programma's in productielanden"),
        ("2.1", "3.6", "4.3"),
        _producing_countries,
        "cooperation with governments, support for unions and training of suppliers; the Dutch share of European ones",
    ),
    (
        "european_effort",
        ("Public cost of effort for European law", "Publieke kosten van inzet voor Europese wetgeving"),
        ("4.4",),
        _effort,
        "officials and diplomacy for European law",
    ),
)
"""Items: name, labels, sections, amount in EUR m a year, and what it is."""


def public_cost(measures: Measures) -> float:
    """Return what policy costs the Dutch treasury, EUR m a year: the sum of all items (M41)."""
    return sum(measures.once(amount) for _, _, _, amount, _ in _ITEMS)


def _outcome(
    name: str, labels: tuple[str, str], sections: tuple[str, ...], amount: Callable[[Measures], float], meaning: str
) -> Outcome:
    return Outcome(
        name=f"public_cost_{name}",
        group="costs",
        label_en=labels[0],
        label_nl=labels[1],
        unit="EUR m/year",
        direction=-1,
        sections=sections,
        perspective="here",
        meaning=f"{meaning}; unit cost times what is done",
        compute=lambda measures: measures.once(amount),
    )


OUTCOMES: tuple[Outcome, ...] = tuple(_outcome(*item) for item in _ITEMS)
