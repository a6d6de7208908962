"""The European Parliament: what it wants and how it votes, by term (M36; SER 5.1.2)."""

from __future__ import annotations

import numpy as np

from model.politics.european_parameters import EuropeanProcess
from model.politics.luck import Luck

SITS_FROM = 2024 * 4 + 2
"""The quarter after the European elections of June 2024; terms last five years (art. 14.3 of the EU Treaty)."""
TERM = 20
MAJORITY = 0.5


class Parliament:
    """Support and wishes, drawn anew for each term."""

    def __init__(self, values: EuropeanProcess, luck: Luck) -> None:
        """Take the numbers of the process and the draws of this future."""
        self._values, self._luck = values, luck

    def support(self, date: int) -> float:
        """Return the share of votes for a law, 0-1."""
        drawn = self._values.parliament_support + self._values.parliament_spread * self._luck.parliament[_term(date)]
        return float(np.clip(drawn, 0.0, 1.0))

    def agrees(self, date: int) -> bool:
        """Tell whether a majority is in favour of a law."""
        return self.support(date) > MAJORITY

    def shift(self, date: int) -> float:
        """Return by how much Parliament moves a final text: its weight times what it wants more, below 0 less."""
        values = self._values
        wanted = values.parliament_shift + values.parliament_shift_spread * self._luck.wishes[_term(date)]
        return float(values.parliament_weight * wanted)


def _term(date: int) -> int:
    return max((date - SITS_FROM) // TERM + 1, 0)
