"""The eight criteria by which the advice judges progress in Brussels (SER 5.1.2), as a vector of ambition (M36)."""

from __future__ import annotations

CRITERIA = (
    "pace",
    "legal_basis",
    "scope",
    "positions",
    "breadth_and_depth",
    "supervision_and_sanctions",
    "remedy",
    "incentives_for_cooperation",
)
LEGAL_BASIS = CRITERIA.index("legal_basis")
PACE = CRITERIA.index("pace")
POSITIONS = CRITERIA.index("positions")
CONTENT = tuple(
    CRITERIA.index(name)
    for name in ("scope", "breadth_and_depth", "supervision_and_sanctions", "remedy", "incentives_for_cooperation")
)
"""The criteria that are about the text of a law; its ambition is their mean."""
