"""Change since 2019Q4, the settled state that burn-in leaves before the first quarter (SER 2.4, 5.2).

The level of impact in 2020 is that of the pandemic, so that a rise from there is mostly recovery. Conditions stand
still during burn-in; those of 2019Q4 are therefore those the world was built with.

    change    = impact - impact of 2019Q4
    improved  = sum_j N_j e_j [C_j - C_j,2019 >= d]
    worse off = sum_j N_j (e_j [C_j,2019 - C_j >= d] + 1 - e_j)

with N workers of 2020, e retained employment, C the mean over themes of conditions, d `observation.changed`. Who
loses the job counts as worse off.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from model.outcomes.chain_impact import REACH
from model.outcomes.chains import base_mean, mean_condition
from model.outcomes.labels import REACH_LABELS
from model.outcomes.measures import Measures, total
from model.outcomes.observation import Observation
from model.outcomes.outcome import Outcome
from model.state.state import Array
from model.world import World


@dataclass(frozen=True)
class Since:
    """What became of the workers of 2020 at each supplier counted, in shares of all workers counted."""

    improved: Array
    """With a job and clearly better conditions than in 2019Q4."""
    worse: Array
    """With clearly worse conditions, or without their job."""


def _base_impact(reach: str) -> Callable[[World], float]:
    def impact(world: World) -> float:
        after = REACH[reach].afterwards(world)
        return total(base_mean(world).take(after.rows), after.share)

    return impact


def _since(reach: str) -> Callable[[Measures], Since]:
    own = REACH[reach]

    def since(measures: Measures) -> Since:
        after, retained = measures.of_run(own.afterwards), measures.once(own.retained)
        least = measures.world.parameters[Observation].changed
        gain = (measures.once(mean_condition) - measures.of_run(base_mean)).take(after.rows)
        kept = after.share * retained
        return Since((gain >= least) * kept, (gain <= -least) * kept + after.share * (1.0 - retained))

    return since


BASE_IMPACT = {reach: _base_impact(reach) for reach in REACH}
"""Chain impact of 2019Q4, by the names of `REACH_LABELS`; fixed for a run."""
SINCE = {reach: _since(reach) for reach in REACH}
"""What became of workers since 2019Q4, by the names of `REACH_LABELS`."""


def _change(reach: str) -> Outcome:
    english, dutch = REACH_LABELS[reach]
    return Outcome(
        name=f"chain_impact_change_{reach}",
        group="chain_impact",
        label_en=f"Change of chain impact since 2019, {english}",
        label_nl=f"Verandering van ketenimpact sinds 2019, {dutch}",
        unit="index 0-1, change",
        direction=1,
        sections=("1", "2.4", "5.2"),
        perspective="elsewhere",
        meaning=f"chain impact in {english} less that of the settled state before the first quarter (2019Q4)",
        compute=lambda measures: (
            float(measures.once(REACH[reach].fate).impact[-1]) - measures.of_run(BASE_IMPACT[reach])
        ),
    )


def _counted(reach: str, kind: str, labels: tuple[str, str], direction: int, meaning: str) -> Outcome:
    english, dutch = REACH_LABELS[reach]
    return Outcome(
        name=f"workers_{kind}_{reach}",
        group="chain_impact",
        label_en=f"{labels[0]}, {english}",
        label_nl=f"{labels[1]}, {dutch}",
        unit="million workers",
        direction=direction,
        sections=("1", "2.4"),
        perspective="elsewhere",
        meaning=f"workers of 2020 in {english} {meaning}",
        compute=lambda measures: (
            float(np.add.reduce(getattr(measures.once(SINCE[reach]), kind)))
            * measures.of_run(REACH[reach].afterwards).millions
        ),
    )


_IMPROVED = ("Workers better off than in 2019", "Werkenden die beter af zijn dan in 2019")
_WORSE = ("Workers worse off than in 2019", "Werkenden die slechter af zijn dan in 2019")

OUTCOMES: tuple[Outcome, ...] = (
    *(_change(reach) for reach in REACH_LABELS),
    *(
        _counted(reach, "improved", _IMPROVED, 1, "who kept their job in clearly better conditions than in 2019Q4")
        for reach in REACH_LABELS
    ),
    *(
        _counted(reach, "worse", _WORSE, -1, "who lost their job or work in clearly worse conditions than in 2019Q4")
        for reach in REACH_LABELS
    ),
)
