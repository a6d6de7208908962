"""The European process up to adoption, step by step with luck that is given."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from model.politics.criteria import CONTENT, CRITERIA, LEGAL_BASIS, PACE, POSITIONS
from model.politics.european import European, Pull
from model.politics.expectation import Politics
from model.politics.luck import ORIGIN
from model.politics.process_parameters import EuropeanProcess
from tests.unit.politics_parts import ALWAYS, START, at, luck

NO_PULL = Pull(0.0, 0.0)
PLAIN = {"ambition": 0.5, "preemption": 0.4, "ambition_gain": 0.0}
"""What to expect of European law, with effort that adds nothing."""


@dataclass
class Process:
    """A process in which the Council wants 0.5, without lobby or Parliament's part, but for what a test says."""

    luck: dict[str, Any] = field(default_factory=dict)
    prior: dict[str, float] = field(default_factory=dict)
    pivot: float = 0.5
    pull: Pull = NO_PULL
    existing: float = 0.2

    def start(self, **values: float) -> European:
        given = {"lobby": 0.0, "parliament_weight": 0.0, **values}
        return European(Politics(**{**PLAIN, **self.prior}), EuropeanProcess(**given), luck(**self.luck), self.existing)

    def run(self, quarters: int, effort: float = 0.0, **values: float) -> European:
        """Run from 2022Q1 for some quarters."""
        found = self.start(**values)
        for date in range(START, START + quarters):
            found.step(date, effort, self.pivot, self.pull, may_propose=True)
        return found


def proposes(draw: float, effort: float = 0.0, pace: float = 0.0, **values: float) -> bool:
    """Say whether a proposal comes in a quarter with this draw."""
    process = Process({"proposal": draw}, pull=Pull(0.0, pace))
    return process.run(1, effort, **values).proposed is not None


def adopted(quarters: int = 40, **process: Any) -> int | None:
    """Return after how many quarters from a proposal in 2022Q1 the law is adopted."""
    values = process.pop("values", {})
    given = {"proposal": at(START), "adoption": ALWAYS, **process.pop("luck", {})}
    laws = Process(given, **process).run(quarters, **values).laws
    return laws[0].adopted - START if laws else None


# ---- the proposal


def test_a_proposal_comes_with_its_hazard() -> None:
    # 1 - exp(-0.15) = 0.13929
    assert proposes(0.139, proposal_hazard=0.15)
    assert not proposes(0.140, proposal_hazard=0.15)
    assert not proposes(ALWAYS, proposal_hazard=0.0)


def test_effort_and_national_laws_change_the_hazard() -> None:
    # 1 - exp(-0.15 x exp(0.2 x 0.5)) = 0.15276; x exp(-0.3) instead: 0.10517
    assert proposes(0.1527, effort=0.5, proposal_hazard=0.15, pace_gain=0.2)
    assert not proposes(0.1528, effort=0.5, proposal_hazard=0.15, pace_gain=0.2)
    assert proposes(0.1051, pace=-0.3, proposal_hazard=0.15)
    assert not proposes(0.1052, pace=-0.3, proposal_hazard=0.15)


def test_nothing_is_proposed_as_long_as_that_is_known() -> None:
    process = Process({"proposal": ALWAYS}).start()
    process.step(START, 1.0, 0.5, NO_PULL, may_propose=False)
    assert process.proposed is None
    process.step(START + 1, 1.0, 0.5, NO_PULL, may_propose=True)
    assert process.proposed == START + 1


def test_the_text_of_a_proposal() -> None:
    """Expected ambition + pull - lobby + spread x draw, each criterion with its own draw."""
    draws = np.arange(8) - 3.5
    process = Process({"proposal": ALWAYS, "criteria": draws}, pull=Pull(0.04, 0.0)).run(
        1, lobby=0.06, ambition_spread=0.1
    )
    seen = process.criteria(0.3, NO_PULL)
    expected = np.clip(0.5 + 0.04 - 0.06 + 0.1 * draws, 0, 1)
    expected[LEGAL_BASIS] = (1 - 0.4) + 0.04 - 0.06 + 0.1 * draws[LEGAL_BASIS]
    expected[[PACE, POSITIONS]] = (0.5, 0.3)
    assert seen == pytest.approx(expected)
    assert process.proposed_ambition == pytest.approx(expected[list(CONTENT)].mean())


