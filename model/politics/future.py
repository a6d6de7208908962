"""One political future: what a route brings, quarter by quarter, on a given luck (R14; M33, M35, M36; SER 5.1.2).

Each quarter: other member states may adopt laws; the Dutch bill may pass; progress is judged where the route says
so; then the European process takes its step. Nothing here looks at companies, and of the policy mix only whether it
has a Dutch bill to pass.
"""

from __future__ import annotations

from dataclasses import dataclass

from model.instruments.effort_due_diligence import EffortDueDiligence
from model.parameters import ParameterSet
from model.politics.checkpoint import Judgement, judge
from model.politics.european import European, EuropeanLaw, Pull
from model.politics.expectation import Politics
from model.politics.luck import Luck, draw_luck
from model.politics.member_states import NETHERLANDS, NationalLaws, Union
from model.politics.national import Dutch
from model.politics.process_parameters import Checkpoint, EuropeanProcess, MemberStates, NationalProcess
from model.politics.route import Effort, Route
from model.state import Array


@dataclass(frozen=True)
class Proposal:
    """The Commission's proposal: its quarter, its ambition (mean over the text), and the Council's pivot then."""

    quarter: int
    ambition: float
    pivot: float


@dataclass(frozen=True)
class Future:
    """What came of a route; quarters count from year 0, None for what did not come before the end.

    Attributes:
        proposal: the Commission's.
        laws: European laws in order: the first and its revisions.
        passed: quarter in which the Dutch law passed; halted: in which a European proposal halted its bill.
        national: member state (iso3) and quarter of adoption of each further national law, the Dutch one apart.
        judgement: the checkpoint's, when the route has one.
    """

    route: str
    seed: int
    proposal: Proposal | None
    laws: tuple[EuropeanLaw, ...]
    passed: int | None
    halted: int | None
    national: tuple[tuple[str, int], ...]
    judgement: Judgement | None


def simulate_future(route: Route, parameters: ParameterSet, union: Union, seed: int, end: int, bill: bool) -> Future:
    """Simulate politics under a route.

    Args:
        route: what the Netherlands does.
        parameters: all resolved parameters.
        union: the member states.
        seed: the future; routes with one seed share all luck.
        end: first quarter (from year 0) that is not simulated.
        bill: whether there is a Dutch bill to pass.
    """
    return _Course(route, parameters, union, draw_luck(seed, len(union.states)), bill).run(seed, end)


class _Course:
    """The moving parts of one future."""

    def __init__(self, route: Route, parameters: ParameterSet, union: Union, luck: Luck, bill: bool) -> None:
        self._route, self._parameters, self._luck, self._bill = route, parameters, luck, bill
        process = parameters[EuropeanProcess]
        existing = parameters[EffortDueDiligence].existing
        self._states = parameters[MemberStates]
        self._others = NationalLaws(union, self._states, luck)
        self._dutch = Dutch(route, parameters[NationalProcess], process, luck)
        self._european = European(parameters[Politics], process, luck, existing)
        self._effort = route.effort
        self._judgement: Judgement | None = None
        self._proposal: Proposal | None = None

    def run(self, seed: int, end: int) -> Future:
        for date in range(self._route.begins, end):
            self._step(date)
        return Future(
            self._route.name,
            seed,
            self._proposal,
            tuple(self._european.laws),
            self._dutch.passed,
            self._dutch.halted,
            tuple(self._others.adopted),
            self._judgement,
        )

    def _step(self, date: int) -> None:
        european, others, dutch = self._european, self._others, self._dutch
        proposed = european.proposed is not None
        undecided = date >= self._route.undecided_from
        if undecided:
            others.step(date, proposed)
        if self._bill and dutch.step(date, self._effort.national, proposed):
            others.commit(NETHERLANDS)
        plan = self._route.checkpoint
        if plan is not None and date == plan.quarter:
            self._check(self._criteria(), plan.effort_if_insufficient)
        european.step(date, self._effort.european, others.pivot, self._pull(), undecided)
        if european.proposed is not None and self._proposal is None:
            self._proposal = Proposal(date, european.proposed_ambition, others.pivot)

    def _pull(self) -> Pull:
        """Return the pull of the national laws that came after the end of 2021, the Dutch one among them."""
        count = len(self._others.adopted) + (self._dutch.passed is not None)
        return Pull(self._states.ambition_pull * count, self._states.pace_pull * count)

    def _criteria(self) -> Array:
        return self._european.criteria(self._others.pivot, self._pull())

    def _check(self, criteria: Array, otherwise: Effort) -> None:
        plan = self._route.checkpoint
        assert plan is not None
        self._judgement = judge(criteria, plan, self._parameters[Checkpoint], self._luck.judgement)
        if not self._judgement.sufficient:
            self._effort = otherwise
