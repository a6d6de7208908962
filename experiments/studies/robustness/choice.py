"""Which parameters to scan for flips: those that go together most with the lead in the sample."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from experiments.studies.common.factors import Factor
from experiments.studies.robustness.association import Association, associations
from experiments.studies.robustness.contests import MIX, Contest
from experiments.studies.robustness.ranking import firsts
from model.state.state import Array

FLIP_OUTCOMES = ("chain_impact_dutch", "chain_impact_global", "level_playing_field_nld", "level_playing_field_eu")
"""Outcomes whose flips decide which parameters are scanned, where the study has them; else its first one."""


@dataclass(frozen=True, eq=False)
class Sample:
    """Factors and points (draws x factors)."""

    factors: tuple[Factor, ...]
    points: Array


@dataclass(frozen=True)
class Choice:
    """A parameter that is scanned because it goes together with the lead on an outcome under a course (context)."""

    context: str
    outcome: str
    leader: str
    association: Association


def scanned_for(outcomes: Sequence[str]) -> list[str]:
    """Return the outcomes whose flips are looked for, of those that a study has."""
    return [name for name in FLIP_OUTCOMES if name in outcomes] or list(outcomes[:1])


def chosen(found: Sequence[Contest], outcomes: Sequence[str], sample: Sample, each: int) -> tuple[Choice, ...]:
    """Return the parameters to scan: for each outcome those that go together most with the lead in the last year.

    The lead is the gain of the option that is most often first over the best other option of the same draw. They are
    a choice for the sake of time: a parameter that is not scanned may flip the ranking too.

    Args:
        found: the contests of the sample.
        outcomes: those whose flips are looked for.
        sample: factors and points.
        each: how many parameters an outcome.
    """
    picked: list[Choice] = []
    for contest in found:
        if contest.outcome not in outcomes or contest.year != found[-1].year or contest.field.kind != MIX:
            continue
        if not len(contest.gains):
            continue
        place = int(firsts(contest.gains)[0].sum(axis=0).argmax())
        leader = contest.field.name(contest.field.options[place])
        lead = contest.gains[:, place] - np.delete(contest.gains, place, axis=1).max(axis=1)
        for one in associations(sample.factors, sample.points[list(contest.draws)], lead)[:each]:
            picked.append(Choice(contest.field.context, contest.outcome, leader, one))
    return tuple(picked)


def factors_of(picked: Sequence[Choice]) -> tuple[Factor, ...]:
    """Return the parameters of choices, each once."""
    return tuple({each.association.factor.name: each.association.factor for each in picked}.values())


def choice_table(picked: Sequence[Choice]) -> pd.DataFrame:
    """Return one row a choice: why a parameter was scanned.

    correlation: rank correlation (Spearman) of the parameter with the leader's lead over the sample; clear: whether it
    stands out from chance.
    """
    rows = [
        (each.context, each.outcome, each.leader, one.factor.name, one.factor.mechanism, one.correlation, one.clear)
        for each in picked
        for one in (each.association,)
    ]
    columns = ["context", "outcome", "leader", "parameter", "mechanism", "correlation", "clear"]
    return pd.DataFrame(rows, columns=columns)