def test_before_a_proposal_the_forecast_counts() -> None:
    process = Process(prior={"ambition_gain": 0.1}).run(2, effort=0.7, lobby=0.05)
    seen = process.criteria(0.3, Pull(0.02, 0.0))
    forecast = 0.5 + 0.02 - 0.05 + 0.1 * (0.7 - 0.2)
    assert seen[list(CONTENT)] == pytest.approx(forecast)
    assert seen[LEGAL_BASIS] == pytest.approx(forecast + 0.1)
    assert (seen[PACE], seen[POSITIONS]) == (0.0, 0.3)


# ---- the Council and Parliament


@pytest.mark.parametrize(("shortest", "quarters"), [(4, 4), (2, 2), (2.4, 2), (1, 1), (0, 1)])
def test_adoption_takes_at_least_so_long(shortest: float, quarters: int) -> None:
    assert adopted(values={"shortest_adoption": shortest}) == quarters


def test_adoption_waits_for_its_hazard() -> None:
    # room of 0.2: 1 - exp(-0.09 x exp(1 x 0.2)) = 0.10410; effort 1 makes it x exp(0.2): 0.12564
    values = {"adoption_hazard": 0.09, "position_weight": 1.0, "pace_gain": 0.2}

    def comes(draw: float, effort: float) -> bool:
        draws = {"proposal": at(START), "adoption": at(START + 9, draw=draw)}
        return bool(Process(draws, pivot=0.7).run(20, effort, **values).laws)

    assert comes(0.1040, 0.0)
    assert not comes(0.1042, 0.0)
    assert comes(0.1256, 1.0)
    assert not comes(0.1257, 1.0)


def test_the_text_concedes_a_part_of_the_gap_until_the_council_can_agree() -> None:
    """A gap of 0.2 shrinks by a tenth a quarter: 0.2 x 0.9^6 = 0.1063, 0.2 x 0.9^7 = 0.0957."""
    values = {"concession": 0.1, "tolerance": 0.1, "shortest_adoption": 0}
    assert adopted(pivot=0.3, values=values) == 7
    [law] = Process({"proposal": at(START), "adoption": ALWAYS}, pivot=0.3).run(8, **values).laws
    assert law.ambition == pytest.approx(0.3 + 0.2 * 0.9**7)
    # the whole text gives way alike, its legal basis too
    assert law.preemption == pytest.approx(0.4 + 0.2 * (1 - 0.9**7))


def test_a_text_below_what_the_council_wants_concedes_nothing() -> None:
    [law] = Process({"proposal": at(START), "adoption": ALWAYS}, pivot=0.8).run(9, concession=0.25).laws
    assert law.ambition == pytest.approx(0.5)


def test_without_concession_a_wide_gap_lasts() -> None:
    assert adopted(pivot=0.3, values={"concession": 0.0, "tolerance": 0.19}) is None
    assert adopted(pivot=0.3, values={"concession": 0.0, "tolerance": 0.21}) == 4
    assert adopted(pivot=0.3, values={"concession": 1.0, "tolerance": 0.0, "shortest_adoption": 0}) == 1


def test_parliament_by_term() -> None:
    """A new Parliament sits from 2024Q3, and the next from 2029Q3."""
    process = Process({"parliament": np.array([-1.0, 0.5, 2.0, *[0.0] * 77])}).start(
        parliament_support=0.6, parliament_spread=0.2
    )
    quarters = [2022 * 4, 2024 * 4 + 1, 2024 * 4 + 2, 2029 * 4 + 1, 2029 * 4 + 2, 2034 * 4 + 2]
    assert [process.parliament(date) for date in quarters] == pytest.approx([0.4, 0.4, 0.7, 0.7, 1.0, 0.6])


