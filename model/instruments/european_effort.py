"""Dutch work for European law."""

from __future__ import annotations

from model.instruments.instrument import Instrument, existing_strength, strengthened_strength
from model.parameters import parameters
from model.state import Array, Levers


@parameters("european_effort")
class EuropeanEffort:
    """Strength of the effort by level."""

    existing: float = existing_strength()
    strengthened: float = strengthened_strength()


def apply(levers: Levers, strength: Array) -> None:
    """Work for European law."""
    levers.european_effort[:] = strength


INSTRUMENT = Instrument(
    name="european_effort",
    order=9,
    label_en="European effort",
    label_nl="Europese inzet",
    v="oblige",
    primitives=("obligation",),
    sections=("3.2", "4.4", "5.1.2"),
    meaning=(
        "The Netherlands works for European law. The effort is Dutch and comes before the law, so at the "
        "European level it is the strengthened effort of the Netherlands, not one that waits for European "
        "law."
    ),
    group=EuropeanEffort,
    by_netherlands=True,
    apply=apply,
)
