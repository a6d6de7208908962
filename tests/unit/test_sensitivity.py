"""Sensitivity indices: closed forms, noise, and nothing that is not known passing for 0."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from experiments.runs.errors import StudyError
from experiments.runs.sweeps.sampling import DUMMY
from experiments.studies.sensitivity.estimates import (
    ABOVE,
    CLOSE,
    CONSTANT,
    KNOWN,
    OPEN,
    UNKNOWN,
    WIDE,
    Estimate,
    alone,
    interval,
)
from experiments.studies.sensitivity.findings import Findings, find
from experiments.studies.sensitivity.index_tables import all_indices, convergence_table, screening_table
from experiments.studies.sensitivity.moment_independent import Ranked, pawn_indices
from experiments.studies.sensitivity.noise import components
from experiments.studies.sensitivity.options import SensitivityOptions
from experiments.studies.sensitivity.sampling import DUMMIES, OTHERS, Saltelli, grouped, morris_sample
from experiments.studies.sensitivity.screening import elementary_effects
from experiments.studies.sensitivity.targets import Targets, targets_of
from experiments.studies.sensitivity.variance import luck_in_products, products_of
from model.errors import InputError
from model.state.state import Array
from tests.unit.sensitivity_parts import (
    Toy,
    base_of,
    factors_of,
    ishigami,
    ishigami_indices,
    sobol_g,
    sobol_g_indices,
)

FINE = SensitivityOptions(trajectories=10, samples=2048, screened=9)
SMALL = SensitivityOptions(trajectories=8, samples=64, screened=9)
NEAR = 0.04
"""How far an index of 512 blocks or more may be from its closed form: well within the width of its interval."""


def toy(function: Callable[[Array], Array], count: int, options: SensitivityOptions, **changes: object) -> Findings:
    return find(factors_of(count), options, Toy(function, **changes), base_of)  # type: ignore[arg-type]


def column(found: Findings, index: str, kind: str = "difference") -> pd.DataFrame:
    """Indices of one name by factor."""
    table = all_indices(found)
    table = table[(table["index"] == index) & (table["kind"] == kind) & (table["mix"] == "test")]
    return table[table["method"] != "replicates"].set_index("factor")


def value_of(table: pd.DataFrame, factor: str) -> float:
    return float(table["value"].to_numpy()[list(table.index).index(factor)])


@pytest.fixture(scope="module")
def fine() -> Findings:
    return toy(ishigami, 3, replace(FINE, samples=512))


@pytest.fixture(scope="module")
def noisy() -> Findings:
    return toy(ishigami, 3, replace(SMALL, samples=256, replicates=4), noise=1.0)


def test_the_ishigami_function_has_its_indices(fine: Findings) -> None:
    first, total = ishigami_indices()
    assert np.allclose(column(fine, "first")["value"][:-1], first, atol=NEAR)
    assert np.allclose(column(fine, "total")["value"][:-1], total, atol=NEAR)


def pairs_of(found: Findings) -> pd.Series:
    """Second-order indices by pair of factors."""
    return column(found, "second").reset_index().set_index(["factor", "other_factor"])["value"]


def test_what_two_do_together_alone_is_their_interaction() -> None:
    def one_sided(unit: Array) -> Array:
        return np.sign(unit[:, 0] - 0.5) * np.sign(unit[:, 2] - 0.5)

    found = toy(one_sided, 3, replace(SMALL, second_order=True))
    pairs = pairs_of(found)
    assert pairs["group0", "group2"] == pytest.approx(1.0)
    assert np.allclose(pairs.drop([("group0", "group2")]), 0.0)
    for index, each in (("first", 0.0), ("total", 1.0)):
        assert np.allclose(column(found, index).loc[["group0", "group2"], "value"], each)


@pytest.mark.slow
def test_the_ishigami_function_has_one_interaction() -> None:
    first, total = ishigami_indices()
    pairs = pairs_of(toy(ishigami, 3, replace(FINE, second_order=True)))
    assert pairs["group0", "group2"] == pytest.approx(total[2], abs=2 * NEAR)
    assert np.allclose(pairs.drop([("group0", "group2")]), 0.0, atol=2 * NEAR)
    assert first[0] + total[2] == pytest.approx(total[0])


@pytest.mark.slow
def test_the_g_function_has_its_indices() -> None:
    found, (first, total) = toy(sobol_g, 4, FINE), sobol_g_indices()
    for index, closed in (("first", first), ("total", total)):
        table = column(found, index)
        assert np.allclose(table["value"][:-1], closed, atol=NEAR)
        assert np.all((table["lo"][:-1] <= closed) & (closed <= table["hi"][:-1]))
        assert table["resolved"].all()
    assert list(found.ranking["factor"]) == ["group0", "group1", "group2", "group3", DUMMY]


def test_what_changes_nothing_has_index_0(fine: Findings) -> None:
    for index in ("first", "total"):
        assert column(fine, index)[["value", "lo", "hi"]].loc[[DUMMY]].to_numpy().tolist() == [[0.0, 0.0, 0.0]]
    assert fine.noise.estimates["total"].value[0, -1] == pytest.approx(0.0, abs=1e-12)


def test_in_noise_the_dummy_stays_near_0(noisy: Findings) -> None:
    share = 1.0 / 4 / (14.0 + 1.0 / 4)  # of the variance of a mean over four seeds
    assert value_of(column(noisy, "total"), DUMMY) == pytest.approx(share, abs=0.01)
    assert value_of(column(noisy, "first"), DUMMY) == pytest.approx(0.0, abs=0.03)
    floor = noisy.noise.estimates["noise_floor"]
    assert floor.value[0, -1] == pytest.approx(share, abs=0.01)  # two standard errors: 21 degrees of freedom
    first, total = ishigami_indices()
    assert np.allclose(column(noisy, "first")["value"][:-1], first, atol=0.12)
    assert np.allclose(column(noisy, "total")["value"][:-1], total, atol=0.12)


def test_in_noise_nothing_below_the_gauge_counts_as_more_than_noise(noisy: Findings) -> None:
    table = all_indices(noisy)
    above = table[table["standing"] == ABOVE]
    assert len(above) and (above["lo"] > above["gauge"]).all() and (above["hi"] - above["lo"] <= WIDE).all()
    pawn = column(noisy, "mean_distance")
    assert pawn.loc[["x0", "x1"], "standing"].tolist() == [ABOVE, ABOVE]
    assert pawn.loc[DUMMY, "standing"] == OPEN
    assert value_of(pawn, DUMMY) > 0.02  # what does nothing is not at 0 here: that is why there are dummies


def test_what_a_seed_brings_everywhere_is_chance_of_values_but_not_of_indices() -> None:
    each = np.random.default_rng(1).standard_normal((400, 5, 1))
    found = components(each + 3.0 * np.arange(5.0)[None, :, None])
    assert found.reshuffled[0][0] == pytest.approx(1.0, abs=0.1)
    assert found.everywhere[0][0] == pytest.approx(9.0 * 2.5, abs=0.5)
    options = replace(SMALL, replicates=2)
    calm, lucky = toy(ishigami, 3, options), toy(ishigami, 3, options, shared=50.0)
    assert np.allclose(column(calm, "total")["value"], column(lucky, "total")["value"])
    chance = lucky.noise.estimates
    assert chance["total"].value[0, -1] > 0.1 and chance["noise_floor"].value[0, -1] == pytest.approx(0.0, abs=1e-12)


def test_one_seed_is_replicated_at_some_points() -> None:
    one, two = Toy(ishigami), Toy(ishigami)
    find(factors_of(3), replace(SMALL, samples=16), one, base_of)
    find(factors_of(3), replace(SMALL, samples=16, replicates=2), two, base_of)
    assert one.asked == [("screening", 8 * 5, 1), ("sample", 16 * 6, 1), ("replicates", 4, 7)]
    assert two.asked == [("screening", 8 * 5, 2), ("sample", 16 * 6, 2), ("replicates", 4, 6)]


@pytest.mark.parametrize(("everywhere", "reshuffled"), [(0.3, 0.05), (0.1, 0.3)])
def test_intervals_of_chance_hold_the_truth_nine_times_in_ten(everywhere: float, reshuffled: float) -> None:
    at = np.random.default_rng(5)
    luck = at.standard_normal((1, 8, 2000)) * np.sqrt(everywhere)
    each = at.standard_normal((4, 1, 2000)) + luck + at.standard_normal((4, 8, 2000)) * np.sqrt(reshuffled)
    found = components(each)
    for truth, (_, lo, hi) in ((everywhere, found.everywhere), (reshuffled, found.reshuffled)):
        assert 0.88 < ((lo <= truth) & (truth <= hi)).mean() < 0.96


def test_few_seeds_tell_next_to_nothing_of_what_seeds_do() -> None:
    at = np.random.default_rng(6)
    each = at.standard_normal((400, 1, 1)) + at.standard_normal((1, 2, 1))
    value, lo, hi = (float(end[0]) for end in components(each).everywhere)
    assert hi / value > 100 and value / lo > 3


def test_luck_alone_seldom_makes_a_first_index() -> None:
    at, count, luck = np.random.default_rng(7), 64, 0.2
    other = at.standard_normal((count, 4000))
    apart = at.standard_normal((count, 4000)) * np.sqrt(2.0 * luck)
    made = (other * apart).mean(axis=0)
    assert (made > luck_in_products(np.array([luck]), count)).mean() == pytest.approx(0.05, abs=0.015)


def spoilt(sample: str, point: int) -> Callable[[str, Array], None]:
    def change(name: str, values: Array) -> None:
        if name == sample:
            values[point, 0, 1] = np.nan

    return change


def test_what_needs_a_failed_run_is_not_known() -> None:
    found = toy(ishigami, 3, SMALL, change=spoilt("sample", 1))  # the first block with x0 exchanged
    for index in ("first", "total"):
        table = column(found, index)
        assert table["value"].isna().all()
        assert (table["standing"] == UNKNOWN).all() and not table["resolved"].any()
    assert column(found, "mean_distance")["value"].isna().all()
    base = all_indices(found)
    base = base[base["mix"] == "base"]
    assert (base["standing"] == CONSTANT).all()  # nor is what is known made unknown


def test_effects_that_need_a_failed_run_are_not_known_and_others_are() -> None:
    found = toy(ishigami, 3, SMALL, change=spoilt("screening", 0))
    table = screening_table(found)
    table = table[table["kind"] == "difference"].set_index("factor")
    lost = table[table["value"].isna()]
    assert len(lost) == 1 and lost["standing"].tolist() == [UNKNOWN]
    ranking = found.ranking.set_index("factor")
    assert np.isnan(ranking.loc[lost.index[0], "score"]) and ranking["score"].notna().sum() == 3
    assert ranking.index[-1] == lost.index[0] and not ranking.loc[lost.index[0], "chosen"]
    with pytest.raises(StudyError, match="nothing to explain"):
        toy(ishigami, 3, SMALL, change=lambda name, values: values.fill(np.nan))


def test_a_point_whose_luck_is_not_known_leaves_only_chance_unknown() -> None:
    found = toy(ishigami, 3, SMALL, change=spoilt("replicates", 3))
    assert np.isnan(found.noise.estimates["total"].value[0, -1])
    table = column(found, "total")
    assert table["value"].notna().all() and not (table["standing"] == ABOVE).any()  # no gauge, so nothing is above it


def test_where_nothing_varies_that_is_said() -> None:
    def rounding(unit: Array) -> Array:
        return unit[:, 0] * 1e-9 + 1.0

    unit = morris_sample(grouped(factors_of(2), "mechanism"), 3, 1)
    assert targets_of(Toy(rounding)("screening", unit, (1,)), base_of).constant.all()
    assert not targets_of(Toy(ishigami_of_two)("screening", unit, (1,)), base_of).constant[1:].any()
    spoilt_values = Toy(rounding, change=spoilt("screening", 0))("screening", unit, (1,))
    assert targets_of(spoilt_values, base_of).constant.tolist() == [True, False, False]  # not known is not constant
    with pytest.raises(StudyError, match="nothing to explain"):
        toy(rounding, 2, SMALL)


def ishigami_of_two(unit: Array) -> Array:
    return ishigami(np.column_stack([unit, unit[:, 0]]))


def test_the_gate() -> None:
    value = np.array([[0.5, 0.5, 0.5, 0.05, np.nan, 0.5, 0.5]])
    lo = np.array([[0.46, 0.3, 0.1, -0.2, np.nan, 0.46, 0.1]])
    hi = np.array([[0.54, 0.7, 0.9, 0.3, np.nan, 0.54, 0.9]])
    gauge = np.full_like(value, 0.2)
    constant = np.array([False] * 5 + [True, False])
    unit = np.array([1.0] * 6 + [10.0])
    made = Estimate("m", "i", alone(("x",)), value, lo, hi, gauge, unit, 16, constant, power_of_two=True)
    assert made.standing()[0].tolist() == [KNOWN, ABOVE, OPEN, OPEN, UNKNOWN, CONSTANT, KNOWN]
    clear = 16 * max((0.4 / 0.3) ** 2, (0.8 / WIDE) ** 2)
    narrow = 16 * (0.5 / CLOSE) ** 2
    needed = made.needed()[0]
    assert needed[2] == 2 ** np.ceil(np.log2(clear)) and needed[3] == 2 ** np.ceil(np.log2(narrow))
    assert np.isnan(needed[[0, 1, 4, 5, 6]]).all()
    assert np.ceil(clear) == replace(made, power_of_two=False).needed()[0, 2]
    assert replace(made, count=4).standing()[0, 0] == OPEN  # too few to know how wide the interval is
    assert replace(made, count=4).needed()[0, 0] == 8
    assert replace(made, biased=True).standing()[0, [0, 6]].tolist() == [ABOVE, OPEN]


def test_an_interval_needs_draws_that_have_an_index() -> None:
    draws = np.vstack([np.linspace(0.0, 1.0, 101), np.full(101, np.nan)]).T
    lo, hi = interval(draws, np.array([0.5, 0.5]))
    assert (lo[0], hi[0]) == (pytest.approx(0.05), pytest.approx(0.95))
    assert np.isnan(lo[1]) and np.isnan(hi[1])


def test_samples_move_the_factors_of_a_group_together() -> None:
    factors = factors_of(6, lambda place: f"m{place // 2}")
    groups = grouped(factors, "mechanism", ("m1",))
    assert groups.names == (OTHERS, "m1", DUMMY) and groups.of.count(OTHERS) == 4
    layout = Saltelli(groups, 8, True)
    unit = layout.points(1)
    blocks = layout.in_blocks(unit)
    assert blocks.shape == (8, 8, 7)
    for place, name in enumerate(groups.names):
        own = np.array([group == name for group in groups.of])
        for mixed, one, other in ((blocks[:, 1 + place], 0, -1), (blocks[:, 4 + place], -1, 0)):
            assert np.array_equal(mixed[:, own], blocks[:, other][:, own])
            assert np.array_equal(mixed[:, ~own], blocks[:, one][:, ~own])
    assert np.array_equal(unit, layout.points(1)) and not np.array_equal(unit, layout.points(2))


def test_effects_are_those_of_the_group_that_moved() -> None:
    groups = grouped(factors_of(4, lambda place: f"m{min(place, 2)}"), "mechanism")
    unit = morris_sample(groups, 3, 1)
    assert set(np.unique(unit.round(6))) <= {0.0, 0.333333, 0.666667, 1.0}
    effects = elementary_effects(groups, unit, (unit @ [1.0, -2.0, 4.0, 8.0, 0.0])[:, None])[:, :, 0]
    assert np.allclose(effects[:, :2], [1.0, -2.0]) and np.allclose(effects[:, 3], 0.0)
    assert {round(each) for each in np.abs(effects[:, 2])} <= {4, 12}  # both up, or one up and one down


def test_estimates_are_those_of_salib() -> None:
    from SALib.analyze import morris, pawn, sobol

    groups = grouped(factors_of(3), "mechanism")
    layout = Saltelli(groups, 64, False)
    unit = layout.points(1)
    answers = ishigami(unit)
    state = np.random.get_state()  # noqa: NPY002 - SALib draws from it
    theirs = sobol.analyze(groups.problem(), answers, calc_second_order=False, num_resamples=2, seed=1)
    screened = morris_sample(groups, 8, 1)
    effects = morris.analyze(groups.problem(), screened, ishigami(screened), num_resamples=2, seed=1)
    slices = pawn.analyze(dict(groups.problem(), groups=None), unit, answers, S=5, seed=1)
    np.random.set_state(state)  # noqa: NPY002
    products = products_of(layout, answers[:, None])
    blocks = layout.in_blocks(answers)
    ratio = np.var(blocks) / np.var(blocks[:, [0, -1]])  # they divide by the variance over A and B
    ours = products.indices(np.full((1, 64), 1 / 64))
    assert np.allclose(ours["total"][0, :, 0] * ratio, theirs["ST"])
    assert np.allclose(ours["first"][0, :, 0] * ratio, theirs["S1"], atol=0.03)  # they centre at another mean
    own = elementary_effects(groups, screened, ishigami(screened)[:, None])[:, :, 0]
    assert np.allclose(np.abs(own).mean(axis=0), effects["mu_star"].astype(float))
    assert np.allclose(own.mean(axis=0), effects["mu"].astype(float))
    assert np.allclose(own.std(axis=0, ddof=1), effects["sigma"].astype(float))
    place = np.minimum((unit * 5).astype(np.int64), 4)
    ranked = Ranked(answers[:, None], 5)
    weights = np.full((1, len(unit)), 1.0)
    distances = [ranked.distances(place[:, each], weights)[0, 0] for each in range(3)]
    assert np.allclose(distances, slices["mean"][:3], atol=0.03)  # they cut at quantiles of the sample


def test_a_sample_is_laid_out_as_that_of_salib() -> None:
    """Values differ by the lot that deals dimensions; which points of a block have those of A or B does not."""
    from SALib.sample import sobol

    for second_order in (False, True):
        groups = grouped(factors_of(6, lambda place: f"group{place // 2}"), "mechanism")
        layout = Saltelli(groups, 8, second_order)
        theirs = sobol.sample(groups.problem(), 8, calc_second_order=second_order, seed=np.random.default_rng(1))
        own, other = (layout.in_blocks(np.asarray(each)) for each in (layout.points(1), theirs))
        for end in (slice(0, 1), slice(-1, None)):
            assert np.array_equal(own == own[:, end], other == other[:, end])
        for place, group in enumerate(groups.names[:3]):
            dummies = layout.in_blocks(layout.dummies(group, 1))
            pattern = (own == own[:, -1:])[:, :, 2 * place]
            assert np.array_equal(dummies == dummies[:, -1:], np.repeat(pattern[:, :, None], DUMMIES, axis=2))


def without_effect(blocks: int, seeds: range) -> float:
    """Return the share of parameters without effect that PAWN puts above the gauge, in groups that have effects."""
    factors, names = factors_of(24, lambda place: f"group{place // 8}"), [f"x{place}" for place in range(16)]
    layout = Saltelli(grouped(factors, "mechanism", ("group0", "group1")), blocks, False)
    above = []
    for seed in seeds:
        unit = layout.points(seed)
        values = 3.0 * unit[:, 0] + unit[:, 8] + np.exp(unit[:, 0] * unit[:, 16])
        targets = Targets(pd.DataFrame({"kind": ["value"]}), values[:, None, None], np.ones(1))
        made = pawn_indices(layout, unit, names, targets, seed)
        above.append(np.delete(made.value[:-1, 0] > made.gauge[:-1, 0], [0, 8]).mean())
    return float(np.mean(above))


def test_parameters_without_effect_seldom_lie_above_the_gauge() -> None:
    assert without_effect(16, range(1, 16)) < 0.12


@pytest.mark.slow
@pytest.mark.parametrize(("blocks", "seeds"), [(16, 300), (64, 200)])
def test_one_in_twenty_parameters_without_effect_lies_above_the_gauge(blocks: int, seeds: int) -> None:
    assert 0.03 <= without_effect(blocks, range(1, seeds + 1)) <= 0.08


def test_equal_values_have_one_place_in_a_distribution() -> None:
    means = np.array([0.0, 0.0, 0.0, 1.0])[:, None]
    ranked = Ranked(means, 2)
    assert ranked.distances(np.array([0, 1, 0, 1]), np.ones((1, 4)))[0, 0] == pytest.approx(0.25)
    assert ranked.distances(np.array([1, 0, 0, 1]), np.ones((1, 4)))[0, 0] == pytest.approx(0.25)


def test_an_analysis_leaves_the_global_generator_alone() -> None:
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    first, again = (toy(ishigami, 3, replace(SMALL, samples=16)) for _ in range(2))
    assert np.array_equal(before, np.random.get_state()[1])  # noqa: NPY002
    pd.testing.assert_frame_equal(all_indices(first), all_indices(again))


def test_settling_ends_at_the_whole_sample(fine: Findings) -> None:
    table = convergence_table(fine)
    assert sorted(table["samples"].unique()) == [128, 256, 512]
    whole = table[(table["samples"] == 512) & (table["index"] == "total") & (table["kind"] == "difference")]
    assert whole["value"].tolist() == column(fine, "total")["value"].tolist()
    widths = (table["hi"] - table["lo"]).groupby(table["samples"]).mean()
    assert widths[512] < widths[128]


@pytest.mark.parametrize("samples", [4, 48])
def test_a_sample_that_is_no_power_of_2_is_refused(samples: int) -> None:
    with pytest.raises(InputError, match=rf"--samples.*{samples}.*power of 2"):
        toy(ishigami, 3, replace(SMALL, samples=samples))
