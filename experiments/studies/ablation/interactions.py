"""What instruments do together: each taken out of a mix, each pair, each alone, and the share of K1 that follows.

    interaction of a and b in a mix = Y(mix) - Y(without a) - Y(without b) + Y(without both)
    together                        = Y(mix) - Y(none) - sum over a of [Y(a alone) - Y(none)]

K1, mutual reinforcement, is the part of all pairwise interactions on impact that is positive, by size, times the
coverage of channels (the outcome `k1_channel_coverage`). The part is 1/2 where interactions are noise alone.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
import pandas as pd

from experiments.runs.statistics import mean_and_interval
from experiments.studies.ablation.arrays import is_clear, tidy
from experiments.studies.ablation.positive_share import by_resampling, positive_share
from experiments.studies.ablation.variants import Variants
from experiments.studies.common.model_outputs import Option, Responses
from model.outcomes import OUTCOMES
from model.state.state import Array

IMPACT, COVERAGE = "chain_impact_dutch", "k1_channel_coverage"
FULL, WITHOUT, ALONE, PAIR, TOGETHER = "full", "without", "alone", "pair", "together"
"""Kinds of effects: of a whole mix, of one instrument in it, of one alone, of a pair, of all beyond each alone."""
Effect = tuple[str, str, str, Array]
"""Kind, first and second instrument (empty where there is none), and the effect: seeds x outcomes x years."""


class Answers:
    """What came of the variants: `of(option)` is seeds x outcomes x years."""

    def __init__(self, found: Responses, variants: Variants) -> None:
        """Take the answers at the only point of the sweep of variants."""
        self.found, self.variants = found, variants

    def of(self, option: Option) -> Array:
        """Return the answers of one option."""
        values: Array = self.found.values[0, :, self.found.options.index(option)]
        return values


def effects(answers: Answers, option: Option) -> Iterator[Effect]:
    """Yield every effect of the instruments of one mix."""
    variants, names = answers.variants, answers.variants.instruments[option]
    full, none = answers.of(variants.without(option)), answers.of(variants.without(option, *names))
    out = {name: answers.of(variants.without(option, name)) for name in names}
    alone = {name: answers.of(variants.only(option, name)) - none for name in names}
    yield FULL, "", "", full - none
    for name in names:
        yield WITHOUT, name, "", full - out[name]
    for name in names:
        yield ALONE, name, "", alone[name]
    for first, second in itertools.combinations(names, 2):
        both = answers.of(variants.without(option, first, second))
        yield PAIR, first, second, full - out[first] - out[second] + both
    yield TOGETHER, "", "", full - none - np.sum(list(alone.values()), axis=0)


def interaction_table(answers: Answers) -> pd.DataFrame:
    """Return one row a course, mix, kind of effect, instrument or pair, outcome and year, with its 90% interval."""
    found = answers.found
    tables = []
    for option in answers.variants.ablated:
        for kind, first, second, values in effects(answers, option):
            effect, low, high = mean_and_interval(values)
            keys = {"course": [option.course], "mix": [option.mix], "kind": [kind], "first": [first]}
            table = tidy(
                {**keys, "second": [second], "outcome": found.outcomes, "year": found.years},
                {
                    "seeds": np.isfinite(values).sum(axis=0),
                    "effect": effect,
                    "lo": low,
                    "hi": high,
                    "clear": is_clear(low, high),
                },
            )
            tables.append(table)
    return pd.concat(tables, ignore_index=True)


def k1_table(answers: Answers) -> pd.DataFrame:
    """Return one row a course, mix and year: pairs, the positive share of their interactions, coverage, and K1.

    The share and K1 are of the means over seeds, with an interval from resampled seeds (see `positive_share.py`).
    A mix with fewer than two instruments of its own has no pairs, so that its share and K1 are not known.
    """
    rows = []
    years = answers.found.years
    impact, coverage = (answers.found.outcomes.index(name) for name in (IMPACT, COVERAGE))
    for option in answers.variants.ablated:
        pairs = [values[:, impact] for kind, _, _, values in effects(answers, option) if kind == PAIR]
        covered = answers.of(answers.variants.without(option))[:, coverage]
        stacked = np.array(pairs) if pairs else np.empty((0, *covered.shape))
        _, low, high = mean_and_interval(np.moveaxis(stacked, 1, 0))
        for place, year in enumerate(years):
            # the last column is coverage, so that both are of the same seeds
            both = np.vstack([stacked[:, :, place] * OUTCOMES[IMPACT].direction, covered[:, place]]).T
            part, k1 = by_resampling(both, _share), by_resampling(both, lambda mean: _share(mean) * float(mean[-1]))
            seen = float(mean_and_interval(covered[:, place])[0])
            clear = int((low[:, place] > 0).sum()), int((high[:, place] < 0).sum())
            rows.append((option.course, option.mix, year, len(pairs), *clear, *part, seen, *k1))
    counts = ("course", "mix", "year", "pairs", "clear_positive", "clear_negative")
    columns = (*counts, "share", "share_lo", "share_hi", "coverage", "k1", "k1_lo", "k1_hi")
    return pd.DataFrame(rows, columns=list(columns))


def _share(mean: Array) -> float:
    """Return the positive share of all but the last of some means."""
    return float(positive_share(mean[:-1]))
