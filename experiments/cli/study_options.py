"""Options of single studies: where the parameters of each seed come from, and what each takes besides."""

from __future__ import annotations

import argparse

from experiments.cli.options import (
    LARGEST_SEED,
    MOST_POINTS,
    MOST_REPLICATES,
    MOST_TRIALS,
    Parser,
    output_options,
    set_option,
    several,
    whole,
    workers_options,
    yes_option,
)


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
    drawn = "draws run with a second seed and second input tables, to show what intervals consist of (default: 8)"
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
    again = "draws that are run with a second seed, to show what is due to the seed (default: 24)"
    parser.add_argument("--replicated", type=whole(0, MOST_POINTS), default=24, metavar="N", help=again)
    scanned = "parameters scanned for each outcome, for flip points (default: 2)"
    parser.add_argument("--scanned", type=whole(0, 1000), default=2, metavar="N", help=scanned)


def routes_options(parser: Parser) -> None:
    """Add what `routes` takes besides."""
    count = whole(1, MOST_REPLICATES)
    parser.add_argument("--route", action="append", metavar="ROUTE", help=several("route", "those of the advice"))
    parser.add_argument("--mix", action="append", metavar="MIX", help=several("mix", "those of the advice"))
    parser.add_argument("--futures", type=count, default=200, metavar="N", help="political futures (default: 200)")
    parser.add_argument("--forecast", action="store_true", help="politics alone: date, scope, liability, quantiles")
    parser.add_argument("--central", action="store_true", help="politics at its central values instead of drawn")


def information_options(parser: Parser) -> None:
    """Add what `value-of-information` takes besides."""
    source = "use the draws of a finished robustness study or sweep; run nothing"
    parser.add_argument("--from", dest="source", metavar="FOLDER", help=source)
    draws = "draws of what is uncertain, 40 or more (default: 128)"
    parser.add_argument("--points", type=whole(40, MOST_POINTS), metavar="N", help=draws)
    parser.add_argument("--replicates", type=whole(1, MOST_REPLICATES), metavar="N", help="seeds a draw (default: 2)")


def validation_options(parser: Parser) -> None:
    """Add what `validate` takes besides."""
    count = whole(1, MOST_REPLICATES)
    drawn = "draws of the prior and of the ensemble (default: 60)"
    parser.add_argument("--draws", type=whole(2, MOST_POINTS), default=60, metavar="N", help=drawn)
    parser.add_argument("--replicates", type=count, default=1, metavar="N", help="seeds a draw (default: 1)")
    parser.add_argument(
        "--default-replicates", type=count, default=20, metavar="N", help="seeds at the default values (default: 20)"
    )
    sample_options(parser)
    samples = "what to draw from; repeat for several (default: all three)"
    parser.add_argument("--sample", action="append", choices=("prior", "ensemble", "defaults"), help=samples)
    only = "only the observations of this world; repeat for several (default: all)"
    parser.add_argument("--world", action="append", metavar="WORLD", help=only)
    set_option(parser)
    first = "the first seed (default: 700001, far above those of a calibration)"
    parser.add_argument("--seed", type=whole(0, LARGEST_SEED), default=700_001, metavar="N", help=first)
    workers_options(parser)
    yes_option(parser)
    output_options(parser)


def reproduce_options(parser: Parser) -> None:
    """Add what of the published results is made again, and where it goes."""
    named = "a study, or a figure or table by its short name, such as fig-2; all: every study (default: list them)"
    parser.add_argument("name", nargs="*", metavar="NAME", help=named)
    parser.add_argument("--list", action="store_true", help="list studies, figures and tables with the time each takes")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--check", action="store_true", help="compare new runs with results/reference*, which stay")
    how.add_argument("--from-data", action="store_true", help="draw the published figures again from their tables")
    where = "folder for the log and for what is made again (default: results/reproduced)"
    parser.add_argument("--out", metavar="FOLDER", help=where)
