"""The fit of law-making to past acts: its record, its distributions against the simulation, closed forms, weights."""

from dataclasses import replace as with_changes
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments.runs.sweeps.sampling import Points
from experiments.studies.calibration.exploration import effective, scaled_weights
from experiments.studies.calibration.political_parts import ChancesPart, parts
from experiments.studies.calibration.political_process import (
    ADOPTION,
    adoption_survival,
    application_survival,
    bill_survival,
    lucks,
)
from experiments.studies.calibration.political_record import (
    FOUND,
    OFFSETS,
    adoption_times,
    application_times,
    bill_times,
    changes,
    national_laws,
    proposal_wait,
)
from experiments.studies.calibration.politics import (
    SEEN,
    fitted_names,
    fitted_table,
    part_weights,
    plausible_points,
    political_draws,
    quantile,
    reference_points,
    values_of,
)
from model import catalogue
from model.parameters import ParameterSet, declared
from model.politics.council import pivotal_position
from model.politics.durations import quantile as time_of
from model.politics.european import European, Expected, Pull
from model.politics.european_parameters import EuropeanAmendment, EuropeanProcess
from model.politics.luck import Luck
from model.politics.member_states import read_union
from model.politics.parliament import SITS_FROM, Parliament
from model.scenario import load_scenario
from model.simulation import advance, start
from model.state.state import Array
from tests.unit import political_fit_parts as made
from tests.unit.political_fit_parts import SHARE, append, exposures, tables, times_part

catalogue.load()
FEW = 4
"""Futures to average over, where the average itself does not matter."""


# what was observed


def test_times_of_the_record() -> None:
    adoption, application = adoption_times(), application_times()
    assert (len(adoption.names), int(adoption.pending.sum())) == (12, 2)
    boards = adoption.names.index("Directive on women on company boards")
    # proposed 2012Q4 and pending at the end of 2021Q4: it takes 37 quarters or longer
    assert adoption.least[boards] == 37
    # the tax directive was to apply in 2023: at the end of 2021 it did not apply yet
    tax = application.names.index("Directive on public tax reporting by country")
    assert (len(application.names), application.pending.tolist().index(True), application.least[tax]) == (10, tax, 1)
    assert bill_times(True).least.tolist() == [12, 4]
    assert len(bill_times(False).names) == 6


def test_recalled_dates_may_be_off_by_a_quarter() -> None:
    times = adoption_times()
    recalled, verified = (times.confidence.index(each) for each in ("recalled-high", "verified"))
    assert times.offsets[recalled].tolist() == [0, 0, 0, 0.1, 0.8, 0.1, 0, 0, 0]
    assert times.offsets[verified].tolist() == [0, 0, 0, 0, 1, 0, 0, 0, 0]
    part = times_part([3])
    doubted = with_changes(part, record=with_changes(part.record, offsets=times.offsets[[recalled]]))
    # geometric with 1/2: chances of 2, 3 and 4 quarters are 1/8, 1/16 and 1/32
    expected = np.log(0.1 / 8 + 0.8 / 16 + 0.1 / 32)
    assert doubted.log_likelihood({SHARE: np.array([0.5])}) == pytest.approx(expected)
    assert part.log_likelihood({SHARE: np.array([0.5])}) == pytest.approx(np.log(1 / 16))


def test_exposures_of_the_record() -> None:
    assert proposal_wait().whole.tolist() == [6]  # announced in 2020Q2
    later, more = changes("later"), changes("more")
    assert later.whole.sum() == pytest.approx(78 * FOUND)
    assert later.events.sum() == 0
    # the accounting directive was extended in 2014 and in 2021
    assert more.events[[each.startswith("Accounting") for each in more.names]].tolist() == [2]
    laws = national_laws()
    french, belgian = laws.names.index("FRA"), laws.names.index("BEL")
    assert "NLD" not in laws.names
    # 15 quarters at 0.05 until the bill of 2015Q1, 7 at 0.75, and the eighth in which it passed
    assert (laws.without[french], laws.at[french], laws.events[french]) == pytest.approx(
        (15 * 0.05 + 7 * 0.75, 0.75, 1)
    )
    assert laws.whole[belgian] == laws.without[belgian] == pytest.approx(40 * 0.05 + 2 * 0.75)
    # stances that are an assumption are varied by a factor of 2 either way, those that were seen by 5%
    spread = laws.factors.max(axis=1) / laws.factors.min(axis=1)
    assert spread[laws.names.index("GRC")] > 3
    assert 1 < spread[french] < 1.11


