"""The numbers of law-making in Brussels (R14; SER 4.2-4.4, 5.1.2).

Times between proposal, adoption and application are fitted to `scenarios/data/legislation.csv`
(`experiments/studies/routes/durations.py`): defaults are the fit, plausible ranges its 90% intervals. Both are
log-logistic: the share that lasts longer than t is 1 / (1 + (t / median)^shape).
"""

from __future__ import annotations

from model.parameters import par, parameters


@parameters("european_process")
class EuropeanProcess:
    """From a Commission proposal to a law that applies, and what becomes of that law."""

    proposal_hazard: float = par(
        0.15,
        legal=(0, 5),
        plausible=(0.05, 0.4),
        unit="1/quarter",
        meaning="hazard of a Commission proposal without Dutch effort",
        source="assumption; announced for 2021 (SER 4.2), not there at the end of 2021",
    )
    shortest_adoption: float = par(
        4,
        legal=(0, 40),
        plausible=(2, 6),
        unit="quarters",
        meaning="shortest time between proposal and adoption",
        source="the quickest European act in scenarios/data/legislation.csv",
    )
    adoption_median: float = par(
        5.2,
        legal=(0.1, 400),
        plausible=(2.7, 10.3),
        unit="quarters",
        meaning="median time to adoption after that shortest time, without Dutch effort and gap",
        source="maximum likelihood on 12 European acts of scenarios/data/legislation.csv, two pending (docs/routes.md)",
    )
    adoption_shape: float = par(
        1.4,
        legal=(0.2, 20),
        plausible=(0.8, 2.1),
        unit="1",
        meaning="shape of that time: the lower, the longer the tail",
        source="maximum likelihood on 12 European acts of scenarios/data/legislation.csv, two pending (docs/routes.md)",
    )
    pace_gain: float = par(
        0.2,
        legal=(0, 5),
        plausible=(0, 0.6),
        unit="log hazard per unit of effort",
        meaning="by how much effort speeds up proposal, adoption and a national bill",
        source="assumption",
    )
    position_weight: float = par(
        1,
        legal=(0, 20),
        plausible=(0.5, 2),
        unit="log hazard per unit of ambition",
        meaning="by how much room between the Council's pivotal position and the text speeds up adoption",
        source="assumption; SER 5.1.2 names positions in the Council as the main cause of delay",
    )
    concession: float = par(
        0.1,
        legal=(0, 1),
        plausible=(0.03, 0.25),
        unit="1/quarter",
        meaning="part of the gap to the Council's pivotal position that the text closes, downward or upward",
        source="assumption; alike in both directions",
    )
    tolerance: float = par(
        0.1,
        legal=(0, 1),
        plausible=(0, 0.25),
        unit="0-1",
        meaning="gap between text and position that a member state still votes for",
        source="assumption",
    )
    parliament_shift: float = par(
        0,
        legal=(-1, 1),
        plausible=(-0.25, 0.25),
        unit="0-1",
        meaning="how much more (below 0: less) the European Parliament wants than the Council's text, mean over terms",
        source="assumption; sign free: its resolution of 10 March 2021 asks for much, later Parliaments are not known",
    )
    parliament_shift_spread: float = par(
        0.2,
        legal=(0, 1),
        plausible=(0.1, 0.3),
        unit="0-1",
        meaning="standard deviation of that between terms",
        source="assumption",
    )
    parliament_weight: float = par(
        0.3,
        legal=(0, 1),
        plausible=(0.1, 0.5),
        unit="0-1",
        meaning="weight of Parliament beside the Council in the final text",
        source="assumption",
    )
    parliament_support: float = par(
        0.725,
        legal=(0, 1),
        plausible=(0.55, 0.85),
        unit="share of votes",
        meaning="support for a law in Parliament, the mean over terms",
        source="vote of 10 March 2021: 504 of 695 in favour (scenarios/data/political_history.csv)",
    )
    parliament_spread: float = par(
        0.1,
        legal=(0, 1),
        plausible=(0.05, 0.2),
        unit="share of votes",
        meaning="standard deviation of that support between terms",
        source="assumption",
    )
    ambition_spread: float = par(
        0.1,
        legal=(0, 1),
        plausible=(0.05, 0.2),
        unit="0-1",
        meaning="standard deviation of each criterion of a proposal",
        source="assumption",
    )
    lobby: float = par(
        0.05,
        legal=(0, 1),
        plausible=(0.025, 0.1),
        unit="0-1",
        meaning="ambition that lobbying takes away",
        source="assumption",
    )
    early_gain: float = par(
        2,
        legal=(0, 10),
        plausible=(1, 3),
        unit="factor",
        meaning="weight of effort before the proposal in what effort adds to ambition; effort after it weighs 1",
        source="assumption; SER 5.1.2 points at the momentum before a proposal",
    )
    application_median: float = par(
        8.5,
        legal=(0, 100),
        plausible=(7.5, 9.6),
        unit="quarters",
        meaning="median time between adoption and application to the largest companies",
        source="maximum likelihood on 10 European acts of scenarios/data/legislation.csv (docs/routes.md)",
    )
    application_shape: float = par(
        7.8,
        legal=(0.2, 100),
        plausible=(4.7, 12.1),
        unit="1",
        meaning="shape of that time: the lower, the longer the tail",
        source="maximum likelihood on 10 European acts of scenarios/data/legislation.csv (docs/routes.md)",
    )
    phase_in: float = par(
        4,
        legal=(0, 40),
        plausible=(0, 8),
        unit="quarters",
        meaning="how much later smaller companies in scope are bound",
        source="assumption; the German act binds smaller companies a year later",
    )


