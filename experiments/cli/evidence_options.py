"""Options of the subcommands that hold the model against what was observed."""

from __future__ import annotations

from experiments.cli.draw_options import sample_options
from experiments.cli.options import (
    LARGEST_SEED,
    MOST_POINTS,
    MOST_REPLICATES,
    Parser,
    output_options,
    set_option,
    whole,
    workers_options,
    yes_option,
)


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
