"""What due diligence costs Dutch firms in euros: all together, and for one firm of each size (SER 3.4.1, 4.4).

    cost = sum_i revenue_i (cost_i + fines_i) / 100

Revenue is that of 2020, so that euros follow the burden (% of revenue) and not the growth of sales.
"""

from __future__ import annotations

import numpy as np

from model.outcomes.labels import SIZE_LABELS
from model.outcomes.measures import Measures, totals
from model.outcomes.outcome import Outcome
from model.outcomes.weights import dutch_firms
from model.state.state import NLD, Array, IntArray
from model.world import World

_MILLION = 1e6
_PERCENT = 100.0


def burden(measures: Measures) -> Array:
    """Return cost of due diligence and fines, % revenue a year, N."""
    company = measures.state.company
    return company.cost + company.fined + company.programme_cost


def dutch_rows(world: World) -> IntArray:
    """Return the rows of Dutch companies, those with revenue or not."""
    return np.flatnonzero(world.state.company.region == NLD)


def _revenue(world: World) -> Array:
    """Return the revenue of Dutch companies, EUR m a year."""
    return world.state.company.revenue[dutch_rows(world)] / _MILLION


def cost(measures: Measures) -> Array:
    """Return what due diligence and fines cost Dutch companies, in the order of `dutch_rows`, EUR m a year."""
    rows = measures.of_run(dutch_rows)
    found: Array = measures.once(burden).take(rows) * measures.of_run(_revenue) / _PERCENT
    return found


def _per_firm(world: World) -> Array:
    """Return weights that turn `cost` into EUR for one firm of each size class, sizes x Dutch companies."""
    rows = dutch_rows(world)
    firms, size = dutch_firms(world)[rows], world.state.company.size_class[rows]
    weights = np.zeros((len(SIZE_LABELS), len(rows)))
    for place in range(len(SIZE_LABELS)):
        count = float(firms[size == place].sum())
        if count > 0:
            weights[place, size == place] = _MILLION / count
    return weights


def _by_size(measures: Measures) -> Array:
    return totals(measures.of_run(_per_firm), measures.once(cost))


def _of_size(position: int, size: str) -> Outcome:
    return Outcome(
        name=f"cost_per_firm_{size}",
        group="costs",
        label_en=f"Cost of one of the {SIZE_LABELS[size][0]}",
        label_nl=f"Kosten van één van de {SIZE_LABELS[size][1]}",
        unit="EUR per firm/year",
        direction=-1,
        sections=("3.4.1", "4.4"),
        perspective="here",
        meaning="due diligence and fines of Dutch firms of this size, mean over firms; 0 when there are none",
        compute=lambda measures: float(measures.once(_by_size)[position]),
    )


OUTCOMES: tuple[Outcome, ...] = (
    Outcome(
        name="cost_firms",
        group="costs",
        label_en="Cost to all Dutch firms",
        label_nl="Kosten van alle Nederlandse bedrijven",
        unit="EUR m/year",
        direction=-1,
        sections=("2.4", "3.4.1"),
        perspective="here",
        meaning="due diligence, premiums paid to suppliers and fines, on the revenue of 2020",
        compute=lambda measures: float(np.add.reduce(measures.once(cost))),
    ),
    *(_of_size(position, size) for position, size in enumerate(SIZE_LABELS)),
)
