"""Studies of a stand-in model for tests of figures, and the texts of a figure."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.text import Text

from experiments.report.outcome_facts import KEY_OUTCOMES, flows
from experiments.runs.design import Request, default_mixes, make_design
from experiments.runs.design_runs import run_design
from experiments.runs.engine import here
from experiments.studies.comparison.analysis import make_tables
from experiments.studies.comparison.tables import StudyTables
from experiments.studies.comparison.variance_parts import COLUMNS, PARTS
from model.scenario import Scenario
from model.simulation import Run
from tests.unit import fake_model

MIXES = default_mixes()
COURSES = ("expected", "as_enacted")
OUTCOME = "chain_impact_dutch"
Numbers = Mapping[str, Sequence[float]]


def study(
    numbers: Numbers | None = None,
    mixes: Sequence[str] = MIXES[:3],
    seeds: int = 3,
    courses: Sequence[str] = COURSES,
    parameters: Mapping[str, object] | None = None,
) -> StudyTables:
    """Make a study of the stand-in model; `numbers` gives `OUTCOME` by mix and seed, the same in every quarter."""
    own_seeds = tuple(range(1, seeds + 1))
    design = make_design(Request(tuple(mixes), tuple(courses), "small", parameters or {}, own_seeds))

    def simulate(scenarios: Sequence[Scenario], seed: int) -> list[Run]:
        runs = fake_model.simulate(scenarios, seed)
        for scenario, run in zip(scenarios, runs, strict=True):
            if numbers is not None:
                run.values[:, fake_model.NAMES.index(OUTCOME)] = numbers[scenario.mix.name][seed - 1]
        return runs

    results = run_design(design, here(), simulator=simulate)
    return make_tables(design, results, flows(), {"study_id": design.study_id})


def parts_of(mixes: Sequence[str]) -> pd.DataFrame:
    """Return a table of the parts of variance in which one is below 0 and one outcome does not vary."""
    shares = dict(zip(PARTS, (0.7, 0.25, 0.1, -0.05), strict=True))
    rows = [
        (COURSES[0], mix, outcome, 2030, part, share, np.nan if outcome == "k5_remedy" else share, -0.1, 1.2, 8)
        for mix in mixes[1:]
        for outcome in KEY_OUTCOMES
        for part, share in shares.items()
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def texts_of(figure: Figure) -> list[Text]:
    """Return the texts that show: not empty, and ticks within the axis."""
    hidden: set[Text] = set()
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in axis.get_major_ticks():
                if not (axes.axison and low <= tick.get_loc() <= high):
                    hidden |= {tick.label1, tick.label2}
    every: list[Any] = figure.findobj(Text)
    return [each for each in every if each.get_visible() and each.get_text().strip() and each not in hidden]
