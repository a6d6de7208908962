"""The numbers of law-making in The Hague and in other member states, and of the checkpoint (R14; SER 5.1.2)."""

from __future__ import annotations

from model.parameters import par, parameters


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
