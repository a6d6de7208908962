"""One norm in all that government asks of companies."""

from __future__ import annotations

from model.instruments.instrument import Instrument, existing_strength, strengthened_strength
from model.parameters import parameters
from model.state.state import Array, Levers


@parameters("policy_coherence")
class PolicyCoherence:
    """Strength of policy coherence by level."""

    existing: float = existing_strength()
    strengthened: float = strengthened_strength()


def apply(levers: Levers, strength: Array, values: object) -> None:
    """Align conditions and norms."""
    levers.coherence[:] = strength


INSTRUMENT = Instrument(
    name="policy_coherence",
    order=5,
    label_en="Policy coherence",
    label_nl="Beleidscoherentie",
    v="conditions",
    primitives=("condition", "cost"),
    sections=("3.2", "3.3", "4.4"),
    meaning=(
        "Departments ask companies for the same, by one norm, as a condition for trade and business "
        "support: duties overlap less and rewards count for more."
    ),
    group=PolicyCoherence,
    apply=apply,
)
