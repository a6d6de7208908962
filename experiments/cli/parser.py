"""The verbs of the command line, and the parser of all of them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from experiments.cli.options import (
    Parser,
    ablate_options,
    analysis_options,
    compare_options,
    difference_options,
    draw_options,
    engine_options,
    explain_options,
    output_options,
    pressure_options,
    run_options,
    scenario_options,
    seed_options,
    sensitivity_options,
    sweep_options,
    words_options,
    workers_options,
    yes_option,
)
from experiments.cli.page_options import dashboard_options, explorer_options, report_options
from experiments.cli.study_options import (
    calibrate_options,
    discover_options,
    ensemble_options,
    given_data_options,
    information_options,
    parts_options,
    reproduce_options,
    robustness_options,
    routes_options,
    sample_options,
    validation_options,
)
from experiments.cli.translated import HELP, help_in, translate_help
from experiments.place import PROGRAM, WITHIN
from experiments.report.translation import ENGLISH, text_in
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
    "calibrate",
    "validate",
    "value-of-information",
    "run",
    "difference",
    "draw",
    "report",
    "explorer",
    "world",
    "list",
    "explain",
    "reproduce",
    "document",
    "dashboard",
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
STUDIES = (
    "compare",
    "routes",
    "sensitivity",
    "robustness",
    "discover",
    "ablate",
    "pressure",
    "calibrate",
    "validate",
    "value-of-information",
)
RESUMABLE = (*STUDIES, "sweep", "reproduce")
"""Verbs that go on where they stopped when the same command is given again."""
OF_A_CHECKOUT = ("reproduce", "document")
"""Verbs that need what an installed package does not hold: published results and pages."""
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
  python run.py report --language nl --pdf        what the published studies say, as a page and on paper
  python run.py list parameters                   every number that --set can change
  python run.py reproduce                         which figures and tables are published, and what each takes
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
        "compare policy mixes on the same random numbers, with intervals",
        scenario_options,
        workers_options,
        compare_options,
        parts_options,
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
    verb(
        "sensitivity",
        "what drives outcomes and differences between mixes",
        analysis_options,
        sensitivity_options,
        given_data_options,
    )
    verb(
        "robustness",
        "how robust the ranking of mixes is, and where it flips",
        analysis_options,
        robustness_options,
        sample_options,
    )
    verb(
        "discover",
        "find the values of uncertain parameters under which a mix loses",
        analysis_options,
        discover_options,
        sample_options,
    )
    verb(
        "ablate",
        "switch mechanisms and instruments off, and see what the ranking depends on",
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
    verb(
        "validate",
        "hold the model against what was observed, under the prior, the ensemble and the defaults",
        validation_options,
    )
    verb(
        "value-of-information",
        "what to measure first: which knowledge would most change which mix is best",
        analysis_options,
        information_options,
        sample_options,
    )
    verb("run", "run one mix with one seed and write every quarter", scenario_options, run_options, output_options)
    verb("difference", "what differs between two results folders, by seed", difference_options, output_options)
    verb("draw", "draw the figures of a finished study again, without a run", draw_options, workers_options)
    verb("report", "write one page from finished studies, to read, print and hand on", report_options)
    verb(
        "explorer",
        "put all draws of a finished comparison in one page, to filter and compare in a browser",
        explorer_options,
    )
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
    again = verb(
        "reproduce",
        "list the published results, make them again, or check that they come out the same",
        workers_options,
        reproduce_options,
    )
    again.set_defaults(parse=parser.parse_args)
    document = verb("document", "write the pages of docs that are made from the code")
    document.add_argument("--check", action="store_true", help="change nothing; say which pages are out of date")
    verb("dashboard", "build and run mixes in the browser, on this machine alone", dashboard_options)
    completion = verb("completion", "print a script that completes the command ketenimpact in a shell")
    completion.add_argument("shell", choices=SHELLS, metavar="SHELL", help=", ".join(SHELLS))
    completion.set_defaults(parser=parser)
    if language != ENGLISH:
        translate_help(parser, help_in(language))
    return parser


def resumable(chosen: argparse.Namespace) -> bool:
    """Return whether what was done when a command stopped is kept for the same command given again."""
    alone = getattr(chosen, "source", None) is not None or (chosen.verb == "calibrate" and chosen.check)
    return chosen.verb in RESUMABLE and not alone


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
