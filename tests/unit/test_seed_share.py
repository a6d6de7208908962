"""What is due to the random seed: by hand, on a toy with a known answer, and shares that agree over sets of seeds."""

import numpy as np
import pytest

from experiments.runs.sweeps.sampling import Points
from experiments.studies.common.model_outputs import Option, Responses
from experiments.studies.common.specification import SEEDS_APART, OwnSeeds
from experiments.studies.robustness.contests import contests
from experiments.studies.robustness.ranking import rank_table, wilson
from experiments.studies.robustness.seed_share import share_due_to_seed, with_seed_share

OPTIONS = tuple(Option("expected", mix) for mix in ("null_option", "one"))
PAIRS, DRAWS = 24, 96


def answers(values: np.ndarray) -> Responses:
    """Return answers at draws x options, one seed, outcome and year."""
    points = Points(("a.x",), np.arange(len(values), dtype=float)[:, np.newaxis])
    filled = np.asarray(values, dtype=float).reshape(len(values), 1, len(OPTIONS), 1, 1)
    return Responses(points, (1,), OPTIONS, ("chain_impact_dutch",), (2030,), filled)


def test_each_draw_has_seeds_of_its_own_and_other_sets_have_others() -> None:
    def seeds(own: OwnSeeds, draws: int) -> set[int]:
        return {first + own.step * draw for first in own.of_first_draw for draw in range(draws)}

    own = OwnSeeds(3, 2)
    every = seeds(own, 50)
    assert len(every) == 100 and own.of_first_draw == (3, 3 + SEEDS_APART)
    assert every.isdisjoint(seeds(own.after(50), 50)) and every.isdisjoint(seeds(OwnSeeds(4, 2), 50))


def test_the_share_by_hand() -> None:
    every = np.array([True, True, False, False])
    value, low, high = share_due_to_seed(every, every, np.array([True, False, False, False]))
    whole = 0.25 * 4 / 3  # variance of the four
    assert value == pytest.approx(0.25 / 2 / whole)
    assert (low, high) == pytest.approx([end / 2 / whole for end in wilson(1, 4)])
    assert np.isnan(share_due_to_seed(np.ones(4, bool), np.ones(4, bool), np.ones(4, bool))).all()
    assert np.isnan(share_due_to_seed(every, every[:0], every[:0])).all()


def test_ranks_carry_what_is_due_to_the_seed() -> None:
    one = answers(np.array([[0.0, 1.0], [0.0, 1.0], [1.0, 0.0], [1.0, 0.0]]))
    other = answers(np.array([[0.0, 1.0], [1.0, 0.0]]))
    table = with_seed_share(rank_table(contests(one)), contests(one), contests(other))
    assert set(table["replicated"]) == {2} and set(table["same_leader"]) == {0.5}
    assert list(table["seed_share"]) == pytest.approx([0.5 / 2 / (0.25 * 4 / 3)] * 2)


def leads(generator: np.random.Generator, count: int, seed_part: float) -> tuple[np.ndarray, np.ndarray]:
    """Return two leads by draw with the same parameters: normal, of which the seed makes a part of the variance."""
    own, first, second = generator.standard_normal((3, count))
    shared = np.sqrt(1 - seed_part) * own
    return shared + np.sqrt(seed_part) * first, shared + np.sqrt(seed_part) * second


@pytest.mark.parametrize("seed_part", [0.0, 0.3, 1.0])
def test_a_toy_with_a_known_answer(seed_part: float) -> None:
    """Of whether a normal lead is positive the seed makes 1 - 2 asin(r) / pi, with r what two seeds share."""
    known = 1 - 2 * np.arcsin(1 - seed_part) / np.pi
    generator = np.random.default_rng(1)
    found = []
    for _ in range(400):
        one, other = leads(generator, DRAWS, seed_part)
        found.append(share_due_to_seed(one > 0, one[:PAIRS] > 0, other[:PAIRS] > 0))
    value, low, high = np.array(found).T
    covered = ((low <= known) & (known <= high)).mean()
    assert np.median(value) == pytest.approx(known, abs=0.03)  # cut off at 1, so that the mean is lower
    assert covered >= 0.85


def shares(generator: np.random.Generator, own_seeds: bool) -> tuple[int, int]:
    """Return how often a mix is first in draws of parameters, with seeds of their own or one seed for all."""
    own = generator.standard_normal(DRAWS)
    seed = generator.standard_normal(DRAWS if own_seeds else 1)
    return int((own + seed > 0.5).sum()), DRAWS


def agreement(own_seeds: bool, times: int) -> float:
    """Return in what share of cases the interval of one set of seeds holds the share over many sets."""
    generator = np.random.default_rng(2)
    found = [shares(generator, own_seeds) for _ in range(times)]
    whole = sum(first for first, _ in found) / sum(draws for _, draws in found)
    return float(np.mean([low <= whole <= high for low, high in (wilson(*each) for each in found)]))


def test_shares_of_several_sets_of_seeds_agree_within_their_intervals() -> None:
    """Four sets of seeds a hundred times: intervals hold what they say, as they do not with one seed for all draws."""
    assert agreement(own_seeds=True, times=400) == pytest.approx(0.9, abs=0.04)
    assert agreement(own_seeds=False, times=400) < 0.3
