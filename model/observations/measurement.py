"""Parameters of how observations came about; they change what is measured, never what happens."""

from __future__ import annotations

from model.parameters import par, parameters


@parameters("measurement")
class Measurement:
    """Who answers a survey, what assessors count, and how sharp their lines are."""

    response_odds: float = par(
        5.42,
        legal=(0.01, 1000),
        plausible=(1, 10),
        unit="-",
        meaning="odds that a firm with due diligence answers a survey about it, over those of a firm without",
        source="assumption: respondents of BIICL, Civic and LSE 2020 volunteered",
        role="observation",
        before=5,
    )
    full: float = par(
        0.7,
        legal=(0, 1),
        plausible=(0.5, 0.85),
        unit="0-1",
        meaning="signal at which half of the firms with due diligence say in a survey that they do it fully",
        source="assumption; about as many respondents said fully as in part (T03, T04)",
        role="observation",
    )
    full_spread: float = par(
        0.05,
        legal=(0.001, 1),
        plausible=(0.02, 0.15),
        unit="0-1",
        meaning="standard deviation of the signal from which firms say that they do it fully",
        source="assumption",
        role="observation",
    )
    insight_spread: float = par(
        0.167,
        legal=(0.001, 1),
        plausible=(0.03, 0.2),
        unit="0-1",
        meaning="standard deviation of insight in the last tier among the firms that one company stands for",
        source="assumption",
        role="observation",
        before=0.1,
    )
    requirement: float = par(
        0.422,
        legal=(0, 1),
        plausible=(0.3, 0.6),
        unit="0-1",
        meaning="practice of a covenant at which half of the members that act jointly meet all its requirements",
        source="assumption; requirements of the textile covenant rise with each year (SER 2020)",
        role="observation",
        before=0.46,
    )
    requirement_spread: float = par(
        0.04,
        legal=(0.001, 1),
        plausible=(0.02, 0.1),
        unit="0-1",
        meaning="standard deviation of members' practice around that of their covenant",
        source="assumption",
        role="observation",
    )
    substantial: float = par(
        0.5,
        legal=(0, 1),
        plausible=(0.4, 0.6),
        unit="0-1",
        meaning="practice at which half of the assessors call the progress of a covenant substantial",
        source="assumption; the textile covenant had it at a practice of 0.52 (KIT 2020, SER Kader 3)",
        role="observation",
    )
    substantial_spread: float = par(
        0.03,
        legal=(0.001, 1),
        plausible=(0.01, 0.1),
        unit="0-1",
        meaning="standard deviation of assessors' judgement of the practice of a covenant",
        source="assumption",
        role="observation",
    )
    site_volume: float = par(
        0.976,
        legal=(0.001, 1000),
        plausible=(0.2, 5),
        unit="EUR m/year",
        meaning="purchases of covenant members from one production site, over all tiers",
        source="assumption; matched by hand to the sites known in 2016 (T11)",
        role="observation",
        before=0.7,
    )
    compliance: float = par(
        0.611,
        legal=(0, 1),
        plausible=(0.5, 0.7),
        unit="0-1",
        meaning="condition at which half of the assessors find a factory compliant on a theme",
        source="assumption",
        role="observation",
        before=0.6,
    )
    compliance_spread: float = par(
        0.13,
        legal=(0.001, 1),
        plausible=(0.05, 0.2),
        unit="0-1",
        meaning="standard deviation of assessors' judgement of conditions",
        source="assumption",
        role="observation",
        before=0.1,
    )
    hazards: float = par(
        32.3,
        legal=(1, 10000),
        plausible=(30, 100),
        unit="hazards",
        meaning="hazards found in a factory when it is first inspected",
        source="assumption on the order of size",
        role="observation",
        before=60,
    )
    hazard_correlation: float = par(
        0.13,
        legal=(0.001, 0.999),
        plausible=(0.03, 0.3),
        unit="0-1",
        meaning="correlation of whether hazards in one factory are fixed",
        source="assumption",
        role="observation",
        before=0.12,
    )
    weak_governance: float = par(
        0.4,
        legal=(0, 1),
        plausible=(0.3, 0.5),
        unit="0-1",
        meaning="enforcement below which the governance of a producing country counts as weak",
        source="assumption",
        role="observation",
    )
    surveyed_staff: float = par(
        1000,
        legal=(0, 1e6),
        plausible=(500, 3000),
        unit="employees",
        meaning="staff from which German firms count as those surveyed on what they would do before a law",
        source="assumption: the reach of the German act from 2024 on",
        role="observation",
    )
    case_rate: float = par(
        0.05,
        legal=(0, 1),
        plausible=(0.01, 0.3),
        unit="0-1",
        meaning="chance of a known case of child or forced labour at a supplier where conditions are worst",
        source="assumption",
        role="observation",
    )
