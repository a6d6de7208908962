"""Fit law-making to the acts up to the end of 2021, and forecast each act from the others.

Writes to a folder: `fitted.csv` (each parameter before and after), `times.csv` and `chances.csv` (each act, forecast
from the others; the end of an interval beyond 120 quarters is blank), `coverage.csv` and `reliability.csv` (how often
that held), `settings.json`, and a figure.

    python -m experiments.tools.political_reliability --help
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from experiments.place import RESULTS
from experiments.report.terminal import number_text, output, plain_table, shown_path
from experiments.runs.store import write_csv, write_json
from experiments.studies.calibration.exploration import effective
from experiments.studies.calibration.political_parts import FUTURES, bills_abroad, parts
from experiments.studies.calibration.political_record import DOUBT, FIRST, FOUND, LAST
from experiments.studies.calibration.political_reliability import Reliability, leave_one_out
from experiments.studies.calibration.politics import (
    HAZARDS,
    SCALES,
    fitted_table,
    part_weights,
    plausible_points,
    reference_points,
    values_of,
)
from experiments.tools.political_figure import draw_reliability
from model.errors import InputError
from model.quarters import quarter_name

DRAWS = 8192
_SHOWN = {
    "fitted": ("parameter", "prior_p05", "prior_p50", "prior_p95", "fitted_p05", "fitted_p50", "fitted_p95"),
    "coverage": ("part", "confidence", "level", "mass", "acts", "held", "missed", "open", "share", "low", "high"),
    "reliability": ("part", "from", "to", "forecasts", "chance", "happened", "share", "low", "high"),
}
"""Columns that the terminal shows of each table."""


def make(folder: Path, draws: int, seed: int, futures: int, language: str) -> dict[str, pd.DataFrame]:
    """Fit, forecast, write and draw; return the tables by the name of their file.

    Args:
        folder: is made where it is not there.
        draws: how many, a power of 2.
        seed: of the draws, and of the luck of Council and Parliament.
        futures: over how many that luck is averaged.
        language: of the figure.

    Raises:
        InputError: when a table cannot be read.
    """
    points = plausible_points(draws, seed)
    weights = part_weights(points, seed, futures=futures)
    found: Reliability = leave_one_out(
        parts(seed, futures=futures),
        values_of(reference_points(draws, seed)),
        [(bills_abroad(), "dutch_bill")],
    )
    tables = {
        "fitted": fitted_table(points, weights),
        "times": found.times.replace(np.inf, np.nan),
        "chances": found.chances,
        "coverage": found.coverage,
        "reliability": found.reliability,
    }
    settings = {
        "draws": draws,
        "seed": seed,
        "futures": futures,
        "effective_of_all_parts": round(effective(np.prod(list(weights.values()), axis=0)), 1),
        "first_quarter_of_national_laws": quarter_name(FIRST),
        "last_quarter": quarter_name(LAST),
        "share_of_changes_found": FOUND,
        "chance_and_reach_of_errors": DOUBT,
        "reference_ranges": {**SCALES, **HAZARDS},
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        write_csv(folder / f"{name}.csv", table)
    write_json(folder / "settings.json", settings)
    draw_reliability(folder, found.coverage, found.reliability, language)
    return tables


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m experiments.tools.political_reliability",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--out", type=Path, default=RESULTS / "politics", help="folder (default: results/politics)")
    parser.add_argument("--draws", type=int, default=DRAWS, help="draws, a power of 2 (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="seed (default: 1)")
    parser.add_argument("--futures", type=int, default=FUTURES, help="futures to average over (default: %(default)s)")
    parser.add_argument("--language", choices=("en", "nl"), default="en", help="of the figure (default: en)")
    options = parser.parse_args(arguments)
    if options.draws < 1 or options.draws & (options.draws - 1):
        parser.error(f"--draws {options.draws} is not allowed: a power of 2, such as 4096")
    if options.futures < 1 or options.seed < 0:
        parser.error("--futures has to be at least 1 and --seed at least 0")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the tables and the figure, and show them; return the exit status."""
    options = parse(arguments)
    try:
        tables = make(options.out, options.draws, options.seed, options.futures, options.language)
    except (InputError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    console = output()
    sizes = tables["fitted"].drop_duplicates("part")
    rows = [(row.part, str(row.acts), number_text(float(str(row.effective)), 0)) for row in sizes.itertuples()]
    console.print(plain_table(f"effective sample size of {options.draws} draws", ("part", "acts", "effective"), rows))
    for name, columns in _SHOWN.items():
        cells = [[_cell(value) for value in row] for row in tables[name][list(columns)].to_numpy()]
        console.print(plain_table(name, columns, cells))
    console.print(f"written to {shown_path(options.out)}")
    return 0


def _cell(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    sys.exit(main())
