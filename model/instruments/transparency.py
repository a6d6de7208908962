"""A duty to report publicly on due diligence."""

from __future__ import annotations

from model.instruments.instrument import Instrument, existing_strength, strengthened_strength
from model.parameters import parameters


@parameters("transparency")
class Transparency:
    """Strength of the transparency obligation by level."""

    existing: float = existing_strength()
    strengthened: float = strengthened_strength()


INSTRUMENT = Instrument(
    name="transparency",
    order=3,
    label_en="Transparency obligation",
    label_nl="Transparantieverplichting",
    v="oblige",
    primitives=("obligation", "information"),
    sections=("3.2", "3.5.4"),
    meaning=(
        "Large companies report publicly on their due diligence; a European law in the advice. What it "
        "asks stands in the law files that name this instrument."
    ),
    group=Transparency,
)
