"""When buyers leave suppliers, and what becomes of the volume."""

from __future__ import annotations

from model.parameters import par, parameters, switch


@parameters("exits")
class Exits:
    """When buyers leave, and what becomes of the volume."""

    active: float = switch("buyers leave suppliers")
    natural: float = par(
        0.003,
        legal=(0, 1),
        plausible=(0.001, 0.01),
        unit="1/quarter",
        meaning="chance that a relation ends for reasons outside the model",
        source="assumption",
    )
    baseline: float = par(
        -5,
        legal=(-20, 5),
        plausible=(-6, -4),
        unit="log-odds",
        meaning="readiness to leave of a buyer who can switch freely (exit0)",
        source="assumption",
    )
    risk: float = par(
        0.728,
        legal=(0, 50),
        plausible=(0, 6),
        unit="log-odds per % revenue",
        meaning="response to what is at stake at a supplier of full risk (exit1)",
        source="assumption; Stoop, Verpoorten and van der Windt 2018 for the mechanism",
        before=2,
    )
    feared_sanction: float = par(
        0.5,
        legal=(0, 1),
        plausible=(0, 1),
        unit="share",
        meaning="part of the highest sanction of a law that a company reckons with when it weighs leaving a supplier",
        source=(
            "assumption; before a law 12% of German firms said that they would leave countries with weak governance "
            "(target T24)"
        ),
    )
    working: float = par(
        2,
        legal=(0, 50),
        plausible=(1, 4),
        unit="log-odds",
        meaning="restraint of a buyer who works on improvement with leverage (exit2)",
        source="assumption",
    )
    loyalty: float = par(
        0.1,
        legal=(0, 5),
        plausible=(0.05, 0.2),
        unit="log-odds/year",
        meaning="restraint from the age of the relation (exit3)",
        source="assumption",
    )
    lock_in: float = par(
        1,
        legal=(0, 20),
        plausible=(0.5, 2),
        unit="log-odds",
        meaning="restraint when no other supplier is at hand (exit4)",
        source="assumption",
    )
    switching: float = par(
        0.5,
        legal=(0, 1),
        plausible=(0.2, 0.8),
        unit="0-1",
        meaning="ease of switching suppliers",
        source="assumption",
    )
    consequence: float = par(
        0.02,
        legal=(0, 1),
        plausible=(0, 0.06),
        unit="1/quarter",
        meaning="chance that a buyer leaves where all that it asks is lacking and orders are fully at stake",
        source=(
            "assumption; Amengual, Distelhorst and Tobin 2020: orders rarely follow standards, so most threats of a "
            "single buyer stay threats"
        ),
    )
    refill: float = par(
        0.5,
        legal=(0, 1),
        plausible=(0.2, 0.9),
        unit="0-1",
        meaning="part of the volume that fled which buyers who ask nothing take over",
        source="assumption",
    )
