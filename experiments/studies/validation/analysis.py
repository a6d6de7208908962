"""From what was run to the tables of a validation; `tables` describes them."""

from __future__ import annotations

import pandas as pd

from experiments.runs.engine import Contents
from experiments.runs.errors import EveryRunFailed
from experiments.runs.store import RUNS
from experiments.studies.common.contract import Tables
from experiments.studies.validation.design import ValidationDesign, targets
from experiments.studies.validation.intervals import interval_table
from experiments.studies.validation.runs import run_observations
from experiments.studies.validation.tables import DRAWS, FAILED, OBSERVED, SUMMARY, TARGETS, VALUES
from experiments.studies.validation.verdicts import summary_table, target_table
from model.inputs.misfits import NOT_COMPARED, read_misfits
from model.observations.observing import observe_all
from model.parameters import declared


def analyse(design: ValidationDesign, contents: Contents) -> Tables:
    """Run what a design asks for and return its tables; raises `EveryRunFailed` when no run ends well."""
    found = run_observations(design.study_id, design.observations, design.drawn, contents, observe_all)
    raised = found[found["error"] != ""]
    errors = dict(zip(map(int, raised["run"]), map(str, raised["error"]), strict=True))
    runs = _runs(design, errors)
    if len(errors) == len(runs):
        raise EveryRunFailed(next(iter(errors.values())))
    values = found[found["error"] == ""].merge(runs[["run", "sample", "draw", "seed"]], on="run")
    values = values[["sample", "draw", "seed", "id", "value", "agents"]]
    observed = design.observed()
    reasons = {each.target: each.left for each in read_misfits() if each.status == NOT_COMPARED}
    intervals = interval_table(observed, values)
    verdicts = target_table(targets(), intervals, reasons)
    return {
        RUNS: runs.drop(columns="run"),
        DRAWS: _draws(design),
        VALUES: values.reset_index(drop=True),
        OBSERVED: intervals,
        TARGETS: verdicts,
        SUMMARY: summary_table(intervals, verdicts),
    }


def _runs(design: ValidationDesign, errors: dict[int, str]) -> pd.DataFrame:
    """Return one row a run, in the order of the worlds and then of the draws."""
    rows: list[tuple[object, ...]] = []
    for world in design.worlds:
        for each in design.drawn:
            error = errors.get(len(rows), "")
            name = f"{world}-{each.sample}-{each.draw}-{each.seed}"
            status = FAILED if error else "done"
            rows.append((name, len(rows), world, each.sample, each.draw, each.seed, status, error))
    return pd.DataFrame(rows, columns=["run_id", "run", "world", "sample", "draw", "seed", "status", "error"])


def _draws(design: ValidationDesign) -> pd.DataFrame:
    """Return the parameters of each draw once; those of the defaults where a sample leaves one out."""
    known = {name: each.default for name, each in declared().items()}
    once = {(each.sample, each.draw): each.values for each in design.drawn}
    names = sorted({name for values in once.values() for name in values})
    rows = [(*key, *(values.get(name, known[name]) for name in names)) for key, values in once.items()]
    return pd.DataFrame(rows, columns=["sample", "draw", *names])
