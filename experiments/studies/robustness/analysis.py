"""From what was run to the tables of a study of robustness."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from experiments.studies.common.contract import Runs, Tables
from experiments.studies.common.finished_sample import AGAIN, SAMPLE
from experiments.studies.common.model_outputs import Responses
from experiments.studies.comparison.hypotheses import read_hypotheses
from experiments.studies.robustness.choice import Sample, choice_table, chosen, factors_of, scanned_for
from experiments.studies.robustness.claims import NAME as CLAIMS
from experiments.studies.robustness.claims import claims_over_draws
from experiments.studies.robustness.contests import contests, none
from experiments.studies.robustness.design import SCAN, RobustnessDesign
from experiments.studies.robustness.flips import flip_table, scan_rows
from experiments.studies.robustness.guard import guard_table
from experiments.studies.robustness.lens import Lens, lens_table
from experiments.studies.robustness.pairwise import pair_table, regret_table
from experiments.studies.robustness.pareto import pareto_table
from experiments.studies.robustness.ranking import rank_shares, rank_table
from experiments.studies.robustness.seed_share import with_seed_share


def analyse(design: RobustnessDesign, runs: Runs) -> Tables:
    """Return the tables by name; those of the scan are missing when no parameter is scanned."""
    subject = design.subject
    answers = {name: runs.sample(name, sweep) for name, sweep in design.sweeps.items()}
    sample = Sample(subject.factors, design.samples[design.prior][0].values)
    found = list(contests(answers[design.prior]))
    tables = {
        **_over_draws({name: design.drawn_from(name) for name in design.samples}, answers, design.lenses),
        CLAIMS: claims_over_draws(read_hypotheses(), answers[SAMPLE]),
        "guard": guard_table(found, sample.factors, sample.points),
    }
    picked = chosen(found, scanned_for(subject.outcomes), sample, design.options.scanned)
    if picked:
        scanned = factors_of(picked)
        answer = runs.sample(SCAN, design.scan(scanned))
        tables |= {
            "flips": flip_table(answer, scanned),
            "scan": scan_rows(answer, scanned),
            "scanned": choice_table(picked),
        }
    return {f"{name}.csv": table for name, table in tables.items()}


def _over_draws(
    samples: Mapping[str, str], answers: Mapping[str, Responses], lenses: tuple[Lens, ...]
) -> dict[str, pd.DataFrame]:
    """Return the tables over draws, each with a first column that says which sample it is of.

    `samples` says of each sweep what its draws are of; `answers` has what came of the sweeps and, where some draws were
    run again, of these.
    """
    collected: dict[str, list[pd.DataFrame]] = {}
    for name, drawn_from in samples.items():
        answer, again = answers[name], answers.get(name + AGAIN)
        found = list(contests(answer))
        second = [none(each) for each in found] if again is None else contests(again)
        tables = {
            "ranks": with_seed_share(rank_table(found), found, second),
            "rank_shares": rank_shares(found),
            "pairwise": pair_table(found),
            "regret": regret_table(found),
            "pareto": pareto_table(answer),
            "lens": lens_table(answer, lenses),
        }
        for key, table in tables.items():
            table.insert(0, "sample", drawn_from)
            collected.setdefault(key, []).append(table)
    return {key: pd.concat(parts, ignore_index=True) for key, parts in collected.items()}
