"""Options of the verbs that make a page to read or touch: `report`, `explorer` and `dashboard`."""

from __future__ import annotations

from experiments.cli.options import Parser, whole, workers_options
from experiments.cli.translated import language_option

LARGEST_PORT = 65_535


def report_options(parser: Parser) -> None:
    """Add what `report` takes."""
    folders = "a finished study; several of different kinds (default: the published ones)"
    parser.add_argument("folder", nargs="*", metavar="FOLDER", help=folders)
    written = "the file, which ends in .html (default: in results)"
    parser.add_argument("--out", metavar="FILE", help=written)
    parser.add_argument("--force", action="store_true", help="replace the file that is there")
    parser.add_argument("--pdf", action="store_true", help="print it to PDF as well, by Chromium, Chrome or Edge")
    parser.add_argument("--browser", metavar="PATH", help="the browser that prints (default: the one that is found)")
    language_option(parser)


def explorer_options(parser: Parser) -> None:
    """Add what `explorer` takes."""
    told = "of a finished comparison (default: the published one)"
    parser.add_argument("folder", nargs="?", metavar="FOLDER", help=told)
    parser.add_argument("--out", metavar="FILE", help="new file for the page (default: in results)")
    parser.add_argument("--force", action="store_true", help="replace the page that is there")
    language_option(parser)


def dashboard_options(parser: Parser) -> None:
    """Add what `dashboard` takes."""
    told = "port on this machine; 0 for any that is free (default: 8050)"
    parser.add_argument("--port", type=whole(0, LARGEST_PORT), default=8050, metavar="N", help=told)
    parser.add_argument("--no-browser", action="store_true", help="open no browser; print the address only")
    workers_options(parser)
    language_option(parser)
