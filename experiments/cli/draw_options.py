"""Options of studies that rest on the ensemble: where the parameters of each seed come from, and calibration."""

from __future__ import annotations

import argparse

from experiments.cli.options import MOST_POINTS, MOST_REPLICATES, MOST_TRIALS, Parser, several, whole


def ensemble_options(parser: Parser) -> None:
    """Add where the parameters of each seed come from (see `ensemble_of` in experiments/cli/analysis.py)."""
    chosen = parser.add_mutually_exclusive_group()
    sample_options(chosen)
    chosen.add_argument("--at-defaults", action="store_true", help="default parameters (and --set) in every run")


def sample_options(parser: argparse._ActionsContainer) -> None:
    """Add where draws of parameters come from."""
    drawn = "draws of parameters: posterior, prior, or a CSV or Parquet file (default: posterior)"
    parser.add_argument("--ensemble", metavar="NAME", help=drawn)


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


def given_data_options(parser: Parser) -> None:
    """Add what `sensitivity` takes for its look at the ensemble."""
    sample_options(parser)
    drawn = "draws of the ensemble, for measures that allow dependence; 0 for none (default: 128)"
    parser.add_argument("--draws", type=whole(0, MOST_POINTS), default=128, metavar="N", help=drawn)


def parts_options(parser: Parser) -> None:
    """Add what `compare` takes to say of what its intervals consist."""
    ensemble_options(parser)
    drawn = "draws run with a second seed of luck and of input, to tell what intervals consist of (default: 8)"
    parser.add_argument("--parts", type=whole(0, MOST_REPLICATES), default=8, metavar="N", help=drawn)


def discover_options(parser: Parser) -> None:
    """Add what `discover` takes besides."""
    parser.add_argument(
        "--from", dest="source", metavar="FOLDER", help="search the sample of a finished robustness study; run nothing"
    )
    parser.add_argument(
        "--focus", action="append", metavar="MIX", help=several("mix that may lose", "all but the base")
    )
    parser.add_argument(
        "--against", default="best", metavar="MIX", help="what it loses to: best (other mix), base, or a mix (best)"
    )
    parser.add_argument("--points", type=whole(2, MOST_POINTS), metavar="N", help="points to draw (default: 192)")
    parser.add_argument("--replicates", type=whole(1, MOST_REPLICATES), metavar="N", help="seeds a point (default: 1)")


def robustness_options(parser: Parser) -> None:
    """Add what `robustness` takes besides."""
    count = whole(1, MOST_REPLICATES)
    parser.add_argument(
        "--points", type=count, default=96, metavar="N", help="draws of what is uncertain (default: 96)"
    )
    parser.add_argument("--replicates", type=count, default=1, metavar="N", help="seeds a draw (default: 1)")
    again = "draws that are run with a second seed, to tell what is due to the seed (default: 24)"
    parser.add_argument("--replicated", type=whole(0, MOST_POINTS), default=24, metavar="N", help=again)
    scanned = "parameters scanned for each outcome, for flip points (default: 2)"
    parser.add_argument("--scanned", type=whole(0, 1000), default=2, metavar="N", help=scanned)
