"""European support of sector alliances: guidance, monitoring and a platform for dialogue (SER 4.3, box 4)."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from model.instruments.instrument import EUROPEAN_ONLY, Instrument, strengthened_strength
from model.parameters import parameters, switch
from model.state.state import Array, Levers


@parameters("flanking")
class Flanking:
    """Strength of flanking policy; there is none of the Netherlands alone."""

    existing: ClassVar[float] = 0.0
    active: float = switch("the EU flanks its due diligence law with support of sector alliances")
    strengthened: float = strengthened_strength()


def apply(levers: Levers, strength: Array, values: Flanking) -> None:
    """Support alliances, and guide companies by sector as the support desk does at home."""
    for lever in (levers.facilitation, levers.learning_agenda, levers.support_desk):
        np.maximum(lever, values.active * strength, out=lever)


INSTRUMENT = Instrument(
    name="flanking",
    order=9,
    label_en="Flanking policy of the EU",
    label_nl="Flankerend beleid van de EU",
    v="connect",
    primitives=("connection", "information"),
    sections=("4.3",),
    meaning=(
        "The EU supports dialogue and alliances by sector: guidance that makes the Guidelines practical, help with "
        "monitoring risks, and a platform for dialogue. It works through cooperation and information; it sends no "
        "money to producing countries."
    ),
    group=Flanking,
    apply=apply,
    parts=EUROPEAN_ONLY,
)
