"""Politics in a comparison of mixes: each seed plays a future, which mixes share until what they do sets it apart."""

from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from experiments.runs.design import Request, make_design
from experiments.runs.design_runs import run_design
from experiments.runs.engine import here
from model import simulate, simulate_together
from model.inputs.law import EUROPEAN_DUE_DILIGENCE, EUROPEAN_REPORTING, Law
from model.outcomes import OUTCOMES
from model.politics.effort import DUE_DILIGENCE, REPORTING
from model.politics.future import Future
from model.politics.resolve import future_of, resolved
from model.scenario import Scenario, load_scenario
from model.simulation import advance, start
from model.state.state import TABLES
from model.world import World

END = 2036 * 4
OPEN = 2022 * 4
SEEDS = range(1, 61)
LEVERS = {f"levers.{DUE_DILIGENCE}", f"levers.{REPORTING}"}
"""What more effort is before anything comes of it."""


@cache
def scenario(mix: str) -> Scenario:
    return load_scenario(mix, world="small")


def with_effort(plain: Scenario, *instruments: str, level: int = 2) -> Scenario:
    """Return a scenario whose mix has another effort and nothing else."""
    levels = dict(plain.mix.levels)
    for name in instruments:
        levels[name] = replace(levels[name], national=level)
    return replace(plain, mix=replace(plain.mix, levels=levels))


def future(plain: Scenario, seed: int) -> Future:
    return future_of(plain, seed, END)


def european(plain: Scenario, seed: int) -> list[Law]:
    of_processes = (EUROPEAN_DUE_DILIGENCE, EUROPEAN_REPORTING)
    return [law for law in resolved(plain, seed).laws if law.outcome_of in of_processes]


def columns(world: World) -> dict[str, bytes]:
    """Return the state apart from what is by law, since laws to come have columns too."""
    return {
        f"{table}.{column}": getattr(getattr(world.state, table), column).tobytes()
        for table, kind in TABLES.items()
        if table != "law"
        for column, declared in kind.COLUMNS.items()
        if "law" not in declared.dims
    }


# ---- what is known


@pytest.mark.parametrize("mix", ["null_option", "broad", "broad_eu"])
def test_nothing_european_is_known_before_2022(mix: str) -> None:
    found = [law for seed in SEEDS for law in european(scenario(mix), seed)]
    assert len(found) > len(SEEDS)
    assert min(law.announced for law in found) >= OPEN
    assert all(date is None or date >= law.announced for law in found for date in law.application.values())


def test_a_world_of_2021_is_the_same_without_any_european_law_to_come() -> None:
    plain = resolved(scenario("broad_eu"), 3)
    to_come = {law.name for law in european(scenario("broad_eu"), 3)}
    assert to_come
    without = replace(plain, laws=tuple(law for law in plain.laws if law.name not in to_come))
    origin = start(plain, 3)
    worlds = [origin.branch(plain), origin.branch(without)]
    while worlds[0].date < OPEN:
        for world in worlds:
            advance(world)
        assert columns(worlds[0]) == columns(worlds[1])


def test_the_quarter_in_which_the_reporting_law_was_proposed_is_no_announcement() -> None:
    """It was on the table in 2021; as a law it is known once adopted."""
    dates = [
        law.announced
        for seed in SEEDS
        for law in european(scenario("null_option"), seed)
        if law.outcome_of == EUROPEAN_REPORTING
    ]
    assert min(dates) >= 2022 * 4 + 1


# ---- pairing


def test_mixes_with_the_same_effort_and_no_dutch_law_meet_the_same_futures() -> None:
    for seed in SEEDS:
        one, two = (future(scenario(mix), seed) for mix in ("null_option", "thematic"))
        assert one == two
        assert european(scenario("null_option"), seed) == european(scenario("thematic"), seed)
    assert len({future(scenario("null_option"), seed).laws for seed in SEEDS}) > len(SEEDS) / 2


@pytest.mark.parametrize("instruments", [(DUE_DILIGENCE,), (REPORTING,)])
def test_effort_moves_the_law_that_it_goes_to(instruments: tuple[str, ...]) -> None:
    plain = scenario("null_option")
    more = with_effort(plain, *instruments)
    pairs = [(future(plain, seed), future(more, seed)) for seed in SEEDS]
    moved, other = ("laws", "reporting") if instruments == (DUE_DILIGENCE,) else ("reporting", "laws")
    assert any(getattr(one, moved) != getattr(two, moved) for one, two in pairs)
    if instruments == (REPORTING,):
        assert all(getattr(one, other) == getattr(two, other) for one, two in pairs)
    adopted = [[getattr(each, moved)[0].adopted if getattr(each, moved) else END for each in pair] for pair in pairs]
    assert all(second <= first for first, second in adopted)
    assert any(second < first for first, second in adopted)


def test_effort_that_is_switched_off_moves_nothing() -> None:
    plain = scenario("null_option").with_parameters({"politics.active": 0})
    for seed in range(1, 21):
        assert future(with_effort(plain, DUE_DILIGENCE, REPORTING), seed) == future(plain, seed)


