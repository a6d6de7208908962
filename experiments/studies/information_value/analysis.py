"""From a sample to the tables of a study of the value of information."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from typing import Any

import joblib
import pandas as pd

from experiments.processes import processes
from experiments.report.terminal import error_output
from experiments.studies.common.contract import Runs, Tables
from experiments.studies.common.finished_sample import SAMPLE
from experiments.studies.common.model_outputs import Responses
from experiments.studies.common.multiple_testing import discoveries
from experiments.studies.information_value.choices import Choices, choices
from experiments.studies.information_value.design import RATE, FinishedDesign, InformationDesign
from experiments.studies.information_value.partial import Partial, parameter_gauge, partial
from experiments.studies.information_value.quantities import Quantity, quantities
from experiments.studies.information_value.smoothing import effective
from experiments.studies.information_value.value import perfect
from model.randomness import stream

CHOICE = ["course", "outcome", "year"]
PERFECT, PARTIAL = "perfect.csv", "partial.csv"


def analyse(design: InformationDesign, runs: Runs, workers: int = 1) -> Tables:
    """Run every mix at each draw of a sample of its own, and value what could be known."""
    return tables_of(runs.sample(SAMPLE, design.sweep), design, workers)


def tables_of(responses: Responses, design: InformationDesign | FinishedDesign, workers: int) -> Tables:
    """Return the tables by the name of their file."""
    own = choices(responses, design.years, design.weights, design.where)
    found = quantities(responses.points.names, responses.points.values[own.draws], own.weights)
    text = f"valuing {len(found)} quantities for {len(own.every)} choices over {len(own.draws)} draws"
    error_output().print(text, soft_wrap=True)
    seed = design.options.seed
    return {PERFECT: _perfect(own, seed), PARTIAL: _partial(own, found, seed, workers)}


def _perfect(own: Choices, seed: int) -> pd.DataFrame:
    """Return one row a choice: which mix is best as things stand, and what it is worth to know all parameters.

    lead: how far its mean is above the next; least_regret: the mix with the smallest largest regret; value: with a 90%
    interval, and between at_least and at_most; switches: in which share of draws another mix is best.
    """
    rows: list[tuple[Any, ...]] = []
    for each in own.every:
        generator = stream(seed, f"information_value.perfect.{each.course}.{each.outcome}.{each.year}")
        facts = (round(effective(each.weights), 6), each.gains.shape[1], each.best, each.lead, each.least_regret)
        rows.append((*_key(own, len(rows)), *facts, *astuple(perfect(each.gains, each.weights, generator))))
    columns = [*CHOICE, "draws", "seeds", "best", "lead", "least_regret"]
    return pd.DataFrame(rows, columns=[*columns, "value", "value_lo", "value_hi", "at_least", "at_most", "switches"])


def _partial(own: Choices, found: Sequence[Quantity], seed: int, workers: int) -> pd.DataFrame:
    """Return one row a choice and quantity: what it is worth to know it.

    value: with a 90% interval; switches: in which share of draws another mix is best; floor: what 95% of quantities
    that do nothing stay below; chance: the probability that one of these has such a value; clear: stands out at a false
    discovery rate over all quantities of its kind.
    """
    gauge = parameter_gauge(own, seed)
    with processes():
        parallel = joblib.Parallel(n_jobs=workers, batch_size="auto")
        known: list[Partial] = parallel(joblib.delayed(partial)(each, own, gauge, seed) for each in found)
    rows = [
        (*_key(own, place), each.kind, each.name, each.mechanism, each.parameters, *_numbers(value, place))
        for place in range(len(own.every))
        for each, value in zip(found, known, strict=True)
    ]
    columns = [
        "kind",
        "name",
        "mechanism",
        "parameters",
        "value",
        "value_lo",
        "value_hi",
        "switches",
        "floor",
        "chance",
    ]
    table = pd.DataFrame(rows, columns=[*CHOICE, *columns])
    grouped = table.groupby([*CHOICE, "kind"], sort=False)["chance"]
    return table.assign(clear=grouped.transform(lambda each: discoveries(each.tolist(), RATE)).astype(bool))


def _key(own: Choices, place: int) -> tuple[str, str, int]:
    each = own.every[place]
    return each.course, each.outcome, each.year


def _numbers(value: Partial, place: int) -> list[float]:
    every = (value.value, value.low, value.high, value.switches, value.floor, value.chance)
    return [float(each[place]) for each in every]
