"""The European process: proposal, Council, Parliament, adoption, application (R14; M33, M36; SER 4.2-4.4).

Ambition is a vector over the eight criteria of SER 5.1.2. A proposal has the expected ambition, the luck of its
making, the pull of national laws, and less for lobbying. In the Council the text moves each quarter a part of the way
to the pivotal position, down or up; a vote carries once the gap is small enough. How long adoption then takes has the
distribution of past acts: it comes when the hazards of the quarters since the proposal add up to a draw. A gap holds
it up and room speeds it up. Parliament moves the final text up or down, and has to agree by majority.

Effort speeds up proposal and adoption, and adds ambition that it wins support for as well: it never slows the
process down. What it adds goes with its mean, weighed more before the proposal than after, above existing effort.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from model.politics.amendments import Delay, EuropeanLaw, amendment, delay
from model.politics.criteria import CONTENT, CRITERIA, LEGAL_BASIS, PACE, POSITIONS
from model.politics.durations import cumulative_hazard, quantile
from model.politics.european_parameters import EuropeanAmendment, EuropeanProcess
from model.politics.luck import ORIGIN, LawLuck, happens
from model.politics.parliament import Parliament
from model.state.state import Array

PROPOSED, ADOPTED = 0.5, 1.0
"""Progress by stage, 0 before a proposal (correction 22)."""


@dataclass(frozen=True)
class Expected:
    """What is expected of a European law at existing Dutch effort.

    Attributes:
        ambition: of the proposal, 0-1; preemption: 0-1.
        ambition_gain: ambition that a unit of effort adds.
        existing: existing effort, 0-1.
        proposed: the quarter of a proposal that is there already, with the expected text; None when there is none.
    """

    ambition: float
    preemption: float
    ambition_gain: float
    existing: float
    proposed: int | None = None


@dataclass(frozen=True)
class Pull:
    """What national laws do to the European process: an addition to ambition and one to the log of hazards."""

    ambition: float
    pace: float


class European:
    """The process of one European law; quarters count from year 0."""

    def __init__(
        self,
        expected: Expected,
        values: EuropeanProcess,
        amendments: EuropeanAmendment,
        luck: LawLuck,
        parliament: Parliament,
    ) -> None:
        """Start without a proposal, or with the one that is there.

        Args:
            expected: the law to expect at existing Dutch effort.
            values: parameters of the process.
            amendments: parameters of what becomes of a law.
            luck: the draws for this law in this future.
            parliament: the European Parliament of this future.
        """
        self._expected, self._values, self._amendments = expected, values, amendments
        self._luck, self._parliament = luck, parliament
        self._before: list[float] = []
        self._after: list[float] = []
        self._hazard = 0.0
        self.proposed = expected.proposed
        self._text: Array = np.zeros(len(CRITERIA))
        if self.proposed is not None:
            self._text = self._plain()
            self._before.append(expected.existing)
        self.laws: list[EuropeanLaw] = []
        self.delays: list[Delay] = []

    def step(self, date: int, effort: float, pivot: float, pull: Pull, undecided: bool) -> None:
        """Take one quarter: propose, negotiate and adopt, or change what was adopted.

        While `undecided` is false it is known that there is no proposal (or, after one, no adoption).
        """
        values = self._values
        pace = math.exp(values.pace_gain * effort + pull.pace)
        if self.proposed is None:
            self._before.append(effort)
            if undecided and happens(float(self._luck.proposal[date - ORIGIN]), values.proposal_hazard * pace):
                self.proposed = date
                self._text = self._forecast(pull) + values.ambition_spread * self._luck.criteria
        elif self.laws:
            self._change(date)
        elif date > self.proposed:
            self._after.append(effort)
            self._approach(pivot)
            if undecided and self._ripens(date, pace, self._gap(pivot)):
                self._adopt(date, pivot)

    def _plain(self) -> Array:
        """Return the text expected at existing Dutch effort, 8, before luck, lobbying and the pull of national laws."""
        text = np.full(len(CRITERIA), self._expected.ambition)
        text[LEGAL_BASIS] = 1.0 - self._expected.preemption
        return text

    def _forecast(self, pull: Pull) -> Array:
        """Return the text expected of a proposal, 8, without luck."""
        forecast: Array = self._plain() + pull.ambition - self._values.lobby
        return forecast

    def _push(self) -> float:
        """Return the ambition that effort has added so far."""
        early = self._values.early_gain
        weighed = early * float(np.mean(self._before)) if self._before else 0.0
        if self._after:
            weighed = (weighed + float(np.mean(self._after))) / (early + 1.0)
        elif early > 0:
            weighed /= early
        return self._expected.ambition_gain * (weighed - self._expected.existing)

    def _gap(self, pivot: float) -> float:
        """Return by how much the text goes beyond what a qualified majority wants; below 0 there is room."""
        return float(np.mean(self._text[list(CONTENT)])) - pivot

    def _approach(self, pivot: float) -> None:
        self._text = self._text - self._values.concession * self._gap(pivot)

    def _ripens(self, date: int, pace: float, gap: float) -> bool:
        """Add the hazard of a quarter in which Council and Parliament agree; tell whether it is enough for adoption."""
        values = self._values
        assert self.proposed is not None
        age = date - self.proposed - max(round(values.shortest_adoption), 1)
        if age < 0 or gap > values.tolerance or not self._parliament.agrees(date):
            return False
        until, since = (
            cumulative_hazard(each, values.adoption_median, values.adoption_shape) for each in (age + 1, age)
        )
        self._hazard += (until - since) * pace * math.exp(-values.position_weight * gap)
        drawn = self._luck.adoption
        return drawn < 1.0 and self._hazard >= -math.log1p(-drawn)

    def _adopt(self, date: int, pivot: float) -> None:
        """Adopt the text with Parliament's part and what effort added."""
        values = self._values
        text = self._text + self._parliament.shift(date)
        text[LEGAL_BASIS] = self._text[LEGAL_BASIS]
        final: Array = np.clip(text + self._push(), 0.0, 1.0)
        final[PACE], final[POSITIONS] = ADOPTED, pivot
        wait = int(quantile(self._luck.application, values.application_median, values.application_shape))
        self.laws.append(EuropeanLaw(date, date + wait, tuple(final.tolist())))

    def _change(self, date: int) -> None:
        moved = delay(self.laws, date, self._amendments, self._luck)
        if moved is not None:
            self.delays.append(moved)
        version = amendment(self.laws[-1], date, self._amendments, self._luck)
        if version is not None:
            self.laws.append(version)

    def criteria(self, pivot: float, pull: Pull) -> Array:
        """Return the eight criteria as they stand, or as forecast before there is a proposal, each 0-1."""
        if self.laws:
            return np.array(self.laws[-1].criteria)
        text = self._forecast(pull) if self.proposed is None else self._text
        seen: Array = np.clip(text + self._push(), 0.0, 1.0)
        seen[PACE], seen[POSITIONS] = (0.0 if self.proposed is None else PROPOSED), pivot
        return seen

    @property
    def proposed_ambition(self) -> float:
        """Mean ambition of the text on the table, with what effort has added, 0-1."""
        return float(np.mean(np.clip(self._text[list(CONTENT)] + self._push(), 0.0, 1.0)))
