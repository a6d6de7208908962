"""One task of a sweep: run its starts, and keep what came of them as one chunk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from experiments.report.outcome_facts import flows
from experiments.runs.chunk_store import Content
from experiments.runs.engine import run_each
from experiments.runs.manifest import made_with
from experiments.runs.statistics import by_year
from experiments.runs.sweeps.design import Recording, Start, SweepDesign, Task
from model.hashing import content_hash
from model.quarters import quarter_name
from model.scenario import Scenario
from model.simulation import Run, simulate_together
from model.state.state import Array

Simulate = Callable[[Sequence[Scenario], int, Callable[[int], bool]], list[Run]]
"""Runs scenarios together with one seed, and records the quarters for which the function says so."""


def simulate(scenarios: Sequence[Scenario], seed: int, wanted: Callable[[int], bool]) -> list[Run]:
    """Run the model."""
    return simulate_together(scenarios, seed, record_when=wanted)


@dataclass(frozen=True, eq=False)
class SweepWork:
    """What every task of a sweep needs: the study that chunks name, scenarios by world, what to keep, and the model.

    `simulate` stands for the model in tests; it must be importable by the workers.
    """

    study: str
    worlds: tuple[tuple[Scenario, ...], ...]
    recording: Recording
    simulate: Simulate

    @classmethod
    def of(cls, design: SweepDesign, simulate: Simulate = simulate) -> SweepWork:
        """Return the work of a design, with the code and libraries of this process."""
        return cls(content_hash([design.sweep_id, made_with()]), design.worlds, design.recording, simulate)

    def content(self, task: Task) -> Content:
        """Run a task and return its rows, and the tracebacks of runs that raised by their place.

        Rows are those of each run that is done and time: run (its place), quarter (text, where quarters are kept),
        year, and one float32 column an outcome.
        """
        places = iter(task.runs)
        found = zip(places, (each for start in task.starts for each in self._run(task.world, start)), strict=True)
        tables: list[pd.DataFrame] = []
        errors: dict[str, str] = {}
        for place, each in found:
            if isinstance(each, Run):
                tables.append(rows_of(each, place, self.recording))
            else:
                errors[str(place)] = each
        rows = pd.concat(tables, ignore_index=True) if tables else no_rows(self.recording)
        return Content(pa.Table.from_pandas(rows, preserve_index=False).replace_schema_metadata(), {"errors": errors})

    def _run(self, world: int, start: Start) -> list[Run | str]:
        scenarios: Sequence[Scenario] = self.worlds[world]
        if start.parameters:
            parameters = scenarios[0].parameters.replace(start.parameters, "sweep")
            scenarios = [each.with_parameter_set(parameters) for each in scenarios]
        return run_each(lambda chosen: self.simulate(chosen, start.seed, self.recording.wants), scenarios)


def no_rows(recording: Recording) -> pd.DataFrame:
    """Return the table of a task of which every run raised."""
    columns: dict[str, np.ndarray] = {"run": np.empty(0, np.int32)}
    if recording.quarterly:
        columns["quarter"] = np.empty(0, object)
    columns["year"] = np.empty(0, np.int16)
    columns |= {name: np.empty(0, np.float32) for name in recording.outcomes}
    return pd.DataFrame(columns).astype({"quarter": "str"} if recording.quarterly else {})


def rows_of(run: Run, place: int, recording: Recording) -> pd.DataFrame:
    """Return the outcomes kept of a run, one row a year (a stock at its end, a flow as the mean) or quarter."""
    chosen = [run.outcomes.index(name) for name in recording.outcomes]
    values: Array = run.values[:, chosen]
    dates = np.array(run.dates)
    years = dates // 4
    times: dict[str, Any] = {}
    if recording.quarterly:
        times["quarter"] = [quarter_name(int(date)) for date in dates]
    else:
        flowing = flows()
        is_flow = np.array([name in flowing for name in recording.outcomes], dtype=bool)
        years, annual = by_year(values[None], years, is_flow)
        values = annual[0]
    with np.errstate(over="ignore"):
        kept = pd.DataFrame(values.astype(np.float32), columns=list(recording.outcomes))
    keys = {"run": np.full(len(years), place, dtype=np.int32), **times, "year": years.astype(np.int16)}
    return pd.concat([pd.DataFrame(keys), kept], axis=1)
