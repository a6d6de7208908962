"""What the terminal shows of a discovery: a table of contests, and in words what was found."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from experiments.report.formatting import mix_codes
from experiments.report.terminal import label, plain_table
from experiments.report.words import number_text
from experiments.studies.common.contract import MadeStudy
from experiments.studies.common.stored import StudyFolder
from experiments.studies.discovery.cases import SEARCHED
from experiments.studies.discovery.sample import Scope
from experiments.studies.discovery.tables import DiscoveryTables, Finding
from experiments.studies.discovery.words import WORDS, box_lines, mix_text, outcome_text, percent, rival_text, word

MOST_FEATURES = 4
"""So many parameters are named for each contest; all are in the table of features."""
_INDENT = 2


def print_report(made: MadeStudy[object, StudyFolder], language: str, console: Console) -> None:
    """Print what was found, and how far it goes beyond chance."""
    study = DiscoveryTables(made.stored)
    scope = study.scope
    for course in scope.courses:
        own = [each for each in study.findings if each.contest.course == course.name]
        if len(scope.courses) > 1:
            console.print(word("under", language, course=label(course, language)), style="bold", markup=False)
        for year in dict.fromkeys(each.contest.year for each in own):
            console.print(_table(scope, [each for each in own if each.contest.year == year], language))
        for found in own:
            _print_finding(scope, found, console, language)
    if not any(each.regions for each in study.findings):
        console.print(word("nothing", language), markup=False)
    console.print(_legend(study, language), style="dim", markup=False)
    if study.source:
        console.print(word("searched", language, of=study.source), markup=False, soft_wrap=True)


def _table(scope: Scope, found: Sequence[Finding], language: str) -> Table:
    first = found[0].contest
    against = rival_text(scope, first, language)
    title = f"{word('title', language, draws=scope.draws, against=against)}, {first.year}"
    unknown = any(each.unknown for each in found)
    names = ["mix", "outcome", "lost", "tied", *(["unknown"] if unknown else []), "found"]
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
    return plain_table(title, [word(name, language) for name in names], rows)


def _verdict(found: Finding, language: str) -> str:
    if found.verdict != SEARCHED:
        return word(f"verdict {found.verdict}", language)
    return word("verdict boxes" if found.regions else "verdict none", language, count=len(found.regions))


def _print_finding(scope: Scope, found: Finding, console: Console, language: str) -> None:
    """Print what came of a contest: only what goes beyond chance."""
    if not found.regions:
        return
    contest = found.contest
    head = word(
        "head",
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
        yield word("tree", language, accuracy=accuracy, half=percent(0.5, language))
    if found.parameters:
        ways = [(name, "more" if more else "less") for name, more in found.parameters[:MOST_FEATURES]]
        yield word("features", language, names=", ".join(f"{name} ({word(way, language)})" for name, way in ways))


def _legend(study: DiscoveryTables, language: str) -> str:
    scope, key = study.scope, f"drawn {study.scope.drawn}"
    return word(
        "legend",
        language,
        draws=scope.draws,
        drawn=word(key, language) if key in WORDS else scope.drawn or "?",
        seeds=scope.seeds,
        world=scope.world,
        level=number_text(study.level, 4, language),
        contests=study.searched,
    )
