"""Parameters of the due diligence choice: what harm may cost, and norms, in % of revenue a year (R1)."""

from __future__ import annotations

from model.parameters import par, parameters, switch
from model.processes.utility_parameters import PERCENT


@parameters("loss")
class Loss:
    """What harm in the chain may cost."""

    active: float = switch("harm may cost companies their name and damages")
    reputation: float = par(
        3.17,
        legal=(0, 100),
        plausible=(0.1, 5),
        unit="% revenue/incident",
        meaning="loss by an incident for a full brand",
        source="assumption",
        before=0.5,
    )
    award: float = par(
        0.5,
        legal=(0, 100),
        plausible=(0.1, 5),
        unit="% revenue/claim",
        meaning="damages of a successful civil claim",
        source="assumption",
    )
    remedy_spares: float = par(
        0.6,
        legal=(0, 1),
        plausible=(0.3, 0.9),
        unit="share",
        meaning="part of the loss that full substance spares",
        source="assumption",
    )


@parameters("duty")
class Duty:
    """Norms: the law's own authority, peers and conscience."""

    active: float = switch("norms weigh in the choice: the law in itself, agreements, peers and conscience")
    duty: float = par(
        0.0573,
        legal=(0, 10),
        plausible=(0, 0.15),
        unit=PERCENT,
        meaning="weight of a legal duty in itself",
        source="assumption; fitted (docs/calibration.md); expressive function of law",
        before=0.03,
    )
    own_site: float = par(
        0.1,
        legal=(0, 1),
        plausible=(0, 0.3),
        unit="share",
        meaning="part of the harm that a company causes itself",
        source="assumption; SER 2.1 says most harm is linked through suppliers",
    )
    contribute: float = par(
        0.7,
        legal=(0, 1),
        plausible=(0.5, 0.9),
        unit="factor",
        meaning="weight of the duty where a company contributes to harm by its prices",
        source="assumption; UNGP 13 and 19, SER 2.1",
    )
    linked: float = par(
        0.4,
        legal=(0, 1),
        plausible=(0.2, 0.6),
        unit="factor",
        meaning="weight of the duty where a company is only linked to harm",
        source="assumption; UNGP 13 and 19, SER 2.1",
    )
    agreement: float = par(
        0.0581,
        legal=(0, 10),
        plausible=(0, 0.15),
        unit=PERCENT,
        meaning="weight of a signed covenant in itself, for members who act jointly",
        source="assumption; fitted (docs/calibration.md); members commit themselves (SER 3.6)",
        before=0.07,
    )
    peers: float = par(
        0.0267,
        legal=(0, 10),
        plausible=(0, 0.05),
        unit=PERCENT,
        meaning="weight of what peers do",
        source="assumption; fitted (docs/calibration.md); DiMaggio and Powell 1983 for the mechanism",
        before=0.003,
    )
    conscience: float = par(
        0.793,
        legal=(0, 10),
        plausible=(0.1, 0.8),
        unit=PERCENT,
        meaning="weight of intrinsic motivation at full substance",
        source="assumption; fitted (docs/calibration.md)",
        before=0.45,
    )
