"""Flight from risk and what it leaves behind: relocation, exits, jobs, small suppliers, orders (M42; SER 2.1, 2.4)."""

from __future__ import annotations

import numpy as np

from model.outcomes.chain_impact import REACH
from model.outcomes.chains import base_mean, mean_condition
from model.outcomes.measures import Measures, ratio, total
from model.outcomes.outcome import Outcome
from model.state.state import Array
from model.world import World

_QUARTERS = 4
_PERCENT = 100.0


def _moved(measures: Measures) -> tuple[float, float]:
    """Return purchases moved away for risk, all and from where conditions did not improve, % of purchases a year."""
    supplier = measures.state.supplier
    no_better = measures.once(mean_condition) <= measures.of_run(base_mean)
    moved = supplier.transferred_away * supplier.dutch_share
    whole = total(supplier.volume, supplier.dutch_share) / (_PERCENT * _QUARTERS)
    return ratio(float(np.add.reduce(moved)), whole), ratio(total(no_better, moved), whole)


def volume_relocated(measures: Measures) -> float:
    """Return purchases moved away from a supplier for its risk, % of purchases a year (M42, M47)."""
    return measures.once(_moved)[0]


def exits_without_improvement(measures: Measures) -> float:
    """Return the same where conditions, mean over themes, are not above those of 2020 (M42; SER 2.1)."""
    return measures.once(_moved)[1]


def _small_suppliers(world: World) -> tuple[Array, Array, float]:
    """Return weights of small and of all direct suppliers (M, M), and the small ones' share of sales in 2020.

    Small are those with Dutch sales in 2020 below the median of direct suppliers that have any.
    """
    supplier = world.state.supplier
    direct = (supplier.tier == 1) & (supplier.dutch_share > 0)
    small = direct & (supplier.base_volume < np.median(supplier.base_volume[direct])) if direct.any() else direct
    all_sales, small_sales = supplier.dutch_share * direct, supplier.dutch_share * small
    before = ratio(total(supplier.base_volume, small_sales), total(supplier.base_volume, all_sales))
    return small_sales, all_sales, before


def sme_exclusion(measures: Measures) -> float:
    """Return the part of their 2020 share of sales that small direct suppliers have lost, %; below 0 they gained.

    A share, so that a fall of demand that hits all alike does not count.
    """
    small, every, before = measures.of_run(_small_suppliers)
    volume = measures.state.supplier.volume
    whole = total(volume, every)
    if before <= 0 or whole <= 0:
        return 0.0
    return _PERCENT * (1.0 - total(volume, small) / whole / before)


OUTCOMES: tuple[Outcome, ...] = (
    Outcome(
        name="volume_relocated",
        group="side_effects",
        label_en="Purchases relocated",
        label_nl="Verplaatste inkoop",
        unit="% purchases/year",
        direction=-1,
        sections=("2.1", "2.4"),
        perspective="elsewhere",
        meaning="purchases moved away from suppliers for their risk, weighted by their Dutch share of 2020",
        compute=volume_relocated,
    ),
    Outcome(
        name="exits_without_improvement",
        group="side_effects",
        label_en="Exits without improvement",
        label_nl="Vertrek zonder verbetering",
        unit="% purchases/year",
        direction=-1,
        sections=("2.1",),
        perspective="elsewhere",
        meaning="the same, from suppliers whose conditions are not above those of 2020",
        compute=exits_without_improvement,
    ),
    Outcome(
        name="jobs_lost_dutch",
        group="side_effects",
        label_en="Jobs lost in Dutch chains",
        label_nl="Verloren banen in Nederlandse ketens",
        unit="million workers",
        direction=-1,
        sections=("2.1", "2.4"),
        perspective="elsewhere",
        meaning="workers of 2020 in Dutch chains whose job is gone",
        compute=lambda measures: measures.once(REACH["dutch"].fate).jobless,
    ),
    Outcome(
        name="jobs_lost",
        group="side_effects",
        label_en="Jobs lost in all chains",
        label_nl="Verloren banen in alle ketens",
        unit="million workers",
        direction=-1,
        sections=("2.1", "2.4"),
        perspective="elsewhere",
        meaning="workers of 2020 whose job is gone",
        compute=lambda measures: measures.once(REACH["global"].fate).jobless,
    ),
    Outcome(
        name="order_volume",
        group="side_effects",
        label_en="Order volume",
        label_nl="Omvang van orders",
        unit="relative to normal",
        direction=1,
        sections=("1", "2.4"),
        perspective="elsewhere",
        meaning="orders that reach all chains together, relative to normal demand (M32)",
        compute=lambda measures: float(measures.state.shock.demand[0]),
    ),
    Outcome(
        name="sme_exclusion",
        group="side_effects",
        label_en="Exclusion of small suppliers",
        label_nl="Uitsluiting van kleine leveranciers",
        unit="% of share",
        direction=-1,
        sections=("2.4", "4.4"),
        perspective="elsewhere",
        meaning="part of their 2020 share of direct Dutch sales that suppliers below the median size have lost",
        compute=sme_exclusion,
    ),
)
