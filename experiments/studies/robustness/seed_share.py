"""How much of who is first is due to the random seed, at given parameters.

With I whether an option is first alone in a draw of parameters and a seed, the variance of I over draws and seeds is
what parameters explain and what the seed adds at given parameters (law of total variance):

    var(I) = var(E[I | parameters]) + E[var(I | parameters)]

The second part is half of the probability that two seeds disagree at the same parameters, since the variance of a
yes or no is half of that probability. It is estimated from some draws that are run once more with another seed; the
first from all draws, p (1 - p) n / (n - 1) with p the share that is first. Their ratio is the share due to the seed.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from experiments.studies.robustness.contests import Contest
from experiments.studies.robustness.ranking import firsts, wilson
from model.state.state import BoolArray

COLUMNS = ("replicated", "same_leader", "seed_share", "seed_share_lo", "seed_share_hi")


def share_due_to_seed(every: BoolArray, one: BoolArray, other: BoolArray) -> tuple[float, float, float]:
    """Return the share of the variance of a yes or no that is due to the seed, with its 90% interval.

    The interval is that of the probability of disagreement (Wilson); the variance over all draws, which rests on many
    more draws, is taken as known. NaN when nothing varies, or no draw was run twice.

    Args:
        every: by draw.
        one: by draw that was run twice, with its first seed.
        other: the same with its second seed.
    """
    draws, pairs = len(every), len(one)
    share = every.mean() if draws else 0.0
    if draws < 2 or not pairs or share in (0.0, 1.0):  # noqa: PLR2004 - a variance takes two
        return np.nan, np.nan, np.nan
    whole = share * (1.0 - share) * draws / (draws - 1)
    differ = int((one != other).sum())
    ends = (differ / pairs, *wilson(differ, pairs))
    value, low, high = (min(1.0, float(each) / 2.0 / whole) for each in ends)
    return value, low, high


def with_seed_share(ranks: pd.DataFrame, found: Iterable[Contest], again: Iterable[Contest]) -> pd.DataFrame:
    """Return a table of ranks with the columns of what is due to the seed.

    replicated: draws that were run with a second seed; same_leader: share of them in which both seeds have the same
    option first alone (or both none); seed_share with its 90% interval: of the variance of being first alone.

    Args:
        ranks: one row a contest and option, in the order of `found`.
        found: the contests of all draws.
        again: the same of the first of these draws, with other seeds.
    """
    rows: list[tuple[float, ...]] = []
    for each, other in zip(found, again, strict=True):
        second = dict(zip(other.draws, firsts(other.gains)[0], strict=True))
        alone = firsts(each.gains)[0]
        places = [place for place, draw in enumerate(each.draws) if draw in second]
        one = alone[places]
        two = np.array([second[each.draws[place]] for place in places], dtype=np.bool_).reshape(one.shape)
        same = float((one == two).all(axis=1).mean()) if places else np.nan
        for option in range(alone.shape[1]):
            due = share_due_to_seed(alone[:, option], one[:, option], two[:, option])
            rows.append((len(places), same, *due))
    return pd.concat([ranks, pd.DataFrame(rows, columns=list(COLUMNS), index=ranks.index)], axis=1)
