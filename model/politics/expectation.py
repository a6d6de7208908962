"""What to expect of European law: its ambition, its date, its legal basis, and how firms meet it (SER 3.4.3, 4.2)."""

from __future__ import annotations

from model.parameters import par, parameters, switch


@parameters("politics")
class Politics:
    """How European law comes about."""

    active: float = switch("Dutch effort shifts the ambition and the date of European law")
    ambition: float = par(
        0.5,
        legal=(0, 1),
        plausible=(0.2, 0.8),
        unit="0-1",
        meaning="ambition of European law without extra Dutch effort",
        source="assumption; SER 3.4.3 expects that European law may be less ambitious",
    )
    ambition_gain: float = par(
        0.08,
        legal=(0, 1),
        plausible=(0, 0.2),
        unit="0-1 per unit effort",
        meaning="ambition added by Dutch effort",
        source="assumption",
    )
    sooner: float = par(
        2,
        legal=(0, 40),
        plausible=(0, 8),
        unit="quarters",
        meaning="how much sooner European law applies at full Dutch effort",
        source="assumption",
    )
    preemption: float = par(
        0.5,
        legal=(0, 1),
        plausible=(0, 1),
        unit="0-1",
        meaning="share of a national law's excess over European law that has to go once European law applies",
        source="assumption; depends on the legal basis (SER 3.4.3, 4.2)",
    )
    anticipation: float = par(
        0.5,
        legal=(0, 1),
        plausible=(0.1, 0.9),
        unit="0-1",
        meaning="weight of an announced law before it applies",
        source="assumption; SER 5.2 expects that firms prepare",
    )
