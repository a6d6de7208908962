"""Parameters of complaints and remedy (R13; SER 2.3, 3.3, 4.4)."""

from __future__ import annotations

from model.parameters import par, parameters, switch


@parameters("remedy")
class Remedy:
    """How many complain, where, and with what result."""

    active: float = switch("workers complain and find remedy")
    complaint_rate: float = par(
        20,
        legal=(0, 1000),
        plausible=(2, 200),
        unit="complaints/quarter per million workers",
        meaning="complaints by workers in the worst conditions, with voice and a channel open to all",
        source="assumption",
    )
    voiceless: float = par(
        0.1,
        legal=(0, 1),
        plausible=(0.05, 0.2),
        unit="0-1",
        meaning="readiness to complain without voice, by way of others",
        source="assumption",
    )
    ncp_access: float = par(
        0.05,
        legal=(0, 1),
        plausible=(0.01, 0.2),
        unit="0-1",
        meaning="accessibility of National Contact Points relative to a channel open to all",
        source="assumption",
    )
    company_capacity: float = par(
        50,
        legal=(0, 1e6),
        plausible=(10, 200),
        unit="complaints/quarter",
        meaning="complaints that companies together can treat",
        source="assumption",
    )
    covenant_capacity: float = par(
        5,
        legal=(0, 1e6),
        plausible=(1, 20),
        unit="complaints/quarter",
        meaning="complaints that covenants together can treat",
        source="assumption",
    )
    ncp_capacity: float = par(
        10,
        legal=(0, 1e6),
        plausible=(3, 30),
        unit="complaints/quarter",
        meaning="complaints that National Contact Points together can treat",
        source="assumption",
    )
    regulator_capacity: float = par(
        10,
        legal=(0, 1e6),
        plausible=(2, 50),
        unit="complaints/quarter",
        meaning="complaints that regulators together can treat",
        source="assumption",
    )
    court_capacity: float = par(
        1,
        legal=(0, 1e6),
        plausible=(0.2, 5),
        unit="complaints/quarter",
        meaning="cases that courts together can decide",
        source="assumption",
    )
    company_success: float = par(
        0.05,
        legal=(0, 1),
        plausible=(0.02, 0.15),
        unit="0-1",
        meaning="chance that a complaint at a company leads to remedy",
        source="assumption",
    )
    covenant_success: float = par(
        0.15,
        legal=(0, 1),
        plausible=(0.05, 0.3),
        unit="0-1",
        meaning="chance that a complaint at a covenant leads to remedy",
        source="assumption",
    )
    ncp_success: float = par(
        0.09,
        legal=(0, 1),
        plausible=(0.04, 0.2),
        unit="0-1",
        meaning="chance that a complaint at a National Contact Point leads to remedy",
        source="OECD Watch: 9% of cases by 2018; range from its yearly counts",
    )
    regulator_success: float = par(
        0.1,
        legal=(0, 1),
        plausible=(0.03, 0.25),
        unit="0-1",
        meaning="chance that a complaint at a regulator leads to remedy",
        source="assumption",
    )
    court_success: float = par(
        0.03,
        legal=(0, 1),
        plausible=(0.005, 0.15),
        unit="0-1",
        meaning="chance that a claim in court leads to remedy",
        source="assumption",
    )
    merge_ncp_with_regulator: float = par(
        0,
        legal=(0, 1),
        plausible=(0, 1),
        unit="0 or 1",
        meaning="mediation and enforcement in one hand",
        source="design question of the advice (SER 3.3, 4.4)",
        role="structural",
    )
    merged_success: float = par(
        0.6,
        legal=(0, 1),
        plausible=(0.4, 1),
        unit="0-1",
        meaning="success of a merged National Contact Point relative to an independent one",
        source="assumption; SER 4.4 for the direction",
    )
    repaired: float = par(
        0.05,
        legal=(0, 1),
        plausible=(0.02, 0.1),
        unit="0-1",
        meaning="part of the gap in conditions that a successful complaint closes for those it reaches",
        source="assumption",
    )
    reach: float = par(
        5000,
        legal=(0, 1e8),
        plausible=(500, 50000),
        unit="workers",
        meaning="workers reached by a successful complaint",
        source="assumption",
    )
