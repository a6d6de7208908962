"""Options of single subcommands."""

from __future__ import annotations

from experiments.cli.options import MOST_REPLICATES, Parser, output_options, several, whole, yes_option

MOST_TRIALS = 10_000


def routes_options(parser: Parser) -> None:
    """Add what `routes` takes besides."""
    count = whole(1, MOST_REPLICATES)
    parser.add_argument("--route", action="append", metavar="ROUTE", help=several("route", "those of the advice"))
    parser.add_argument("--mix", action="append", metavar="MIX", help=several("mix", "those of the advice"))
    parser.add_argument("--futures", type=count, default=200, metavar="N", help="political futures (default: 200)")
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
    yes_option(parser)
    output_options(parser)


def world_options(parser: Parser) -> None:
    """Add the world of `world`."""
    parser.add_argument("world", nargs="?", default="reference", help="name or path (default: reference)")


def list_options(parser: Parser) -> None:
    """Add whose plug-ins `list` counts in."""
    parser.add_argument("--world", metavar="WORLD", help="by name or path: list what its plug-ins add as well")
    parser.add_argument("--mix", metavar="MIX", help="the same of a mix")
