"""The European process up to adoption, step by step with luck that is given."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from model.politics.criteria import CONTENT, CRITERIA, LEGAL_BASIS, PACE, POSITIONS
from model.politics.european import European, Expected, Pull
from model.politics.european_parameters import EuropeanAmendment, EuropeanProcess
from model.politics.luck import ORIGIN
from model.politics.parliament import Parliament
from tests.unit.politics_parts import ALWAYS, START, at, luck

NO_PULL = Pull(0.0, 0.0)
PLAIN: dict[str, Any] = {"ambition": 0.5, "preemption": 0.4, "ambition_gain": 0.0, "existing": 0.2}
"""What to expect of European law, with effort that adds nothing."""
_NO_CHANGES = {"delay_hazard": 0.0, "strengthening_hazard": 0.0, "weakening_hazard": 0.0}
STILL = EuropeanAmendment(**_NO_CHANGES)


@dataclass
class Process:
    """A process in which the Council wants 0.5, without lobby or Parliament's part, but for what a test says."""

    luck: dict[str, Any] = field(default_factory=dict)
    prior: dict[str, Any] = field(default_factory=dict)
    pivot: float = 0.5
    pull: Pull = NO_PULL

    def start(self, **values: float) -> European:
        given = EuropeanProcess(**{"lobby": 0.0, "parliament_weight": 0.0, **values})
        draws = luck(**self.luck)
        expected = Expected(**{**PLAIN, **self.prior})
        return European(expected, given, STILL, draws.due_diligence, Parliament(given, draws))

    def run(self, quarters: int, effort: float = 0.0, **values: float) -> European:
        """Run from 2022Q1 for some quarters."""
        found = self.start(**values)
        for date in range(START, START + quarters):
            found.step(date, effort, self.pivot, self.pull, undecided=True)
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
    process.step(START, 1.0, 0.5, NO_PULL, undecided=False)
    assert process.proposed is None
    process.step(START + 1, 1.0, 0.5, NO_PULL, undecided=True)
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


def test_adoption_has_the_distribution_of_past_acts() -> None:
    """Without effort or gap, adoption within t quarters beyond the shortest has chance 1 - 1 / (1 + (t / m)^k)."""
    values = {"shortest_adoption": 4.0, "adoption_median": 5.0, "adoption_shape": 2.0}
    # 1 - 1 / (1 + (3 / 5)^2) = 0.26471: up to there it comes in the third quarter beyond, 6 after the proposal
    for draw, quarters in ((0.2647, 6), (0.2648, 7), (0.0384, 4), (0.0385, 5), (0.5, 8), (0.501, 9)):
        assert adopted(luck={"adoption": draw}, values=values) == quarters, draw
    assert adopted(luck={"adoption": 1.0}, values=values) is None


def test_effort_and_room_speed_up_adoption_and_a_gap_slows_it_down() -> None:
    # a first quarter has hazard ln(1 + (1 / 5)^2) = 0.0392207 times exp(0.2 effort) and exp(-1 x gap)
    values = {
        "adoption_median": 5.0,
        "adoption_shape": 2.0,
        "position_weight": 1.0,
        "pace_gain": 0.2,
        "concession": 0.0,
    }

    def at_once(draw: float, effort: float, pivot: float) -> bool:
        process = Process({"proposal": at(START), "adoption": draw}, pivot=pivot)
        return bool(process.run(5, effort, tolerance=0.3, **values).laws)

    for effort, pivot, factor in (
        (0.0, 0.5, 1.0),
        (1.0, 0.5, np.exp(0.2)),
        (0.0, 0.7, np.exp(0.2)),
        (0.0, 0.3, np.exp(-0.2)),
    ):
        chance = 1 - np.exp(-np.log(1.04) * factor)
        assert at_once(float(chance) - 1e-4, effort, pivot)
        assert not at_once(float(chance) + 1e-4, effort, pivot)


def test_time_in_which_council_or_parliament_do_not_agree_does_not_count() -> None:
    """Parliament agrees from 2024Q3 on, 10 quarters after the proposal, when 6 of the quarters that count have gone."""
    draws = {"parliament": np.array([-1.0, 1.0, *[0.0] * 78])}
    values = {"adoption_median": 5.0, "adoption_shape": 1.0, "parliament_support": 0.6, "parliament_spread": 0.2}
    # ln(1 + 7/5) - ln(1 + 6/5) = 0.08701 in the quarter that is first to count: a chance of 0.08333
    assert adopted(luck={**draws, "adoption": 0.0833}, values=values) == 10
    assert adopted(luck={**draws, "adoption": 0.0834}, values=values) == 11


def test_a_proposal_that_was_there_is_not_adopted_while_that_is_known() -> None:
    process = Process({"adoption": ALWAYS}, {"proposed": START}).start(shortest_adoption=2)
    for date in range(START, START + 6):
        process.step(date, 0.0, 0.5, NO_PULL, undecided=date >= START + 5)
        assert bool(process.laws) == (date == START + 5)
    # the text on the table is the one expected, without luck of its own or lobby
    assert process.laws[0].ambition == pytest.approx(0.5)


