"""The library: what a notebook or script needs to load, run, compare, sweep, read and plot.

Installed, these are the names of `ketenimpact`; from a checkout, `from experiments import api` gives the same. What
cannot be used raises `InputError`, whose message names what is wrong and what is allowed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from experiments.cli.list_command import LISTS
from experiments.runs import spreadsheets, store
from experiments.runs.design_runs import run_design
from experiments.runs.engine import ThisMachine, default_workers, here
from experiments.runs.ensemble import DEFAULT
from experiments.runs.errors import StudyError
from experiments.runs.group_runs import observed_groups, read_groups, whole_years
from experiments.runs.scenario_from_route import load_under
from experiments.runs.sweeps.read import read_sweep
from experiments.runs.sweeps.sweep import SweepOptions, make_sweep
from experiments.studies.comparison.analysis import tables_of
from experiments.studies.comparison.design import design_comparison
from experiments.studies.comparison.options import SEEDS, ComparisonOptions
from experiments.studies.comparison.tables import StudyTables
from model import ChainModel, Run, Scenario, catalogue, simulate, simulate_together
from model.errors import InputError, unknown_name
from model.outcomes.groups import FirmGroup

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = [
    "ChainModel",
    "FirmGroup",
    "InputError",
    "Run",
    "Scenario",
    "StudyError",
    "StudyTables",
    "compare",
    "figure_names",
    "listing",
    "load",
    "manifest",
    "observe_groups",
    "plot",
    "read",
    "simulate",
    "simulate_together",
    "sweep",
    "to_dutch_csv",
    "to_excel",
]


def listing(what: str, language: str = "en") -> pd.DataFrame:
    """Return what there is: one row each, with the columns of `list WHAT --json`.

    Args:
        what: mixes, worlds, instruments, parameters, outcomes, processes, laws, courses, routes or hypotheses.
        language: of labels, `en` or `nl`.
    """
    if what not in LISTS:
        raise unknown_name("listing", "list", what, LISTS)
    catalogue.load()
    return pd.DataFrame(LISTS[what](language))


def load(
    mix: str | Path,
    *,
    world: str | Path = "reference",
    course: str | Path = "expected",
    parameters: Mapping[str, object] | None = None,
) -> Scenario:
    """Return a scenario: a mix in a world under a course of European politics.

    Args:
        mix: name, alias or path of a policy mix.
        world: name or path.
        course: name or path of a course, or of a route to European law.
        parameters: values by full name, as `{"politics.ambition": 0.8}`.
    """
    return load_under(mix, world=world, course=course, parameters=parameters)


def compare(  # noqa: PLR0913 - what a comparison is asked, all but mixes and courses by name
    mixes: Sequence[str] = (),
    courses: Sequence[str] = ComparisonOptions.courses,
    *,
    world: str = "reference",
    parameters: Mapping[str, object] | None = None,
    seeds: int | Sequence[int] = SEEDS,
    ensemble: str | None = DEFAULT,
    workers: int | None = None,
) -> StudyTables:
    """Run mixes on the same seeds and return the tables of the comparison; nothing is written.

    Args:
        mixes: names, aliases or paths; without any, those of the advice.
        courses: names or paths of courses of European politics, or of routes to European law.
        world: name or path.
        parameters: values by full name.
        seeds: a number of seeds, from 1 on, or the seeds themselves.
        ensemble: name or path of the ensemble that each seed has a draw of; None: all runs at `parameters`.
        workers: number of processes; None for all cores. With more than one, a script needs the guard
            `if __name__ == "__main__":`, as always with processes.

    Returns:
        Data frames `runs`, `series`, `annual`, `summary` and others; their columns are in docs/library.md.

    Raises:
        InputError: for anything that cannot be used.
        StudyError: when every run failed, or a worker died.
    """
    chosen = _chosen(seeds)
    options = ComparisonOptions(tuple(mixes), tuple(courses), world, dict(parameters or {}), chosen, ensemble)
    design = design_comparison(options).runs
    return tables_of(design, run_design(design, here(default_workers(workers))), "compare")


def observe_groups(
    scenario: Scenario,
    seeds: int | Sequence[int],
    groups: Sequence[str | Path | FirmGroup],
    years: Sequence[int] | None = None,
) -> pd.DataFrame:
    """Run a scenario and return measures on groups of firms: of any country, size or sector, in scope of a law or not.

    Args:
        scenario: what `load` gives.
        seeds: a number of seeds, from 1 on, or the seeds themselves.
        groups: names of files in scenarios/groups, paths, or groups that were read before.
        years: those that are wanted; None for all whole years of the world.

    Returns:
        One row a group, measure, year and seed, with columns group, measure, year, seed, value and agents: the number
        of agents behind the value, which is missing with fewer than 10. Measures and units are in docs/groups.md.

    Raises:
        InputError: for anything that cannot be used, such as an unknown country, law or sector.
    """
    chosen = _chosen(seeds)
    found = read_groups(groups, scenario)
    return observed_groups(scenario, chosen, found, whole_years(scenario) if years is None else years)


def _chosen(seeds: int | Sequence[int]) -> tuple[int, ...]:
    """Return seeds from their number, or as they are; raises `InputError` without any."""
    chosen = tuple(range(1, seeds + 1)) if isinstance(seeds, int) else tuple(seeds)
    if not chosen:
        raise InputError(f"seeds: {seeds!r} is not allowed; allowed: a number from 1, or at least one seed")
    return chosen


def sweep(
    file: str | Path, folder: str | Path, *, workers: int | None = None, confirmed: bool = False
) -> dict[str, pd.DataFrame]:
    """Carry out a sweep, or go on with it, and return its tables `outcomes` and `runs`.

    Args:
        file: the sweep file (docs/sweeps.md).
        folder: where results go; the same folder goes on where it was.
        workers: number of processes; None for all cores.
        confirmed: begin, however long it takes.
    """
    options = SweepOptions(Path(folder), str(file), confirmed=confirmed)
    make_sweep(read_sweep(Path(file)), options, ThisMachine(default_workers(workers)))
    return read(folder)


def read(folder: str | Path) -> dict[str, pd.DataFrame]:
    """Return the tables of a folder of results by name; no name is taken for a missing value."""
    return spreadsheets.tables_in(Path(folder))


def manifest(folder: str | Path) -> dict[str, Any]:
    """Return the manifest of a finished study: all that determined its numbers, and what they were made with."""
    return store.read_manifest(Path(folder))


def figure_names(tables: StudyTables) -> list[str]:
    """Return the names of the figures that a comparison can be drawn in."""
    from experiments.studies.comparison.figures.drawing import drawings_of

    return list(drawings_of(tables, "en"))


def plot(tables: StudyTables, figure: str, language: str = "en") -> Figure:
    """Return a figure of a comparison; `savefig` writes it, a notebook shows it.

    Args:
        tables: the comparison.
        figure: one of `figure_names(tables)`.
        language: `en` or `nl`.
    """
    import matplotlib as mpl

    from experiments.report.style import RULES
    from experiments.studies.comparison.figures.drawing import drawings_of

    drawn_by = drawings_of(tables, language)
    if figure not in drawn_by:
        raise unknown_name("plot", "figure", figure, drawn_by)
    with mpl.rc_context(RULES):
        return drawn_by[figure]()


def to_excel(tables: Mapping[str, pd.DataFrame], path: str | Path) -> None:
    """Write tables as sheets of a workbook; no text becomes a formula."""
    spreadsheets.write_workbook(Path(path), tables)


def to_dutch_csv(table: pd.DataFrame, path: str | Path) -> None:
    """Write a table as CSV for Dutch Excel: semicolons, decimal commas, a byte order mark."""
    spreadsheets.write_dutch_csv(Path(path), table)
