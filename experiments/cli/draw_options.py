"""Options of studies that rest on the ensemble: where the parameters of each seed come from, routes, calibration."""

from __future__ import annotations

import argparse

from experiments.cli.options import MOST_REPLICATES, MOST_TRIALS, Parser, several, whole


def ensemble_options(parser: Parser) -> None:
    """Add where the parameters of each seed come from (see `ensemble_of` in experiments/cli/analysis.py)."""
    chosen = parser.add_mutually_exclusive_group()
    sample_options(chosen)
    chosen.add_argument("--at-defaults", action="store_true", help="default parameters (and --set) in every run")


def sample_options(parser: argparse._ActionsContainer) -> None:
    """Add where draws of parameters come from."""
    drawn = "draws of parameters: posterior, prior, or a CSV or Parquet file (default: posterior)"
    parser.add_argument("--ensemble", metavar="NAME", help=drawn)


def routes_options(parser: argparse.ArgumentParser) -> None:
    """Add what a study of routes is asked."""
    parser.add_argument("--route", action="append", metavar="ROUTE", help=several("route", "those of the advice"))
    parser.add_argument("--mix", action="append", metavar="MIX", help=several("mix", "those of the advice"))
    futures = whole(1, MOST_REPLICATES)
    parser.add_argument("--futures", type=futures, default=200, metavar="N", help="political futures (default: 200)")
    parser.add_argument("--forecast", action="store_true", help="politics alone: date, scope, liability, quantiles")
    parser.add_argument(
        "--central", action="store_true", help="numbers of politics at their central values instead of drawn"
    )


def calibrate_options(parser: Parser) -> None:
    """Add what `calibrate` takes."""
    told = "file with seeds, waves and cut-offs (default: scenarios/ensembles/calibration.toml)"
    parser.add_argument("--settings", metavar="FILE", help=told)
    parser.add_argument(
        "--check", action="store_true", help="make the small ensemble again; does it come out the same?"
    )
    told = "trials on made-up truth (default: as in the file)"
    parser.add_argument("--recovery", type=whole(0, MOST_TRIALS), metavar="N", help=told)
    parser.add_argument("--keep", action="store_true", help="put the ensemble in scenarios/ensembles under its name")
