"""The front door of Ketenimpact: `python run.py` compares the policy mixes; `python run.py --help` says the rest.

Only the command line lives here. Each verb is a module in `experiments/commands`, imported when asked for.
"""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from experiments.errors import StudyError
from model.errors import InputError, nearest, unknown_name

VERBS = (
    "compare",
    "routes",
    "sweep",
    "sensitivity",
    "robustness",
    "discover",
    "ablate",
    "run",
    "world",
    "list",
    "explain",
    "reproduce",
    "document",
)
LISTS = (
    "mixes",
    "worlds",
    "instruments",
    "parameters",
    "outcomes",
    "processes",
    "laws",
    "courses",
    "routes",
    "hypotheses",
)
STUDIES = ("compare", "routes", "sensitivity", "robustness", "discover", "ablate")
MOST_REPLICATES = 100_000
MOST_POINTS = 1_000_000
MOST_WORKERS = 1_000
LARGEST_SEED = 2**31
STOPPED = 130
EXAMPLES = """examples:
  python run.py                                   compare the policy mixes on the reference world
  python run.py --world small --replicates 4      the same, small and quick
  python run.py compare --mix 1 --mix 3 --course expected --set politics.ambition=0.8
  python run.py routes --world small --futures 40  routes to European law, small and quick
  python run.py sweep my-sweep.toml               many runs over mixes, parameters and worlds; resumable
  python run.py discover --world small             under which parameter values a mix loses
  python run.py run --mix 3 --seed 7              one mix, one seed, every quarter
  python run.py explain 3                         what a policy mix contains, and why
  python run.py list parameters                   every number that --set can change
  python run.py reproduce --check                 does this machine find the published results?

exit status: 0 done; 1 runs or a check failed; 2 the input cannot be used; 130 stopped with Ctrl-C
"""


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one message."""

    def error(self, message: str) -> NoReturn:
        """Raise `InputError` instead of printing the usage."""
        raise InputError(f"{message}; see {self.prog} --help")


def whole(low: int, high: int) -> Callable[[str], int]:
    """Return a reader of whole numbers from `low` to `high`."""

    def read(text: str) -> int:
        if not text.strip().isdecimal() or not low <= int(text) <= high:
            allowed = f"a whole number from {low} to {high}"
            raise argparse.ArgumentTypeError(f"{text!r} is not allowed; allowed: {allowed}")
        return int(text)

    return read


def assignment(text: str) -> tuple[str, str]:
    """Read `parameter=value`; the model checks the parameter and its range."""
    name, sign, value = text.partition("=")
    if not sign or not name.strip() or not value.strip():
        allowed = "parameter=value, as in politics.ambition=0.8"
        raise argparse.ArgumentTypeError(f"{text!r} is not allowed; allowed: {allowed}")
    return name.strip(), value.strip()


def shard(text: str) -> tuple[int, int]:
    """Read `k/n`: the k-th of n parts."""
    one, sign, all_of_them = text.partition("/")
    if not (sign and one.isdecimal() and all_of_them.isdecimal() and 1 <= int(one) <= int(all_of_them)):
        allowed = "k/n with k from 1 to n, as in 2/10"
        raise argparse.ArgumentTypeError(f"{text!r} is not allowed; allowed: {allowed}")
    return int(one), int(all_of_them)


def build_parser() -> Parser:
    """Build the parser of all verbs."""
    parser = Parser(
        prog="python run.py",
        description="Simulate how mixes of government policy for international responsible business conduct "
        "work out in value chains. Without a verb: compare.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", title="verbs", required=True)

    def verb(name: str, brief: str, *options: Callable[[Parser], None]) -> Parser:
        made: Parser = verbs.add_parser(name, help=brief, description=f"{brief}.", allow_abbrev=False)
        for add in options:
            add(made)
        return made

    compare = verb("compare", "compare policy mixes on the same luck, with intervals", _scenario, _workers)
    compare.add_argument("--mix", action="append", metavar="MIX", help=_several("mix", "those of the advice"))
    compare.add_argument(
        "--course", action="append", metavar="COURSE", help=_several("course", "expected and as_enacted")
    )
    count = whole(1, MOST_REPLICATES)
    compare.add_argument("--replicates", type=count, default=20, metavar="N", help="number of seeds (default: 20)")
    _output(compare)
    routes = verb("routes", "compare routes to European law over political futures", _scenario, _workers)
    routes.add_argument("--route", action="append", metavar="ROUTE", help=_several("route", "those of the advice"))
    routes.add_argument("--mix", action="append", metavar="MIX", help=_several("mix", "those of the advice"))
    routes.add_argument("--futures", type=count, default=200, metavar="N", help="political futures (default: 200)")
    routes.add_argument("--forecast", action="store_true", help="politics alone: date, scope, liability, quantiles")
    routes.add_argument(
        "--central", action="store_true", help="numbers of politics at their central values instead of drawn"
    )
    _output(routes)
    sweep = verb("sweep", "run what a sweep file asks for; go on where it stopped", _engine)
    sweep.add_argument("file", metavar="FILE", help="the sweep file (see docs/sweeps.md)")
    sweep.add_argument("--shard", type=shard, metavar="K/N", help="do the k-th of n parts, for a job array")
    sweep.add_argument("--merge", action="append", metavar="FOLDER", help="take over what a shard did; repeat")
    sweep.add_argument("--yes", action="store_true", help="begin, however long it takes")
    _output(sweep)
    verb("sensitivity", "what drives outcomes and differences between mixes", _analysis, _sensitivity)
    verb("robustness", "how robust the ranking of mixes is, and where it flips", _analysis, _robustness)
    verb("discover", "find the values of uncertain parameters under which a mix loses", _analysis, _discover)
    verb("ablate", "switch mechanisms and instruments off, and see what carries the ranking", _analysis, _ablate)
    one = verb("run", "run one mix with one seed and write every quarter", _scenario)
    one.add_argument("--mix", metavar="MIX", help="name, alias or path (default: the base of the others)")
    one.add_argument("--course", default="expected", metavar="COURSE", help="default: expected")
    _output(one)
    world = verb("world", "build a world and report how well it matches its tables", _seed)
    world.add_argument("world", nargs="?", default="reference", help="name or path (default: reference)")
    _output(world)
    listing = verb("list", "list what there is", _words)
    listing.add_argument("what", choices=LISTS, metavar="WHAT", help=", ".join(LISTS))
    explain = verb("explain", "show a policy mix: what it contains, and why", _words)
    explain.add_argument("mix", metavar="MIX", help="name, alias or path")
    explain.add_argument("--course", default="expected", metavar="COURSE", help="for laws (default: expected)")
    again = verb("reproduce", "make the published results again, or check that they come out the same", _workers)
    again.set_defaults(parse=parser.parse_args)
    again.add_argument(
        "study", nargs="*", choices=STUDIES, metavar="STUDY", help=f"{', '.join(STUDIES)} (default: all)"
    )
    again.add_argument("--check", action="store_true", help="change nothing; compare with results/reference*")
    document = verb("document", "write the pages of docs that are made from the code")
    document.add_argument("--check", action="store_true", help="change nothing; say which pages are out of date")
    return parser


def _analysis(parser: Parser) -> None:
    """Add what every uncertainty analysis takes."""
    _scenario(parser)
    _engine(parser)
    parser.add_argument("--mix", action="append", metavar="MIX", help=_several("mix", "those of the advice"))
    parser.add_argument("--course", action="append", metavar="COURSE", help=_several("course", "expected"))
    parser.add_argument(
        "--outcome", action="append", metavar="OUTCOME", help="an outcome; repeat for several (default: the headlines)"
    )
    parser.add_argument(
        "--year",
        action="append",
        type=whole(1900, 2200),
        metavar="YEAR",
        help="a year; repeat for several (default: 2025, 2030 and 2035, as far as the world has them)",
    )
    parser.add_argument("--yes", action="store_true", help="begin, however long it takes")
    _output(parser)


def _discover(parser: Parser) -> None:
    """Add what `discover` takes besides."""
    parser.add_argument(
        "--from", dest="source", metavar="FOLDER", help="search the sample of a finished robustness study; run nothing"
    )
    parser.add_argument(
        "--focus", action="append", metavar="MIX", help=_several("mix that may lose", "all but the base")
    )
    parser.add_argument(
        "--against", default="best", metavar="MIX", help="what it loses to: best (other mix), base, or a mix (best)"
    )
    parser.add_argument("--points", type=whole(2, MOST_POINTS), metavar="N", help="points to draw (default: 192)")
    parser.add_argument("--replicates", type=whole(1, MOST_REPLICATES), metavar="N", help="seeds a point (default: 1)")


def _sensitivity(parser: Parser) -> None:
    count, several = whole(1, MOST_REPLICATES), whole(2, MOST_REPLICATES)
    by = ("mechanism", "parameter")
    parser.add_argument("--by", choices=by, default=by[0], help="what is screened (default: mechanism)")
    parser.add_argument("--trajectories", type=several, default=4, metavar="N", help="of the screening (default: 4)")
    parser.add_argument(
        "--samples", type=several, default=16, metavar="N", help="sample of the indices: a power of 2 (default: 16)"
    )
    parser.add_argument(
        "--screened", type=count, default=3, metavar="K", help="how many get indices of their own (default: 3)"
    )
    parser.add_argument("--replicates", type=count, default=1, metavar="N", help="seeds at every point (default: 1)")
    parser.add_argument("--second-order", action="store_true", help="indices of pairs as well; doubles the sample")


def _robustness(parser: Parser) -> None:
    count = whole(1, MOST_REPLICATES)
    parser.add_argument(
        "--points", type=count, default=96, metavar="N", help="draws of what is uncertain (default: 96)"
    )
    parser.add_argument("--replicates", type=count, default=1, metavar="N", help="seeds a draw (default: 1)")
    scanned = "parameters scanned for each outcome, for flip points (default: 2)"
    parser.add_argument("--scanned", type=whole(0, 1000), default=2, metavar="N", help=scanned)
    parser.add_argument("--posterior", metavar="FILE", help="a Parquet table of draws to rank over as well")


def _ablate(parser: Parser) -> None:
    count = whole(1, MOST_REPLICATES)
    seeds = "seeds of mechanisms and of instruments (default: 4)"
    parser.add_argument("--replicates", type=count, default=4, metavar="N", help=seeds)
    parser.add_argument(
        "--factorial-replicates", type=count, default=2, metavar="N", help="seeds of the factorial (default: 2)"
    )


def _several(kind: str, default: str) -> str:
    return f"a {kind} by name, alias or path; repeat for several (default: {default})"


def _scenario(parser: Parser) -> None:
    parser.add_argument("--world", default="reference", metavar="WORLD", help="name or path (reference)")
    parser.add_argument(
        "--set",
        action="append",
        type=assignment,
        default=[],
        metavar="PARAMETER=VALUE",
        help="change a parameter; repeat for several (see: list parameters)",
    )
    _seed(parser)


def _seed(parser: Parser) -> None:
    kind = whole(0, LARGEST_SEED)
    parser.add_argument("--seed", type=kind, default=1, metavar="N", help="the (first) seed (default: 1)")


def _workers(parser: Parser) -> None:
    kind = whole(1, MOST_WORKERS)
    parser.add_argument("--workers", type=kind, metavar="N", help="processes (default: number of cores)")


def _engine(parser: Parser) -> None:
    """Add who does the tasks (see `executor_for` in experiments/sweeps/cluster.py)."""
    _workers(parser)
    told = "a running dask scheduler, as in tcp://HOST:8786, or slurm (see docs/sweeps.md)"
    parser.add_argument("--cluster", metavar="ADDRESS", help=told)


def _output(parser: Parser) -> None:
    parser.add_argument("--out", metavar="FOLDER", help="new folder for the results (default: in results)")
    parser.add_argument("--force", action="store_true", help="replace the study that is in the folder")
    _words(parser)


def _words(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument("--language", choices=("en", "nl"), default="en", help="of labels (default: en)")


def with_verb(arguments: Sequence[str]) -> list[str]:
    """Put the default verb in front when there is none.

    Raises:
        InputError: for a word that is no verb.
    """
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in ("-h", "--help")):
        return [VERBS[0], *arguments]
    if arguments[0] not in (*VERBS, "-h", "--help"):
        raise unknown_name("python run.py", "verb", arguments[0], VERBS)
    if arguments[0] == "list" and len(arguments) > 1 and nearest(arguments[1], LISTS) not in ("", arguments[1]):
        raise unknown_name("list", "list", arguments[1], LISTS)
    return list(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the verb and return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # an old code page must not end a study
    try:
        chosen = build_parser().parse_args(with_verb(sys.argv[1:] if arguments is None else arguments))
        command = importlib.import_module(f"experiments.commands.{chosen.verb}_command")
        status: int = command.run(chosen)
        return status
    except InputError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except StudyError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("stopped; nothing was written", file=sys.stderr)
        return STOPPED


if __name__ == "__main__":
    raise SystemExit(main())
