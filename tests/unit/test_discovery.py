"""Where a mix loses: a known region is found, noise is not sold, and draws are counted as what they are."""

import math
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binomtest

from experiments.runs.store import write_json
from experiments.studies.common.factors import DUMMY_FACTOR
from experiments.studies.discovery import boxes as module
from experiments.studies.discovery import chance
from experiments.studies.discovery.boxes import Box, Ground, find_boxes, try_on_unseen, value_of
from experiments.studies.discovery.cases import FEWEST, Contest, cases_of, contests
from experiments.studies.discovery.chance import Shuffling, chance_of
from experiments.studies.discovery.folder import read_sample
from experiments.studies.discovery.options import DiscoveryOptions
from experiments.studies.discovery.peeling import (
    HIGH,
    LEAST_MASS,
    LOW,
    NESTED,
    Limit,
    choose,
    excess,
    find_box,
    last_limits,
    peel,
    prune,
    ranks_of,
    screen,
)
from experiments.studies.discovery.sample import FEWEST_VALUES, searched
from model.errors import InputError
from model.parameters import declared
from tests.unit import discovery_parts as parts


@pytest.fixture(autouse=True)
def few_shuffles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Enough for one contest: 99 shuffles can show a probability of 0.01; and few parts left out."""
    monkeypatch.setattr(chance, "FEWEST_SHUFFLES", 99)
    monkeypatch.setattr(module, "REPEATS", 2)


def shuffling(seed: int = 1) -> Shuffling:
    return Shuffling(1, np.random.default_rng(seed))


def boxes(ground: Ground, seed: int = 1) -> list[Box]:
    return list(find_boxes(ground, shuffling(seed), peel))


def test_a_known_region_is_found_with_its_limits_and_no_other() -> None:
    ground = parts.ground(150, 30, 1, lambda at: (at[:, 3] > 4) & (at[:, 7] < 6))
    first, *others = boxes(ground)
    assert first.chance.passes and not [box for box in others if box.chance.passes]
    found = {own.factor.name: own for own in first.restrictions}
    assert set(found) == {"group0.f3", "group1.f7"}
    assert found["group0.f3"].limited == (True, False) and found["group0.f3"].low == pytest.approx(4, abs=0.5)
    assert found["group0.f3"].high == 10
    assert found["group1.f7"].limited == (False, True) and found["group1.f7"].high == pytest.approx(6, abs=0.5)
    assert first.coverage > 0.9 and first.density > 0.9 and first.density_unseen > 0.8
    assert all(own.quasi_p < 1e-6 and own.again > 0.9 for own in first.restrictions)
    assert first.mass == first.inside.mean()
    assert first.density == ground.lost[first.inside].mean()
    assert first.coverage == ground.lost[first.inside].sum() / ground.lost.sum()


def test_a_region_in_the_middle_of_a_range_has_two_limits() -> None:
    ground = parts.ground(150, 30, 2, lambda at: abs(at[:, 3] - 5) < 2)
    own = boxes(ground)[0].restrictions[0]
    assert own.limited == (True, True)
    assert [own.low, own.high] == pytest.approx([3, 7], abs=0.4)


def test_a_second_region_is_found_in_what_the_first_leaves() -> None:
    ground = parts.ground(240, 12, 3, lambda at: (at[:, 0] < 3) | (at[:, 1] > 8))
    found = [box for box in boxes(ground) if box.chance.passes]
    assert [box.number for box in found] == [1, 2]
    assert not (found[0].inside & found[1].inside).any()
    told = [[(own.factor.name, own.limited) for own in box.restrictions] for box in found]
    assert told == [[("group0.f0", (False, True))], [("group1.f1", (True, False))]]
    assert found[0].coverage + found[1].coverage > 0.9


def test_a_blurred_effect_of_one_parameter_is_not_lost_among_many() -> None:
    """Peeling on all that are screened follows chance here; peeling on the first does not."""
    at = parts.points(100, 60, 33)
    chances = np.where(at[:, 3] > 5, 0.8, 0.2)
    ground = Ground(parts.factors(60), at, np.random.default_rng(33).random(100) < chances)
    first = boxes(ground)[0]
    assert first.chance.passes and [own.factor.name for own in first.restrictions] == ["group0.f3"]
    ranks = ranks_of(at)
    every = ranks.columns(screen(ranks, ground.lost))
    steps = peel(every, ground.lost, LEAST_MASS)
    limits = last_limits(steps[: choose(steps, 100, int(ground.lost.sum())) + 1])
    assert not prune(every, ground.lost, limits).limits


def test_noise_is_not_sold() -> None:
    passed = 0
    for seed in range(15):
        at = np.random.default_rng(seed)
        lost = at.permutation(np.arange(100) < 40)
        ground = Ground(parts.factors(60), parts.points(100, 60, seed + 100), lost)
        passed += any(box.chance.passes for box in boxes(ground, seed))
    assert passed <= 2  # 5% of 15 are less than one; three or more have a chance of 4%


def test_more_contests_ask_for_more() -> None:
    many = Shuffling(50, np.random.default_rng(1))
    assert (many.level, many.count) == (0.001, 1999)
    assert (shuffling().level, shuffling().count) == (0.05, 99)
    ground = parts.ground(60, 4, 4, lambda at: at[:, 0] > 5)
    ranks = ranks_of(ground.points)
    box = find_box(ranks, ground.lost, LEAST_MASS)
    sure = chance_of(box, ranks, ground.lost, LEAST_MASS, shuffling())
    assert sure.passes and sure.probability == 0.01 and len(sure.excesses) == 99
    assert sure.quasi_p_needed <= 0.05
    assert sure.of(prune(ranks, ground.lost, [])).probability == 1.0
    weak = find_box(ranks, np.random.default_rng(2).permutation(ground.lost), 0.5)
    assert not chance_of(weak, ranks, ground.lost, LEAST_MASS, shuffling()).passes


def test_shuffling_ends_early_when_it_is_decided() -> None:
    ground = parts.ground(60, 30, 4, lambda at: at[:, 0] > 5)
    ranks = ranks_of(ground.points)
    poor = prune(ranks, ground.lost, [Limit(0, LOW, 3.0)], most=1.0)
    found = chance_of(poor, ranks, np.random.default_rng(3).permutation(ground.lost), LEAST_MASS, shuffling())
    better = int((found.excesses >= poor.excess).sum())
    assert found.probability == better / len(found.excesses) or found.passes
    none = chance_of(prune(ranks, ground.lost, []), ranks, ground.lost, LEAST_MASS, shuffling())
    assert (none.probability, len(none.excesses), none.passes) == (1.0, 0, False)
    even = prune(ranks, ground.lost, [Limit(0, HIGH, 58.5)], most=1.0)  # worse than nothing: every shuffle is as good
    ended = chance_of(even, ranks, ground.lost, LEAST_MASS, shuffling())
    assert ended.probability == 1.0 and len(ended.excesses) == 5 and math.isnan(ended.quasi_p_needed)


def test_excess_is_in_standard_deviations_of_a_draw_without_replacement() -> None:
    assert excess(10, 10, 100, 50) == pytest.approx(5 / math.sqrt(10 * 0.25 * 90 / 99))
    assert excess(100, 50, 100, 50) == 0.0


def test_quasi_p_values_are_those_of_a_binomial_test_without_the_limit() -> None:
    ground = parts.ground(80, 3, 6, lambda at: (at[:, 0] + at[:, 1]) > 9)
    ranks, lost = ranks_of(ground.points), ground.lost
    limits = [Limit(0, LOW, 25.5), Limit(1, LOW, 20.5), Limit(2, HIGH, 70.5)]
    box = prune(ranks, lost, limits, most=1.0)
    inside = {each: ranks.of[each.column] > each.rank for each in limits[:2]} | {limits[2]: ranks.of[2] < 70.5}
    assert np.array_equal(box.inside, np.all(list(inside.values()), axis=0))
    for place, limit in enumerate(limits):
        without = np.all([own for each, own in inside.items() if each != limit], axis=0)
        test = binomtest(
            int(lost[box.inside].sum()), int(box.inside.sum()), lost[without].mean(), alternative="greater"
        )
        assert box.quasi_p[place] == pytest.approx(test.pvalue)
    kept = prune(ranks, lost, limits)
    assert set(kept.limits) < set(limits) and max(kept.quasi_p) <= 0.05


def test_screening_sees_shifts_and_losses_in_the_middle() -> None:
    ground = parts.ground(200, 40, 7, lambda at: (abs(at[:, 11] - 5) < 2.5) & (at[:, 22] > 3))
    found = screen(ranks_of(ground.points), ground.lost)
    assert len(found) == NESTED[-1] and {11, 22} <= set(found[:3].tolist())


def test_without_lost_draws_in_any_shape_there_is_no_box() -> None:
    ranks = ranks_of(parts.points(30, 5, 1))
    for lost in (np.zeros(30, dtype=bool), np.ones(30, dtype=bool)):
        box = find_box(ranks, lost, LEAST_MASS)
        assert not box.limits and not box.quasi_p and box.excess == 0.0 and box.inside.all()


def test_equal_values_are_ranked_in_their_order_and_a_limit_lies_between_draws() -> None:
    ranks = ranks_of(np.array([[2.0], [1.0], [2.0], [0.0]]))
    assert ranks.of.tolist() == [[2, 1, 3, 0]] and ranks.order.tolist() == [[3, 1, 0, 2]]
    assert value_of(Limit(0, LOW, 1.5), np.array([[2.0], [1.0], [3.0], [0.0]])) == 1.5


def test_draws_left_out_judge_a_box() -> None:
    noise = Ground(parts.factors(20), parts.points(100, 20, 8), np.arange(100) % 2 == 0)
    tries = try_on_unseen(noise, (LEAST_MASS, 1.0), np.random.default_rng(1))  # every limit stays: boxes of noise
    assert len(tries.found) == 10 and 0.35 < tries.density < 0.65
    strict = try_on_unseen(noise, (LEAST_MASS, 0.0), np.random.default_rng(1))
    assert math.isnan(strict.density) and strict.again([Limit(0, LOW, 1.0)]) == 0.0


VALUES = np.array(
    [  # three mixes, of which the last is held against the others
        [0.0, 1.0, 0.5],  # lost to the best, won from the base
        [0.0, 1.0, 1.0],  # tied with the best
        [0.0, 1.0, 2.0],  # won
        [0.0, np.nan, 2.0],  # the best other is not known
        [3.0, 1.0, 2.0],  # lost to the base
    ]
)[..., None]


def counted(against: str, outcome: str = "chain_impact_dutch") -> tuple[list[int], list[int], list[int]]:
    cases = cases_of(parts.sample(VALUES, outcomes=(outcome,)), Contest("expected", "mix2", against, outcome, 2030))
    lost, tied, known = (np.flatnonzero(each).tolist() for each in (cases.lost, cases.tied, cases.known))
    return lost, tied, known


def test_lost_tied_and_unknown_are_counted_apart() -> None:
    assert counted("best") == ([0, 4], [1], [0, 1, 2, 4])
    assert counted("mix0") == ([4], [], [0, 1, 2, 3, 4])
    assert counted("mix1") == ([0], [1], [0, 1, 2, 4])
    lower_is_better = counted("mix0", "jobs_lost_dutch")
    assert lower_is_better == ([0, 1, 2, 3], [], [0, 1, 2, 3, 4])


@pytest.mark.parametrize(
    ("lost", "draws", "verdict"),
    [
        (0, 100, "never"),
        (100, 100, "always"),
        (FEWEST - 1, 100, "nearly_never"),
        (100 - FEWEST + 1, 100, "nearly_always"),
        (FEWEST, 100, "searched"),
        (6, 12, "too_few"),
        (3, 0, "unknown"),
    ],
)
def test_where_there_is_nothing_to_search_it_is_said_why(lost: int, draws: int, verdict: str) -> None:
    values = np.zeros((draws or 5, 2, 1))
    values[:, 1, 0] = np.where(np.arange(len(values)) < lost, -1.0, 1.0)
    if not draws:
        values[:] = np.nan
    cases = cases_of(parts.sample(values), Contest("expected", "mix1", "best", "chain_impact_dutch", 2030))
    assert cases.verdict == verdict
    assert cases.share == lost / draws if draws else math.isnan(cases.share)


def test_every_mix_but_the_base_is_in_focus_unless_others_are() -> None:
    scope = parts.sample(VALUES).scope
    every = contests(scope, DiscoveryOptions())
    assert [(each.focus, each.against, each.outcome, each.year) for each in every] == [
        (mix, "best", "chain_impact_dutch", 2030) for mix in ("mix1", "mix2")
    ]
    assert [(each.focus, each.against) for each in contests(scope, DiscoveryOptions(against="base"))] == [
        ("mix1", "mix0"),
        ("mix2", "mix0"),
    ]
    assert [each.focus for each in contests(scope, DiscoveryOptions(focus=("2", "mix2"), against="1"))] == ["mix2"]
    assert [each.focus for each in contests(scope, DiscoveryOptions(focus=("0",)))] == ["mix0"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (DiscoveryOptions(focus=("mix9",)), "--focus: unknown mix of the study 'mix9'; did you mean"),
        (DiscoveryOptions(against="besst"), "--against: unknown mix of the study 'besst'"),
        (DiscoveryOptions(focus=("1",), against="mix1"), "--against: mix1 is the mix in focus"),
        (DiscoveryOptions(outcomes=("k8_trust",)), "--outcome: unknown outcome of the study 'k8_trust'"),
        (DiscoveryOptions(years=(2035,)), "--year: year = 2035 is not allowed; allowed: 2030"),
    ],
)
def test_what_a_study_does_not_have_is_told(asked: DiscoveryOptions, told: str) -> None:
    with pytest.raises(InputError, match=told):
        contests(parts.sample(VALUES).scope, asked)


def test_an_outcome_without_a_better_side_and_a_mix_alone_cannot_lose() -> None:
    from model.outcomes import OUTCOMES

    neutral = next(name for name, each in OUTCOMES.items() if not each.direction)
    with pytest.raises(InputError, match="neither more nor less of it is better"):
        contests(parts.sample(VALUES, outcomes=(neutral,)).scope, DiscoveryOptions(outcomes=(neutral,)))
    with pytest.raises(InputError, match="none of the headlines; choose from " + neutral):
        contests(parts.sample(VALUES, outcomes=(neutral,)).scope, DiscoveryOptions())
    with pytest.raises(InputError, match="mix0 stands alone"):
        contests(parts.sample(VALUES[:, :1]).scope, DiscoveryOptions())


def test_columns_are_searched_that_have_a_range() -> None:
    names = [parts.FIRST, "learning.active", "dummy", "gone.parameter"]
    values = np.random.default_rng(1).random((40, 4))
    values[:, 1] = np.rint(values[:, 1])
    found, kept = searched(names, values)
    assert [each.name for each in found] == [parts.FIRST, "dummy", "gone.parameter"]
    assert np.array_equal(kept, values[:, [0, 2, 3]])
    assert (found[0].low, found[0].high) == declared()[parts.FIRST].plausible and found[1] == DUMMY_FACTOR
    assert (found[2].low, found[2].high) == (values[:, 3].min(), values[:, 3].max())
    assert len(np.unique(values[:, 1])) < FEWEST_VALUES


def test_a_folder_without_a_sample_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not the folder of a finished study"):
        read_sample(tmp_path)
    blocks = {"verb": "sensitivity", "sweeps": {"sample": {}}}
    write_json(tmp_path / "manifest.json", blocks)
    (tmp_path / "sample_points.parquet").touch()
    with pytest.raises(InputError, match="is a study of 'sensitivity' without independent draws"):
        read_sample(tmp_path)
    write_json(tmp_path / "manifest.json", {"verb": "compare"})
    with pytest.raises(InputError, match="is a study of 'compare' without independent draws"):
        read_sample(tmp_path)
