"""Orders and jobs where governments enforce least: the weakest third of producing countries (SER 2.1, 2.4).

Countries are put in order of their enforcement in 2020, which follows from the rule of law (`country.base_enforcement`,
Worldwide Governance Indicators). Going up from the lowest, a country belongs to the weakest third as long as the middle
of its workers of 2020, those of all chains, lies in the first third of all workers.
"""

from __future__ import annotations

import numpy as np

from model.outcomes.chain_impact import REACH
from model.outcomes.labels import REACH_LABELS
from model.outcomes.measures import Measures, shares, total
from model.outcomes.outcome import Outcome
from model.outcomes.weights import dutch
from model.state.state import Array, BoolArray, IntArray
from model.sums import sum_by
from model.world import World

_MILLION = 1e6
_THIRD = 1.0 / 3.0


def weakest_third(enforcement: Array, workers: Array) -> BoolArray:
    """Return which countries are in the weakest third of workers by enforcement.

    Args:
        enforcement: by country, 0-1.
        workers: by country, at least 0.
    """
    order = np.argsort(enforcement, kind="stable")
    part = shares(workers)[order]
    found = np.zeros(len(enforcement), dtype=np.bool_)
    found[order] = np.cumsum(part) - 0.5 * part < _THIRD
    return found


def _weak_suppliers(world: World) -> BoolArray:
    """Return which suppliers are in the weakest third of countries, M."""
    supplier, country = world.state.supplier, world.state.country
    workers = sum_by(supplier.country, supplier.workers, country.rows)
    found: BoolArray = weakest_third(country.base_enforcement, workers)[supplier.country]
    return found


def _dutch_purchases(world: World) -> tuple[IntArray, Array]:
    """Return the links of Dutch companies, and what each buys, EUR m a year."""
    link = world.state.link
    rows = np.flatnonzero(dutch(world)[link.company])
    return rows, link.volume[rows] / _MILLION


def dutch_orders(measures: Measures) -> Array:
    """Return what Dutch companies buy from each supplier, in all tiers, as demand stands, M, EUR m a year."""
    rows, volume = measures.of_run(_dutch_purchases)
    state = measures.state
    return sum_by(state.link.supplier.take(rows), volume, state.supplier.rows) * float(state.shock.demand[0])


def _jobs(reach: str) -> Outcome:
    english, dutch_name = REACH_LABELS[reach]

    def lost(measures: Measures) -> float:
        after = measures.of_run(REACH[reach].afterwards)
        gone = after.share * (1.0 - measures.once(REACH[reach].retained))
        return total(measures.of_run(_weak_suppliers).take(after.rows), gone) * after.millions

    return Outcome(
        name=f"jobs_lost_weakest_{reach}",
        group="side_effects",
        label_en=f"Jobs lost in the weakest third of countries, {english}",
        label_nl=f"Verloren banen in het zwakste derde van de landen, {dutch_name}",
        unit="million workers",
        direction=-1,
        sections=("2.1", "2.4"),
        perspective="elsewhere",
        meaning=f"workers of 2020 in {english} whose job is gone, in the third of countries that enforces least",
        compute=lost,
    )


OUTCOMES: tuple[Outcome, ...] = (
    *(_jobs(reach) for reach in REACH_LABELS),
    Outcome(
        name="orders_weakest",
        group="side_effects",
        label_en="Orders of Dutch companies in the weakest third of countries",
        label_nl="Orders van Nederlandse bedrijven in het zwakste derde van de landen",
        unit="EUR m/year",
        direction=1,
        sections=("2.1", "2.4"),
        perspective="elsewhere",
        meaning="their purchases, all tiers, in the third of countries that enforces least, by workers of 2020",
        compute=lambda measures: total(measures.of_run(_weak_suppliers), measures.once(dutch_orders)),
    ),
)

ORDERS: tuple[Outcome, ...] = (
    Outcome(
        name="orders_dutch",
        group="conduct",
        label_en="Orders of Dutch companies",
        label_nl="Orders van Nederlandse bedrijven",
        unit="EUR m/year",
        direction=0,
        sections=("1", "2.4"),
        perspective="elsewhere",
        meaning="purchases of Dutch companies traced to suppliers, all tiers together, as demand stands",
        compute=lambda measures: float(np.add.reduce(measures.once(dutch_orders))),
    ),
)
"""What Dutch companies buy altogether, which no policy of the model changes."""
