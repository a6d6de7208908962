"""Impact in the chain: how workers and surroundings fare, on the employment of 2020 (SER 1, 2.4; model.md section 3).

    impact_k = sum_j N_j [e_j C_jk + (1 - e_j) C_out_jk] / sum_j N_j

with N the workers of 2020, e retained employment, C conditions and C_out what awaits those who lose the job. The
denominator never changes, so that leaving bad suppliers does not count as improvement.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from model.outcomes.chains import condition, dutch_condition, fallback, mean_condition, over_themes
from model.outcomes.labels import REACH_LABELS, THEME_LABELS
from model.outcomes.measures import Measures, total, totals
from model.outcomes.observation import Observation
from model.outcomes.outcome import Outcome
from model.outcomes.weights import dutch_chains, workers
from model.state import TIERS, Array
from model.world import World

_MILLION = 1e6


def impact(now: Array, afterwards: Array, retained: Array, weights: Array) -> Array:
    """Return chain impact by theme (8); conditions are themes x M, `weights` (M) shares of the workers of 2020."""
    lost = np.flatnonzero(retained < 1.0)
    return totals(now, weights * retained) + totals(afterwards[:, lost], weights[lost] * (1.0 - retained[lost]))


@dataclass(frozen=True)
class Afterwards:
    """What awaits those who lose their job, and how heavily suppliers weigh."""

    share: Array
    """Share of each supplier in the workers of 2020."""
    millions: Array
    """Its workers, million."""
    conditions: Array
    """Themes x suppliers."""
    mean: Array
    above: Array
    """Whether conditions reach the stated level, themes x suppliers."""
    mean_above: Array


def _afterwards(world: World, share: Array, millions: Array, conditions: Array) -> Afterwards:
    level = world.parameters[Observation].decent_level
    mean = over_themes(conditions)
    above, mean_above = (conditions >= level).astype(float), (mean >= level).astype(float)
    return Afterwards(share, millions, conditions, mean, above, mean_above)


def _globally(world: World) -> Afterwards:
    return _afterwards(world, workers(world), world.state.supplier.workers / _MILLION, fallback(world))


def _in_dutch_chains(world: World) -> Afterwards:
    chains, supplier = dutch_chains(world), world.state.supplier
    millions = (supplier.workers * supplier.dutch_share / _MILLION)[chains.rows]
    return _afterwards(world, chains.workers, millions, fallback(world).take(chains.rows, axis=1))


def _dutch_retained(measures: Measures) -> Array:
    return measures.state.supplier.retained.take(measures.of_run(dutch_chains).rows)


def _dutch_mean(measures: Measures) -> Array:
    return measures.once(mean_condition).take(measures.of_run(dutch_chains).rows)


@dataclass(frozen=True, eq=False)
class Reach:
    """Whose workers count: how to find their conditions, the mean of these, retained employment and the rest."""

    condition: Callable[[Measures], Array]
    mean: Callable[[Measures], Array]
    retained: Callable[[Measures], Array]
    afterwards: Callable[[World], Afterwards]

    def impact(self, measures: Measures) -> Array:
        """Return chain impact by theme."""
        after = measures.of_run(self.afterwards)
        return impact(measures.once(self.condition), after.conditions, measures.once(self.retained), after.share)

    def people(self, measures: Measures) -> Array:
        """Return the workers above the stated level by theme, million."""
        after, level = measures.of_run(self.afterwards), measures.world.parameters[Observation].decent_level
        above = (measures.once(self.condition) >= level).astype(float)
        return impact(above, after.above, measures.once(self.retained), after.millions)

    def people_overall(self, measures: Measures) -> float:
        """Return the workers above the stated level on the mean of the themes, million."""
        after, level = measures.of_run(self.afterwards), measures.world.parameters[Observation].decent_level
        retained = measures.once(self.retained)
        above = retained * (measures.once(self.mean) >= level) + (1.0 - retained) * after.mean_above
        return total(above, after.millions)


_REACH = {
    "dutch": Reach(dutch_condition, _dutch_mean, _dutch_retained, _in_dutch_chains),
    "global": Reach(condition, mean_condition, lambda measures: measures.state.supplier.retained, _globally),
}


def _impact_by_tier(measures: Measures) -> Array:
    retained, after = measures.once(_dutch_retained), measures.of_run(_in_dutch_chains)
    met = retained * measures.once(_dutch_mean) + (1.0 - retained) * after.mean
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
        compute=lambda measures: float(np.add.reduce(measures.once(_REACH[reach].impact))) / len(THEME_LABELS),
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
        compute=lambda measures: float(measures.once(_REACH[reach].impact)[position]),
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
        compute=_REACH[reach].people_overall,
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
        compute=lambda measures: float(measures.once(_REACH[reach].people)[position]),
    )


OUTCOMES: tuple[Outcome, ...] = (
    *(_overall(reach) for reach in REACH_LABELS),
    *(_theme(reach, number, theme) for reach in REACH_LABELS for number, theme in enumerate(THEME_LABELS)),
    *(_tier(position) for position in range(TIERS)),
    *(_workers(reach) for reach in REACH_LABELS),
    *(_workers_theme(reach, number, theme) for reach in REACH_LABELS for number, theme in enumerate(THEME_LABELS)),
)
