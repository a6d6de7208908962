"""Legal aid for unions in producing countries: an example of an instrument in a plug-in.

It moves a lever that is there already, support for unions; its strengths are assumptions.
"""

from __future__ import annotations

import numpy as np

from model.instruments.instrument import Instrument, existing_strength, strengthened_strength
from model.parameters import parameters
from model.state.state import Array, Levers


@parameters("legal_aid")
class LegalAid:
    """Strength of legal aid by level."""

    existing: float = existing_strength()
    strengthened: float = strengthened_strength()


def apply(levers: Levers, strength: Array, values: object) -> None:
    """Support unions."""
    np.maximum(levers.organising_fund, strength, out=levers.organising_fund)


INSTRUMENT = Instrument(
    name="legal_aid",
    order=13,
    label_en="Legal aid for unions",
    label_nl="Rechtshulp voor vakbonden",
    v="facilitate",
    primitives=("cost",),
    sections=(),
    meaning="Unions in producing countries are paid for lawyers.",
    group=LegalAid,
    apply=apply,
)
