"""In what share of draws of parameters and seeds each claim of the hypotheses holds.

A verdict is given with parameters at their default; a claim that holds there may hold in few draws of what is
plausible. Claims are judged where the study has their mixes, course, outcome and years; others are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from experiments.runs.store import MANIFEST, read_csv, read_manifest
from experiments.studies.common.model_outputs import Option, Responses
from experiments.studies.comparison.hypotheses import Hypothesis
from experiments.studies.comparison.tables import StudyTables
from experiments.studies.comparison.verdicts import Values, contrast_of
from experiments.studies.robustness.ranking import wilson

NAME = "claims_over_draws"
COLUMNS = (
    "hypothesis",
    "course",
    "claim",
    "outcome",
    "year",
    "draws",
    "holds",
    "holds_lo",
    "holds_hi",
    "holds_relevant",
    "opposite_relevant",
    "median",
    "least_relevant",
)


def claims_over_draws(hypotheses: Sequence[Hypothesis], found: Responses) -> pd.DataFrame:
    """Return one row a claim and course that the study can judge.

    holds: share of draws in which the contrast less its threshold is on the side that the claim names, with its 90%
    interval; holds_relevant: on that side by more than the least relevant size; opposite_relevant: on the other side by
    more than it; median: of the contrast less its threshold, in the unit of the outcome.
    """
    values = by_draw(found)
    rows = []
    for hypothesis in hypotheses:
        for claim in hypothesis.claims:
            for course in claim.courses:
                contrast = contrast_of(claim, course, values)
                draws = len(contrast)
                if not draws:
                    continue
                ahead = claim.sign * contrast
                holds = int((ahead > 0).sum())
                beyond = ((ahead > claim.size).mean(), (ahead < -claim.size).mean())
                about = (hypothesis.id, course, claim.says_en, claim.outcome_name, claim.year, draws)
                rows.append((*about, holds / draws, *wilson(holds, draws), *beyond, np.median(contrast), claim.size))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def by_draw(found: Responses) -> Values:
    """Return how to look up values by draw (the mean over the seeds of a draw)."""
    means = found.means()

    def look_up(course: str, mix: str, outcome: str, year: int) -> pd.Series:
        option = Option(course, mix)
        if option not in found.options or outcome not in found.outcomes or year not in found.years:
            return pd.Series(dtype=float)
        return pd.Series(means[:, found.options.index(option), *found.place(outcome, year)])

    return look_up


def weakest_claims(folder: Path, tables: StudyTables) -> dict[tuple[str, str], float]:
    """Return by hypothesis and course the share of draws in which the claim holds that holds least often.

    Args:
        folder: of a study of robustness; nothing is returned when there is none, or it is of another world or other
            parameters than the comparison.
        tables: of the comparison.
    """
    if not (folder / MANIFEST).is_file() or not (folder / f"{NAME}.csv").is_file():
        return {}
    manifest, scenario = read_manifest(folder), tables.scenarios[0]
    worlds = {world for sweep in manifest["sweeps"].values() for world in sweep["worlds"]}
    if worlds != {scenario.world.name} or manifest["parameters_changed"] != scenario.parameters.changed():
        return {}
    table = read_csv(folder / f"{NAME}.csv").sort_values("holds").drop_duplicates(["hypothesis", "course"])
    return dict(zip(zip(table["hypothesis"], table["course"], strict=True), table["holds"], strict=True))
