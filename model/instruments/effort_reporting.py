"""Dutch work for European reporting law."""

from __future__ import annotations

from model.instruments.instrument import NATIONAL_ONLY, Instrument, existing_strength, strengthened_strength
from model.parameters import parameters
from model.state.state import Array, Levers


@parameters("effort_reporting")
class EffortReporting:
    """Strength of the effort by level."""

    existing: float = existing_strength()
    strengthened: float = strengthened_strength()


def apply(levers: Levers, strength: Array, values: object) -> None:
    """Work for the law."""
    levers.effort_reporting[:] = strength


INSTRUMENT = Instrument(
    name="effort_reporting",
    order=12,
    label_en="European effort: reporting law",
    label_nl="Europese inzet: rapportagewet",
    v="oblige",
    primitives=("obligation",),
    sections=("3.5.4", "4.4"),
    meaning=(
        "The Netherlands works for European law on reporting, as a country that leads in integrated reporting. The "
        "effort shifts the date and the ambition of that law, not of others."
    ),
    group=EffortReporting,
    apply=apply,
    parts=NATIONAL_ONLY,
)
