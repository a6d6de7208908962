"""What the terminal shows of a discovery: a table of contests, and in words what was found."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from experiments.report.formatting import mix_codes, number_text
from experiments.report.terminal import plain_table
from experiments.report.translation import N_, label, translate
from experiments.studies.common.contract import MadeStudy
from experiments.studies.common.stored import StudyFolder
from experiments.studies.discovery.cases import SEARCHED
from experiments.studies.discovery.sample import Scope
from experiments.studies.discovery.tables import DiscoveryTables, Finding
from experiments.studies.discovery.words import box_lines, mix_text, outcome_text, percent, rival_text

MOST_FEATURES = 4
"""So many parameters are named for each contest; all are in the table of features."""
_INDENT = 2
VERDICTS = {
    "always": N_("nothing to find: always lost"),
    "nearly_always": N_("nothing to find: nearly always lost"),
    "never": N_("nothing to find: never lost"),
    "nearly_never": N_("nothing to find: hardly ever lost"),
    "too_few": N_("too few draws to search"),
    "unknown": N_("not known: runs failed"),
}
"""Why a contest was not searched."""


def print_report(made: MadeStudy[object, StudyFolder], language: str, console: Console) -> None:
    """Print what was found, and how far it goes beyond chance."""
    study = DiscoveryTables(made.stored)
    scope = study.scope
    for course in scope.courses:
        own = [each for each in study.findings if each.contest.course == course.name]
        if len(scope.courses) > 1:
            console.print(
                translate("under: {course}", language, course=label(course, language)), style="bold", markup=False
            )
        for year in dict.fromkeys(each.contest.year for each in own):
            console.print(_table(scope, [each for each in own if each.contest.year == year], language))
        for found in own:
            _print_finding(scope, found, console, language)
    if not any(each.regions for each in study.findings):
        console.print(
            translate(
                "No region beats shuffled data. That does not show that there is none: more draws see more.", language
            ),
            markup=False,
        )
    console.print(_legend(study, language), style="dim", markup=False)
    if study.source:
        console.print(
            translate("searched the sample of study {of}", language, of=study.source), markup=False, soft_wrap=True
        )


def _table(scope: Scope, found: Sequence[Finding], language: str) -> Table:
    first = found[0].contest
    against = rival_text(scope, first, language)
    title = translate(
        "In how many of {draws} draws a mix does worse than {against}, and whether a region explains it",
        language,
        draws=scope.draws,
        against=against,
    )
    unknown = any(each.unknown for each in found)
    columns = [N_("mix"), N_("outcome"), N_("lost"), N_("equal"), *([N_("not known")] if unknown else []), N_("found")]
    codes = mix_codes(scope.mixes)
    rows = [
        (
            codes[each.contest.focus],
            outcome_text(each.contest.outcome, language),
            percent(each.lost, language),
            percent(each.tied, language),
            *([str(each.unknown)] if unknown else []),
            _verdict(each, language),
        )
        for each in found
    ]
    return plain_table(f"{title}, {first.year}", [translate(each, language) for each in columns], rows)


def _verdict(found: Finding, language: str) -> str:
    if found.verdict != SEARCHED:
        return translate(VERDICTS[found.verdict], language)
    if not found.regions:
        return translate("nothing beyond chance", language)
    return translate("{count} region(s)", language, count=len(found.regions))


def _print_finding(scope: Scope, found: Finding, console: Console, language: str) -> None:
    """Print what came of a contest: only what goes beyond chance."""
    if not found.regions:
        return
    contest = found.contest
    head = translate(
        "{mix}, {outcome} in {year}: worse than {against} in {share} of the draws",
        language,
        mix=mix_text(scope, contest.focus, language),
        outcome=outcome_text(contest.outcome, language),
        year=contest.year,
        against=rival_text(scope, contest, language),
        share=percent(found.lost, language),
    )
    console.print(Text(head, style="bold"))
    for line in _lines(found, language):
        deeper = len(line) - len(line.lstrip())
        console.print(Padding(Text(line.strip()), (0, 0, 0, _INDENT + deeper)))


def _lines(found: Finding, language: str) -> Iterator[str]:
    for region in found.regions:
        yield from box_lines(region, language)
    if math.isfinite(found.accuracy):
        accuracy = percent(found.accuracy, language)
        yield translate(
            "A small tree classifies {accuracy} of unseen draws correctly (lost and not lost weighted equally; "
            "chance: {half}).",
            language,
            accuracy=accuracy,
            half=percent(0.5, language),
        )
    if found.parameters:
        ways = [
            (name, N_("higher where lost") if more else N_("lower where lost"))
            for name, more in found.parameters[:MOST_FEATURES]
        ]
        yield translate(
            "Of use to a forest beyond chance: {names}.",
            language,
            names=", ".join(f"{name} ({translate(way, language)})" for name, way in ways),
        )


def _legend(study: DiscoveryTables, language: str) -> str:
    scope = study.scope
    return translate(
        "{draws} draws ({drawn}), {seeds} seed(s) each, world {world}. A region is reported when "
        "shuffled data give as good a one with probability at most {level} for each of {contests} "
        "contests searched. Features and trees: 5% for each contest by itself, so about one in "
        "twenty is chance.",
        language,
        draws=scope.draws,
        drawn=translate("Latin hypercube", language) if scope.drawn == "latin_hypercube" else scope.drawn or "?",
        seeds=scope.seeds,
        world=scope.world,
        level=number_text(study.level, 4, language),
        contests=study.searched,
    )
