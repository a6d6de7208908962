"""Options that no other beats on every criterion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from experiments.studies.common.model_outputs import Responses
from experiments.studies.robustness.contests import fields
from experiments.studies.robustness.ranking import wilson
from model.outcomes import OUTCOMES
from model.state.state import Array

CRITERIA = "criteria"
HEADLINES = "all"
COLUMNS = ("set", "outcomes", "kind", "context", "option", "year", "draws", "undominated", "lo", "hi", "by_median")


def criteria_of(outcomes: Sequence[str]) -> tuple[str, ...]:
    """Return the outcomes that stand for the nine criteria (K3 is the level playing field at its three scales)."""
    return tuple(name for name in outcomes if name.startswith(("k", "level_playing_field_")))


def sets_of(outcomes: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the sets over which dominance is judged: the nine criteria, and every outcome of the study."""
    found = {CRITERIA: criteria_of(outcomes), HEADLINES: tuple(outcomes)}
    return {name: members for name, members in found.items() if len(members) > 1}


def undominated(gains: Array) -> np.ndarray:
    """Return which options no other equals or beats on every outcome while beating them on one.

    Args:
        gains: draws x options x outcomes, more is better.

    Returns:
        Draws x options.
    """
    one, other = gains[:, :, np.newaxis], gains[:, np.newaxis]
    beaten = (other >= one).all(axis=-1) & (other > one).any(axis=-1)
    return ~beaten.any(axis=2)


def pareto_table(responses: Responses) -> pd.DataFrame:
    """Return one row a set, field, option and year.

    undominated: share of draws in which the option is in the Pareto set, with a 90% interval; by_median: whether it is
    in the Pareto set of the medians over draws. Outcomes that are not known in any draw are left out of a set.
    """
    means = responses.means()
    rows: list[tuple[Any, ...]] = []
    for name, members in sets_of(responses.outcomes).items():
        chosen = [responses.outcomes.index(each) for each in members]
        directions = np.array([OUTCOMES[each].direction for each in members])
        for field in fields(responses.options):
            for number, year in enumerate(responses.years):
                gains = means[:, field.places][:, :, chosen, number] * directions
                used = np.isfinite(gains).any(axis=(0, 1))
                gains = gains[:, :, used]
                gains = gains[np.isfinite(gains).all(axis=(1, 2))]
                draws = len(gains)
                shares = undominated(gains).sum(axis=0) if draws else np.zeros(len(field.options))
                median = undominated(np.median(gains, axis=0)[np.newaxis])[0] if draws else [False] * len(shares)
                for place, option in enumerate(field.options):
                    share = shares[place] / draws if draws else np.nan
                    keys = (name, int(used.sum()), field.kind, field.context, field.name(option), year, draws)
                    rows.append((*keys, share, *wilson(float(shares[place]), draws), bool(median[place])))
    return pd.DataFrame(rows, columns=list(COLUMNS))
