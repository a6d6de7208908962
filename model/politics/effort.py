"""How much Dutch effort goes into European law, and how a mix divides it: the one place that reads these instruments."""

from __future__ import annotations

from dataclasses import dataclass

from model.instruments import INSTRUMENTS
from model.instruments.instrument import strength_of_level
from model.mix import Mix
from model.parameters import ParameterSet
from model.politics.expectation import Politics

DUE_DILIGENCE, REPORTING = "european_effort", "european_effort"
"""The instruments whose strength is the effort for each European law."""
NATIONAL = 2
"""The highest level that counts: effort is Dutch at every level."""


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


def effort_of_mix(mix: Mix, parameters: ParameterSet, started: bool) -> Effort:
    """Return the effort of a mix, or of its base until it has started; existing effort when effort is switched off."""
    if not parameters[Politics].active:
        return existing_effort(parameters)

    def level(instrument: str) -> int:
        return mix.levels[instrument].level if started else mix.base_levels[instrument]

    due_diligence, reporting = (_strength(parameters, each, level(each)) for each in (DUE_DILIGENCE, REPORTING))
    return Effort(due_diligence, 0.0, reporting)


def _strength(parameters: ParameterSet, instrument: str, level: int) -> float:
    values = parameters[INSTRUMENTS[instrument].group]
    return strength_of_level(min(level, NATIONAL), values.existing, values.strengthened)
