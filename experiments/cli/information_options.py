"""Options of `value-of-information`."""

from __future__ import annotations

from experiments.cli.options import MOST_POINTS, MOST_REPLICATES, Parser, whole


def information_options(parser: Parser) -> None:
    """Add what `value-of-information` takes besides."""
    source = "use the draws of a finished robustness study or sweep; run nothing"
    parser.add_argument("--from", dest="source", metavar="FOLDER", help=source)
    draws = "draws of what is uncertain, 40 or more (default: 128)"
    parser.add_argument("--points", type=whole(40, MOST_POINTS), metavar="N", help=draws)
    parser.add_argument("--replicates", type=whole(1, MOST_REPLICATES), metavar="N", help="seeds a draw (default: 2)")
