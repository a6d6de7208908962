"""Impact in the chain: how workers and surroundings fare, on the employment of 2020 (SER 1, 2.4; model.md section 3).

    impact_k = sum_j N_j [e_j C_jk + (1 - e_j) C_out_jk] / sum_j N_j

with N the workers of 2020, e retained employment, C conditions and C_out what awaits those who lose the job. The
denominator never changes, so that leaving bad suppliers does not count as improvement.
"""

from __future__ import annotations

from collections.abc import Callable

from model.outcomes.chains import condition, fallback, mean_condition
from model.outcomes.labels import REACH_LABELS, THEME_LABELS
from model.outcomes.measures import Measures, total, totals
from model.outcomes.observation import Observation
from model.outcomes.outcome import Outcome
from model.outcomes.weights import dutch_workers, dutch_workers_by_tier, workers
from model.state import TIERS, Array
from model.world import World

_MILLION = 1e6


def impact(now: Array, afterwards: Array, retained: Array, weights: Array) -> Array:
    """Return chain impact by theme (8); conditions are themes x M, `weights` (M) shares of the workers of 2020."""
    return totals(now, weights * retained) + totals(afterwards, weights * (1.0 - retained))


def _impact_of(weigh: Callable[[World], Array]) -> Callable[[Measures], Array]:
    def measure(measures: Measures) -> Array:
        retained, weights = measures.state.supplier.retained, measures.of_run(weigh)
        return impact(measures.once(condition), measures.of_run(fallback), retained, weights)

    return measure


_IMPACT = {"dutch": _impact_of(dutch_workers), "global": _impact_of(workers)}


def _mean_fallback(world: World) -> Array:
    mean: Array = fallback(world).mean(axis=0)
    return mean


def _impact_by_tier(measures: Measures) -> Array:
    retained = measures.state.supplier.retained
    met = retained * measures.once(mean_condition) + (1.0 - retained) * measures.of_run(_mean_fallback)
    return totals(measures.of_run(dutch_workers_by_tier), met)


def _millions(world: World) -> dict[str, Array]:
    supplier = world.state.supplier
    counted = supplier.workers / _MILLION
    return {"dutch": counted * supplier.dutch_share, "global": counted}


def _fallback_above(world: World) -> tuple[Array, Array]:
    """Return whether fallback conditions reach the stated level: by theme (8 x M), and on average (M)."""
    level = world.parameters[Observation].decent_level
    return (fallback(world) >= level).astype(float), (_mean_fallback(world) >= level).astype(float)


def _above_by_theme(measures: Measures) -> Array:
    level = measures.world.parameters[Observation].decent_level
    above: Array = (measures.once(condition) >= level).astype(float)
    return above


def _people_by_theme(reach: str) -> Callable[[Measures], Array]:
    def measure(measures: Measures) -> Array:
        people = measures.of_run(_millions)[reach]
        afterwards = measures.of_run(_fallback_above)[0]
        return impact(measures.once(_above_by_theme), afterwards, measures.state.supplier.retained, people)

    return measure


_PEOPLE = {reach: _people_by_theme(reach) for reach in REACH_LABELS}


def _people(measures: Measures, reach: str) -> float:
    level = measures.world.parameters[Observation].decent_level
    retained = measures.state.supplier.retained
    above = retained * (measures.once(mean_condition) >= level)
    above = above + (1.0 - retained) * measures.of_run(_fallback_above)[1]
    return total(above, measures.of_run(_millions)[reach])


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
        compute=lambda measures: float(measures.once(_IMPACT[reach]).mean()),
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
        compute=lambda measures: float(measures.once(_IMPACT[reach])[position]),
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
        compute=lambda measures: _people(measures, reach),
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
        compute=lambda measures: float(measures.once(_PEOPLE[reach])[position]),
    )


OUTCOMES: tuple[Outcome, ...] = (
    *(_overall(reach) for reach in REACH_LABELS),
    *(_theme(reach, number, theme) for reach in REACH_LABELS for number, theme in enumerate(THEME_LABELS)),
    *(_tier(position) for position in range(TIERS)),
    *(_workers(reach) for reach in REACH_LABELS),
    *(_workers_theme(reach, number, theme) for reach in REACH_LABELS for number, theme in enumerate(THEME_LABELS)),
)
