"""`dashboard`: build and run mixes in the browser; served to this machine alone."""

from __future__ import annotations

import argparse


def run(arguments: argparse.Namespace) -> int:
    """Serve the dashboard until it is stopped; return the exit status."""
    from experiments.dashboard.serve import serve  # shiny is loaded with it, which only this verb needs

    return serve(arguments.port, arguments.language, arguments.workers, browser=not arguments.no_browser)
