"""Government buys from companies whose due diligence shows."""

from __future__ import annotations

from model.instruments.instrument import Instrument, existing_strength, strengthened_strength
from model.parameters import parameters
from model.state.state import Array, Levers


@parameters("procurement")
class Procurement:
    """Strength of responsible procurement by level."""

    existing: float = existing_strength()
    strengthened: float = strengthened_strength()


def apply(levers: Levers, strength: Array, values: object) -> None:
    """Buy more responsibly."""
    levers.procurement[:] = strength


INSTRUMENT = Instrument(
    name="procurement",
    order=4,
    label_en="Government procurement",
    label_nl="Inkoop door de overheid",
    v="conditions",
    primitives=("reward", "condition"),
    sections=("3.2", "3.3", "3.6"),
    meaning=(
        "Government asks for due diligence where it buys: companies that sell to it earn more when their "
        "due diligence shows."
    ),
    group=Procurement,
    apply=apply,
)
