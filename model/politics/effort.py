"""How much Dutch effort goes into each European law: the one place that reads the instruments of effort."""

from __future__ import annotations

from dataclasses import dataclass

from model.inputs.mix import Mix
from model.instruments import INSTRUMENTS
from model.instruments.instrument import national_strength
from model.parameters import ParameterSet
from model.politics.expectation import Politics

DUE_DILIGENCE, REPORTING = "effort_due_diligence", "effort_reporting"
"""The instruments whose strength is the effort for each European law."""


@dataclass(frozen=True)
class Effort:
    """Effort for the European due diligence law, for a Dutch bill, and for the European reporting law, each 0-1.

    The last is None where it is not said: then it is existing effort.
    """

    european: float
    national: float
    reporting: float | None = None


def existing_effort(parameters: ParameterSet) -> Effort:
    """Return the effort of existing policy, which what is expected of European law includes."""
    return Effort(_strength(parameters, DUE_DILIGENCE, 1), 0.0, _strength(parameters, REPORTING, 1))


def effort_of_mix(mix: Mix, parameters: ParameterSet, date: int) -> Effort:
    """Return the effort of a mix in a quarter (from year 0); existing effort when effort is switched off."""
    if not parameters[Politics].active:
        return existing_effort(parameters)

    due_diligence, reporting = (
        _strength(parameters, each, mix.national_level(each, date)) for each in (DUE_DILIGENCE, REPORTING)
    )
    return Effort(due_diligence, 0.0, reporting)


def _strength(parameters: ParameterSet, instrument: str, level: int) -> float:
    return national_strength(level, parameters[INSTRUMENTS[instrument].group])


def effort_starts(mix: Mix) -> tuple[int, ...]:
    """Return the quarters (from year 0) from which the mix has an effort of its own."""
    return tuple(sorted({mix.starts(each) for each in (DUE_DILIGENCE, REPORTING)}))
