"""Dutch effort shifts the ambition and the date of each European law (R14, scheduled; M33, M36; SER 4.4).

Ambition A = clip(A0 + s (effort - effort of the base mix), 0, 1); dates come forward by up to `sooner` quarters in
proportion to the same difference; effort for a law moves that law alone, with a quarter's delay. A course of
politics may fix the ambition instead, and simulated politics (`model.politics`) has worked out both before the run:
then effort changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.inputs.law import EUROPEAN_UNION, Law
from model.instruments import INSTRUMENTS
from model.instruments.instrument import full_strength, national_strength
from model.politics.expectation import Politics
from model.process import Process
from model.state.state import EU, NLD

if TYPE_CHECKING:
    from model.world import World


def added_effort(effort: float, base: float, full: float) -> float:
    """Return the effort above that of the base mix as a share of the most that can be added, 0-1."""
    room = full - base
    return min(max((effort - base) / room, 0.0), 1.0) if room > 0 else 0.0


def _effort(world: World, instrument: str) -> tuple[float, float, float]:
    """Return the effort for a law now, that of the base mix, and the most there can be, 0-1 each."""
    values = world.parameters[INSTRUMENTS[instrument].group]
    base = national_strength(world.scenario.mix.base_levels[instrument].national, values)
    now = float(getattr(world.state.levers, instrument)[NLD]) if world.parameters[Politics].active else base
    return now, base, full_strength(values)


def _of_law(world: World, law: Law) -> tuple[float, float]:
    """Return the ambition of a law, 0-1, and by how many quarters effort brings it forward."""
    course, values = world.scenario.course, world.parameters[Politics]
    if law.jurisdiction != EUROPEAN_UNION or law.instrument is None:
        return 1.0, 0.0
    stage = course.stage(world.date)
    if stage is not None or course.ambition is not None or course.simulated:
        fixed = stage.ambition if stage is not None else course.ambition
        return (values.ambition if fixed is None else fixed), 0.0
    if law.effort is None:
        return values.ambition, 0.0
    effort, base, full = _effort(world, law.effort)
    ambition = float(np.clip(values.ambition + values.ambition_gain * (effort - base), 0.0, 1.0))
    scheduled = course.under_every_mix
    return ambition, float(np.round(values.sooner * added_effort(effort, base, full))) if scheduled else 0.0


def step(world: World) -> None:
    """Set the ambition of each law and how much sooner it comes."""
    government, law = world.state.government, world.state.law
    of_laws = np.array([_of_law(world, each) for each in world.laws.laws]).reshape(-1, 2)
    law.ambition[:], law.sooner[:] = of_laws.T
    embedding = [ambition for each, ambition in zip(world.laws.laws, law.ambition, strict=True) if each.embedding]
    stage, values = world.scenario.course.stage(world.date), world.parameters[Politics]
    fallback = values.ambition if stage is None else stage.ambition
    government.ambition[EU] = max(embedding) if embedding else fallback
    government.ambition[NLD] = 1.0


def preemption(world: World) -> float:
    """Return the share of a national law's excess over European law that has to go (SER 3.4.3, 4.2), 0-1."""
    stage = world.scenario.course.stage(world.date)
    return float(world.parameters[Politics].preemption) if stage is None else stage.preemption


PROCESS = Process(
    name="politics",
    meaning="ambition and date of European law",
    step=step,
    reads=("levers.effort_due_diligence", "levers.effort_reporting"),
    mechanisms=("M33", "M35", "M36", "M48"),
    sections=("3.4.3", "4.2", "4.4"),
    switches=("politics.active",),
)
