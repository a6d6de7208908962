"""Ablation: the fold-over, effects with intervals, who leads, variants of mixes, verdicts on interactions."""

import numpy as np
import pytest
from scipy.stats import t

from experiments.report.mechanisms import MECHANISMS
from experiments.runs.statistics import mean_and_interval
from experiments.runs.sweeps.sampling import Points
from experiments.studies.ablation.factorial import DIFFERENCE, FIRST, factorial_table, pooled_interval, shares_first
from experiments.studies.ablation.fold_over import OFF, ON, fold_over, leave_one_out, switches
from experiments.studies.ablation.mechanisms import ablation_table
from experiments.studies.ablation.positive_share import by_resampling, positive_share
from experiments.studies.ablation.ranking import (
    CHANGES,
    NOT_KNOWN,
    NOT_RESOLVED,
    SAME,
    Lead,
    lead,
    ranking_table,
    verdict,
)
from experiments.studies.ablation.synergy import DILUTION, NO_INTERACTION, SYNERGY, UNDECIDED
from experiments.studies.ablation.synergy import verdict as synergy_verdict
from experiments.studies.ablation.variants import COOPERATION, LAW, make_variants
from experiments.studies.common.model_outputs import Option, Responses
from experiments.studies.common.specification import Question, load_subject
from model.errors import InputError
from model.state.state import Array
from tests.unit.ablation_parts import BURDEN, IMPACT, MIXES, enacted, subject_of


def answers(values: Array, names: tuple[str, ...] = ("a.active",), outcome: str = IMPACT) -> Responses:
    """Return answers of one outcome and year; `values` is points x seeds x mixes."""
    count = values.shape[2]
    options = tuple(Option("expected", mix) for mix in ("zero", "one", "two")[:count])
    points = Points(names, np.ones((len(values), len(names))))
    seeds = tuple(range(values.shape[1]))
    return Responses(points, seeds, options, (outcome,), (2030,), values[..., None, None])


def test_every_switch_that_is_free_is_thrown_and_has_a_label() -> None:
    every = switches()
    assert "laws.active" in every and "reward.premium_active" in every
    assert set(switches(["laws.active"])) == set(every) - {"laws.active"}
    assert set(MECHANISMS) == set(every)
    with pytest.raises(InputError, match="every switch has a value"):
        switches(every)


def test_leave_one_out_starts_with_everything_on() -> None:
    points = leave_one_out(["a", "b"])
    assert points.names == ("a", "b")
    assert points.values.tolist() == [[ON, ON], [OFF, ON], [ON, OFF]]


@pytest.mark.parametrize("count", [1, 2, 5, 8, 27])
def test_main_effects_are_free_of_each_other_and_of_pairs(count: int) -> None:
    design = fold_over([f"s{place}" for place in range(count)])
    signs = design.signs
    assert (signs[0] == 1).all() and design.points.values.shape == (len(signs), count)
    assert np.array_equal(design.points.values == ON, signs[:, :count] == 1)
    columns = signs.shape[1]
    assert np.array_equal(signs.T @ signs, len(signs) * np.eye(columns))
    pairs = np.einsum("pa,pb->pab", signs, signs).reshape(len(signs), -1)
    assert not (signs.T @ pairs).any()
    assert columns < 2 * count or count == 1


def test_the_generators_are_what_the_columns_are() -> None:
    names = [f"s{place}" for place in range(27)]
    design = fold_over(names)
    column = dict(zip(names, design.signs.T, strict=False))
    generators = dict(zip(names, design.generators(), strict=True))
    free = [name for name, generator in generators.items() if not generator]
    assert free == ["s0", "s1", "s2", "s4", "s8", "s16"] and 2 ** len(free) == len(design.signs)
    for name, generator in generators.items():
        if generator:
            parts = generator.split(" x ")
            assert len(parts) % 2 == 1, "a word of even length, so resolution IV"
            assert np.array_equal(column[name], np.prod([column[part] for part in parts], axis=0)), name


def test_contrasts_find_effects_whatever_pairs_do() -> None:
    design = fold_over(["a", "b", "c", "d", "e"])
    on = design.points.values
    signs = design.signs
    value = 3.0 + 2.0 * on[:, 0] - 1.5 * on[:, 2] + 7.0 * signs[:, 1] * signs[:, 3]
    found = design.contrasts(value[:, None])[:, 0]
    assert found == pytest.approx([2, 0, -1.5, 0, 0, 0, 0, 0])


