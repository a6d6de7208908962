"""Levels of instruments become levers and intensity of laws (M28, M45, M46; SER 3.2, 3.6, 4.3).

Every quarter all levers go back to 0 and all laws to their base; then each instrument overlays its own
levers. Levels 1 and 2 are national. Level 3 is European: it has the strength of level 2 times the
ambition of the EU, and begins with the first European law of an instrument
(`laws.european_law_in_force`), since the EU's wider package comes along with its legislation (SER 4.3,
4.4; assumption on the date). Until then the Netherlands keeps existing policy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from model.instruments import INSTRUMENTS
from model.instruments.instrument import strength_by_region, strength_of_level
from model.law import Law
from model.law_book import EUROPEAN_UNION
from model.parameters import par, parameters, switch
from model.process import Process
from model.processes.laws import european_law_in_force, has_begun
from model.state import EU, Levers

if TYPE_CHECKING:
    from model.world import World

NATIONAL = 2
"""The highest level that one country can hold alone."""
EUROPEAN = 3


@parameters("flanking")
class Flanking:
    """How the EU divides the budget of the policy that flanks its due diligence law (SER 4.3, box 4).

    The budget is 1 at full ambition, whatever the uses, so that a richer package costs something
    elsewhere; the shares are relative weights.
    """

    active: float = switch("the EU flanks its due diligence law with policy in producing countries")
    cooperation_share: float = par(
        1,
        legal=(0, 10),
        plausible=(0.2, 2),
        unit="relative weight",
        meaning="part of the budget for cooperation with producing governments",
        source="assumption: equal weights; SER 2.1, 3.6 and box 4 name the uses, not the amounts",
    )
    fund_share: float = par(
        1,
        legal=(0, 10),
        plausible=(0.2, 2),
        unit="relative weight",
        meaning="part of the budget for unions and workers' organisations",
        source="assumption: equal weights; SER 2.1, 3.6 and box 4 name the uses, not the amounts",
    )
    training_share: float = par(
        1,
        legal=(0, 10),
        plausible=(0.2, 2),
        unit="relative weight",
        meaning="part of the budget for training of suppliers",
        source="assumption: equal weights; SER 2.1, 3.6 and box 4 name the uses, not the amounts",
    )


def law_intensity(law: Law, level: int, values: Any, ambition: float, under_every_mix: bool) -> float:
    """Return the strength with which government carries out a law once burn-in is over, 0-1.

    A law without an instrument holds in full. A law of an instrument holds where the mix has one of its
    levels: a national one with the strength of that level, a European one with that of level 3 times the
    EU's ambition, and a European one holds under every mix when the course of politics says so. One
    whose text holds its ambition is carried out in full.

    Args:
        law: the law.
        level: level that its instrument has now, 0-3; without meaning for a law without an instrument.
        values: the instrument's parameter group, with `existing` and `strengthened`.
        ambition: ambition of the EU, 0-1.
        under_every_mix: whether European law comes whatever the mix.
    """
    if law.instrument is None:
        return 1.0
    held = level in law.levels
    if law.jurisdiction == EUROPEAN_UNION:
        full = strength_of_level(EUROPEAN, values.existing, values.strengthened)
        return full * (1.0 if law.ambition_in_text else ambition) * (held or under_every_mix)
    return strength_of_level(level, values.existing, values.strengthened) * held


def flanking_budget(shares: tuple[float, float, float], ambition: float) -> tuple[float, float, float]:
    """Divide a budget of 1, times ambition, in proportion to three `shares`; nothing when all are 0."""
    total = sum(shares)
    if total <= 0:
        return (0.0, 0.0, 0.0)
    first, second, third = (ambition * share / total for share in shares)
    return (first, second, third)


def _level(world: World, instrument: str) -> int:
    """Return the level that holds now; while the world settles always that of the base mix."""
    return world.scenario.mix.base_levels[instrument] if world.burning_in else world.level(instrument)


def _intensity(world: World, law: Law, ambition: float) -> float:
    if law.baseline:
        return 1.0
    if world.burning_in:
        return 0.0
    if law.instrument is None:
        return law_intensity(law, 0, None, ambition, False)
    values = world.parameters[INSTRUMENTS[law.instrument].group]
    level = _level(world, law.instrument)
    return law_intensity(law, level, values, ambition, world.scenario.course.under_every_mix)


def _flanking_in_force(world: World) -> bool:
    """Say whether a law that brings flanking policy applies to anyone, with an intensity above 0."""
    return any(
        law.flanking and has_begun(world, number) and (law.end is None or world.date < law.end)
        for number, law in enumerate(world.laws.laws)
    )


def step(world: World) -> None:
    """Set levers and laws back to their base, then overlay what every instrument's level gives."""
    levers, status = world.state.levers, world.state.law
    for name in Levers.COLUMNS:
        getattr(levers, name)[:] = 0.0
    ambition = float(world.state.government.ambition[EU])
    status.intensity[:] = np.array([_intensity(world, law, ambition) for law in world.laws.laws])
    started = european_law_in_force(world)
    for name, instrument in INSTRUMENTS.items():
        if instrument.apply is None:
            continue
        level = _level(world, name)
        if instrument.by_netherlands:
            level = min(level, NATIONAL)
        values = world.parameters[instrument.group]
        instrument.apply(levers, strength_by_region(level, values, ambition, started))
    _flank(world, ambition)


def _flank(world: World, ambition: float) -> None:
    values = world.parameters[Flanking]
    if not values.active or not _flanking_in_force(world):
        return
    shares = (values.cooperation_share, values.fund_share, values.training_share)
    cooperation, fund, training = flanking_budget(shares, ambition)
    levers = world.state.levers
    levers.cooperation[EU] = cooperation
    levers.organising_fund[EU] = fund
    levers.supplier_training[EU] = training


PROCESS = Process(
    name="instruments",
    meaning="levels of instruments become levers and the intensity of laws",
    step=step,
    reads=("government.ambition", "government.sooner"),
    mechanisms=("M28", "M45", "M46"),
    sections=("3.2", "3.3", "3.6", "4.3", "4.4"),
    switches=("flanking.active",),
)
