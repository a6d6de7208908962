"""The vocabulary of the model: regions, themes, options, channels, and the array types."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

REGIONS = ("NLD", "EU", "ROW")
"""Home regions of companies, which are also the markets: the Netherlands, the rest of the EU, the rest of the world."""
NLD, EU, ROW = range(3)

THEMES = (
    "child_labour",
    "forced_labour",
    "freedom_of_association",
    "wages_hours",
    "health_safety",
    "gender",
    "environment_climate",
    "land_rights",
)
FREEDOM_OF_ASSOCIATION = THEMES.index("freedom_of_association")
HEALTH_SAFETY = THEMES.index("health_safety")
GENDER = THEMES.index("gender")

OPTIONS = ("none", "form", "narrow", "broad", "joint")
"""Due diligence choices: none; form only; substance on own priorities; substance throughout; jointly in a covenant."""
NONE, FORM, NARROW, BROAD, JOINT = range(5)

CHANNELS = ("company", "covenant", "ncp", "regulator", "order", "court")
"""Complaint channels: ncp is the OECD National Contact Point, order a regulator that can order remedy."""

SEVEN_VS = ("inform", "tempt", "facilitate", "conditions", "oblige", "connect", "leverage")
"""The ministry's five Vs and the two that the SER adds: connect and increase leverage (SER 3.2, 3.6)."""

TIERS = 3
FINDING_WINDOW = 20
"""Quarters over which earlier findings make the next sanction likelier (five years, as WZK counts repetition)."""
COMPLAINT_WINDOW = 4
"""Quarters over which complaints draw a regulator's attention."""

SIZES: dict[str, int] = {
    "theme": len(THEMES),
    "market": len(REGIONS),
    "option": len(OPTIONS),
    "channel": len(CHANNELS),
    "finding_window": FINDING_WINDOW,
    "complaint_window": COMPLAINT_WINDOW,
    "v": len(SEVEN_VS),
}
"""Lengths of the dimensions that columns may have after the row; others depend on the scenario."""
