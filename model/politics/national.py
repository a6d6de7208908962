"""The Dutch bill: coalitions that support it or not, passage, and the European proposal that halts it (R14; 5.1.2)."""

from __future__ import annotations

import numpy as np

from model.politics.european_parameters import EuropeanProcess
from model.politics.luck import ORIGIN, Luck, happens
from model.politics.process_parameters import NationalProcess
from model.politics.route import Route


class Dutch:
    """A broad due diligence bill on its way through parliament."""

    def __init__(self, route: Route, values: NationalProcess, pace_gain: EuropeanProcess, luck: Luck) -> None:
        """Start without a law; `passed` and `halted` are quarters, None as long as neither happened."""
        self._route, self._values, self._luck = route, values, luck
        self._gain = pace_gain.pace_gain
        self.passed: int | None = None
        self.halted: int | None = None

    def supported(self, date: int) -> bool:
        """Tell whether the coalition in office supports the bill; a new one is drawn each term."""
        term = (date - self._route.undecided_from) // self._route.term_quarters
        chance = self._values.coalition_support if self._route.support is None else self._route.support
        return bool(self._luck.coalition[max(term, 0)] < chance)

    def step(self, date: int, effort: float, proposed: bool) -> bool:
        """Pass the bill, or let a European proposal halt it; return whether it passes this quarter.

        Without effort on it nothing happens.
        """
        if self.passed is not None or self.halted is not None or effort <= 0.0:
            return False
        if proposed and self._route.halted_by_proposal:
            self.halted = date
            return False
        if date < self._route.undecided_from or not self.supported(date):
            return False
        hazard = self._values.passage_hazard * float(np.exp(self._gain * effort))
        passes = happens(float(self._luck.passage[date - ORIGIN]), hazard)
        self.passed = date if passes else None
        return passes
