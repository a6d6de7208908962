"""What experiments need to know of outcomes besides their numbers: which are flows, which make the headlines."""

from __future__ import annotations

from model.outcomes import OUTCOMES
from model.outcomes.outcome import Outcome

HEADLINES = (
    "chain_impact_dutch",
    "chain_impact_global",
    "level_playing_field_nld",
    "level_playing_field_eu",
    "level_playing_field_global",
    "k1_channel_coverage",
    "k2_coherence",
    "k4_involvement",
    "k5_remedy",
    "k6_insight",
    "k7_leverage",
    "k8_trust",
    "k9_measurability",
    "form_without_substance",
    "burden_mean",
    "jobs_lost_dutch",
    "public_cost",
)
"""Outcomes of the table on the terminal: impact, the field, the nine criteria (K3 is the field), side effects."""

KEY_OUTCOMES = (
    "chain_impact_dutch",
    "chain_impact_global",
    "level_playing_field_nld",
    "level_playing_field_eu",
    "k5_remedy",
    "burden_mean",
)
"""Outcomes of short tables, such as those of routes."""

SHOWN_BESIDE = {
    "chain_impact_dutch": ("chain_impact_change_dutch", "workers_improved_dutch"),
    "burden_mean": ("cost_firms",),
}
"""Outcomes that say the same as a headline in another form, by the headline that they follow in a comparison: the
change since 2019 beside the level, workers beside points, euros beside % of revenue. Analyses leave them out."""

IN_SHORT = (
    "chain_impact_change_dutch",
    "workers_improved_dutch",
    "level_playing_field_nld",
    "level_playing_field_eu",
    "level_playing_field_global",
    "burden_mean",
    "cost_firms",
    "jobs_lost_dutch",
    "public_cost",
)
"""Outcomes that a comparison shows on the terminal unless it is asked for all of its headlines."""

COMPARED = tuple(each for name in HEADLINES for each in (name, *SHOWN_BESIDE.get(name, ())))
"""Outcomes of the comparison on the terminal."""

PER_YEAR = ("/year", " a year", " per year")


def is_flow(outcome: Outcome) -> bool:
    """Tell whether an outcome is a flow: its unit is something a year."""
    return outcome.unit.endswith(PER_YEAR)


def flows() -> frozenset[str]:
    """Return the names of the outcomes that are flows."""
    return frozenset(name for name, outcome in OUTCOMES.items() if is_flow(outcome))
