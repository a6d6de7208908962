"""The same as before: outcomes of the small world, kept in `values.csv` to 12 significant digits.

Digits beyond those may differ between processors and hold no information.
After a change that is meant to alter results, write the new values deliberately and say why in the commit::

    python -m tests.baseline.baseline --update
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

from model.scenario import load_scenario, named_files
from model.simulation import simulate_together

VALUES = Path(__file__).with_name("values.csv")
SEED = 1
WORLD = "small"
KEYS = ["mix", "course", "year", "outcome"]
SIGNIFICANT_DIGITS = 12


def current() -> pd.DataFrame:
    """Return the outcomes at the end of some years, one row a mix, course, year and outcome."""
    mixes = [name for name, path in named_files("mixes").items() if path.parent.name == "mixes"]
    scenarios = [
        load_scenario(mix, world=WORLD, course=course) for course in ("expected", "as_enacted") for mix in mixes
    ]
    tables = []
    for scenario, run in zip(scenarios, simulate_together(scenarios, SEED), strict=True):
        series = run.series
        last = series[series["quarter"].str.endswith("Q4") & (series["year"] % 5 == 0)]
        tables.append(last.assign(course=scenario.course.name)[[*KEYS, "value"]])
    values = pd.concat(tables).sort_values(KEYS, ignore_index=True)
    return values.assign(value=[rounded(value) for value in values["value"]])


def rounded(value: float) -> float:
    """Return a value rounded to the significant digits that are kept."""
    return float(f"{value:.{SIGNIFICANT_DIGITS}g}")


def main() -> None:
    """Print how many values differ, and with --update write the current ones."""
    parser = argparse.ArgumentParser(description="Compare the model with its baseline, or update the baseline.")
    parser.add_argument("--update", action="store_true", help="write the current values as the new baseline")
    values = current()
    if parser.parse_args().update:
        values.to_csv(VALUES, index=False, lineterminator="\n", encoding="utf-8")
        print(f"{len(values)} values written to {VALUES.name}")
        return
    before = pd.read_csv(VALUES, keep_default_na=False)
    merged = values.merge(before, on=KEYS, how="outer", suffixes=("", "_before"))
    print(f"{int((merged['value'] != merged['value_before']).sum())} of {len(merged)} values differ")


if __name__ == "__main__":
    main()
