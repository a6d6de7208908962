"""Dutch effort shifts the ambition and the date of European law (R14 in its scheduled form; M33, M36; SER 4.4).

Ambition A = clip(A0 + s (effort - effort of the base mix), 0, 1); dates come forward by up to `sooner` quarters in
proportion to the same difference; effort works with a quarter's delay. A course of politics may fix the ambition
instead, and simulated politics (`model.politics`) has worked out both before the run: then effort changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.instruments import INSTRUMENTS
from model.instruments.instrument import strength_of_level
from model.politics.expectation import Politics
from model.process import Process
from model.state import EU, NLD

if TYPE_CHECKING:
    from model.world import World

EFFORT = "european_effort"
FULL_EFFORT = 3


def added_effort(effort: float, base: float, full: float) -> float:
    """Return the effort above that of the base mix as a share of the most that can be added, 0-1."""
    room = full - base
    return min(max((effort - base) / room, 0.0), 1.0) if room > 0 else 0.0


def step(world: World) -> None:
    """Set the ambition of European law and how much sooner it comes."""
    values = world.parameters[Politics]
    group = world.parameters[INSTRUMENTS[EFFORT].group]
    base_level = world.scenario.mix.base_levels[EFFORT]
    base = strength_of_level(base_level, group.existing, group.strengthened)
    full = strength_of_level(FULL_EFFORT, group.existing, group.strengthened)
    effort = float(world.state.levers.european_effort[NLD]) if values.active else base
    course = world.scenario.course
    government = world.state.government
    stage = course.stage(world.date)
    if stage is not None:
        government.ambition[EU] = stage.ambition
    elif course.ambition is not None:
        government.ambition[EU] = course.ambition
    else:
        shift = 0.0 if course.simulated else values.ambition_gain * (effort - base)
        government.ambition[EU] = np.clip(values.ambition + shift, 0.0, 1.0)
    government.ambition[NLD] = 1.0
    scheduled = course.under_every_mix and not course.simulated
    added = added_effort(effort, base, full) if scheduled else 0.0
    government.sooner[EU] = np.round(values.sooner * added)


def preemption(world: World) -> float:
    """Return the share of a national law's excess over European law that has to go (SER 3.4.3, 4.2), 0-1."""
    stage = world.scenario.course.stage(world.date)
    return float(world.parameters[Politics].preemption) if stage is None else stage.preemption


PROCESS = Process(
    name="politics",
    meaning="ambition and date of European law",
    step=step,
    reads=("levers.european_effort",),
    mechanisms=("M33", "M35", "M36", "M48"),
    sections=("3.4.3", "4.2", "4.4"),
    switches=("politics.active",),
)
