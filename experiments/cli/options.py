"""Options of the front door: how words of a command line are read, and groups of options that verbs share."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any, NoReturn

from experiments.cli.translated import language_option
from model.errors import InputError, unknown_name
from model.quarters import parse_quarter

MOST_REPLICATES = 100_000
MOST_POINTS = 1_000_000
MOST_WORKERS = 1_000
MOST_TRIALS = 10_000
LARGEST_SEED = 2**31


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one message, and takes no empty text, as a variable without a value gives."""

    def error(self, message: str) -> NoReturn:
        """Raise `InputError` instead of printing the usage."""
        raise InputError(f"{message}; see {self.prog} --help")

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Parse as usual, but name the nearest option where one is not known."""
        chosen, extra = super().parse_known_args(args, namespace)
        for action in self._actions:
            given = getattr(chosen, action.dest, None)
            if "" in (given if isinstance(given, list) else [given]):
                name = action.option_strings[-1] if action.option_strings else action.metavar
                raise InputError(f"{name}: an empty text is not allowed; give a value, or leave it out")
        for each in extra:
            if each.startswith("--"):
                known = [name for name in self._option_string_actions if name.startswith("--")]
                raise unknown_name(self.prog, "option", each.partition("=")[0], known)
        return chosen, extra


class Once(argparse.Action):
    """Collects names with their values, each name once."""

    def __call__(self, parser: Any, namespace: argparse.Namespace, values: Any, option_string: Any = None) -> None:
        """Add a name and its value; raise `InputError` for a name that is there."""
        known: list[tuple[str, str]] = getattr(namespace, self.dest)
        if values[0] in dict(known):
            raise InputError(f"{option_string}: {values[0]} is given twice; give it once")
        setattr(namespace, self.dest, [*known, values])


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


def quarter(text: str) -> int:
    """Read a quarter as a count of quarters since year 0."""
    try:
        return parse_quarter(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not allowed; allowed: a quarter, as in 2022Q1") from None


def analysis_options(parser: Parser) -> None:
    """Add what every uncertainty analysis takes."""
    scenario_options(parser)
    engine_options(parser)
    parser.add_argument("--mix", action="append", metavar="MIX", help=several("mix", "those of the advice"))
    parser.add_argument("--course", action="append", metavar="COURSE", help=several("course or route", "expected"))
    parser.add_argument(
        "--outcome", action="append", metavar="OUTCOME", help="an outcome; repeat for several (default: the headlines)"
    )
    parser.add_argument(
        "--year",
        action="append",
        type=whole(1900, 2200),
        metavar="YEAR",
        help="a year; repeat for several (default: every fifth from 2025 on)",
    )
    yes_option(parser)
    output_options(parser)


def compare_options(parser: Parser) -> None:
    """Add what `compare` takes besides."""
    parser.add_argument("--mix", action="append", metavar="MIX", help=several("mix", "those of the advice"))
    courses = several("course or route", "expected and as_enacted")
    parser.add_argument("--course", action="append", metavar="COURSE", help=courses)
    count = whole(1, MOST_REPLICATES)
    parser.add_argument("--replicates", type=count, default=20, metavar="N", help="number of seeds (default: 20)")
    parser.add_argument("--all", action="store_true", help="all headline outcomes, years and verdicts on the terminal")
    by_help = "show a breakdown: sector, country, region, size, group, tier_theme, sector_theme or goal"
    parser.add_argument("--by", metavar="DIMENSION", help=by_help)


def sensitivity_options(parser: Parser) -> None:
    """Add what `sensitivity` takes besides."""
    count, at_least_two = whole(1, MOST_REPLICATES), whole(2, MOST_REPLICATES)
    by = ("mechanism", "parameter")
    parser.add_argument("--by", choices=by, default=by[0], help="what is screened (default: mechanism)")
    parser.add_argument(
        "--trajectories", type=at_least_two, default=8, metavar="N", help="of the screening (default: 8)"
    )
    parser.add_argument(
        "--samples",
        type=at_least_two,
        default=16,
        metavar="N",
        help="sample of the indices: a power of 2 (default: 16)",
    )
    parser.add_argument(
        "--screened", type=count, default=3, metavar="K", help="how many get indices of their own (default: 3)"
    )
    parser.add_argument("--replicates", type=count, default=1, metavar="N", help="seeds at every point (default: 1)")
    parser.add_argument("--second-order", action="store_true", help="indices of pairs as well; doubles the sample")


def ablate_options(parser: Parser) -> None:
    """Add what `ablate` takes besides."""
    count = whole(1, MOST_REPLICATES)
    seeds = "seeds of mechanisms and of instruments (default: 4)"
    parser.add_argument("--replicates", type=count, default=4, metavar="N", help=seeds)
    parser.add_argument(
        "--factorial-replicates", type=count, default=2, metavar="N", help="seeds of the factorial (default: 2)"
    )


def pressure_options(parser: Parser) -> None:
    """Add what `pressure` takes besides."""
    parser.add_argument("--mix", metavar="MIX", help="name, alias or path (default: the base of the others)")
    parser.add_argument("--course", default="expected", metavar="COURSE", help="default: expected")
    count = whole(1, MOST_REPLICATES)
    parser.add_argument("--replicates", type=count, default=12, metavar="N", help="number of seeds (default: 12)")
    begin = "first quarter in which points are held (default: the start of the mix)"
    parser.add_argument("--from", dest="start", type=quarter, metavar="QUARTER", help=begin)
    divided = "how gains are divided over the chain; repeat for several (default: all three)"
    parser.add_argument("--by", action="append", choices=("sector", "tier", "country"), help=divided)
    only = "hold points in this {} only, by its {}; repeat for several (default: everywhere)"
    parser.add_argument("--sector", action="append", default=[], metavar="CODE", help=only.format("sector", "code"))
    parser.add_argument(
        "--tier", action="append", type=whole(1, 3), default=[], metavar="N", help=only.format("tier", "number")
    )
    parser.add_argument(
        "--country", action="append", default=[], metavar="ISO3", help=only.format("producing country", "code")
    )


def run_options(parser: Parser) -> None:
    """Add what `run` takes besides."""
    parser.add_argument("--mix", metavar="MIX", help="name, alias or path (default: the base of the others)")
    parser.add_argument("--course", metavar="COURSE", help="default: expected")
    parser.add_argument("--from", dest="source", metavar="FOLDER", help="run one run of a results folder again")
    parser.add_argument("--run-id", metavar="ID", help="which one: run_id in its table of runs")
    text = "measure a group of firms as well, by name or path (see docs/groups.md); repeat for several"
    parser.add_argument("--group", action="append", default=[], metavar="GROUP", help=text)
    yes_option(parser)


def sweep_options(parser: Parser) -> None:
    """Add what `sweep` takes besides."""
    parser.add_argument("file", metavar="FILE", help="the sweep file (see docs/sweeps.md)")
    parser.add_argument("--shard", type=shard, metavar="K/N", help="do the k-th of n parts, for a job array")
    parser.add_argument("--merge", action="append", metavar="FOLDER", help="take over what a shard did; repeat")
    reuse = "take over runs of a finished sweep; repeat for several"
    parser.add_argument("--reuse", action="append", default=[], metavar="FOLDER", help=reuse)
    parser.add_argument("--yes", action="store_true", help="begin, however long it takes")


def difference_options(parser: Parser) -> None:
    """Add the two folders of `difference`."""
    parser.add_argument("first", metavar="FIRST", help="a finished folder of compare, run or sweep")
    parser.add_argument("second", metavar="SECOND", help="another; what differs is this one less the first")


def draw_options(parser: Parser) -> None:
    """Add what `draw` takes."""
    parser.add_argument("folder", metavar="FOLDER", help="of a finished study")
    parser.add_argument("--world", metavar="WORLD", help="its file, when it has input tables of its own")
    parser.add_argument("--out", metavar="FOLDER", help="new folder for the figures (default: beside the study)")
    parser.add_argument("--force", action="store_true", help="replace the figures that are in the folder")
    language_option(parser)


def explain_options(parser: Parser) -> None:
    """Add what `explain` takes besides."""
    parser.add_argument("name", metavar="NAME", help="name, alias, or path (of a mix, unless KIND says otherwise)")
    parser.add_argument("--course", default="expected", metavar="COURSE", help="for laws of a mix (default: expected)")
    parser.add_argument("--world", default="reference", metavar="WORLD", help="of a mix, or with plug-ins (reference)")


def several(kind: str, default: str) -> str:
    """Return help for an option that may be repeated."""
    return f"a {kind} by name, alias or path; repeat for several (default: {default})"


def scenario_options(parser: Parser) -> None:
    """Add what every run needs: world, parameters, seed."""
    parser.add_argument("--world", default="reference", metavar="WORLD", help="name or path (reference)")
    set_option(parser)
    seed_options(parser)


def set_option(parser: Parser) -> None:
    """Add values of parameters."""
    parser.add_argument(
        "--set",
        action=Once,
        type=assignment,
        default=[],
        metavar="PARAMETER=VALUE",
        help="change a parameter; repeat for several (see: list parameters)",
    )


def seed_options(parser: Parser) -> None:
    """Add the seed."""
    kind = whole(0, LARGEST_SEED)
    parser.add_argument("--seed", type=kind, default=1, metavar="N", help="the (first) seed (default: 1)")


def workers_options(parser: Parser) -> None:
    """Add the number of processes."""
    kind = whole(1, MOST_WORKERS)
    parser.add_argument("--workers", type=kind, metavar="N", help="processes (default: number of cores)")


def engine_options(parser: Parser) -> None:
    """Add who does the tasks (see `executor_for` in experiments/runs/sweeps/cluster.py)."""
    workers_options(parser)
    told = "a running dask scheduler, as in tcp://HOST:8786, or slurm (see docs/sweeps.md)"
    parser.add_argument("--cluster", metavar="ADDRESS", help=told)


def yes_option(parser: Parser) -> None:
    """Add consent to what takes long."""
    parser.add_argument("--yes", action="store_true", help="begin, however long it takes")


def output_options(parser: Parser) -> None:
    """Add where results go and how they are told."""
    parser.add_argument("--out", metavar="FOLDER", help="new folder for the results (default: in results)")
    parser.add_argument("--force", action="store_true", help="replace the study that is in the folder")
    left = "take a folder over that a process of another machine held, which has ended"
    parser.add_argument("--unlock", action="store_true", help=left)
    parser.add_argument("--excel", action="store_true", help="write the tables as an Excel workbook too")
    parser.add_argument("--csv", choices=("dutch",), help="write the tables for Dutch Excel too (; and decimal comma)")
    words_options(parser)


def words_options(parser: Parser) -> None:
    """Add form and language of what is told."""
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    language_option(parser)
