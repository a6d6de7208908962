"""The command line in a language: which one, its help, and messages of errors by their templates."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from functools import cache
from string import Formatter

from experiments.report.translation import LANGUAGES, catalogue, locale_language, text_in

HELP, ERROR, KIND = "help", "error", "kind"
"""Contexts of the catalogue: help, templates of messages with numbered gaps, and kinds of things that have names."""
OPTION = "--language"
_BEFORE_KIND = ("unknown ", "(a ")
"""Ends of what stands before a kind in a template."""


def chosen_language(words: Sequence[str]) -> str:
    """Return the language that a command line asks for, else that of the locale."""
    for place, word in enumerate(words):
        name, sign, value = word.partition("=")
        asked = value if sign else "".join(words[place + 1 : place + 2])
        if name == OPTION and asked in LANGUAGES:
            return asked
    return locale_language()


def language_option(parser: argparse.ArgumentParser) -> None:
    """Add the language."""
    parser.add_argument(OPTION, choices=LANGUAGES, default=locale_language(), help="of texts (default: as the locale)")


def translate_help(parser: argparse.ArgumentParser, localise: Callable[[str], str]) -> None:
    """Put the help of a parser and of its subcommands into a language; `localise` translates a text."""

    class Translated(parser.formatter_class):  # type: ignore[name-defined, misc]
        def add_usage(self, usage: object, actions: object, groups: object, prefix: str | None = None) -> None:
            super().add_usage(usage, actions, groups, prefix or localise("usage: "))

    parser.formatter_class = Translated
    parser.description = parser.description and localise(parser.description)
    for group in parser._action_groups:
        group.title = group.title and localise(group.title)
    for action in parser._actions:
        action.help = action.help and localise(action.help)
        if isinstance(action, argparse._SubParsersAction):
            for brief in action._choices_actions:
                brief.help = brief.help and localise(brief.help)
                made = action.choices[brief.dest]
                made.description = None
                translate_help(made, localise)
                made.description = f"{brief.help}."


def help_in(language: str) -> Callable[[str], str]:
    """Return what translates help."""
    return lambda text: text_in(language, text, HELP)


def message(text: str) -> str:
    """Mark a text as the message of an error."""
    return text


@cache
def _templates(language: str) -> Sequence[tuple[re.Pattern[str], Sequence[bool], str]]:
    """Return for each template what finds its gaps, which of these are kinds, and the translation; most text first."""
    found = []
    for (context, template), translated in catalogue(language).items():
        if context == ERROR:
            parts = list(Formatter().parse(template))
            pattern = "".join(re.escape(text) + ("" if gap is None else "(.*?)") for text, gap, _, _ in parts)
            kinds = [text.endswith(_BEFORE_KIND) for text, gap, _, _ in parts if gap is not None]
            found.append((sum(len(part[0]) for part in parts), re.compile(pattern, re.DOTALL), kinds, translated))
    return [each[1:] for each in sorted(found, key=lambda each: -each[0])]


def message_in(language: str, message: str) -> str:
    """Return the message of an error in a language, by the template that it fills; as it stands where it fills none."""
    for pattern, kinds, translated in _templates(language):
        if filled := pattern.fullmatch(message):
            gaps = []
            for gap, kind in zip(filled.groups(), kinds, strict=True):
                known = kind and catalogue(language).get((KIND, gap))
                gaps.append(known or message_in(language, gap))
            return translated.format(*gaps)
    return message
