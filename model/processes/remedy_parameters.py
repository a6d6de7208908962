"""Parameters of complaints and remedy (R13; SER 2.3, 3.3, 4.4).

The measure of access is the complaint mechanism of the Bangladesh Accord: explained to all workers of a site, binding
on buyers, open on each theme (`complaint_rate` is what it received). How far the other channels are open is relative
to it.
"""

from __future__ import annotations

from typing import Any

from model.parameters import par, parameters, switch

ACCORD = "Bangladesh Accord: 662 complaints in 2018, 1,152 from 2014 (Thomson Reuters Foundation, 19 March 2019)"


def _access(default: float, plausible: tuple[float, float], what: str, source: str) -> Any:
    """Declare how far a channel is open, relative to a mechanism that is open to all workers of a site."""
    return par(
        default,
        legal=(0, 1),
        plausible=plausible,
        unit="0-1",
        meaning=f"access of workers to {what}, relative to a mechanism that is open to all at a site",
        source=source,
    )


def _success(default: float, plausible: tuple[float, float], meaning: str, source: str) -> Any:
    """Declare the chance that a complaint that is treated leads to remedy."""
    return par(default, legal=(0, 1), plausible=plausible, unit="0-1", meaning=meaning, source=source)


def _time(default: float, plausible: tuple[float, float], who: str, source: str) -> Any:
    """Declare how long a channel takes when it has the capacity."""
    return par(
        default,
        legal=(1, 80),
        plausible=plausible,
        unit="quarters",
        meaning=f"mean time from a complaint to its conclusion by {who}",
        source=source,
    )


@parameters("remedy")
class Remedy:
    """How many complain, where, and with what result."""

    active: float = switch("workers complain and find remedy")
    complaint_rate: float = par(
        100,
        legal=(0, 1000),
        plausible=(30, 300),
        unit="complaints/quarter per million workers",
        meaning="complaints on one theme by workers in the worst conditions, with voice and a channel open to all",
        source=f"derived: {ACCORD}, for about two million workers (recalled); range is an assumption",
    )
    voiceless: float = par(
        0.1,
        legal=(0, 1),
        plausible=(0.05, 0.2),
        unit="0-1",
        meaning="readiness to complain without voice, by way of others",
        source="assumption",
    )
    patience: float = par(
        12,
        legal=(1, 1000),
        plausible=(6, 24),
        unit="quarters",
        meaning="mean time after which those who wait give up",
        source="assumption",
    )
    complaint_part: float = par(
        0.3,
        legal=(0, 1),
        plausible=(0.1, 0.6),
        unit="share",
        meaning="complaints a regulator can treat, relative to the inspections it can do",
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
        0.2,
        legal=(0, 1),
        plausible=(0.05, 0.5),
        unit="0-1",
        meaning="part of the gap on its theme that a successful complaint closes for those it reaches",
        source="assumption",
    )
    reach: float = par(
        1200,
        legal=(0, 1e8),
        plausible=(100, 5000),
        unit="workers",
        meaning="workers reached by a successful complaint: those of a site",
        source="derived: Accord, 1,700 factories (Thomson Reuters Foundation 2019), two million workers (recalled)",
    )
    ordered_repair: float = par(
        0.1,
        legal=(0, 1),
        plausible=(0.02, 0.3),
        unit="0-1",
        meaning="part of the gap closed at known suppliers of a company that is ordered to see to remedy",
        source="assumption: half of what a successful complaint closes; no observation before 2022",
    )
    company_access: float = _access(
        0.2,
        (0.05, 0.6),
        "a company whose demands on a theme are heard",
        "assumption; SER 2.3 item 8: hard for a single company",
    )
    covenant_access: float = _access(
        0.1, (0.02, 0.5), "a covenant", "assumption; SER 2.3 item 8: joint ones are not effective yet"
    )
    ncp_access: float = _access(
        0.001,
        (0.0003, 0.003),
        "National Contact Points",
        "derived: 34 cases concluded in 2018 (OECD Watch 2019), some 500 in twenty years (OECD 2020)",
    )
    regulator_access: float = _access(
        0.1, (0.02, 0.5), "a regulator that hears complaints", "assumption: no observation before 2022"
    )
    court_access: float = _access(
        0.06,
        (0.02, 0.2),
        "a court",
        "derived: six companies sued or given notice under the French law by the end of 2021 (plan-vigilance.org)",
    )
    company_success: float = _success(
        0.1, (0.03, 0.3), "chance that a complaint at a company leads to remedy", "assumption: below the Accord's third"
    )
    covenant_success: float = _success(
        0.33,
        (0.1, 0.5),
        "chance that a complaint at a covenant leads to remedy",
        "Accord: about a third resolved, a third outside its mandate (Thomson Reuters Foundation, 19 March 2019)",
    )
    ncp_success: float = _success(
        0.09,
        (0.04, 0.2),
        "chance that a complaint at a National Contact Point leads to remedy",
        "OECD Watch: 9% of cases by 2018; range from its yearly counts",
    )
    regulator_success: float = _success(
        0.1,
        (0.03, 0.25),
        "chance that a complaint at a regulator that cannot order remedy leads to remedy",
        "assumption",
    )
    order_success: float = _success(
        0.33,
        (0.1, 0.5),
        "chance that a complaint at a regulator that can order remedy leads to remedy",
        "assumption: as under the binding agreement of the Accord; no observation before 2022",
    )
    court_success: float = _success(0.03, (0.005, 0.15), "chance that a claim in court leads to remedy", "assumption")
    company_time: float = _time(2, (1, 4), "a company", "assumption")
    covenant_time: float = _time(3, (1, 8), "a covenant", "assumption")
    ncp_time: float = _time(
        5,
        (4, 8),
        "a National Contact Point",
        "OECD procedural guidance aims at a year (recalled); range is an assumption",
    )
    regulator_time: float = _time(
        4, (2, 8), "a regulator", "assumption; half a year's notice under the child labour act"
    )
    court_time: float = _time(12, (8, 24), "a court", "assumption: some years")