def test_the_text_closes_a_part_of_the_gap_until_the_council_can_agree() -> None:
    """A gap of 0.2 shrinks by a tenth a quarter: 0.2 x 0.9^6 = 0.1063, 0.2 x 0.9^7 = 0.0957."""
    values = {"concession": 0.1, "tolerance": 0.1, "shortest_adoption": 0}
    assert adopted(pivot=0.3, values=values) == 7
    [law] = Process({"proposal": at(START), "adoption": ALWAYS}, pivot=0.3).run(8, **values).laws
    assert law.ambition == pytest.approx(0.3 + 0.2 * 0.9**7)
    # the whole text gives way alike, its legal basis too
    assert law.preemption == pytest.approx(0.4 + 0.2 * (1 - 0.9**7))


@pytest.mark.parametrize("gap", [0.05, 0.1, 0.3])
def test_council_and_parliament_lower_a_text_as_they_raise_it(gap: float) -> None:
    """Mirrored wishes on a text in the middle give mirrored laws, at one moment where the hazard ignores the gap."""
    given = {"concession": 0.2, "tolerance": 1.0, "position_weight": 0.0, "parliament_weight": 0.3}
    laws = []
    for sign in (-1, 1):
        draws = {"proposal": at(START), "adoption": 0.4, "wishes": sign * 1.5, "criteria": sign * 0.7}
        [law] = Process(draws, pivot=0.5 + sign * gap).run(40, parliament_shift=sign * 0.1, **given).laws
        laws.append(law)
    below, above = (np.array(law.criteria)[list(CONTENT)] for law in laws)
    assert laws[0].adopted == laws[1].adopted
    assert below + above == pytest.approx(np.ones(len(CONTENT)))
    assert (above > 0.5).all()


def test_without_concession_a_wide_gap_lasts() -> None:
    assert adopted(pivot=0.3, values={"concession": 0.0, "tolerance": 0.19}) is None
    assert adopted(pivot=0.3, values={"concession": 0.0, "tolerance": 0.21}) == 4
    assert adopted(pivot=0.3, values={"concession": 1.0, "tolerance": 0.0, "shortest_adoption": 0}) == 1


def test_parliament_by_term() -> None:
    """A new Parliament sits from 2024Q3, and the next from 2029Q3."""
    draws = np.array([-1.0, 0.5, 2.0, *[0.0] * 77])
    given = {"parliament_support": 0.6, "parliament_spread": 0.2, "parliament_shift": 0.1, "parliament_weight": 0.5}
    values = EuropeanProcess(**given)
    process = Parliament(values, luck(parliament=draws, wishes=draws))
    quarters = [2022 * 4, 2024 * 4 + 1, 2024 * 4 + 2, 2029 * 4 + 1, 2029 * 4 + 2, 2034 * 4 + 2]
    assert [process.support(date) for date in quarters] == pytest.approx([0.4, 0.4, 0.7, 0.7, 1.0, 0.6])
    # half of 0.1 + 0.2 x draw
    assert [process.shift(date) for date in quarters] == pytest.approx([-0.05, -0.05, 0.1, 0.1, 0.25, 0.05])


def test_parliament_has_to_agree_by_majority() -> None:
    draws = np.array([-1.0, 1.0, *[0.0] * 78])
    values = {"parliament_support": 0.6, "parliament_spread": 0.2}
    assert adopted(luck={"parliament": draws}, values=values) == 10
    # exactly a half is no majority
    half = {"parliament_support": 0.5, "parliament_spread": 0.0}
    assert adopted(luck={"parliament": draws}, values=half) is None


def test_parliament_moves_the_final_text_but_not_its_legal_basis() -> None:
    values = {"parliament_weight": 0.3, "parliament_shift": 0.4}
    [law] = Process({"proposal": at(START), "adoption": ALWAYS}).run(5, **values).laws
    expected = np.full(len(CRITERIA), 0.5 + 0.3 * 0.4)
    expected[[PACE, LEGAL_BASIS, POSITIONS]] = (1.0, 0.6, 0.5)
    assert law.criteria == pytest.approx(tuple(expected))
    assert law.ambition == pytest.approx(0.62)
    assert law.preemption == pytest.approx(0.4)


def test_application_comes_after_a_time_with_the_distribution_of_past_acts() -> None:
    # 8.5 x (u / (1 - u))^(1 / 4), whole quarters: 8.5 at 0.5, 11.19 at 0.75, 6.46 at 0.25
    for draw, quarters in ((0.5, 8), (0.75, 11), (0.25, 6), (0.0, 0)):
        process = Process({"proposal": at(START), "adoption": ALWAYS, "application": draw})
        [law] = process.run(5, application_median=8.5, application_shape=4.0).laws
        assert (law.adopted, law.application) == (START + 4, START + 4 + quarters)


# ---- effort


def pushed(efforts: list[float], **values: float) -> tuple[float, float]:
    """Return what effort adds to the ambition of the proposal (third quarter) and of the law (sixth quarter)."""
    process = Process({"proposal": at(START + 2), "adoption": ALWAYS}, {"ambition_gain": 0.1}).start(
        shortest_adoption=3, **values
    )
    for number, effort in enumerate(efforts[:3]):
        process.step(START + number, effort, 0.5, NO_PULL, undecided=True)
    proposal = process.proposed_ambition
    for number, effort in enumerate(efforts[3:]):
        process.step(START + 3 + number, effort, 0.5, NO_PULL, undecided=True)
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
    process.step(ORIGIN, 0.0, 0.5, NO_PULL, undecided=True)
    assert process.proposed == ORIGIN
