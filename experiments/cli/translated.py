"""The command line in a language: which one, its help, and messages of errors by their templates."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class _Template:
    """What a message can be: its fixed parts, which of its gaps are kinds, and its translation."""

    fixed: tuple[str, ...]
    kinds: tuple[bool, ...]
    translated: str

    def gaps(self, message: str) -> Sequence[str] | None:
        """Return what fills the gaps in a message; None when the message is another."""
        if not all(part in message for part in self.fixed):
            return None
        filled = re.fullmatch("(.*?)".join(map(re.escape, self.fixed)), message, re.DOTALL)
        return filled and filled.groups()


@cache
def _templates(language: str) -> Sequence[_Template]:
    """Return the templates that have a translation, those with most fixed text first."""
    found = []
    for (context, text), translated in catalogue(language).items():
        if context == ERROR and translated:
            fixed = [""]
            for part, gap, _, _ in Formatter().parse(text):
                fixed[-1] += part
                fixed += [] if gap is None else [""]
            kinds = tuple(part.endswith(_BEFORE_KIND) for part in fixed[:-1])
            found.append(_Template(tuple(fixed), kinds, translated))
    return sorted(found, key=lambda each: -sum(map(len, each.fixed)))


def message_in(language: str, message: str) -> str:
    """Return the message of an error in a language, by the template that it fills; as it stands where it fills none."""
    for template in _templates(language):
        gaps = template.gaps(message)
        if gaps is not None:
            kinds = catalogue(language)
            found = [
                (kind and kinds.get((KIND, gap))) or message_in(language, gap)
                for gap, kind in zip(gaps, template.kinds, strict=True)
            ]
            return template.translated.format(*found)
    return message
