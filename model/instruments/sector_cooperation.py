"""Covenants by sector."""

from __future__ import annotations

import numpy as np

from model.instruments.instrument import Instrument, existing_strength, strengthened_strength
from model.parameters import parameters
from model.state.state import Array, Levers


@parameters("sector_cooperation")
class SectorCooperation:
    """Strength of support for sector cooperation by level."""

    existing: float = existing_strength()
    strengthened: float = strengthened_strength()


def apply(levers: Levers, strength: Array, values: object) -> None:
    """Help covenants to form and to learn."""
    np.maximum(levers.facilitation, strength, out=levers.facilitation)
    np.maximum(levers.learning_agenda, strength, out=levers.learning_agenda)


INSTRUMENT = Instrument(
    name="sector_cooperation",
    order=7,
    label_en="Sector cooperation (covenants)",
    label_nl="Sectorale samenwerking (convenanten)",
    v="facilitate",
    primitives=("connection", "leverage", "information", "cost"),
    sections=("2.3", "3.2", "3.6"),
    meaning=(
        "Companies, unions, civil society and government work together by sector: they share insight, "
        "leverage, costs and complaint channels, and learn. Government helps such covenants to form and "
        "keeps a learning agenda. The ministry counts it as facilitating; the advice sees it work as "
        "connecting and increasing leverage too."
    ),
    group=SectorCooperation,
    apply=apply,
)
