"""Small forms of text and number that figures share."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Protocol

import numpy as np

from experiments.report.translation import ENGLISH
from experiments.report.units import display_unit
from model.outcomes import OUTCOMES

LONGEST_CODE = 4
"""Letters of an alias that still fits a chip."""


class Coded(Protocol):
    """What has a name and aliases: a mix or a route."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Its other names."""


def capital(text: str) -> str:
    """Return text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """Return text with a small first letter, unless a second capital shows that it is an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def listed(names: Sequence[str], last: str) -> str:
    """Return names as one text, with a word before the last."""
    return f" {last} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def quoted(text: str) -> str:
    """Return a text between quotation marks."""
    return f"“{text}”"


def mix_codes(mixes: Sequence[Coded]) -> dict[str, str]:
    """Return a short code for each mix or route: its first short alias, else a letter that no other has."""
    codes: dict[str, str] = {}
    for mix in mixes:
        short = [alias for alias in mix.aliases if len(alias) <= LONGEST_CODE and alias not in codes.values()]
        if short:
            codes[mix.name] = short[0]
    letters = (letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if letter not in codes.values())
    numbers = (str(number) for number in range(1, 1000) if str(number) not in codes.values())
    for mix in mixes:
        if mix.name not in codes:
            codes[mix.name] = next(letters, None) or next(numbers)
    return codes


def places_for(values: Iterable[float], digits: int = 2) -> int:
    """Return how many decimals show the largest of the values with some digits."""
    largest = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    largest = float(f"{largest:.{digits - 1}e}")
    if largest == 0:
        return digits
    return max(0, digits - 1 - math.floor(float(np.log10(largest))))


@cache
def _marks(language: str) -> dict[int, int]:
    """Return the marks of thousands and decimals of a language, by those of English."""
    from babel.numbers import get_decimal_symbol, get_group_symbol

    return str.maketrans(",.", get_group_symbol(language) + get_decimal_symbol(language))


def number_in(language: str, text: str) -> str:
    """Return a number that is written as in English, with the marks of a language."""
    return text if language == ENGLISH else text.translate(_marks(language))


def number_text(value: float, places: int, language: str, signed: bool = False) -> str:
    """Return a number as text with a proper minus and the marks of a language; a dash when it is not known."""
    if not math.isfinite(value):
        return "–"
    rounded = round(value, places) + 0.0
    text = f"{rounded:+,.{places}f}" if signed and rounded else f"{rounded:,.{places}f}"
    return number_in(language, text).replace("-", "−")


def is_clear(low: float, high: float) -> bool:
    """Tell whether an interval leaves out 0; False when it is not known."""
    return bool(low > 0 or high < 0)


def factor(outcome: str) -> int:
    """Return what an outcome is multiplied by to be told: 100 for indices and shares, else 1."""
    return display_unit(OUTCOMES[outcome])[1] if outcome in OUTCOMES else 1


def percent(share: float) -> str:
    """Return a share as a whole percentage; a dash when it is not known."""
    return "–" if math.isnan(share) else f"{100 * share:.0f}"
