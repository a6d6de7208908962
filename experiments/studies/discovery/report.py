"""What the terminal shows of a discovery: a table of contests, and in words what was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from experiments.report.formatting import mix_codes
from experiments.report.terminal import label, plain_table, tell_folder
from experiments.report.words import number_text
from experiments.studies.discovery.cases import SEARCHED
from experiments.studies.discovery.search import Found
from experiments.studies.discovery.study import Discovery
from experiments.studies.discovery.words import box_lines, mix_text, outcome_text, percent, rival_text, word

MOST_FEATURES = 4
"""So many parameters are named for each contest; all are in the table of features."""
_INDENT = 2


def tell(made: Discovery, console: Console, language: str) -> None:
    """Print what was found, how far it goes beyond chance, and where everything is."""
    for course in made.sample.scope.courses:
        own = [each for each in made.found if each.contest.course == course.name]
        if len(made.sample.scope.courses) > 1:
            console.print(word("under", language, course=label(course, language)), style="bold", markup=False)
        for year in dict.fromkeys(each.contest.year for each in own):
            console.print(_table(made, [each for each in own if each.contest.year == year], language))
        for found in own:
            _tell_found(made, found, console, language)
    if not any(each.told for each in made.found):
        console.print(word("nothing", language), markup=False)
    console.print(_legend(made, language), style="dim", markup=False)
    if made.of:
        console.print(word("searched", language, of=made.of), markup=False, soft_wrap=True)
    key = "study_from" if made.of else "study"
    console.print(word(key, language, id=made.study_id, runs=made.runs), markup=False, soft_wrap=True)
    tell_folder(made.folder, language, made.figures)


def _table(made: Discovery, found: Sequence[Found], language: str) -> Table:
    scope, first = made.sample.scope, found[0].contest
    against = rival_text(scope, first, language)
    title = f"{word('title', language, draws=len(made.sample.points), against=against)}, {first.year}"
    unknown = any((~each.cases.known).any() for each in found)
    names = ["mix", "outcome", "lost", "tied", *(["unknown"] if unknown else []), "found"]
    codes = mix_codes(scope.mixes)
    rows = []
    for each in found:
        cases = each.cases
        known = max(int(cases.known.sum()), 1)
        row = [
            codes[each.contest.focus],
            outcome_text(each.contest.outcome, language),
            percent(cases.share, language),
            percent(cases.tied.sum() / known, language),
            *([str(int((~cases.known).sum()))] if unknown else []),
            _verdict(each, language),
        ]
        rows.append(row)
    return plain_table(title, [word(name, language) for name in names], rows)


def _verdict(found: Found, language: str) -> str:
    if found.cases.verdict != SEARCHED:
        return word(f"verdict {found.cases.verdict}", language)
    return word("verdict boxes" if found.told else "verdict none", language, count=len(found.told))


def _tell_found(made: Discovery, found: Found, console: Console, language: str) -> None:
    lines = list(_lines(found, language))
    if not lines:
        return
    contest, scope = found.contest, made.sample.scope
    head = word(
        "head",
        language,
        mix=mix_text(scope, contest.focus, language),
        outcome=outcome_text(contest.outcome, language),
        year=contest.year,
        against=rival_text(scope, contest, language),
        share=percent(found.cases.share, language),
    )
    console.print(Text(head, style="bold"))
    for line in lines:
        deeper = len(line) - len(line.lstrip())
        console.print(Padding(Text(line.strip()), (0, 0, 0, _INDENT + deeper)))


def _lines(found: Found, language: str) -> Iterator[str]:
    """Yield what is told of a contest: only what goes beyond chance."""
    for box in found.told:
        yield from box_lines(box, language)
    if not found.told:
        return
    if found.tree is not None and found.tree.passes:
        accuracy = percent(found.tree.accuracy, language)
        yield word("tree", language, accuracy=accuracy, half=percent(0.5, language))
    names = feature_names(found, language)
    if names:
        yield word("features", language, names=", ".join(names))


def feature_names(found: Found, language: str) -> list[str]:
    """Return the parameters that score beyond chance, the highest first, and which way each goes."""
    if found.features is None:
        return []
    own = found.features
    order = sorted(range(len(own.scores)), key=lambda place: -own.scores[place])
    names = []
    for place in order[:MOST_FEATURES]:
        if own.scores[place] > own.chance:
            way = word("more" if own.shift[place] > 0 else "less", language)
            names.append(f"{found.factors[place].name} ({way})")
    return names


def _legend(made: Discovery, language: str) -> str:
    sample = made.sample
    count = sum(each.cases.verdict == SEARCHED for each in made.found)
    level = next((box.chance.level for each in made.found for box in each.boxes), None)
    key = f"drawn {sample.drawn}"
    try:
        drawn = word(key, language)
    except KeyError:
        drawn = sample.drawn or "?"
    return word(
        "legend",
        language,
        draws=len(sample.points),
        drawn=drawn,
        seeds=sample.seeds,
        world=sample.world,
        level="–" if level is None else number_text(level, 4, language),
        contests=count,
    )
