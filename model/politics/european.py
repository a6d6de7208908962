"""The European process: proposal, Council, Parliament, adoption, application, revision (R14; M33, M36; SER 4.2-4.4).

Ambition is a vector over the eight criteria of SER 5.1.2. A proposal has the expected ambition, the luck of its
making, the pull of national laws, and less for lobbying. In the Council the text moves each quarter a part of the way
down to the pivotal position; a vote carries once the gap is small enough, and adoption is the likelier the more room
there is. Parliament moves the final text towards its own position, and has to agree by majority.

Effort speeds up proposal and adoption, and adds ambition that it wins support for as well: it never slows the
process down. What it adds goes with its mean, weighed more before the proposal than after, above existing effort.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.politics.criteria import CONTENT, CRITERIA, LEGAL_BASIS, PACE, POSITIONS
from model.politics.expectation import Politics
from model.politics.luck import ORIGIN, Luck, happens
from model.politics.process_parameters import EuropeanProcess
from model.state import Array

PARLIAMENT_SITS_FROM = 2024 * 4 + 2
"""The quarter after the European elections of June 2024; terms last five years (art. 14.3 of the EU Treaty)."""
PARLIAMENT_TERM = 20
MAJORITY = 0.5
PROPOSED, ADOPTED = 0.5, 1.0
"""Progress by stage, 0 before a proposal (correction 22)."""


@dataclass(frozen=True)
class EuropeanLaw:
    """A European law or a revision of it: when adopted, when it applies to the largest, and its eight criteria."""

    adopted: int
    application: int
    criteria: tuple[float, ...]

    @property
    def ambition(self) -> float:
        """Mean of the criteria that are about the text, 0-1."""
        return float(np.mean([self.criteria[place] for place in CONTENT]))

    @property
    def preemption(self) -> float:
        """Share of a national law's excess that has to go: what the legal basis leaves no room for, 0-1."""
        return 1.0 - self.criteria[LEGAL_BASIS]


@dataclass(frozen=True)
class Pull:
    """What national laws do to the European process: an addition to ambition and one to the log of hazards."""

    ambition: float
    pace: float


class European:
    """The state of the European process; quarters count from year 0."""

    def __init__(self, prior: Politics, values: EuropeanProcess, luck: Luck, existing: float) -> None:
        """Start without a proposal.

        Args:
            prior: the ambition and pre-emption to expect at existing Dutch effort.
            values: parameters of the process.
            luck: the draws of this future.
            existing: existing Dutch effort, 0-1, which the prior includes.
        """
        self._prior, self._values, self._luck, self._existing = prior, values, luck, existing
        self._before: list[float] = []
        self._after: list[float] = []
        self._text: Array = np.zeros(len(CRITERIA))
        self.proposed: int | None = None
        self.laws: list[EuropeanLaw] = []

    def step(self, date: int, effort: float, pivot: float, pull: Pull, may_propose: bool) -> None:
        """Take one quarter: propose, negotiate and adopt, or revise what applies."""
        values, place = self._values, date - ORIGIN
        pace = float(np.exp(values.pace_gain * effort + pull.pace))
        if self.proposed is None:
            self._before.append(effort)
            if may_propose and happens(float(self._luck.proposal[place]), values.proposal_hazard * pace):
                self.proposed = date
                self._text = self._expected(pull) + values.ambition_spread * self._luck.criteria
        elif not self.laws:
            self._after.append(effort)
            self._concede(pivot)
            gap = self._gap(pivot)
            hazard = values.adoption_hazard * pace * float(np.exp(-values.position_weight * gap))
            ripe = date >= self.proposed + round(values.shortest_adoption)
            agreed = ripe and gap <= values.tolerance and self.parliament(date) > MAJORITY
            if agreed and happens(float(self._luck.adoption[place]), hazard):
                self._adopt(date, self._final(pivot))
        elif date >= self.laws[-1].application:
            self._revise(date)

    def _expected(self, pull: Pull) -> Array:
        """Return the ambition expected of a proposal, 8, at existing Dutch effort and without luck."""
        expected = np.full(len(CRITERIA), self._prior.ambition)
        expected[LEGAL_BASIS] = 1.0 - self._prior.preemption
        return expected + pull.ambition - self._values.lobby

    def _push(self) -> float:
        """Return the ambition that effort has added so far."""
        early = self._values.early_gain
        weighed = early * float(np.mean(self._before)) if self._before else 0.0
        if self._after:
            weighed = (weighed + float(np.mean(self._after))) / (early + 1.0)
        elif early > 0:
            weighed /= early
        return self._prior.ambition_gain * (weighed - self._existing)

    def _gap(self, pivot: float) -> float:
        """Return by how much the text goes beyond what a qualified majority wants; below 0 there is room."""
        return float(np.mean(self._text[list(CONTENT)])) - pivot

    def _concede(self, pivot: float) -> None:
        self._text = self._text - self._values.concession * max(self._gap(pivot), 0.0)

    def _final(self, pivot: float) -> Array:
        """Return the text as adopted, 8: with Parliament's part and what effort added."""
        values = self._values
        text = self._text + values.parliament_weight * (values.parliament_position - self._text)
        text[LEGAL_BASIS] = self._text[LEGAL_BASIS]
        final: Array = np.clip(text + self._push(), 0.0, 1.0)
        final[PACE], final[POSITIONS] = ADOPTED, pivot
        return final

    def parliament(self, date: int) -> float:
        """Return the share of votes for a law in the Parliament that sits, 0-1."""
        term = max((date - PARLIAMENT_SITS_FROM) // PARLIAMENT_TERM + 1, 0)
        drawn = self._values.parliament_support + self._values.parliament_spread * self._luck.parliament[term]
        return float(np.clip(drawn, 0.0, 1.0))

    def _adopt(self, date: int, criteria: Array) -> None:
        wait = round(self._values.transposition)
        self.laws.append(EuropeanLaw(date, date + wait, tuple(criteria.tolist())))

    def _revise(self, date: int) -> None:
        values, place = self._values, date - ORIGIN
        if not happens(float(self._luck.revision[place]), values.revision_hazard):
            return
        sign = 1.0 if self._luck.direction[place] < values.revision_upward else -1.0
        criteria = np.array(self.laws[-1].criteria)
        content = list(CONTENT)
        criteria[content] = np.clip(criteria[content] + sign * values.revision_size, 0.0, 1.0)
        self._adopt(date, criteria)

    def criteria(self, pivot: float, pull: Pull) -> Array:
        """Return the eight criteria as they stand, or as forecast before there is a proposal, each 0-1."""
        if self.laws:
            return np.array(self.laws[-1].criteria)
        text = self._expected(pull) if self.proposed is None else self._text
        seen: Array = np.clip(text + self._push(), 0.0, 1.0)
        seen[PACE], seen[POSITIONS] = (0.0 if self.proposed is None else PROPOSED), pivot
        return seen

    @property
    def proposed_ambition(self) -> float:
        """Mean ambition of the text on the table, with what effort has added, 0-1."""
        return float(np.mean(np.clip(self._text[list(CONTENT)] + self._push(), 0.0, 1.0)))