@parameters("european_amendment")
class EuropeanAmendment:
    """What may become of an adopted law, before it applies and after."""

    delay_hazard: float = par(
        0.01,
        legal=(0, 5),
        plausible=(0.002, 0.038),
        unit="1/quarter",
        meaning="hazard that a later act moves the application of an adopted law that does not apply yet",
        source=(
            "assumption; above 0, as scenarios/data/amendments.csv has precedents, below what no such case among the"
            " acts of scenarios/data/legislation.csv leaves possible (docs/routes.md)"
        ),
    )
    delay: float = par(
        4,
        legal=(0, 40),
        plausible=(3, 8),
        unit="quarters",
        meaning="by how much such an act moves application",
        source="acts in scenarios/data/amendments.csv: from 3 to 8, half of them by at most 4",
    )
    strengthening_hazard: float = par(
        0.005,
        legal=(0, 5),
        plausible=(0, 0.02),
        unit="1/quarter",
        meaning="hazard of an amendment that raises the ambition of an adopted law",
        source="assumption; precedents in scenarios/data/amendments.csv; as large as that of one that lowers it",
    )
    weakening_hazard: float = par(
        0.005,
        legal=(0, 5),
        plausible=(0, 0.02),
        unit="1/quarter",
        meaning="hazard of an amendment that lowers the ambition of an adopted law",
        source="assumption; precedents in scenarios/data/amendments.csv; as large as that of one that raises it",
    )
    size: float = par(
        0.15,
        legal=(0, 1),
        plausible=(0.05, 0.3),
        unit="0-1",
        meaning="change of ambition by an amendment",
        source="assumption",
    )
    lead: float = par(
        4,
        legal=(0, 60),
        plausible=(1, 8),
        unit="quarters",
        meaning="time between an amendment and its application, which is never before that of the law",
        source="assumption",
    )


@parameters("reporting_process")
class ReportingProcess:
    """The reporting law that the Commission proposed in April 2021, where it differs from a due diligence law."""

    ambition: float = par(
        0.5,
        legal=(0, 1),
        plausible=(0.4, 0.6),
        unit="0-1",
        meaning="ambition of the text that was proposed",
        source="assumption; in scenarios/data/ambition_content.csv the text proposed stands in the middle",
    )