def test_the_change_is_that_of_the_paired_difference() -> None:
    on = np.array([[1.0, 3.0], [2.0, 4.5], [0.0, 2.6]])  # seeds x mixes
    off = np.array([[1.0, 1.5], [2.5, 3.0], [0.0, 0.2]])
    table = ablation_table(answers(np.array([on, off])), "zero").set_index("mix")
    row = table.loc["one"]
    told = mean_and_interval(np.array([0.5 - 2.0, 0.5 - 2.5, 0.2 - 2.6]))
    assert [row[name] for name in ("change", "lo", "hi")] == pytest.approx([float(each) for each in told])
    assert row["on"] == pytest.approx((2.0 + 2.5 + 2.6) / 3) and row["off"] == pytest.approx(0.4)
    assert row["level_on"] == pytest.approx(10.1 / 3) and row["level_off"] == pytest.approx(4.7 / 3)
    assert row["seeds"] == 3 and row["clear"]
    assert row["on_lo"] < row["on"] < row["on_hi"] and row["off_lo"] < row["off"] < row["off_hi"]
    assert table.loc["zero", "change"] == 0 and not table.loc["zero", "clear"]


def test_what_is_not_known_is_not_zero() -> None:
    values = np.ones((2, 2, 2))
    values[1, 0, 1] = np.nan
    row = ablation_table(answers(values), "zero").set_index("mix").loc["one"]
    assert row["seeds"] == 1 and np.isnan(row["lo"]) and not row["clear"]
    assert ranking_table(answers(values))["verdict"].tolist() == [NOT_KNOWN]


def test_noise_is_pooled_over_columns() -> None:
    by_seed = np.array([[[1.0], [5.0]], [[3.0], [5.0]]])  # 2 seeds x 2 columns
    mean, low, high = pooled_interval(by_seed)
    half = t.ppf(0.95, 2) * np.sqrt((2.0 + 0.0) / 2 / 2)  # variances 2 and 0; 2 x (2 - 1) degrees of freedom
    assert mean[:, 0].tolist() == [2, 5]
    assert high[:, 0] - mean[:, 0] == pytest.approx([half, half]) and mean - low == pytest.approx(high - mean)
    assert np.isnan(pooled_interval(by_seed[:1])[1]).all()


def test_first_is_shared_by_those_that_are_equal() -> None:
    values = np.array([[[1.0, 2.0, 2.0]], [[3.0, 2.0, np.nan]]])
    assert shares_first(answers(values))[0, 0, :, 0, 0].tolist() == [0, 0.5, 0.5]
    assert np.isnan(shares_first(answers(values))[1]).all()
    assert shares_first(answers(values, outcome=BURDEN))[0, 0, :, 0, 0].tolist() == [1, 0, 0]


def test_main_effects_and_the_gauge() -> None:
    design = fold_over(["a.active", "b.active", "c.active"])
    on, signs = design.points.values, design.signs
    luck = np.array([0.0, 1.0, 5.0])
    value = 0.4 * on[:, 0] + 0.02 * on[:, 1] + 0.05 * signs[:, 3] - 0.1
    one = luck[None, :] + value[:, None] * np.array([0.99, 1.0, 1.01])
    values = np.stack([np.broadcast_to(luck, one.shape), one], axis=2)
    table = factorial_table(answers(values, design.names), design, "zero")
    rows = table[(table["mix"] == "one") & (table["measure"] == DIFFERENCE)].set_index("mechanism")
    assert rows["effect"].tolist() == pytest.approx([0.4, 0.02, 0])
    assert rows["lo"].to_dict()["b.active"] > 0, "leaves out 0, but a column without a switch does more"
    assert rows["gauge"].tolist() == pytest.approx([0.1] * 3)
    assert rows["clear"].tolist() == [True, False, False]
    first = table[(table["mix"] == "one") & (table["measure"] == FIRST)].set_index("mechanism")
    assert first["effect"].tolist() == pytest.approx([1, 0, 0])
    values[3, 1, 1] = np.nan
    lost = factorial_table(answers(values, design.names), design, "zero")
    assert lost.loc[lost["mix"] == "one", "effect"].isna().all() and not lost["clear"].any()


