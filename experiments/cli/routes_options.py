"""Options of `routes`."""

from __future__ import annotations

from experiments.cli.options import MOST_REPLICATES, Parser, several, whole


def routes_options(parser: Parser) -> None:
    """Add what `routes` takes besides."""
    count = whole(1, MOST_REPLICATES)
    parser.add_argument("--route", action="append", metavar="ROUTE", help=several("route", "those of the advice"))
    parser.add_argument("--mix", action="append", metavar="MIX", help=several("mix", "those of the advice"))
    parser.add_argument("--futures", type=count, default=200, metavar="N", help="political futures (default: 200)")
    parser.add_argument("--forecast", action="store_true", help="politics alone: date, scope, liability, quantiles")
    parser.add_argument("--central", action="store_true", help="politics at its central values instead of drawn")
