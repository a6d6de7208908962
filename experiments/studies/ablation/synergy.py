"""H6, the interaction of a due diligence law and sector cooperation: synergy, none, or dilution.

A 2 x 2 of the law (as in the mix, or as in the base) and cooperation (as in the mix, or less), the rest of the mix
as it is: interaction = Y(both) - Y(law) - Y(cooperation) + Y(neither). Less cooperation is read in two ways: as in
the base, where existing policy goes on, and none at all, as in the hypothesis (`scenarios/hypotheses.toml`).
"""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd

from experiments.runs.statistics import mean_and_interval
from experiments.studies.ablation.interactions import Answers
from experiments.studies.ablation.variants import has_both
from model.outcomes import OUTCOMES

HYPOTHESIS = "H6"
OUTCOMES_OF_H6 = ("chain_impact_dutch", "substance_mean")
"""The outcomes that the hypothesis names."""
EXISTING, NONE_AT_ALL = "existing", "none"
"""What stands against the cooperation of the mix: existing policy, or no support at all."""
SYNERGY, NO_INTERACTION, DILUTION, UNDECIDED = "synergy", "none", "dilution", "undecided"
NOT_TESTED = "not tested"
"""Where setting one of the two back changes nothing at all, as where European law comes under every mix; and where
cooperation is European, so that the rules let it begin with the European law only: then there is no corner with
cooperation alone, and an interaction would follow from the rule."""
NEGLIGIBLE = 0.1
"""Part of the sizes of both effects apart below which an interaction counts as none: assumption, a tenth."""


def verdict(interaction: tuple[float, float], apart: float, direction: int) -> str:
    """Return the verdict on an interaction.

    Args:
        interaction: bounds of its 90% interval.
        apart: sum of the sizes of the effects of law and of cooperation, each without the other.
        direction: 1 when more of the outcome is better, -1 when less is.
    """
    low, high = sorted(direction * bound for bound in interaction)
    small = NEGLIGIBLE * apart
    if -small <= low and high <= small:
        return NO_INTERACTION
    if low > 0:
        return SYNERGY
    return DILUTION if high < 0 else UNDECIDED


def synergy_table(answers: Answers) -> pd.DataFrame:
    """Return one row a course, mix with both instruments, reading, outcome and year.

    `law` and `cooperation` are the effects of each without the other, `both` that of the two; each a mean over seeds.
    """
    found, variants, rows = answers.found, answers.variants, []
    mixes = [option for option, own in variants.instruments.items() if has_both(own)]
    for option, reading in itertools.product(mixes, (EXISTING, NONE_AT_ALL)):
        both, law, cooperation, neither = (
            answers.of(variants.corner(option, *each, absent=reading == NONE_AT_ALL))
            for each in ((True, True), (True, False), (False, True), (False, False))
        )
        parts = [mean_and_interval(each - neither)[0] for each in (law, cooperation, both)]
        effect, low, high = mean_and_interval(both - law - cooperation + neither)
        law_works = not (np.array_equal(law, neither) and np.array_equal(both, cooperation))
        cooperation_works = not (np.array_equal(cooperation, neither) and np.array_equal(both, law))
        tested = law_works and cooperation_works and option not in variants.tied
        for outcome, year in itertools.product(found.outcomes, found.years):
            at = found.place(outcome, year)
            told = [float(each[at]) for each in (*parts, effect, low, high)]
            judged = verdict((told[4], told[5]), abs(told[0]) + abs(told[1]), OUTCOMES[outcome].direction or 1)
            if not tested:
                judged = NOT_TESTED
            rows.append((option.course, option.mix, reading, outcome, year, len(found.seeds), *told, judged))
    keys = ("course", "mix", "against", "outcome", "year", "seeds")
    columns = (*keys, "law", "cooperation", "both", "interaction", "lo", "hi", "verdict")
    return pd.DataFrame(rows, columns=list(columns))
