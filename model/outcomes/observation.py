"""Cut-points of what is measured; they change what is reported, never what happens (correction 20)."""

from __future__ import annotations

from typing import Any

from model.parameters import par, parameters

_CORRECTION = "assumption; matched to how monitoring studies count (calibration_targets.csv T01-T06, T17, T18)"


def _cut(
    default: float,
    plausible: tuple[float, float],
    meaning: str,
    source: str = _CORRECTION,
    before: float | None = None,
) -> Any:
    """Declare a cut-point on a scale from 0 to 1."""
    return par(
        default,
        legal=(0, 1),
        plausible=plausible,
        unit="0-1",
        meaning=meaning,
        source=source,
        role="observation",
        before=before,
    )


@parameters("observation")
class Observation:
    """Where outcomes draw their lines."""

    large_employees: float = par(
        500,
        legal=(0, 1e6),
        plausible=(250, 500),
        unit="employees",
        meaning="staff from which a firm counts as large in outcomes on conduct",
        source="target population of the Dutch 90% goal: more than 500 employees (Minister's letter 2018)",
        role="observation",
    )
    decent_level: float = _cut(
        0.6, (0.5, 0.7), "condition from which workers count as being above the stated level", "assumption"
    )
    changed: float = _cut(
        0.01,
        (0.005, 0.03),
        "change of conditions, mean over themes, from which workers count as better or worse off than in 2019",
        "assumption: one point of an index from 0 to 100",
    )
    motivated: float = _cut(
        0.571, (0.4, 0.7), "motivation above which a firm endorses the OECD Guidelines anyway", before=0.5
    )
    self_reported_full: float = _cut(0.6, (0.4, 0.8), "signal from which a firm says that it does due diligence fully")
    whole_chain: float = _cut(
        0.291, (0.1, 0.3), "insight in tier 3 from which due diligence covers the whole chain", before=0.2
    )
    identify: float = _cut(0.4, (0.3, 0.5), "visibility from which risks are identified (step 2)")
    mitigate: float = _cut(0.2, (0.1, 0.3), "substance from which risks are mitigated (step 3)")
    follow_through: float = _cut(
        0.292, (0.2, 0.4), "substance needed to track results and to remedy (steps 4 and 6)", before=0.3
    )
    remedy_themes: float = _cut(
        0.5, (0.3, 0.8), "share of the themes on which a firm must be open to complaints (step 6)", "assumption"
    )
    track: float = _cut(0.2, (0.1, 0.3), "detection from which results can be tracked (step 4)")
    communicate: float = _cut(0.25, (0.1, 0.5), "duty to publish from which a firm communicates (step 5)", "assumption")
    consultation: float = _cut(
        0.1,
        (0.05, 0.2),
        "substance above which a buyer consults workers where it can reach them",
        "assumption",
    )
    union_link: float = _cut(0.1, (0.05, 0.2), "union density above which a buyer can reach workers", "assumption")
    request: float = _cut(
        0.02,
        (0.005, 0.05),
        "due diligence that customers pass on, by share of sales, from which a firm has received a request",
        "assumption",
    )
    sufficient_leverage: float = _cut(
        0.5,
        (0.4, 0.6),
        "effect of leverage from which it counts as sufficient",
        "half the full effect, by definition",
    )