def test_a_mix_and_the_same_with_more_effort_are_equal_until_their_futures_differ() -> None:
    """To the last bit, but for the effort itself; here more than two years after the mix starts."""
    plain = scenario("broad")
    more = with_effort(plain, DUE_DILIGENCE, REPORTING)
    seed = next(
        seed
        for seed in SEEDS
        if first_difference(plain, more, seed) is not None and (first_difference(plain, more, seed) or 0) > OPEN + 8
    )
    parting = first_difference(plain, more, seed)
    assert parting is not None
    origin = start(plain, seed)
    one, two = origin.branch(plain), origin.branch(more)
    while one.date <= parting:
        advance(one)
        advance(two)
        before, after = columns(one), columns(two)
        differing = {name for name in before if before[name] != after[name]}
        assert (differing <= LEVERS) == (one.date - 1 < parting), one.date
    assert differing - LEVERS


def first_difference(one: Scenario, two: Scenario, seed: int) -> int | None:
    """Return the quarter in which the first law becomes known that the other does not have."""
    sets = [set(map(repr, resolved(each, seed).laws)) for each in (one, two)]
    laws_of = [law for each in (one, two) for law in resolved(each, seed).laws if repr(law) in sets[0] ^ sets[1]]
    return min((law.announced for law in laws_of), default=None)


def test_what_was_asked_stays_what_the_run_is_of() -> None:
    plain = scenario("broad_eu")
    runs = [simulate(plain, seed) for seed in (1, 2)]
    assert {run.scenario.content_hash for run in runs} == {plain.content_hash}
    assert resolved(plain, 1).laws != resolved(plain, 2).laws
    met = start(plain, 2).scenario
    assert met.laws == resolved(plain, 2).laws
    assert resolved(met, 5) is met


# ---- what a mix does


def test_the_dutch_law_of_a_mix_has_the_dates_of_its_file_and_counts_as_a_national_law() -> None:
    pull = {"member_states.pace_pull": 0.2, "member_states.ambition_pull": 0.1}
    plain, broad = (load_scenario(mix, world="small", parameters=pull) for mix in ("null_option", "broad"))
    [file] = [law for law in broad.laws if law.name == "broad_due_diligence_nl"]
    sooner, higher = 0, 0
    for seed in SEEDS:
        [law] = [law for law in resolved(broad, seed).laws if law.name == file.name]
        assert (law.announced, law.application, law.levels) == (file.announced, file.application, file.levels)
        without, with_law = future(plain, seed), future(broad, seed)
        assert with_law.passed is None
        sooner += bool(with_law.laws and without.laws) and with_law.laws[0].adopted < without.laws[0].adopted
        if with_law.proposal is not None and without.proposal is not None:
            higher += with_law.proposal.ambition > without.proposal.ambition
    assert sooner > len(SEEDS) / 10
    assert higher > len(SEEDS) / 2


# ---- amendments and delays


def test_laws_may_be_amended_and_delayed_before_they_apply_and_amended_after() -> None:
    found = [future(scenario("null_option"), seed) for seed in range(1, 301)]
    laws_of = [each.laws for each in found if each.laws]
    before = [any(law.adopted < versions[0].application for law in versions[1:]) for versions in laws_of]
    after = [any(law.adopted >= versions[0].application for law in versions[1:]) for versions in laws_of]
    assert 0.02 < np.mean(before) < 0.2
    assert 0.05 < np.mean(after) < 0.4
    assert any(law == "due_diligence" for each in found for law, _ in each.delays)


def test_amendments_ask_more_as_often_as_less() -> None:
    """Over many amendments, within three standard deviations of a half."""
    values = {"european_amendment.strengthening_hazard": 0.05, "european_amendment.weakening_hazard": 0.05}
    plain = load_scenario("null_option", world="small", parameters=values)
    signs = []
    for seed in SEEDS:
        versions = future(plain, seed).laws
        for earlier, later in pairwise(versions):
            signs.append(later.ambition > earlier.ambition)
    assert len(signs) > 100
    assert abs(np.mean(signs) - 0.5) < 3 * 0.5 / np.sqrt(len(signs))


# ---- runs


@pytest.mark.slow
def test_a_run_is_the_same_alone_and_in_company_whatever_the_future() -> None:
    asked = [scenario(mix) for mix in ("null_option", "broad")]
    asked.append(with_effort(asked[0], DUE_DILIGENCE, REPORTING))
    asked.append(load_scenario("broad_eu", world="small", course="scheduled"))
    for seed in (4, 9):
        for run in simulate_together(asked, seed):
            assert simulate(run.scenario, seed).values.tobytes() == run.values.tobytes()


@pytest.mark.slow
def test_results_do_not_depend_on_the_number_of_workers() -> None:
    design = make_design(Request(("null_option", "broad"), ("expected",), "small", {}, (1, 2)))
    alone, spread = run_design(design, here()), run_design(design, here(2))
    for one, two in zip(alone, spread, strict=True):
        assert one.values is not None
        assert two.values is not None
        assert one.values.tobytes() == two.values.tobytes()


def test_outcomes_tell_when_european_laws_apply_once_they_are_adopted() -> None:
    plain = scenario("null_option")
    seed = next(seed for seed in SEEDS if future(plain, seed).laws and future(plain, seed).laws[0].adopted < 2027 * 4)
    found, run = future(plain, seed), simulate(plain, seed)
    series = run.values[:, list(OUTCOMES).index("due_diligence_law_year")]
    adopted = found.laws[0].adopted
    never = (plain.world.end + 1) / 4
    for date, value in zip(run.dates, series.tolist(), strict=True):
        assert value == (min(found.laws[0].application / 4, never) if date >= adopted else never)