def test_a_lead_is_clear_when_it_is_on_every_seed_alike() -> None:
    clear = np.array([[1.0, 2.0, 1.5], [2.0, 3.1, 2.4], [3.0, 4.0, 3.6]])
    assert lead(clear, ("a", "b", "c"), 1) == Lead(("b",), True)
    assert lead(clear, ("a", "b", "c"), -1) == Lead(("a",), True)
    assert lead(np.where(clear == 2.4, np.nan, clear), ("a", "b", "c"), 1) == Lead((), False)
    noisy = clear + np.array([[0, 0, 0], [0, 0, 2.0], [0, 0, -2.0]])
    assert lead(noisy, ("a", "b", "c"), 1) == Lead(("b",), False)
    assert lead(clear[:1], ("a", "b", "c"), 1) == Lead(("b",), False), "one seed tells nothing of noise"


def test_equal_mixes_lead_together() -> None:
    same = np.array([[1.0, 1.0, 0.0], [2.0, 2.0, 0.1]])
    assert lead(same, ("a", "b", "c"), 1) == Lead(("a", "b"), False)
    assert lead(same - [[0, 0, 0], [0, 0, 0.1]], ("a", "b", "c"), 1) == Lead(("a", "b"), False)
    assert lead(np.array([[1.0, 1.0, 0.0], [2.0, 2.0, 1.0]]), ("a", "b", "c"), 1) == Lead(("a", "b"), True)
    assert lead(np.array([[1.0, 2.0], [2.0, 1.0]]), ("a", "b"), 1) == Lead(("a", "b"), False), "only on the mean"


def test_only_what_is_clear_on_both_sides_carries_the_ranking() -> None:
    luck = np.array([0.0, 3.0, 7.0])[:, None]
    little = np.array([0.0, 0.1, -0.1])[:, None] * [[1, -1, 0]]
    a, b, both = (luck + little * part + [steps] for part, steps in ((1, [2, 1, 0]), (1, [1, 2, 0]), (0, [1, 1, 0])))
    noisy = b + np.array([0, -5.0, 5.0])[:, None] * [[1, 0, 0]]

    def found(on: Array, off: Array, direction: int = 1) -> str:
        return verdict(on, off, ("a", "b", "c"), direction)

    assert found(a, b) == found(b, a) == CHANGES
    assert found(a, both) == found(both, a) == CHANGES, "leading together is not leading"
    assert found(a, noisy) == found(noisy, a) == NOT_RESOLVED
    wild = both + np.array([0, -5.0, 5.0])[:, None] * [[0, 0, 1]]
    assert found(wild, np.tile(luck, 3)) == NOT_RESOLVED, "a and b stand the same to each other"
    assert found(b, noisy) == found(a, a) == SAME
    assert found(a, b, -1) == SAME, "c is least in both"
    assert found(a[:1], b[:1]) == NOT_RESOLVED
    assert found(a, np.full((3, 3), np.nan)) == NOT_KNOWN


def test_variants_set_instruments_back_and_are_run_once() -> None:
    variants = make_variants(subject_of())
    scenarios = {Option(each.course.name, each.mix.name): each for each in variants.scenarios}
    assert len(scenarios) == len(variants.scenarios)
    null, thematic, broad = (Option("expected", mix) for mix in MIXES)
    own = variants.instruments[broad]
    assert variants.instruments[null] == () and set(own) == {*variants.instruments[thematic], LAW}

    def levels(option: Option) -> dict[str, int]:
        return {name: each.national for name, each in scenarios[option].mix.levels.items()}

    assert variants.without(broad) == broad
    assert variants.without(broad, LAW) == thematic, "the same mix is not run twice"
    assert variants.without(broad, *own) == null
    assert levels(variants.without(broad, "procurement")) == {**levels(broad), "procurement": 1}
    assert levels(variants.only(broad, "procurement")) == {**levels(null), "procurement": 2}
    assert levels(variants.corner(broad, True, False, absent=True)) == {**levels(broad), COOPERATION: 0}
    assert levels(variants.corner(broad, False, False, absent=False)) == {**levels(broad), COOPERATION: 1, LAW: 0}
    assert variants.corner(broad, False, True, absent=True) == thematic


def test_a_mix_keeps_its_own_laws_in_its_variants() -> None:
    variants = make_variants(subject_of(mixes=("null_option", "broad_eu")))
    option = Option("expected", "broad_eu")
    none = variants.without(option, *variants.instruments[option])
    assert none.mix != "null_option", "changes of laws are part of the mix"
    found = {each.mix.name: each for each in variants.scenarios}
    assert found[none.mix].laws == found["broad_eu"].laws != found["null_option"].laws


