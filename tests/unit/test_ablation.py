"""Ablation: the fold-over, effects with intervals, who leads, variants of mixes, interactions, K1, H6, the study."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t

import run
from experiments.ablation.design import OFF, ON, fold_over, leave_one_out, switches
from experiments.ablation.factorial import DIFFERENCE, FIRST, factorial_table, pooled_interval, shares_first
from experiments.ablation.interactions import ALONE, FULL, PAIR, TOGETHER, WITHOUT, positive_share
from experiments.ablation.mechanisms import ablation_table
from experiments.ablation.ranking import CHANGES, NOT_KNOWN, NOT_RESOLVED, SAME, Lead, lead, ranking_table, verdict
from experiments.ablation.study import AblationStudy, Effort, Plan, make_study
from experiments.ablation.synergy import DILUTION, NO_INTERACTION, NOT_TESTED, SYNERGY, UNDECIDED
from experiments.ablation.synergy import verdict as synergy_verdict
from experiments.ablation.variants import COOPERATION, LAW, make_variants
from experiments.ablation.words import MECHANISMS
from experiments.commands import ablate_command
from experiments.compare import mean_and_interval
from experiments.figures import ablation_interactions, ablation_waterfall
from experiments.figures.ablation import draw_all
from experiments.figures.ablation_view import AblationView
from experiments.sweeps.execute import ThisMachine
from experiments.sweeps.sampling import Points
from experiments.uncertainty.request import Question, Subject, load_subject
from experiments.uncertainty.responses import Option, Responses
from experiments.uncertainty.study import Way
from model.errors import InputError
from model.state import Array
from tests.unit import fake_ablation

IMPACT, BURDEN = "chain_impact_dutch", "burden_mean"
MIXES = ("null", "thematic", "broad")


def subject_of(**changes: Any) -> Subject:
    return load_subject(Question(**{"mixes": MIXES, "world": "small", "outcomes": (IMPACT, BURDEN), **changes}))


def enacted() -> Subject:
    return subject_of(courses=("as_enacted",), years=(2030,))


def few(given: object = ()) -> tuple[str, ...]:
    """Return some switches instead of all, since every one costs runs."""
    return ("laws.active", "learning.active", "market.active", "shocks.active", "unions.active")


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> AblationStudy:
    way = Way(tmp_path_factory.mktemp("ablation") / "a", ThisMachine(1), True, True, simulator=fake_ablation.simulate)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("experiments.ablation.study.switches", few)
        plan = Plan(subject_of(years=(2030,)), Effort(mechanisms=3, factorial=2, instruments=3))
        return make_study(plan, way)


def answers(values: Array, names: tuple[str, ...] = ("a.active",), outcome: str = IMPACT) -> Responses:
    """Return answers of one outcome and year; `values` is points x seeds x mixes."""
    count = values.shape[2]
    options = tuple(Option("expected", mix) for mix in ("zero", "one", "two")[:count])
    points = Points(names, np.ones((len(values), len(names))))
    seeds = tuple(range(values.shape[1]))
    return Responses(points, seeds, options, (outcome,), (2030,), values[..., None, None])


# which switches are thrown together


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


# effects


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


# who leads


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


# variants of mixes


def test_variants_set_instruments_back_and_are_run_once() -> None:
    variants = make_variants(subject_of())
    scenarios = {Option(each.course.name, each.mix.name): each for each in variants.scenarios}
    assert len(scenarios) == len(variants.scenarios)
    null, thematic, broad = (Option("expected", mix) for mix in MIXES)
    own = variants.instruments[broad]
    assert variants.instruments[null] == () and set(own) == {*variants.instruments[thematic], LAW}

    def levels(option: Option) -> dict[str, int]:
        return {name: each.level for name, each in scenarios[option].mix.levels.items()}

    assert variants.without(broad) == broad
    assert variants.without(broad, LAW) == thematic, "the same mix is not run twice"
    assert variants.without(broad, *own) == null
    assert levels(variants.without(broad, "procurement")) == {**levels(broad), "procurement": 1}
    assert levels(variants.only(broad, "procurement")) == {**levels(null), "procurement": 2}
    assert levels(variants.corner(broad, True, False, absent=True)) == {**levels(broad), COOPERATION: 0}
    assert levels(variants.corner(broad, False, False, absent=False)) == {**levels(broad), COOPERATION: 1, LAW: 0}
    assert variants.corner(broad, False, True, absent=True) == thematic


def test_a_mix_keeps_its_own_laws_in_its_variants() -> None:
    variants = make_variants(subject_of(mixes=("null", "broad_eu")))
    option = Option("expected", "broad_eu")
    none = variants.without(option, *variants.instruments[option])
    assert none.mix != "null", "changes of laws are part of the mix"
    found = {each.mix.name: each for each in variants.scenarios}
    assert found[none.mix].laws == found["broad_eu"].laws != found["null"].laws


# the study of a model in which all effects are known


def chosen(table: pd.DataFrame, **keys: object) -> pd.DataFrame:
    for column, key in keys.items():
        table = table[table[column] == key]
    return table


def test_mechanisms_do_what_they_do_in_the_model(study: AblationStudy) -> None:
    rows = chosen(study.ablation, mix="broad", outcome=IMPACT, year=2030).set_index("mechanism")
    law = 2 * fake_ablation.LAW
    both = 4 * fake_ablation.SYNERGY
    assert rows.loc["laws.active", "change"] == pytest.approx(-law - both, rel=1e-2)
    assert rows.loc["learning.active", "change"] == pytest.approx(-both, rel=1e-2)
    assert rows.loc["market.active", "change"] == 0 and not rows.loc["market.active", "clear"]
    assert rows.loc["unions.active", "clear"]


def test_the_ranking_is_carried_by_what_changes_the_leader(study: AblationStudy) -> None:
    rows = chosen(study.ranking, outcome=IMPACT, year=2030).set_index("mechanism")
    assert set(rows["leader"]) == {"broad"} and rows["leader_clear"].all()
    assert (rows.index[rows["verdict"] == CHANGES]).tolist() == ["laws.active", "unions.active"]
    assert rows.loc["laws.active", "leader_off"] == "thematic = broad"
    assert rows.loc["unions.active", "leader_off"] == "thematic"
    assert set(chosen(study.ranking, outcome=BURDEN)["leader"]) == {"null"}, "less is better"


def test_the_factorial_averages_over_the_other_switches(study: AblationStudy) -> None:
    rows = chosen(study.factorial, measure=DIFFERENCE, mix="broad", outcome=IMPACT, year=2030).set_index("mechanism")
    expected = 2 * fake_ablation.LAW + 2 * fake_ablation.SYNERGY  # laws on; learning is on in one half
    assert rows.loc["laws.active", "effect"] == pytest.approx(expected, rel=1e-2)
    assert rows.loc["laws.active", "clear"] and not rows.loc["market.active", "clear"]


def test_interactions_are_those_of_the_model(study: AblationStudy) -> None:
    rows = chosen(study.interactions, mix="broad", outcome=IMPACT, year=2030)
    gain = 2 * fake_ablation.SYNERGY  # law 0 to 2, cooperation 1 to 2
    pairs = chosen(rows, kind=PAIR).set_index(["first", "second"])["effect"]
    assert pairs[(LAW, COOPERATION)] == pytest.approx(gain, rel=1e-2)
    assert pairs.drop((LAW, COOPERATION)).abs().max() < 1e-6 and len(pairs) == 15
    without, alone = (chosen(rows, kind=kind).set_index("first")["effect"] for kind in (WITHOUT, ALONE))
    assert without[COOPERATION] == pytest.approx(fake_ablation.COOPERATION + gain, rel=1e-2)
    assert alone[COOPERATION] == pytest.approx(fake_ablation.COOPERATION, rel=1e-2)
    together, full = (float(chosen(rows, kind=kind)["effect"].iloc[0]) for kind in (TOGETHER, FULL))
    assert together == pytest.approx(gain, rel=1e-2)
    assert full == pytest.approx(2 * fake_ablation.LAW + fake_ablation.COOPERATION + 2 * gain, rel=1e-2)


def test_the_positive_share_is_by_size() -> None:
    assert positive_share(np.array([[3.0], [-1.0]])).tolist() == [0.75]
    assert np.isnan(positive_share(np.zeros((2, 1)))).all() and np.isnan(positive_share(np.empty((0, 1)))).all()
    assert np.isnan(positive_share(np.array([[np.nan], [1.0]]))).all()


def test_k1_is_the_positive_share_times_coverage(study: AblationStudy) -> None:
    row = chosen(study.k1, mix="broad", year=2030).iloc[0]
    assert (row["pairs"], row["clear_positive"], row["clear_negative"]) == (15, 1, 0)
    assert row["share"] == pytest.approx(1.0, abs=1e-3)
    assert row["k1"] == pytest.approx(row["coverage"], rel=1e-2) and row["k1_lo"] < row["k1"] < row["k1_hi"]


def test_h6_is_read_against_existing_and_against_no_cooperation(study: AblationStudy) -> None:
    rows = chosen(study.h6, outcome=IMPACT, year=2030).set_index("against")
    assert set(rows["mix"]) == {"broad"}
    assert rows.loc["existing", "interaction"] == pytest.approx(2 * fake_ablation.SYNERGY, rel=1e-2)
    assert rows.loc["none", "interaction"] == pytest.approx(4 * fake_ablation.SYNERGY, rel=1e-2)
    assert rows.loc["none", "law"] == pytest.approx(2 * fake_ablation.LAW, rel=1e-2)
    assert rows.loc["none", "cooperation"] == pytest.approx(2 * fake_ablation.COOPERATION, rel=1e-2)
    both = float(rows.loc["none", "both"])  # type: ignore[arg-type]
    apart = 2 * (fake_ablation.LAW + fake_ablation.COOPERATION)
    assert both == pytest.approx(apart + 4 * fake_ablation.SYNERGY, rel=1e-2)
    assert set(rows["verdict"]) == {SYNERGY}


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


def test_h6_is_not_tested_where_a_law_makes_no_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.ablation.study.switches", few)
    monkeypatch.setattr("experiments.figures.ablation.draw_all", lambda *given: [])
    plan = Plan(subject_of(parameters={"laws.active": "0"}, years=(2030,)), Effort(1, 2, 1, 2), enacted())
    study = make_study(plan, Way(tmp_path / "a", ThisMachine(1), simulator=fake_ablation.simulate, confirmed=True))
    rows = chosen(study.h6, outcome=IMPACT)
    assert set(chosen(rows, course="expected")["verdict"]) == {NOT_TESTED}
    assert set(chosen(rows, course="as_enacted")["verdict"]) == {SYNERGY}
    assert set(study.k1["course"]) == {"expected"}


def test_a_change_of_rounding_is_not_clear() -> None:
    at = np.random.default_rng(1).random((2, 3, 2, 1, 1))
    values = 1.0 + np.repeat(at[:1], 2, axis=0)
    values[1, :, 1] += [[[1e-8]], [[1.1e-8]], [[1.2e-8]]]
    names = ("chain_impact_dutch",)
    options = (Option("expected", "null"), Option("expected", "broad"))
    points = Points(("learning.active",), np.array([[1.0], [0.0]]))
    found = Responses(points, (1, 2, 3), options, names, (2030,), values)
    row = ablation_table(found, "null").set_index("mix").loc["broad"]
    assert row["lo"] > 0 and not row["clear"]
    found.values[1, :, 1] += 1e-3
    assert ablation_table(found, "null").set_index("mix").loc["broad"]["clear"]


def test_european_cooperation_is_tied_to_the_european_law_of_the_mix() -> None:
    question = Question(mixes=("null", "broad", "broad_eu"), world="small", courses=("as_enacted",))
    assert make_variants(load_subject(question)).tied == {Option("as_enacted", "broad_eu")}


def test_corners_of_another_course_are_no_more_than_corners() -> None:
    plain, further = make_variants(subject_of()), make_variants(subject_of(), enacted())
    added = [each for each in further.scenarios if each.course.name == "as_enacted"]
    assert len(further.scenarios) == len(plain.scenarios) + len(added) and len(added) == 6
    assert further.ablated == plain.ablated


def test_a_switch_that_is_given_a_value_is_not_thrown() -> None:
    plan = Plan(subject_of(parameters={"unions.active": "0"}), Effort())
    assert "unions.active" not in plan.names and len(plan.names) == len(switches()) - 1
    assert plan.study_id != Plan(subject_of(), Effort()).study_id != Plan(subject_of(), Effort(seed=2)).study_id


def test_the_base_alone_has_no_instruments_to_take_out() -> None:
    assert list(Plan(subject_of(mixes=("null",)), Effort()).sweeps) == ["mechanisms", "factorial"]


# files, figures and the front door


def test_the_study_is_on_disk(study: AblationStudy) -> None:
    names = {path.name for path in study.folder.iterdir()}
    tables = {f"{name}.csv" for name in (*study.tables, "generators")}
    assert tables <= names and "manifest.json" in names and "work" not in names
    read = pd.read_csv(study.folder / "ranking.csv", keep_default_na=False, na_values=[""])
    assert read["verdict"].tolist() == study.ranking["verdict"].tolist()
    assert {path.stem for path in study.figures} == {
        "1_ablation_waterfall",
        "2_instrument_interactions",
        "3_ranking",
    }
    assert all(path.stat().st_size > 10_000 for path in study.figures)
    settings = json.loads((study.folder / "manifest.json").read_text(encoding="utf-8"))["settings"]
    assert settings == {"seed": 1, "mechanisms": 3, "factorial": 2, "instruments": 3}


def test_figures_are_the_same_every_time(study: AblationStudy, tmp_path: Path) -> None:
    again = draw_all(study, "en", tmp_path)
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in study.figures]


def test_titles_say_what_is_found(study: AblationStudy) -> None:
    english, dutch = (AblationView.of(study, "expected", language) for language in ("en", "nl"))
    told = ablation_waterfall.title(english, IMPACT)
    assert told.endswith("changes the leading mix (3) in 2 of 5 cases: laws bind companies, unions")
    assert ablation_waterfall.title(dutch, IMPACT).endswith("in 2 van 5 gevallen: wetten binden bedrijven, vakbonden")
    assert ablation_waterfall.title(english, BURDEN).endswith("(1) in 1 of 5 cases: unions")
    assert "100%" in ablation_interactions.title(english)
    assert "1 of 25 pairs" in ablation_interactions.title(english)


def test_the_front_door_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def quick(*given: Any) -> Way:
        return replace(Way(tmp_path / "a", ThisMachine(1)), simulator=fake_ablation.simulate, confirmed=True)

    monkeypatch.setattr(ablate_command, "way_of", quick)
    monkeypatch.setattr("experiments.ablation.study.switches", few)
    monkeypatch.setattr("experiments.figures.ablation.draw_all", lambda *given: [])
    asked = ["ablate", "--world", "small", "--replicates", "2", "--outcome", IMPACT]
    asked += [part for mix in MIXES for part in ("--mix", mix)]
    assert run.main(asked) == 0
    told = capsys.readouterr().out
    assert max(map(len, told.splitlines())) <= 100 or "written to" in told
    for part in ("unions: 2", "laws bind companies: 2=3", "K1", "synergy", "written to"):
        assert part in told, part
