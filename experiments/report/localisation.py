"""Texts, numbers, units and labels of figures in one language."""

from __future__ import annotations

import math
from collections.abc import Sequence

from experiments.report.formatting import capital, listed, number_text
from experiments.report.translation import N_, label, translate, unit_in
from experiments.report.units import display_unit
from model.outcomes import OUTCOMES

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
MOST_PLACES = 4
"""Most decimals of a number; smaller ones are told by their power of ten."""


class Speech:
    """What all views have in common that speak a language (`en` or `nl`)."""

    language: str

    def outcome_label(self, outcome: str) -> str:
        """Return the label of an outcome."""
        return label(OUTCOMES[outcome], self.language)

    def unit(self, outcome: str) -> str:
        """Return the unit in which an outcome is told: indices and shares in hundredths, as on the terminal."""
        unit = display_unit(OUTCOMES[outcome])[0].replace("0-100", "0–100").replace("0-1", "0–1")
        return unit_in(self.language, unit)

    def word(self, text: str, /, **gaps: object) -> str:
        """Return a text with its gaps filled."""
        return translate(text, self.language, **gaps)

    def say(self, text: str, /, **gaps: object) -> str:
        """Return a sentence with its gaps filled, the first letter a capital."""
        return capital(self.word(text, **gaps))

    def listed(self, names: Sequence[str], last: str = N_("and")) -> str:
        """Return names as one text, with a word before the last."""
        return listed(names, self.word(last))

    def number(self, value: float, places: int, signed: bool = False) -> str:
        """Return a number as text in the language of the figures."""
        return number_text(value, places, self.language, signed)

    def numbers(self, values: tuple[float, float, float], places: int) -> str:
        """Return an estimate and its interval as text; very small ones as a multiple of a power of ten."""
        power = 0 if places <= MOST_PLACES else places - 1
        shown = [self.number(value * 10.0**power, places - power, signed=True) for value in values]
        text = shown[0] if math.isnan(values[1]) else f"{shown[0]} [{shown[1]}; {shown[2]}]"
        return f"{text} ×10⁻{str(power).translate(_SUPERSCRIPT)}" if power else text