LATER = {
    "legislation": [
        "Act of 2022,EU,EU,COM(2022) 1,2022Q1,2023Q1,2024Q1,made up,verified",
        "Bill of 2023,national,ESP,bill 1,2023Q1,2024Q1,2025Q1,made up,verified",
    ],
    "amendments": [
        "Directive 1,Timber Regulation (Regulation (EU) 995/2010),2010Q4,2022Q1,less,,,made up,made up,verified",
        "Directive 2,Tax (Directive (EU) 2021/2101),2021Q4,2022Q2,later,2023Q2,2024Q2,made up,made up,derived",
    ],
    "political_history": ["P47,2022Q1,2022-02-23,European Commission,a proposal,proposal,made up,verified"],
}


def _likelihoods(folder: Path) -> list[Any]:
    values = values_of(plausible_points(8, 1))
    return [each.log_likelihood(values).tolist() for each in parts(1, folder, FEW)]


def test_nothing_after_2021_is_read(tmp_path: Path) -> None:
    """Later acts, amendments, events and dates leave every likelihood as it is; one quarter earlier does not."""
    folder = tables(tmp_path / "data")
    before = _likelihoods(folder)
    for name, rows in LATER.items():
        append(folder, name, *rows)
    # what was pending is adopted, what was planned moves, and a state adopts a law
    made.replace(folder, "legislation", "COM(2012) 614,2012Q4,,", "COM(2012) 614,2012Q4,2022Q4,2026Q2")
    made.replace(folder, "legislation", "2021Q4,2023Q2", "2021Q4,2024Q3")
    made.replace(folder, "legislation", "DOC 55 1903,2021Q2,,", "DOC 55 1903,2021Q2,2022Q1,")
    made.replace(folder, "member_states", "BEL,bill,,", "BEL,law,2022Q1,")
    assert _likelihoods(folder) == before
    made.replace(folder, "legislation", "2012Q4,2022Q4,2026Q2", "2012Q4,2021Q4,2026Q2")
    assert _likelihoods(folder) != before


# distributions against the simulation


def _simulated(values: ParameterSet, luck: Luck, pivot: float, chance: float) -> float:
    """Return the quarters to adoption of a law proposed when a Parliament's term begins, for a draw of its pace."""
    places = np.zeros_like(luck.due_diligence.proposal)
    law = with_changes(luck.due_diligence, proposal=places, adoption=chance)
    process = values[EuropeanProcess]
    parliament = Parliament(process, with_changes(luck, parliament=np.roll(luck.parliament, 1)))
    ambition = dict(values.items())["politics.ambition"]
    european = European(Expected(ambition, 0.5, 0.0, 0.0), process, values[EuropeanAmendment], law, parliament)
    for date in range(SITS_FROM, SITS_FROM + 61):
        european.step(date, 0.0, pivot, Pull(0.0, 0.0), True)
        if european.laws:
            return european.laws[0].adopted - SITS_FROM
    return np.inf


@pytest.mark.parametrize("seed", range(1, 7))
def test_time_to_adoption_is_that_of_the_simulation(seed: int) -> None:
    points = plausible_points(8, seed)
    [luck] = lucks(seed, 1)
    longer = adoption_survival(values_of(points), [luck], 60)
    union = read_union()
    found, expected = [], []
    for place in range(len(points)):
        values = ParameterSet(points.overrides(place))
        shift = points.values[place, points.names.index("member_states.position_shift")]
        pivot = pivotal_position(np.clip(luck.positions + shift * union.commitment, 0.0, 1.0), union.people)
        for chance in (0.1, 0.5, 0.9):
            come = np.flatnonzero(longer[place] <= 1.0 - chance)
            found.append(float(come[0]) if len(come) else np.inf)
            expected.append(_simulated(values, luck, pivot, chance))
    assert found == expected
    assert len(set(found)) > 3


