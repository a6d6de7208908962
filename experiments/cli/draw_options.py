"""Options that say where the parameters of each seed come from."""

from __future__ import annotations

import argparse

from experiments.cli.options import Parser


def ensemble_options(parser: Parser) -> None:
    """Add where the parameters of each seed come from (see `ensemble_of` in experiments/cli/analysis.py)."""
    chosen = parser.add_mutually_exclusive_group()
    sample_options(chosen)
    chosen.add_argument("--at-defaults", action="store_true", help="default parameters (and --set) in every run")


def sample_options(parser: argparse._ActionsContainer) -> None:
    """Add where draws of parameters come from."""
    drawn = "draws of parameters: posterior, prior, or a CSV or Parquet file (default: posterior)"
    parser.add_argument("--ensemble", metavar="NAME", help=drawn)
