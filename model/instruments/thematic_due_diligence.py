"""A duty of care on one theme, child labour, for all who sell to Dutch end users."""

from __future__ import annotations

from model.instruments.instrument import Instrument, existing_strength, strengthened_strength
from model.parameters import parameters


@parameters("thematic_due_diligence")
class ThematicDueDiligence:
    """Strength of the thematic law by level."""

    existing: float = existing_strength()
    strengthened: float = strengthened_strength()


INSTRUMENT = Instrument(
    name="thematic_due_diligence",
    order=1,
    label_en="Thematic due diligence law (child labour)",
    label_nl="Thematische due-diligencewet (WZK)",
    v="oblige",
    primitives=("obligation", "information"),
    sections=("3.2", "3.4.2", "3.5.1", "3.5.2", "annex 1"),
    meaning=(
        "Everyone who sells to Dutch end users declares to a regulator that it takes care to keep child "
        "labour out of its goods and services, and draws up a plan when there is reason to suspect it. "
        "What the law asks stands in the law files that name this instrument; the level is the strength "
        "with which government carries them out."
    ),
    group=ThematicDueDiligence,
)