def test_the_average_over_futures() -> None:
    values = values_of(plausible_points(4, 1))
    both = lucks(3, 2)
    each = [adoption_survival(values, [luck], 20) for luck in both]
    assert adoption_survival(values, both, 20) == pytest.approx((each[0] + each[1]) / 2)
    assert set(ADOPTION) <= set(declared())


def test_time_to_application_is_that_of_the_simulation() -> None:
    names = ("european_process.application_median", "european_process.application_shape")
    longer = application_survival({name: np.array([each]) for name, each in zip(names, (8.5, 4.0), strict=True)}, 40)[0]
    chances = (np.arange(20_000) + 0.5) / 20_000
    waits = np.array([int(time_of(chance, 8.5, 4.0)) for chance in chances])
    assert longer[:30] == pytest.approx([(waits > quarter).mean() for quarter in range(30)], abs=1e-4)


def test_time_of_a_bill_by_hand() -> None:
    values = {"national_process.passage_hazard": np.array([0.1]), "national_process.coalition_support": np.array([0.6])}
    longer = bill_survival(values, 20)[0]
    assert longer[0] == pytest.approx(0.4 + 0.6 * np.exp(-0.1))
    assert longer[15] == pytest.approx(0.4 + 0.6 * np.exp(-1.6))
    # the second coalition is drawn anew
    assert longer[16] == pytest.approx((0.4 + 0.6 * np.exp(-1.6)) * (0.4 + 0.6 * np.exp(-0.1)))


# closed forms


def test_a_known_share_comes_back_as_a_beta_distribution() -> None:
    """Whole quarters that last on with share q: of a uniform prior a Beta(sum + 1, acts + 1) is left."""
    draws = (np.arange(20_000) + 0.5) / 20_000
    part = times_part([0, 3, 5, 2], pending=[7])
    weights = scaled_weights(part.log_likelihood({SHARE: draws}).sum(axis=1))
    a, b = 0 + 3 + 5 + 2 + 8 + 1, 4 + 1
    mean = float(weights @ draws)
    assert mean == pytest.approx(a / (a + b), abs=1e-6)
    assert float(weights @ (draws - mean) ** 2) == pytest.approx(a * b / (a + b) ** 2 / (a + b + 1), abs=1e-6)


def test_the_rate_of_many_exponential_times_is_found() -> None:
    rate, generator = 0.15, np.random.default_rng(3)
    part = times_part(np.floor(generator.exponential(1 / rate, 2_000)).astype(int).tolist())
    rates = np.linspace(0.05, 0.4, 400)
    weights = scaled_weights(part.log_likelihood({SHARE: np.exp(-rates)}).sum(axis=1))
    assert quantile(rates, weights, 0.005) < rate < quantile(rates, weights, 0.995)
    assert float(weights @ rates) == pytest.approx(rate, rel=0.05)


def test_a_hazard_of_what_never_happened_is_a_truncated_exponential() -> None:
    record = exposures([30, 20], [1, 1], [0, 0], [30, 20])
    part = ChancesPart("made_up", ("h",), record)
    draws = 0.1 * (np.arange(20_000) + 0.5) / 20_000
    weights = scaled_weights(part.log_likelihood({"h": draws}).sum(axis=1))
    rest = np.exp(-0.1 * 50)
    assert float(weights @ draws) == pytest.approx(1 / 50 - 0.1 * rest / (1 - rest), abs=1e-7)
    assert part.chance({"h": np.array([0.01])}) == pytest.approx(np.array([[1 - np.exp(-0.3), 1 - np.exp(-0.2)]]))


