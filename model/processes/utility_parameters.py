"""Parameters of the due diligence choice: options, costs and rewards, in % of revenue a year (R1)."""

from __future__ import annotations

from model.parameters import par, parameters, switch

PERCENT = "% revenue/year"


@parameters("choice")
class Choice:
    """The options and what they cost."""

    review_rate: float = par(
        0.5,
        legal=(0, 1),
        plausible=(0.1, 0.5),
        unit="1/quarter",
        meaning="share of companies that review their choice in a quarter",
        source="assumption: yearly cycles",
        before=0.25,
    )
    form_cost: float = par(
        0.135,
        legal=(0, 10),
        plausible=(0.02, 0.15),
        unit=PERCENT,
        meaning="cost of due diligence on paper at the reference size",
        source="fitted (docs/calibration.md); BIICL, Civic and LSE 2020 found less (T28)",
        before=0.092,
    )
    substance_cost: float = par(
        0.0386,
        legal=(0, 10),
        plausible=(0.02, 0.4),
        unit=PERCENT,
        meaning="cost of full substantive due diligence at the reference size",
        source="fitted (docs/calibration.md)",
        before=0.04,
    )
    size_exponent: float = par(
        0.408,
        legal=(0, 2),
        plausible=(0.2, 1),
        unit="-",
        meaning="how fast the relative cost falls with revenue",
        source="assumption; SER 4.4 on the burden of small firms; order of T28",
        before=0.35,
    )
    reference_revenue: float = par(
        50e6,
        legal=(1e3, 1e12),
        plausible=(50e6, 50e6),
        unit="EUR/year",
        meaning="revenue of one firm at which costs are stated",
        source="definition: a medium-sized firm",
    )
    learning_discount: float = par(
        0.3,
        legal=(0, 1),
        plausible=(0.15, 0.6),
        unit="share",
        meaning="part of the cost that full capability saves",
        source="assumption",
    )
    stacking: float = par(
        0.15,
        legal=(0, 5),
        plausible=(0.07, 0.3),
        unit="share per law",
        meaning="added paper work for each further law at full strength, without coherence",
        source="assumption; SER 4.4 warns against stacking",
    )
    pooling: float = par(
        0.3,
        legal=(0, 1),
        plausible=(0.15, 0.6),
        unit="share",
        meaning="part of the cost of substance that joint action saves",
        source="assumption; SER 3.6",
    )
    covenant_fee: float = par(
        0.02,
        legal=(0, 5),
        plausible=(0.01, 0.04),
        unit=PERCENT,
        meaning="fee of a covenant",
        source="assumption",
    )
    desk_take_up: float = par(
        0.2,
        legal=(0, 1),
        plausible=(0.05, 0.5),
        unit="share",
        meaning="share of active companies that the support desk reaches at full strength",
        source="assumption",
    )
    desk_discount: float = par(
        0.3,
        legal=(0, 1),
        plausible=(0.1, 0.5),
        unit="share",
        meaning="part of the cost that the support desk saves those it reaches",
        source="assumption",
    )
    joint_gain: float = par(
        0.2,
        legal=(0, 1),
        plausible=(0.1, 0.4),
        unit="0-1",
        meaning="capability added in a covenant of full quality",
        source="assumption; SER 3.6, Kader 3",
    )
    narrow_breadth: float = par(
        0.2,
        legal=(0, 1),
        plausible=(0.1, 0.4),
        unit="0-1",
        meaning="least breadth of due diligence on own priorities",
        source="assumption",
    )
    joint_breadth: float = par(
        0.7,
        legal=(0, 1),
        plausible=(0.5, 0.9),
        unit="0-1",
        meaning="least breadth of due diligence in a covenant",
        source="assumption; alignment of covenant norms with the OECD Guidelines (SER Kader 3)",
    )
    full_capability: float = par(
        0.6,
        legal=(0, 1),
        plausible=(0.6, 0.6),
        unit="0-1",
        meaning="capability at which the cost of full due diligence is measured",
        source="definition of the level playing field measure",
        role="observation",
    )
    luck: float = par(
        0.00898,
        legal=(0, 10),
        plausible=(0.0025, 0.01),
        unit=PERCENT,
        meaning="scale of the unexplained part of a choice",
        source="assumption; fitted (docs/calibration.md)",
        before=0.005,
    )


@parameters("reward")
class Reward:
    """What outsiders pay for, and the premium to suppliers."""

    active: float = switch("outsiders reward due diligence that they see")
    premium_active: float = switch("buyers pay suppliers a premium for substance")
    consumers: float = par(
        0.0649,
        legal=(0, 10),
        plausible=(0, 0.3),
        unit=PERCENT,
        meaning="reward by consumers for visible due diligence of a full brand",
        source="assumption; fitted (docs/calibration.md)",
        before=0.01,
    )
    investors: float = par(
        0.00703,
        legal=(0, 10),
        plausible=(0, 0.1),
        unit=PERCENT,
        meaning="reward by lenders and investors; doubled when all of finance does due diligence",
        source="assumption; SER Kader 1",
        before=0.01,
    )
    procurement: float = par(
        0.2,
        legal=(0, 50),
        plausible=(0, 1),
        unit=PERCENT,
        meaning="reward by public buyers to a firm that sells to government only, at full strength",
        source="assumption; SER 3.3, 5.2",
    )
    subsidy: float = par(
        0.01,
        legal=(0, 10),
        plausible=(0, 0.1),
        unit=PERCENT,
        meaning="financial incentive at full strength, for full substance",
        source="assumption; SER 3.2",
    )
    signal_clarity: float = par(
        0.557,
        legal=(0, 1),
        plausible=(0.1, 0.8),
        unit="0-1",
        meaning="how well outsiders tell substance from form",
        source="assumption; fitted (docs/calibration.md); statements are rarely clear (BHRRC 2019)",
        before=0.45,
    )
    base_coverage: float = par(
        0.652,
        legal=(0, 1),
        plausible=(0.2, 0.8),
        unit="0-1",
        meaning="part of due diligence that outsiders get to see without a duty to publish",
        source="assumption",
        before=0.5,
    )
    premium: float = par(
        0.827,
        legal=(0, 50),
        plausible=(0, 4),
        unit="pp FOB",
        meaning="price premium at full substance",
        source="assumption; fitted (docs/calibration.md); most suppliers get no reward (Better Buying 2018)",
        before=0.1,
    )
    collective_premium: float = par(
        0.0263,
        legal=(0, 5),
        plausible=(0, 1),
        unit="share",
        meaning="how much higher the premium is in a covenant; limited by competition law",
        source="assumption; SER 2.3 item 6 on the limits of competition law",
        before=0.3,
    )
