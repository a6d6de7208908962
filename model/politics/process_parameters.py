"""The numbers of law-making in Brussels, in The Hague and in other member states (R14; correction 22; SER 5.1.2)."""

from __future__ import annotations

from model.parameters import par, parameters


@parameters("european_process")
class EuropeanProcess:
    """From a Commission proposal to a law that applies, and its revision."""

    proposal_hazard: float = par(
        0.15,
        legal=(0, 5),
        plausible=(0.05, 0.4),
        unit="1/quarter",
        meaning="hazard of a Commission proposal without Dutch effort",
        source="assumption; announced for 2021 (SER 4.2), not there at the end of 2021",
    )
    adoption_hazard: float = par(
        0.09,
        legal=(0, 5),
        plausible=(0.04, 0.17),
        unit="1/quarter",
        meaning="hazard of adoption after that time once the Council can agree, without Dutch effort",
        source="durations in scenarios/data/legislation.csv",
    )
    shortest_adoption: float = par(
        4,
        legal=(0, 40),
        plausible=(2, 6),
        unit="quarters",
        meaning="shortest time between proposal and adoption",
        source="the quickest act in scenarios/data/legislation.csv",
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
        meaning="part of the gap to the Council's pivotal position that the text concedes",
        source="assumption",
    )
    tolerance: float = par(
        0.1,
        legal=(0, 1),
        plausible=(0, 0.25),
        unit="0-1",
        meaning="gap between text and position that a member state still votes for",
        source="assumption",
    )
    parliament_position: float = par(
        0.75,
        legal=(0, 1),
        plausible=(0.5, 0.95),
        unit="0-1",
        meaning="ambition that the European Parliament wants",
        source="assumption; its resolution of 10 March 2021 asks for a broad scope, supervision and liability",
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
    transposition: float = par(
        8,
        legal=(0, 60),
        plausible=(6, 15),
        unit="quarters",
        meaning="time between adoption and application to the largest companies",
        source="durations in scenarios/data/legislation.csv",
    )
    phase_in: float = par(
        4,
        legal=(0, 40),
        plausible=(0, 8),
        unit="quarters",
        meaning="how much later smaller companies in scope are bound",
        source="assumption; the German act binds smaller companies a year later",
    )
    revision_hazard: float = par(
        0.01,
        legal=(0, 5),
        plausible=(0, 0.05),
        unit="1/quarter",
        meaning="hazard of a revision once the law applies",
        source="assumption; direction and size unknown",
    )
    revision_upward: float = par(
        0.5,
        legal=(0, 1),
        plausible=(0.2, 0.8),
        unit="0-1",
        meaning="chance that a revision raises ambition",
        source="assumption",
    )
    revision_size: float = par(
        0.15,
        legal=(0, 1),
        plausible=(0.05, 0.3),
        unit="0-1",
        meaning="change of ambition by a revision",
        source="assumption",
    )


@parameters("member_states")
class MemberStates:
    """Positions in the Council, and national laws of member states."""

    passage_hazard: float = par(
        0.02,
        legal=(0, 5),
        plausible=(0.005, 0.05),
        unit="1/quarter",
        meaning="hazard of a national law at full commitment",
        source="assumption; three of 27 member states had adopted one by the end of 2021",
    )
    waiting: float = par(
        0.4,
        legal=(0, 1),
        plausible=(0.1, 1),
        unit="factor",
        meaning="what remains of that hazard once there is a European proposal",
        source="assumption",
    )
    lead: float = par(
        8,
        legal=(0, 60),
        plausible=(4, 12),
        unit="quarters",
        meaning="time between adoption of a national law and its application",
        source="durations in scenarios/data/legislation.csv",
    )
    position_shift: float = par(
        0.2,
        legal=(0, 1),
        plausible=(0.05, 0.4),
        unit="0-1",
        meaning="by how much full commitment at home raises the position in the Council",
        source="assumption",
    )
    ambition_pull: float = par(
        0,
        legal=(-1, 1),
        plausible=(-0.1, 0.1),
        unit="0-1 per law",
        meaning="by how much each further national law raises or lowers the ambition of European law",
        source="assumption; sign free: SER 5.1.2 expects a positive push",
    )
    pace_pull: float = par(
        0,
        legal=(-2, 2),
        plausible=(-0.2, 0.2),
        unit="log hazard per law",
        meaning="by how much each further national law speeds up or slows down the European process",
        source="assumption; sign free: fragmentation may press for or stand in the way of one law (SER 4.3)",
    )


@parameters("national_process")
class NationalProcess:
    """The Dutch bill."""

    passage_hazard: float = par(
        0.05,
        legal=(0, 5),
        plausible=(0.025, 0.1),
        unit="1/quarter",
        meaning="hazard of passage under a coalition that supports the bill, without further effort",
        source="assumption; the child labour act took about three years (scenarios/data/legislation.csv)",
    )
    coalition_support: float = par(
        0.6,
        legal=(0, 1),
        plausible=(0.3, 0.9),
        unit="0-1",
        meaning="chance that a coalition supports a national law",
        source="assumption; the agreement of December 2021 does, with care for the level playing field",
    )
    lead: float = par(
        8,
        legal=(0, 60),
        plausible=(4, 13),
        unit="quarters",
        meaning="time between passage of the Dutch law and its application",
        source="durations in scenarios/data/legislation.csv",
    )


@parameters("checkpoint")
class Checkpoint:
    """The judgement of progress in Brussels that a route may hold (SER 5.1.2)."""

    threshold: float = par(
        0.5,
        legal=(0, 1),
        plausible=(0.3, 0.7),
        unit="0-1",
        meaning="score below which progress is judged insufficient",
        source="assumption; the advice leaves open what is enough",
    )
    noise: float = par(
        0.15,
        legal=(0, 2),
        plausible=(0.05, 0.3),
        unit="0-1",
        meaning="standard deviation of the error of that judgement",
        source="assumption; SER 5.1.2 calls it hard to judge",
    )
