"""Impact in the chain: how workers and surroundings fare, on the employment of 2020 (SER 1, 2.4; model.md section 3).

    impact_k = sum_j N_j [e_j C_jk + (1 - e_j) C_out_jk] / sum_j N_j

with N the workers of 2020, e retained employment, C conditions and C_out what awaits those who lose the job. The
denominator never changes, so that leaving bad suppliers does not count as improvement.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from model.outcomes.chains import conditions, dutch_conditions, dutch_mean, graded
from model.outcomes.labels import REACH_LABELS, THEME_LABELS
from model.outcomes.measures import Measures, shares, totals
from model.outcomes.observation import Observation
from model.outcomes.outcome import Outcome
from model.outcomes.weights import dutch_chains
from model.state.state import TIERS, Array, IntArray
from model.world import World

_MILLION = 1e6


@dataclass(frozen=True)
class Afterwards:
    """What awaits those who lose their job, and how heavily suppliers weigh."""

    rows: IntArray
    """The suppliers counted, rows of the supplier table."""
    share: Array
    """Share of each of these in the workers of 2020."""
    millions: float
    """The workers of all suppliers together, million."""
    conditions: Array
    """As `graded` returns them."""
    mean: Array
    """Their mean over themes."""


def _afterwards(world: World, rows: IntArray, workers: Array) -> Afterwards:
    fallback = world.state.supplier.fallback_condition
    found = graded(fallback, world.parameters[Observation].decent_level).take(rows, axis=1)
    return Afterwards(rows, shares(workers), float(workers.sum()) / _MILLION, found, found[len(THEME_LABELS)])


def _globally(world: World) -> Afterwards:
    supplier = world.state.supplier
    return _afterwards(world, np.arange(supplier.rows), supplier.workers)


def _in_dutch_chains(world: World) -> Afterwards:
    rows, supplier = dutch_chains(world).rows, world.state.supplier
    return _afterwards(world, rows, (supplier.workers * supplier.dutch_share)[rows])


def _dutch_retained(measures: Measures) -> Array:
    return measures.state.supplier.retained.take(measures.of_run(dutch_chains).rows)


@dataclass(frozen=True)
class Fate:
    """How the workers of 2020 fare now, all those counted together."""

    impact: Array
    """Chain impact by theme, and on the mean of the themes."""
    people: Array
    """Workers above the stated level by theme, and on the mean of the themes, million."""
    jobless: float
    """Workers without their job, million."""


@dataclass(frozen=True, eq=False)
class Reach:
    """Whose workers count: how to find their conditions, retained employment and the rest."""

    conditions: Callable[[Measures], Array]
    retained: Callable[[Measures], Array]
    afterwards: Callable[[World], Afterwards]

    def fate(self, measures: Measures) -> Fate:
        """Return how the workers of 2020 fare."""
        after, retained = measures.of_run(self.afterwards), measures.once(self.retained)
        lost = (retained < 1.0).nonzero()[0]
        jobless = after.share.take(lost) * (1.0 - retained.take(lost))
        # workers are counted as a share of all, so that impact and numbers come from the same sums
        sums = totals(measures.once(self.conditions), after.share * retained)
        sums += totals(after.conditions.take(lost, axis=1), jobless)
        impact, above = sums.reshape(2, -1)
        return Fate(impact, above * after.millions, float(np.add.reduce(jobless)) * after.millions)


REACH = {
    "dutch": Reach(dutch_conditions, _dutch_retained, _in_dutch_chains),
    "global": Reach(conditions, lambda measures: measures.state.supplier.retained, _globally),
}
"""Whose workers count, by the names of `REACH_LABELS`."""


def _impact_by_tier(measures: Measures) -> Array:
    after = measures.of_run(_in_dutch_chains).mean
    met = after + measures.once(_dutch_retained) * (measures.once(dutch_mean) - after)
    return totals(measures.of_run(dutch_chains).workers_by_tier, met)


def _overall(reach: str) -> Outcome:
    english, dutch = REACH_LABELS[reach]
    return Outcome(
        name=f"chain_impact_{reach}",
        group="chain_impact",
        label_en=f"Chain impact, {english}",
        label_nl=f"Ketenimpact, {dutch}",
        unit="index 0-1",
        direction=1,
        sections=("1", "2.4", "5.2"),
        perspective="elsewhere",
        meaning=f"conditions of the workers of 2020 in {english}, mean over themes; fallback where jobs are lost",
        compute=lambda measures: float(measures.once(REACH[reach].fate).impact[-1]),
    )


def _theme(reach: str, position: int, theme: str) -> Outcome:
    english, dutch = REACH_LABELS[reach]
    return Outcome(
        name=f"chain_impact_{reach}_{theme}",
        group="chain_impact",
        label_en=f"Chain impact on {THEME_LABELS[theme][0]}, {english}",
        label_nl=f"Ketenimpact op {THEME_LABELS[theme][1]}, {dutch}",
        unit="index 0-1",
        direction=1,
        sections=("2.3", "3.4.2"),
        perspective="elsewhere",
        meaning=f"conditions of the workers of 2020 in {english} on this theme",
        compute=lambda measures: float(measures.once(REACH[reach].fate).impact[position]),
    )


def _tier(position: int) -> Outcome:
    return Outcome(
        name=f"chain_impact_dutch_tier_{position + 1}",
        group="chain_impact",
        label_en=f"Chain impact in tier {position + 1}, Dutch chains",
        label_nl=f"Ketenimpact in schakel {position + 1}, Nederlandse ketens",
        unit="index 0-1",
        direction=1,
        sections=("2.1", "2.3"),
        perspective="elsewhere",
        meaning="conditions of the workers of 2020 in this tier of Dutch chains, mean over themes",
        compute=lambda measures: float(measures.once(_impact_by_tier)[position]),
    )


def _workers(reach: str) -> Outcome:
    english, dutch = REACH_LABELS[reach]
    return Outcome(
        name=f"workers_above_level_{reach}",
        group="chain_impact",
        label_en=f"Workers above the stated level, {english}",
        label_nl=f"Werkenden boven het gestelde niveau, {dutch}",
        unit="million workers",
        direction=1,
        sections=("1", "2.4"),
        perspective="elsewhere",
        meaning=f"workers of 2020 in {english} whose conditions, mean over themes, reach the stated level",
        compute=lambda measures: float(measures.once(REACH[reach].fate).people[-1]),
    )


def _workers_theme(reach: str, position: int, theme: str) -> Outcome:
    english, dutch = REACH_LABELS[reach]
    return Outcome(
        name=f"workers_above_level_{reach}_{theme}",
        group="chain_impact",
        label_en=f"Workers above the stated level on {THEME_LABELS[theme][0]}, {english}",
        label_nl=f"Werkenden boven het gestelde niveau op {THEME_LABELS[theme][1]}, {dutch}",
        unit="million workers",
        direction=1,
        sections=("2.3", "3.4.2"),
        perspective="elsewhere",
        meaning=f"workers of 2020 in {english} whose conditions on this theme reach the stated level",
        compute=lambda measures: float(measures.once(REACH[reach].fate).people[position]),
    )


OUTCOMES: tuple[Outcome, ...] = (
    *(_overall(reach) for reach in REACH_LABELS),
    *(_theme(reach, number, theme) for reach in REACH_LABELS for number, theme in enumerate(THEME_LABELS)),
    *(_tier(position) for position in range(TIERS)),
    *(_workers(reach) for reach in REACH_LABELS),
    *(_workers_theme(reach, number, theme) for reach in REACH_LABELS for number, theme in enumerate(THEME_LABELS)),
)
