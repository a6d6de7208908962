"""Levels of instruments become levers and intensity of laws (M28, M45, M46; SER 3.2, 3.6, 4.3).

Every quarter all levers go back to 0 and all laws to their base; then each instrument overlays its own
levers. The national part of a level holds from its start. The European part has the strength of strengthened
policy times the ambition of the EU, and begins at its own start or, without one, with the European law that
embeds it (`laws.embedding_applies`; SER 4.3, 4.4; assumption on the date). In the Netherlands the stronger of
both parts counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from model.inputs.law import EUROPEAN_UNION, Law
from model.instruments import INSTRUMENTS
from model.instruments.instrument import full_strength, national_strength, strength_by_region
from model.process import Process
from model.processes.laws import embedding_applies
from model.state.state import EU, Levers

if TYPE_CHECKING:
    from model.world import World


def law_intensity(law: Law, national: int, european: bool, values: Any, ambition: float) -> float:
    """Return the strength with which government carries out a law once burn-in is over, 0-1.

    A law without an instrument holds in full. A national law of an instrument holds at some of its national levels,
    with the strength of the level; a European one where the European part holds, with the strength of strengthened
    policy times its ambition. One whose text holds its ambition is carried out in full.

    Args:
        law: the law.
        national: national level of its instrument now, 0-2; without meaning for a law without an instrument.
        european: whether European law holds: the mix has the European part, or it comes under every mix.
        values: the instrument's parameter group, with `existing` and `strengthened`.
        ambition: ambition of the law, 0-1.
    """
    if law.instrument is None:
        return 1.0
    if law.jurisdiction == EUROPEAN_UNION:
        return full_strength(values) * (1.0 if law.ambition_in_text else ambition) * european
    return national_strength(national, values) * (national in law.levels)


def _intensity(world: World, law: Law, ambition: float) -> float:
    if law.baseline:
        return 1.0
    if world.burning_in:
        return 0.0
    if law.instrument is None:
        return law_intensity(law, 0, False, None, ambition)
    values = world.parameters[INSTRUMENTS[law.instrument].group]
    european = world.scenario.course.under_every_mix or world.european_part(law.instrument, law_applies=True)
    return law_intensity(law, world.national_level(law.instrument), european, values, ambition)


def step(world: World) -> None:
    """Set levers and laws back to their base, then overlay what every instrument's level gives."""
    levers, status = world.state.levers, world.state.law
    for name in Levers.COLUMNS:
        getattr(levers, name)[:] = 0.0
    pairs = zip(world.laws.laws, status.ambition, strict=True)
    status.intensity[:] = np.array([_intensity(world, law, float(ambition)) for law, ambition in pairs])
    ambition, embedded = float(world.state.government.ambition[EU]), embedding_applies(world)
    for name, instrument in INSTRUMENTS.items():
        if instrument.apply is None or name not in world.scenario.mix.levels:
            continue
        values = world.parameters[instrument.group]
        european = world.european_part(name, embedded)
        strength = strength_by_region(world.national_level(name), european, values, ambition)
        instrument.apply(levers, strength, values)


PROCESS = Process(
    name="instruments",
    meaning="levels of instruments become levers and the intensity of laws",
    step=step,
    reads=("government.ambition", "law.ambition", "law.sooner"),
    mechanisms=("M28", "M45", "M46"),
    sections=("3.2", "3.3", "3.6", "4.3", "4.4"),
    switches=("flanking.active", "producing_country_programmes.active"),
    burn_in=True,
)
