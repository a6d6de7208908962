"""The front door of Ketenimpact: `python run.py` compares the policy mixes; `python run.py --help` says the rest.

Only the command line lives here. Each verb is a module in `experiments/cli`, imported when asked for.
"""

from __future__ import annotations

import argparse
import importlib
import io
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence

from experiments.cli import faults
from experiments.cli.draw_options import calibrate_options, ensemble_options, routes_options, sample_options
from experiments.cli.extras import advice
from experiments.cli.information_options import information_options
from experiments.cli.options import (
    Parser,
    ablate_options,
    analysis_options,
    compare_options,
    difference_options,
    discover_options,
    draw_options,
    engine_options,
    explain_options,
    output_options,
    pressure_options,
    robustness_options,
    run_options,
    scenario_options,
    seed_options,
    sensitivity_options,
    sweep_options,
    words_options,
    workers_options,
    yes_option,
)
from experiments.cli.own_environment import go_on
from experiments.cli.translated import HELP, chosen_language, help_in, translate_help
from experiments.place import PROGRAM, WITHIN
from experiments.report.translation import ENGLISH, N_, text_in, translate
from model.errors import InputError, nearest, unknown_name

VERBS = (
    "compare",
    "routes",
    "sweep",
    "sensitivity",
    "robustness",
    "discover",
    "ablate",
    "pressure",
    "value-of-information",
    "calibrate",
    "run",
    "difference",
    "draw",
    "world",
    "list",
    "explain",
    "reproduce",
    "document",
    "completion",
)
SHELLS = ("bash", "zsh", "tcsh")
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
EXPLAINED = ("mix", "instrument", "outcome", "parameter", "process", "law", "route", "course")
"""Kinds of names that `explain` knows; a name of several is shown as the first of these."""
STUDIES = ("compare", "routes", "sensitivity", "robustness", "discover", "ablate", "pressure", "value-of-information")
RESUMABLE = (*STUDIES, "calibrate", "sweep")
"""Verbs that go on where they stopped when the same command is given again."""
OF_A_CHECKOUT = ("reproduce", "document")
"""Verbs that need what an installed package does not hold: published results and pages."""
STOPPED = 130
EXAMPLES = """examples:
  python run.py                                   compare the policy mixes on the reference world
  python run.py --world small --replicates 4      the same, small and quick
  python run.py compare --mix 1 --mix 3 --course expected --set politics.ambition=0.8
  python run.py compare --world small --by sector  where in the chain the differences are
  python run.py routes --world small --futures 40  routes to European law, small and quick
  python run.py sweep my-sweep.toml               many runs over mixes, parameters and worlds; resumable
  python run.py discover --world small             under which parameter values a mix loses
  python run.py pressure --world small            where to press: the most that each lever of the chain could bring
  python run.py run --mix 3 --seed 7              one mix, one seed, every quarter
  python run.py explain 3                         what a policy mix contains, and why
  python run.py explain leverage.steepness        what a parameter means, why this value, where it is used
  python run.py list parameters                   every number that --set can change
  python run.py reproduce --check                 does this machine find the published results?

exit status: 0 done; 1 runs or a check failed; 2 the input cannot be used; 70 a fault of the program;
130 stopped with Ctrl-C
"""


