"""From what was run to the tables of an ablation."""

from __future__ import annotations

import pandas as pd

from experiments.runs.ensemble import draws_of
from experiments.studies.ablation.design import FACTORIAL, INSTRUMENTS, MECHANISMS, AblationDesign
from experiments.studies.ablation.factorial import factorial_table
from experiments.studies.ablation.interactions import Answers, interaction_table, k1_table
from experiments.studies.ablation.mechanisms import ablation_table
from experiments.studies.ablation.ranking import ranking_table
from experiments.studies.ablation.synergy import synergy_table
from experiments.studies.common.contract import Runs, Tables


def analyse(design: AblationDesign, runs: Runs) -> Tables:
    """Return the tables by name; those of instruments are empty when no mix differs from the base."""
    found = {name: runs.sample(name, sweep) for name, sweep in design.sweeps.items()}
    base = design.subject.base
    tables = {
        "ablation": ablation_table(found[MECHANISMS], base),
        "factorial": factorial_table(found[FACTORIAL], design.factorial, base),
        "ranking": ranking_table(found[MECHANISMS]),
        "interactions": pd.DataFrame(),
        "k1": pd.DataFrame(),
        "h6": pd.DataFrame(),
    }
    if INSTRUMENTS in found:
        answers = Answers(found[INSTRUMENTS], design.variants)
        tables |= {
            "interactions": interaction_table(answers),
            "k1": k1_table(answers),
            "h6": synergy_table(answers),
        }
    generators = pd.DataFrame({"mechanism": design.names, "generator": design.factorial.generators()})
    options, most = design.options, max(len(sweep.seeds) for sweep in design.sweeps.values())
    return {
        **{f"{name}.csv": table for name, table in {**tables, "generators": generators}.items()},
        **draws_of(design.subject.ensemble, options.seeds(most)),
    }
