"""Sector covenants: who acts in them, how well they do, and whether regulators recognise them (M22, M25, M26; SER 3.6).

All are taken over Dutch companies by revenue.
"""

from __future__ import annotations

import numpy as np

from model.outcomes.measures import Measures, ratio, total
from model.outcomes.outcome import Outcome
from model.outcomes.weights import dutch_revenue
from model.state.state import JOINT, Array, BoolArray


def acting_jointly(measures: Measures) -> BoolArray:
    """Return which companies act jointly in a covenant in force, N."""
    company, covenant = measures.state.company, measures.state.covenant
    member: BoolArray = (company.covenant >= 0) & covenant.active.take(company.covenant)  # -1 is no member
    acting: BoolArray = member & (company.option == JOINT)
    return acting


def _acting_revenue(measures: Measures) -> Array:
    """Return the share of each company in Dutch revenue if it acts jointly, else 0, N."""
    return measures.of_run(dutch_revenue) * measures.once(acting_jointly)


def covenant_quality(measures: Measures) -> float:
    """Return the quality of the covenants in which Dutch companies act, by revenue; 0 where none does (M25)."""
    state, acting = measures.state, measures.once(_acting_revenue)
    return ratio(total(state.covenant.quality.take(state.company.covenant), acting), float(np.add.reduce(acting)))


def recognised(measures: Measures) -> float:
    """Return the share of Dutch companies that act in a recognised covenant, by revenue (M22)."""
    state = measures.state
    return total(state.covenant.recognised.take(state.company.covenant), measures.once(_acting_revenue))


OUTCOMES: tuple[Outcome, ...] = (
    Outcome(
        name="joint_action_share",
        group="conduct",
        label_en="Acting jointly in a covenant",
        label_nl="Samen actief in een convenant",
        unit="share of revenue",
        direction=1,
        sections=("2.4", "3.6"),
        perspective="here",
        meaning="Dutch companies that do their due diligence together in a covenant in force, by revenue",
        compute=lambda measures: float(np.add.reduce(measures.once(_acting_revenue))),
    ),
    Outcome(
        name="covenant_quality",
        group="conduct",
        label_en="Quality of covenants",
        label_nl="Kwaliteit van convenanten",
        unit="index 0-1",
        direction=1,
        sections=("3.6",),
        perspective="here",
        meaning="alignment of practice with the OECD Guidelines, by revenue of the Dutch companies acting jointly",
        compute=covenant_quality,
    ),
    Outcome(
        name="recognised_covenant_share",
        group="conduct",
        label_en="Acting in a recognised covenant",
        label_nl="Actief in een erkend convenant",
        unit="share of revenue",
        direction=1,
        sections=("3.6",),
        perspective="here",
        meaning="Dutch companies that act jointly in a covenant recognised by the regulator of a law, by revenue",
        compute=recognised,
    ),
)