def build_parser(language: str = ENGLISH) -> Parser:
    """Build the parser of all verbs, with help in a language."""
    parser = Parser(
        prog=PROGRAM,
        description="Simulate how mixes of government policy for international responsible business conduct "
        "work out in value chains. Without a verb: compare.",
        epilog=text_in(language, EXAMPLES, HELP).replace("python run.py", PROGRAM),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", title="verbs", required=True)

    def verb(name: str, brief: str, *options: Callable[[Parser], None]) -> Parser:
        made: Parser = verbs.add_parser(name, help=brief, description=f"{brief}.", allow_abbrev=False)
        for add in options:
            add(made)
        return made

    verb(
        "compare",
        "compare policy mixes on the same luck, with intervals",
        scenario_options,
        workers_options,
        compare_options,
        ensemble_options,
        yes_option,
        output_options,
    )
    verb(
        "routes",
        "compare routes to European law over political futures",
        scenario_options,
        workers_options,
        routes_options,
        ensemble_options,
        yes_option,
        output_options,
    )
    verb(
        "sweep", "run what a sweep file asks for; go on where it stopped", engine_options, sweep_options, output_options
    )
    sampled = (analysis_options, sample_options)
    verb("sensitivity", "what drives outcomes and differences between mixes", *sampled, sensitivity_options)
    verb("robustness", "how robust the ranking of mixes is, and where it flips", *sampled, robustness_options)
    lost = "find the values of uncertain parameters under which a mix loses"
    verb("discover", lost, *sampled, discover_options)
    first = "what to measure first: which knowledge would most change which mix is best"
    verb("value-of-information", first, *sampled, information_options)
    verb(
        "ablate",
        "switch mechanisms and instruments off, and see what carries the ranking",
        analysis_options,
        ablate_options,
        ensemble_options,
    )
    verb(
        "pressure",
        "where to press: the most that each pressure point of the chain could bring",
        scenario_options,
        workers_options,
        pressure_options,
        ensemble_options,
        yes_option,
        output_options,
    )
    verb(
        "calibrate",
        "find the parameter values that agree with what was observed, as a weighted ensemble",
        workers_options,
        calibrate_options,
        yes_option,
        output_options,
    )
    verb("run", "run one mix with one seed and write every quarter", scenario_options, run_options, output_options)
    verb("difference", "what differs between two results folders, by seed", difference_options, output_options)
    verb("draw", "draw the figures of a finished study again, without a run", draw_options, workers_options)
    world = verb("world", "build a world and report how well it matches its tables", seed_options)
    world.add_argument("world", nargs="?", default="reference", help="name or path (default: reference)")
    output_options(world)
    listing = verb("list", "list what there is", words_options)
    listing.add_argument("--world", metavar="WORLD", help="by name or path: list what its plug-ins add as well")
    listing.add_argument("--mix", metavar="MIX", help="the same of a mix")
    listing.add_argument("what", choices=LISTS, metavar="WHAT", help=", ".join(LISTS))
    brief = "explain a mix, instrument, outcome, parameter, process, law or route: what, why, from where"
    explained = verb("explain", brief)
    explained.add_argument("kind", nargs="?", choices=EXPLAINED, metavar="KIND", help=", ".join(EXPLAINED))
    explain_options(explained)
    words_options(explained)
    again = verb("reproduce", "make the published results again, or check that they come out the same", workers_options)
    again.set_defaults(parse=parser.parse_args)
    again.add_argument(
        "study", nargs="*", choices=STUDIES, metavar="STUDY", help=f"{', '.join(STUDIES)} (default: all)"
    )
    again.add_argument("--check", action="store_true", help="change nothing; compare with results/reference*")
    again.add_argument("--from-data", action="store_true", help="draw the published figures again from their tables")
    document = verb("document", "write the pages of docs that are made from the code")
    document.add_argument("--check", action="store_true", help="change nothing; say which pages are out of date")
    completion = verb("completion", "print a script that completes the command ketenimpact in a shell")
    completion.add_argument("shell", choices=SHELLS, metavar="SHELL", help=", ".join(SHELLS))
    completion.set_defaults(parser=parser)
    if language != ENGLISH:
        translate_help(parser, help_in(language))
    return parser


def with_verb(arguments: Sequence[str]) -> list[str]:
    """Put the default verb in front when there is none.

    Raises:
        InputError: for a word that is no verb, or a verb that is not offered here.
    """
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in ("-h", "--help")):
        return [VERBS[0], *arguments]
    if arguments[0] not in (*VERBS, "-h", "--help"):
        raise unknown_name(PROGRAM, "verb", arguments[0], VERBS)
    if WITHIN and arguments[0] in OF_A_CHECKOUT:
        raise InputError(f"{arguments[0]}: works on a checkout of the project only, as `python run.py {arguments[0]}`")
    if arguments[0] == "list" and len(arguments) > 1 and nearest(arguments[1], LISTS) not in ("", arguments[1]):
        raise unknown_name("list", "list", arguments[1], LISTS)
    return list(arguments)


def stop_on_signals() -> None:
    """Let a request to end, or a terminal that closes, be the same as Ctrl-C."""
    if threading.current_thread() is threading.main_thread():
        for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), signal.default_int_handler)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the verb and return the exit status; only a fault of the program is raised."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # an old code page must not end a study
    chosen, words = argparse.Namespace(verb=""), sys.argv[1:] if arguments is None else arguments
    language = chosen_language(words)
    stop_on_signals()
    try:
        chosen = build_parser(language).parse_args(with_verb(words))
        command = importlib.import_module(f"{WITHIN}experiments.cli.{chosen.verb.replace('-', '_')}_command")
        status: int = command.run(chosen)
        return status
    except ModuleNotFoundError as error:
        message = advice(error)
        if not message:  # a module of ours that is missing is a fault, not an input
            raise
        return faults.report(InputError(message), language)
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        kept = chosen.verb in RESUMABLE and getattr(chosen, "source", None) is None
        text = (
            N_("stopped; give the same command to go on where it was") if kept else N_("stopped; nothing was written")
        )
        print(translate(text, language), file=sys.stderr)
        return STOPPED
    except Exception as error:
        if faults.expected(error) is None:
            raise
        return faults.report(error, language)


def entry_point() -> int:
    """Run the verb of the command line and return the exit status; a fault of the program ends in one line too."""
    try:
        return main()
    except Exception as error:
        return faults.report(error, chosen_language(sys.argv[1:]))


def start() -> int:
    """Run from a checkout, in an environment of its own where that is asked for or needed; return the exit status."""
    try:
        status = go_on(sys.argv[1:])
    except InputError as error:
        return faults.report(error, chosen_language(sys.argv[1:]))
    return entry_point() if status is None else status


if __name__ == "__main__":
    raise SystemExit(start())
