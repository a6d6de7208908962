"""A duty of due diligence on all themes and steps."""

from __future__ import annotations

from model.instruments.instrument import Instrument, existing_strength, strengthened_strength
from model.parameters import parameters


@parameters("broad_due_diligence")
class BroadDueDiligence:
    """Strength of the broad law by level."""

    existing: float = existing_strength()
    strengthened: float = strengthened_strength()


INSTRUMENT = Instrument(
    name="broad_due_diligence",
    order=2,
    label_en="Broad due diligence law",
    label_nl="Brede due-diligencewet",
    v="oblige",
    primitives=("obligation",),
    sections=("3.2", "3.4.1", "3.5.3", "4.4"),
    meaning=(
        "Large companies and companies with a high risk profile take all due diligence steps on all "
        "themes, under a regulator that learns from best practice. What the law asks stands in the law "
        "files that name this instrument."
    ),
    group=BroadDueDiligence,
)