def test_a_hazard_of_what_happened_by_hand() -> None:
    record = with_changes(exposures([6], [0.75], [1], [20]), factors=np.array([[0.5, 2.0]]))
    logs = ChancesPart("made_up", ("h",), record).log_likelihood({"h": np.array([0.1])})
    each = [(1 - np.exp(-0.1 * f * 0.75)) * np.exp(-0.1 * f * 6) for f in (0.5, 2.0)]
    assert logs == pytest.approx(np.log(np.mean(each)))


# weights


def together(points: Points) -> Array:
    """Return the weights of draws by all parts together, which share no parameter."""
    whole: Array = np.prod(list(part_weights(points, 1, futures=FEW).values()), axis=0)
    return whole / whole.sum()


def test_weights_are_those_of_prior_times_likelihood() -> None:
    points = plausible_points(64, 1)
    weights = together(points)
    assert weights.sum() == pytest.approx(1)
    assert 1 <= effective(weights) < 64
    values = values_of(points)
    logs = sum(each.log_likelihood(values).sum(axis=1) for each in parts(1, futures=FEW))
    for name in SEEN:  # a range that was made from the acts is no prior: its log is, or that of a rate after Jeffreys
        logs -= np.log(values[name]) * (0.5 if "hazard" in name else 1.0)
    assert weights == pytest.approx(scaled_weights(np.asarray(logs)))


def test_what_acts_do_not_bear_upon_changes_no_weight() -> None:
    catalogue.load()
    points = Points(("learning.rate",), np.linspace(0.03, 0.12, 5)[:, None])
    assert together(points) == pytest.approx([0.2] * 5)


def test_draws_are_of_equal_weight_and_repeatable() -> None:
    drawn, again, other = (political_draws(200, seed, sample=256, futures=FEW) for seed in (5, 5, 6))
    assert (drawn.values == again.values).all()
    assert (drawn.values != other.values).any()
    points = plausible_points(256, 5)
    table: Any = fitted_table(points, part_weights(points, 5, futures=FEW)).set_index("parameter")
    for name in ("european_process.adoption_median", "european_amendment.delay_hazard"):
        low, high = declared()[name].plausible
        column = drawn.values[:, drawn.names.index(name)]
        assert low <= column.min() <= column.max() <= high
        assert np.median(column) == pytest.approx(table.loc[name, "fitted_p50"], rel=0.1)
        assert table.loc[name, "fitted_p50"] < table.loc[name, "prior_p50"]
    # each part is resampled on its own: hardly a row has the columns of two parts from one draw
    sources = [
        [points.values[:, place].tolist().index(value) for value in drawn.values[:, place]]
        for place in (0, points.names.index("european_amendment.delay_hazard"))
    ]
    assert np.mean(np.equal(sources[0], sources[1])) < 0.05


def test_the_reference_prior_saw_no_act() -> None:
    points = reference_points(256, 1)
    column = points.values[:, points.names.index("european_amendment.delay_hazard")]
    # uniform in the square root up to 0.2: the median is a quarter of the end
    assert np.median(column) == pytest.approx(0.05, rel=0.05)
    shortest = np.rint(points.values[:, points.names.index("european_process.shortest_adoption")])
    assert np.unique(shortest, return_counts=True)[1] == pytest.approx([256 / 6] * 6, abs=2)
    assert len(OFFSETS) == 9


def _end_of_2021(values: dict[str, float]) -> list[bytes]:
    """Return the small world at the end of 2021 under existing policy, without columns of each law that is to come."""
    world = start(load_scenario("null_option", world="small", parameters=values), 1)
    for _ in range(8):
        advance(world)
    tables = (world.state.company, world.state.supplier, world.state.country, world.state.covenant)
    arrays = (array for table in tables for array in vars(table).values() if isinstance(array, np.ndarray))
    return [array.tobytes() for array in arrays if array.shape[-1] != len(world.laws.names)]


def test_what_is_fitted_touches_no_company_before_2022() -> None:
    """So its weights and those of what was observed of companies are independent."""
    ends = {name: declared()[name].plausible for name in fitted_names()}
    low, high = (_end_of_2021({name: end[place] for name, end in ends.items()}) for place in (0, 1))
    assert len(low) > 50
    assert low == high
    assert _end_of_2021({"learning.rate": 0.1}) != low
