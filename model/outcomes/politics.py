"""What becomes of law-making: ambition of the EU, its law, Dutch law lost to it (M33, M36, M44; SER 3.4.3, 4.4)."""

from __future__ import annotations

import numpy as np

from model.inputs.law import EUROPEAN_DUE_DILIGENCE, EUROPEAN_REPORTING
from model.outcomes.chains import scope
from model.outcomes.measures import Measures, total
from model.outcomes.outcome import Outcome
from model.state.state import EU, BoolArray, IntArray
from model.world import World

_NETHERLANDS = "NLD"


def _european_instruments(world: World) -> IntArray:
    """Return the laws that are European and belong to an instrument (not those that existed before)."""
    new = np.array([law.instrument is not None for law in world.laws.laws], dtype=np.bool_)
    return np.flatnonzero(world.laws.european & new)


def _dutch_laws(world: World) -> BoolArray:
    return np.array([law.jurisdiction == _NETHERLANDS for law in world.laws.laws], dtype=np.bool_)


def european_law_in_force(measures: Measures) -> float:
    """Return the strength with which new European law binds those it binds most, 0-1; 0 before it applies."""
    new = measures.of_run(_european_instruments)
    return float(measures.once(scope).take(new, axis=0).max(initial=0.0))


def national_level_lost(measures: Measures) -> float:
    """Return what Dutch laws lost to European law among those they bind: strength x share of the themes (M44)."""
    laws = measures.of_run(_dutch_laws)
    return total(measures.state.law.preempted[laws], measures.world.laws.theme_share[laws])


def application_year(world: World, outcome_of: str) -> float:
    """Return the year from which a European law is to apply to anyone, a quarter being 0.25.

    As long as no law is known that holds under this mix and course it is the moment after the last quarter of the run;
    so it is for a law that applies later.

    Args:
        world: the world of the run, at the end of a quarter: its date is the next.
        outcome_of: which law, by the part of politics that it comes of.
    """
    book, status = world.laws, world.state.law
    first = book.first_dates(tuple(int(quarters) for quarters in status.sooner))
    dates = [
        int(first[number])
        for number, law in enumerate(book.laws)
        if law.outcome_of == outcome_of and law.announced < world.date and status.intensity[number] > 0
    ]
    return min([*dates, world.scenario.world.end + 1]) / 4


def amendments(world: World) -> float:
    """Return how many amendments of European law were adopted up to the quarter that has ended."""
    return float(sum(law.amends is not None and law.announced < world.date for law in world.laws.laws))


OUTCOMES: tuple[Outcome, ...] = (
    Outcome(
        name="ambition_eu",
        group="politics",
        label_en="Ambition of European law",
        label_nl="Ambitie van Europese wetgeving",
        unit="0-1",
        direction=1,
        sections=("3.4.3", "4.3", "5.1.2"),
        perspective="elsewhere",
        meaning="how ambitious European law is or is going to be",
        compute=lambda measures: float(measures.state.government.ambition[EU]),
    ),
    Outcome(
        name="european_law_in_force",
        group="politics",
        label_en="European law in force",
        label_nl="Europese wet van kracht",
        unit="0-1",
        direction=0,
        sections=("3.4.3", "4.4"),
        perspective="elsewhere",
        meaning="strength of European law that came with an instrument, for the companies it binds most; 0 before",
        compute=european_law_in_force,
    ),
    Outcome(
        name="national_level_lost",
        group="politics",
        label_en="Dutch protection lost to European law",
        label_nl="Nederlandse bescherming die vervalt door Europese wet",
        unit="0-1",
        direction=-1,
        sections=("3.4.3", "4.4"),
        perspective="here",
        meaning="strength x themes of Dutch laws that European law set aside, mean over those bound, by revenue",
        compute=national_level_lost,
    ),
    Outcome(
        name="due_diligence_law_year",
        group="politics",
        label_en="European due diligence law applies from",
        label_nl="Europese due-diligencewet geldt vanaf",
        unit="year",
        direction=0,
        sections=("3.4.3", "4.3", "5.1.2"),
        perspective="elsewhere",
        meaning="year in which it begins to apply, once adopted; before that, and if it is later, the end of the run",
        compute=lambda measures: application_year(measures.world, EUROPEAN_DUE_DILIGENCE),
    ),
    Outcome(
        name="reporting_law_year",
        group="politics",
        label_en="European reporting law applies from",
        label_nl="Europese rapportagewet geldt vanaf",
        unit="year",
        direction=0,
        sections=("3.5.4", "4.3"),
        perspective="elsewhere",
        meaning="year in which it begins to apply, once adopted; before that, and if it is later, the end of the run",
        compute=lambda measures: application_year(measures.world, EUROPEAN_REPORTING),
    ),
    Outcome(
        name="european_law_amendments",
        group="politics",
        label_en="Amendments of European law",
        label_nl="Wijzigingen van Europese wetgeving",
        unit="amendments",
        direction=0,
        sections=("3.4.3", "4.4"),
        perspective="elsewhere",
        meaning="amendments of new European law that were adopted so far",
        compute=lambda measures: amendments(measures.world),
    ),
)