def test_the_positive_share_is_by_size() -> None:
    assert positive_share(np.array([[3.0], [-1.0]])).tolist() == [0.75]
    assert np.isnan(positive_share(np.zeros((2, 1)))).all() and np.isnan(positive_share(np.empty((0, 1)))).all()
    assert np.isnan(positive_share(np.array([[np.nan], [1.0]]))).all()


def test_the_share_is_of_means_over_seeds() -> None:
    by_seed = np.array([[4.0, 1.0], [-2.0, 1.0]])  # 1 and a third by seed; of means 1 and 1 it is 1
    assert by_resampling(by_seed, lambda mean: float(positive_share(mean)))[0] == 1.0
    one = by_resampling(by_seed[:1], lambda mean: float(positive_share(mean)))
    assert one[0] == 1.0 and np.isnan(one[1:]).all()
    lost = np.vstack([by_seed, [np.nan, 1.0]])
    assert by_resampling(lost, lambda mean: float(positive_share(mean)))[0] == 1.0
    assert np.isnan(by_resampling(lost[2:], lambda mean: float(positive_share(mean)))).all()


@pytest.mark.parametrize(("true", "share"), [(np.ones(10), 1.0), (np.array([1.0] * 7 + [-1.0] * 3), 0.7)])
@pytest.mark.parametrize("seeds", [4, 12])
def test_the_interval_of_the_share_holds_the_truth(true: np.ndarray, share: float, seeds: int) -> None:
    """Simulation: interactions as large as a standard error with four seeds, and larger with twelve."""
    generator, held, values = np.random.default_rng(seeds), 0, []
    times = 40
    for _ in range(times):
        by_seed = true + 2.0 * generator.standard_normal((seeds, len(true)))
        value, low, high = by_resampling(by_seed, lambda mean: float(positive_share(mean)))
        held += low <= share <= high
        values.append(value)
    assert held / times >= 0.8
    assert np.mean(values) == pytest.approx(share, abs=0.1)


@pytest.mark.parametrize(
    ("bounds", "apart", "direction", "expected"),
    [
        ((0.2, 0.4), 1.0, 1, SYNERGY),
        ((0.2, 0.4), 1.0, -1, DILUTION),
        ((-0.4, -0.2), 1.0, 1, DILUTION),
        ((-0.1, 0.4), 1.0, 1, UNDECIDED),
        ((-0.05, 0.1), 1.0, 1, NO_INTERACTION),
        ((0.01, 0.02), 1.0, 1, NO_INTERACTION),
        ((0.0, 0.0), 0.0, 1, NO_INTERACTION),
        ((float("nan"), float("nan")), 1.0, 1, UNDECIDED),
    ],
)
def test_verdicts_on_an_interaction(bounds: tuple[float, float], apart: float, direction: int, expected: str) -> None:
    assert synergy_verdict(bounds, apart, direction) == expected


def test_a_change_of_rounding_is_not_clear() -> None:
    at = np.random.default_rng(1).random((2, 3, 2, 1, 1))
    values = 1.0 + np.repeat(at[:1], 2, axis=0)
    values[1, :, 1] += [[[1e-8]], [[1.1e-8]], [[1.2e-8]]]
    names = ("chain_impact_dutch",)
    options = (Option("expected", "null_option"), Option("expected", "broad"))
    points = Points(("learning.active",), np.array([[1.0], [0.0]]))
    found = Responses(points, (1, 2, 3), options, names, (2030,), values)
    row = ablation_table(found, "null_option").set_index("mix").loc["broad"]
    assert row["lo"] > 0 and not row["clear"]
    found.values[1, :, 1] += 1e-3
    assert ablation_table(found, "null_option").set_index("mix").loc["broad"]["clear"]


def test_european_cooperation_is_tied_to_the_european_law_of_the_mix() -> None:
    waiting = "broad_eu_waiting_for_europe"
    question = Question(mixes=("null_option", "broad", "broad_eu", waiting), world="small", courses=("as_enacted",))
    assert make_variants(load_subject(question)).tied == {Option("as_enacted", waiting)}


def test_corners_of_another_course_are_no_more_than_corners() -> None:
    plain, further = make_variants(subject_of()), make_variants(subject_of(), enacted())
    added = [each for each in further.scenarios if each.course.name == "as_enacted"]
    assert len(further.scenarios) == len(plain.scenarios) + len(added) and len(added) == 6
    assert further.ablated == plain.ablated
