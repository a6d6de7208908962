"""What makes conditions of workers and surroundings change, and how fast."""

from __future__ import annotations

from model.parameters import par, parameters, switch


@parameters("conditions")
class Conditions:
    """What makes conditions change, and how fast."""

    active: float = switch("conditions and hiding change")
    exponent: float = par(
        0.354,
        legal=(-20, 1),
        plausible=(-4, 1),
        unit="-",
        meaning="exponent of substitution: 1 substitutes, far below 0 all three conditions are needed",
        source="structural assumption; SER 1 says that all are needed",
        role="structural",
        before=0,
    )
    leverage_weight: float = par(
        0.876,
        legal=(0.001, 100),
        plausible=(0.2, 2.4),
        unit="relative weight",
        meaning="weight of buyers' leverage beside voice and enforcement",
        source="assumption; Toffel, Short and Ouellet 2015 for the three influences",
        before=1,
    )
    voice_weight: float = par(
        1,
        legal=(0.001, 100),
        plausible=(0.2, 2.4),
        unit="relative weight",
        meaning="weight of workers' voice beside leverage and enforcement",
        source="assumption; Toffel, Short and Ouellet 2015 for the three influences",
    )
    enforcement_weight: float = par(
        0.73,
        legal=(0.001, 100),
        plausible=(0.2, 2.4),
        unit="relative weight",
        meaning="weight of the producing government's enforcement beside leverage and voice",
        source="assumption; Toffel, Short and Ouellet 2015 for the three influences",
        before=1,
    )
    limits_exponent: float = par(
        -0.549,
        legal=(-20, 1),
        plausible=(-3, 0),
        unit="-",
        meaning="exponent of the mean of drive, capability and affordability: the lower, the more the least one weighs",
        source="structural assumption; targets T19 to T23 tell training, audits and all together apart",
        before=-1,
    )
    drive_weight: float = par(
        1.56,
        legal=(0.001, 100),
        plausible=(0.4, 2.5),
        unit="relative weight",
        meaning="weight of what buyers, workers and states ask beside capability and affordability",
        source="assumption",
        before=1,
    )
    capability_weight: float = par(
        0.802,
        legal=(0.001, 100),
        plausible=(0.4, 2.5),
        unit="relative weight",
        meaning="weight of the supplier's capability beside drive and affordability",
        source="assumption",
        before=1,
    )
    affordability_weight: float = par(
        1.31,
        legal=(0.001, 100),
        plausible=(0.4, 2.5),
        unit="relative weight",
        meaning="weight of affordability beside drive and capability",
        source="assumption",
        before=1,
    )
    management_needed: float = par(
        0.44,
        legal=(0, 1),
        plausible=(0, 1),
        unit="0-1",
        meaning="part of outside enforcement that works only as far as management is capable",
        source="assumption; Boudreau 2024: only well-managed plants gained (target T23)",
        before=0.5,
    )
    cost: float = par(
        5.57,
        legal=(0, 50),
        plausible=(1, 8),
        unit="% FOB",
        meaning="margin at which half the suppliers can afford to improve",
        source="assumption",
        before=3,
    )
    wage_cost: float = par(
        5.4,
        legal=(0, 50),
        plausible=(3, 8),
        unit="% FOB",
        meaning="the same for wages and hours",
        source="a living wage raises the FOB price by about 5.4%; range is an assumption",
    )
    cost_spread: float = par(
        3.11,
        legal=(0.1, 50),
        plausible=(1.5, 6),
        unit="pp FOB",
        meaning="spread of the margins at which suppliers can afford to improve",
        source="assumption",
        before=3,
    )
    improvement_rate: float = par(
        0.257,
        legal=(0, 1),
        plausible=(0.05, 0.3),
        unit="1/quarter",
        meaning="part of the way to what is attainable that conditions go in a quarter when it lies above them",
        source="assumption; under a binding accord half of all hazards were fixed in under three years (target T19)",
        before=0.16,
    )
    reversion: float = par(
        0.04,
        legal=(0, 1),
        plausible=(0.01, 0.1),
        unit="1/quarter",
        meaning="the same when it lies below them",
        source="assumption",
    )
    base_hiding: float = par(
        0.1,
        legal=(0, 1),
        plausible=(0.05, 0.2),
        unit="0-1",
        meaning="share of problems concealed when nothing presses",
        source="assumption",
    )
    pressed_hiding: float = par(
        0.2,
        legal=(0, 2),
        plausible=(0, 0.6),
        unit="0-1",
        meaning="share concealed more when pressed beyond what is possible",
        source="assumption; Plambeck and Taylor 2016 for the mechanism",
    )
    voice_reveals: float = par(
        0.2,
        legal=(0, 2),
        plausible=(0.1, 0.4),
        unit="0-1",
        meaning="share concealed less when workers have full voice",
        source="assumption",
    )
