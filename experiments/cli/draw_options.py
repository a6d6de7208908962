"""Options that say where the parameters of each seed come from."""

from __future__ import annotations

from experiments.cli.options import Parser


def ensemble_options(parser: Parser) -> None:
    """Add where the parameters of each seed come from (see `ensemble_of` in experiments/cli/analysis.py)."""
    chosen = parser.add_mutually_exclusive_group()
    drawn = "draws of parameters, one a seed: posterior, prior, or a CSV or Parquet file (default: posterior)"
    chosen.add_argument("--ensemble", metavar="NAME", help=drawn)
    chosen.add_argument("--at-defaults", action="store_true", help="default parameters (and --set) in every run")
