"""Dutch work for European due diligence law."""

from __future__ import annotations

from model.instruments.instrument import NATIONAL_ONLY, Instrument, existing_strength, strengthened_strength
from model.parameters import parameters
from model.state.state import Array, Levers


@parameters("effort_due_diligence")
class EffortDueDiligence:
    """Strength of the effort by level."""

    existing: float = existing_strength()
    strengthened: float = strengthened_strength()


def apply(levers: Levers, strength: Array, values: object) -> None:
    """Work for the law."""
    levers.effort_due_diligence[:] = strength


INSTRUMENT = Instrument(
    name="effort_due_diligence",
    order=11,
    label_en="European effort: due diligence law",
    label_nl="Europese inzet: due-diligencewet",
    v="oblige",
    primitives=("obligation",),
    sections=("3.2", "4.4", "5.1.2"),
    meaning=(
        "The Netherlands works for European due diligence law. The effort is Dutch and comes before the law; it "
        "shifts the date and the ambition of that law, not of others."
    ),
    group=EffortDueDiligence,
    apply=apply,
    parts=NATIONAL_ONLY,
)
