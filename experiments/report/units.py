"""Units in which numbers are shown."""

from __future__ import annotations

from model.outcomes.outcome import Outcome

FULL = 100
"""Indices and shares are told in hundredths."""

HUNDREDTHS = (("index 0-1", "index 0-100"), ("0-1", "0-100"), ("share", "%"))


def display_unit(outcome: Outcome) -> tuple[str, int]:
    """Return the unit in which an outcome is told and the factor to it."""
    return unit_shown(outcome.unit)


def unit_shown(own: str) -> tuple[str, int]:
    """Return the unit in which numbers of a unit are shown and the factor to it."""
    for unit, told in HUNDREDTHS:
        if own.startswith(unit):
            return told + own.removeprefix(unit), FULL
    return own, 1
