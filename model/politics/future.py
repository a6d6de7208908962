"""One political future: what a route brings, quarter by quarter, on a given luck (R14; M33, M35, M36; SER 5.1.2).

Each quarter: other member states may adopt laws; the Dutch bill may pass; progress is judged where the route says
so; then the European due diligence law takes its step, and the reporting law that was proposed in 2021. Both meet the
same Council and Parliament; laws of member states pull on the first alone. Nothing here looks at companies, and of the
policy mix only its effort and its Dutch law.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from model.parameters import ParameterSet
from model.politics.amendments import Delay, EuropeanLaw
from model.politics.checkpoint import Judgement, judge
from model.politics.effort import Effort, existing_effort
from model.politics.european import European, Expected, Pull
from model.politics.european_parameters import EuropeanAmendment, EuropeanProcess, ReportingProcess
from model.politics.expectation import Politics
from model.politics.luck import LawLuck, Luck, draw_luck
from model.politics.member_states import NETHERLANDS, NationalLaws, Union
from model.politics.national import Dutch
from model.politics.parliament import Parliament
from model.politics.process_parameters import Checkpoint, MemberStates, NationalProcess
from model.politics.route import Route
from model.politics.tables import legislation
from model.quarters import parse_quarter
from model.state.state import Array

REPORTING_ACT = "Corporate Sustainability Reporting Directive"
"""The name in `legislation.csv` of the reporting law that is on the table at the end of 2021."""
NO_PULL = Pull(0.0, 0.0)


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
        laws: the European due diligence law and its amended versions, in order of adoption; reporting: the same of the
            reporting law; delays: later acts that moved application, of either law.
        passed: quarter in which the Dutch law passed; halted: in which a European proposal halted its bill.
        national: member state (iso3) and quarter of adoption of each further national law, the Dutch one apart.
        judgement: the checkpoint's, when the route has one.
    """

    route: str
    seed: int
    proposal: Proposal | None
    laws: tuple[EuropeanLaw, ...]
    reporting: tuple[EuropeanLaw, ...]
    delays: tuple[tuple[str, Delay], ...]
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
        process, prior, existing = parameters[EuropeanProcess], parameters[Politics], existing_effort(parameters)
        self._states = parameters[MemberStates]
        self._others = NationalLaws(union, self._states, luck)
        self._dutch = Dutch(route, parameters[NationalProcess], process, luck)
        parliament = Parliament(process, luck)

        def law(expected: Expected, draws: LawLuck) -> European:
            return European(expected, process, parameters[EuropeanAmendment], draws, parliament)

        gain = prior.ambition_gain
        self._european = law(Expected(prior.ambition, prior.preemption, gain, existing.european), luck.due_diligence)
        self._existing_reporting = existing.reporting or 0.0
        text = parameters[ReportingProcess].ambition
        known = Expected(text, prior.preemption, gain, self._existing_reporting, reporting_proposed())
        self._reporting = law(known, luck.reporting)
        self._effort = route.effort
        self._has_law = False
        self._judgement: Judgement | None = None
        self._proposal: Proposal | None = None

    def run(self, seed: int, end: int) -> Future:
        for date in range(self._route.begins, end):
            self._step(date)
        delays = {"due_diligence": self._european.delays, "reporting": self._reporting.delays}
        return Future(
            self._route.name,
            seed,
            self._proposal,
            tuple(self._european.laws),
            tuple(self._reporting.laws),
            tuple((law, each) for law, found in delays.items() for each in found),
            self._dutch.passed,
            self._dutch.halted,
            tuple(self._others.adopted),
            self._judgement,
        )

    def _step(self, date: int) -> None:
        european, others = self._european, self._others
        proposed = european.proposed is not None
        undecided = date >= self._route.undecided_from
        self._effort = dict(self._route.changes).get(date, self._effort)
        if undecided:
            others.step(date, proposed)
        if self._new_dutch_law(date, proposed):
            self._has_law = True
            others.commit(NETHERLANDS)
        plan = self._route.checkpoint
        if plan is not None and date == plan.quarter:
            self._check(self._criteria(), plan.effort_if_insufficient)
        european.step(date, self._effort.european, others.pivot, self._pull(), undecided)
        if european.proposed is not None and self._proposal is None:
            self._proposal = Proposal(date, european.proposed_ambition, others.pivot)
        effort = self._effort.reporting
        effort = self._existing_reporting if effort is None else effort
        self._reporting.step(date, effort, others.pivot, NO_PULL, undecided)

    def _new_dutch_law(self, date: int, proposed: bool) -> bool:
        """Pass the Dutch bill, or take note of the law of the mix; return whether there is a new Dutch law."""
        if self._route.passage:
            return self._bill and self._dutch.step(date, self._effort.national, proposed)
        given = self._route.dutch_law
        return given is not None and given <= date and not self._has_law

    def _pull(self) -> Pull:
        """Return the pull of the national laws that came after the end of 2021, the Dutch one among them."""
        count = len(self._others.adopted) + self._has_law
        return Pull(self._states.ambition_pull * count, self._states.pace_pull * count)

    def _criteria(self) -> Array:
        return self._european.criteria(self._others.pivot, self._pull())

    def _check(self, criteria: Array, otherwise: Effort) -> None:
        plan = self._route.checkpoint
        assert plan is not None
        self._judgement = judge(criteria, plan, self._parameters[Checkpoint], self._luck.judgement)
        if not self._judgement.sufficient:
            self._effort = otherwise


@cache
def reporting_proposed() -> int:
    """Return the quarter (from year 0) in which the reporting law was proposed."""
    acts = legislation().set_index("name")
    return parse_quarter(str(acts.loc[REPORTING_ACT, "proposed"]))