def test_parliament_has_to_agree_by_majority() -> None:
    draws = np.array([-1.0, 1.0, *[0.0] * 78])
    values = {"parliament_support": 0.6, "parliament_spread": 0.2}
    assert adopted(luck={"parliament": draws}, values=values) == 10
    # exactly a half is no majority
    half = {"parliament_support": 0.5, "parliament_spread": 0.0}
    assert adopted(luck={"parliament": draws}, values=half) is None


def test_parliament_moves_the_final_text_but_not_its_legal_basis() -> None:
    values = {"parliament_weight": 0.3, "parliament_position": 0.9}
    [law] = Process({"proposal": at(START), "adoption": ALWAYS}).run(5, **values).laws
    expected = np.full(len(CRITERIA), 0.5 + 0.3 * (0.9 - 0.5))
    expected[[PACE, LEGAL_BASIS, POSITIONS]] = (1.0, 0.6, 0.5)
    assert law.criteria == pytest.approx(tuple(expected))
    assert law.ambition == pytest.approx(0.62)
    assert law.preemption == pytest.approx(0.4)


def test_application_comes_a_transposition_later() -> None:
    for transposition, quarters in ((8, 8), (6.4, 6), (0, 0)):
        [law] = Process({"proposal": at(START), "adoption": ALWAYS}).run(5, transposition=transposition).laws
        assert (law.adopted, law.application) == (START + 4, START + 4 + quarters)


# ---- effort


def pushed(efforts: list[float], **values: float) -> tuple[float, float]:
    """Return what effort adds to the ambition of the proposal (third quarter) and of the law (sixth quarter)."""
    process = Process({"proposal": at(START + 2), "adoption": at(START + 5)}, {"ambition_gain": 0.1}).start(
        shortest_adoption=2, **values
    )
    for number, effort in enumerate(efforts[:3]):
        process.step(START + number, effort, 0.5, NO_PULL, may_propose=True)
    proposal = process.proposed_ambition
    for number, effort in enumerate(efforts[3:]):
        process.step(START + 3 + number, effort, 0.5, NO_PULL, may_propose=True)
    return proposal - 0.5, process.laws[0].ambition - 0.5


def test_effort_adds_its_mean_above_existing_effort() -> None:
    assert pushed([0.7] * 6) == pytest.approx((0.1 * 0.5, 0.1 * 0.5))
    assert pushed([0.2] * 6) == pytest.approx((0.0, 0.0))
    assert pushed([0.0] * 6) == pytest.approx((-0.02, -0.02))


def test_effort_before_the_proposal_weighs_more() -> None:
    # means of 0.6 before and 0.3 after: (2 x 0.6 + 0.3) / 3 = 0.5
    assert pushed([0.2, 0.6, 1.0, 0.0, 0.3, 0.6], early_gain=2) == pytest.approx((0.1 * 0.4, 0.1 * 0.3))
    # with equal weights (0.6 + 0.3) / 2; without any for early effort just 0.3
    assert pushed([0.2, 0.6, 1.0, 0.0, 0.3, 0.6], early_gain=1)[1] == pytest.approx(0.1 * 0.25)
    assert pushed([0.2, 0.6, 1.0, 0.0, 0.3, 0.6], early_gain=0)[1] == pytest.approx(0.1 * 0.1)


def test_ambition_stays_within_bounds() -> None:
    for ambition, draws, expected in ((1.0, 9.0, 1.0), (0.0, -9.0, 0.0)):
        given = {"proposal": at(START), "adoption": ALWAYS, "criteria": draws}
        process = Process(given, {"ambition": ambition}, pivot=1.0).run(5, concession=0.0, tolerance=1.0)
        assert process.laws[0].ambition == expected
        assert 0.0 <= process.laws[0].preemption <= 1.0


def test_quarters_are_counted_from_the_origin_of_luck() -> None:
    process = Process({"proposal": at(ORIGIN)}).start()
    process.step(ORIGIN, 0.0, 0.5, NO_PULL, may_propose=True)
    assert process.proposed == ORIGIN
