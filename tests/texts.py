"""Texts that have a translation: `python -m tests.texts LANGUAGE` brings a catalogue up to date.

Texts that the catalogue lacks are added without a translation, those that are used no more are left out.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from experiments.cli.list_command import LISTS
from experiments.cli.parser import EXAMPLES, build_parser
from experiments.cli.translated import HELP, translate_help
from experiments.report.translation import ENGLISH, LOCALES, UNIT, catalogue, unit_words
from experiments.report.units import display_unit
from experiments.studies.common.factors import DUMMY_FACTOR
from experiments.tools.world_figure import QUANTITIES
from experiments.tools.world_match import UNITS
from model import catalogue as declarations
from model.inputs.mix import EVIDENCE, NATIONAL
from model.inputs.pressure_points import PRESSURE_POINTS
from model.instruments import INSTRUMENTS
from model.observations import STATISTICS
from model.outcomes import OUTCOMES
from model.parameters import declared
from model.schedule import STEP
from tests.messages import called, messages, trees

EXPERIMENTS = LOCALES.parent
MARKS = ("translate", "say", "word", "sentence", "opening", "in_language", "N_")
"""Calls whose first argument is a text of the catalogue."""
WORDED = ("kind", "v", "works through", "European law")
"""Columns of lists with words of the model."""
WIDTH = 120
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


@cache
def texts(language: str) -> frozenset[tuple[str, str]]:
    """Return every text that has a translation into a language: its context (`""` for most) and the text itself."""
    declarations.load()
    found = {("", text) for text in (*(text for text, _ in marked_calls()), *declared_texts(), *listed_texts())}
    found |= messages() | help_texts()
    every = "\n".join(units())
    return frozenset(found | {(UNIT, text) for text in unit_words(language).findall(every) if text})


@cache
def marked_calls() -> tuple[tuple[str, ast.Call], ...]:
    """Return the texts that stand in the code, with the calls that they stand in."""
    return tuple(_marked_calls())


def _marked_calls() -> Iterator[tuple[str, ast.Call]]:
    for tree in trees():
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and called(call) in MARKS:
                match call.args:
                    case [ast.Constant(value=str(text)), *_]:
                        yield text, call


def declared_texts() -> Iterator[str]:
    """Yield what declarations in the model mean."""
    yield from (each.meaning for each in declared().values())
    yield from (each.meaning for each in STEP)
    yield from (each.meaning for each in STATISTICS.values())
    yield from (each.meaning for each in PRESSURE_POINTS.values())
    yield DUMMY_FACTOR.meaning
    yield from NATIONAL.values()
    yield from EVIDENCE
    yield from (each.v for each in INSTRUMENTS.values())


def listed_texts() -> Iterator[str]:
    """Yield heads of lists and words in them."""
    yield from QUANTITIES
    for name, rows_of in LISTS.items():
        yield name
        for row in rows_of(ENGLISH):
            yield from row
            cells = [row[column] for column in WORDED if column in row]
            yield from (text for cell in cells for text in ([cell] if isinstance(cell, str) else cell))


def help_texts() -> set[tuple[str, str]]:
    """Return the texts of the help of the command line."""
    found = {EXAMPLES, "usage: "}

    def keep(text: str) -> str:
        found.add(text)
        return text

    translate_help(build_parser(), keep)
    return {(HELP, text) for text in found}


def units() -> set[str]:
    """Return every unit that is shown."""
    found = {each.unit for each in declared().values()} | set(UNITS.values())
    return found | {unit for each in OUTCOMES.values() for unit in (each.unit, display_unit(each)[0])}


def write(language: str) -> None:
    """Write the catalogue of a language anew, sorted, with the translations that it has."""
    path = LOCALES / f"{language}.po"
    known = catalogue(language) if path.is_file() else {}
    made = Catalog(language)
    for context, text in sorted(texts(language)):
        made.add(text, known.get((context, text), ""), context=context or None)
    with path.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, made, width=WIDTH, omit_header=True)


if __name__ == "__main__":
    write(sys.argv[1])
