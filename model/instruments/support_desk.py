"""One desk for companies' questions."""

from __future__ import annotations

import numpy as np

from model.instruments.instrument import Instrument, existing_strength, strengthened_strength
from model.parameters import parameters
from model.state.state import Array, Levers


@parameters("support_desk")
class SupportDesk:
    """Strength of the support desk by level."""

    existing: float = existing_strength()
    strengthened: float = strengthened_strength()


def apply(levers: Levers, strength: Array, values: object) -> None:
    """Reach more of the companies that work on due diligence."""
    np.maximum(levers.support_desk, strength, out=levers.support_desk)


INSTRUMENT = Instrument(
    name="support_desk",
    order=8,
    label_en="Support desk",
    label_nl="IMVO-steunpunt",
    v="inform",
    primitives=("information", "cost"),
    sections=("3.2", "3.3"),
    meaning=(
        "One desk answers companies' questions on due diligence: those that take part learn faster, set "
        "better priorities and spend less."
    ),
    group=SupportDesk,
    apply=apply,
)
