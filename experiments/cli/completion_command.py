"""`completion`: a script that lets a shell complete verbs and options of the command `ketenimpact`."""

from __future__ import annotations

import argparse

import shtab

COMMAND = "ketenimpact"


def run(arguments: argparse.Namespace) -> int:
    """Print the script for a shell."""
    arguments.parser.prog = COMMAND
    print(shtab.complete(arguments.parser, arguments.shell))
    return 0
