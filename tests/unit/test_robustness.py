"""Robustness by hand: ranks with ties, pairs, regret, Pareto sets, flip points, and the guard."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.report.outcome_facts import HEADLINES
from experiments.runs.ensemble import read_ensemble
from experiments.studies.common.factors import DUMMY_FACTOR, Factor
from experiments.studies.common.model_outputs import Option, Responses
from experiments.studies.common.relevance import least_relevant, read_sizes
from experiments.studies.comparison.hypotheses import needed_outcomes, read_hypotheses
from experiments.studies.robustness import guard
from experiments.studies.robustness.association import associations, mechanisms
from experiments.studies.robustness.choice import Sample, choice_table, chosen, factors_of
from experiments.studies.robustness.claims import claims_over_draws
from experiments.studies.robustness.contests import COURSE, MIX, contests, fields
from experiments.studies.robustness.crossing import stands_out
from experiments.studies.robustness.flips import ABOVE, BELOW, SCANNED, flip_table, path_of, scan_points, scan_rows
from experiments.studies.robustness.guard import guard_table
from experiments.studies.robustness.pairwise import pair_table, regret_table
from experiments.studies.robustness.pareto import pareto_table, undominated
from experiments.studies.robustness.ranking import rank_shares, rank_table, wilson
from model.errors import InputError
from model.outcomes import OUTCOMES
from tests.unit.robustness_parts import LESS, MORE, OPTIONS, answers

FOUR = answers(np.array([[1.0, 2.0, 3.0], [1.0, 4.0, 4.0], [2.0, 2.0, 2.0], [5.0, 1.0, 0.0]]))


def of(table: pd.DataFrame, option: str) -> pd.Series:
    return table[table["option"] == option].iloc[0]


def test_the_direction_of_outcomes_is_what_the_tests_suppose() -> None:
    assert OUTCOMES[MORE].direction == 1 and OUTCOMES[LESS].direction == -1


def test_ties_are_told_apart_from_wins() -> None:
    ranks = rank_table(contests(FOUR))
    assert [of(ranks, name)["first"] for name in ("null_option", "one", "two")] == [0.25, 0.0, 0.25]
    assert [of(ranks, name)["first_shared"] for name in ("null_option", "one", "two")] == [0.0, 0.25, 0.25]
    assert set(ranks["all_equal"]) == {0.25} and set(ranks["draws"]) == {4}
    assert [of(ranks, name)["last"] for name in ("null_option", "one", "two")] == [0.5, 0.0, 0.25]
    assert of(ranks, "null_option")["mean_rank"] == (3 + 3 + 2 + 1) / 4
    assert of(ranks, "two")["mean_rank"] == (1 + 1.5 + 2 + 3) / 4


def test_a_lead_counts_as_relevant_by_its_size() -> None:
    size = least_relevant()[MORE]
    close = answers(np.array([[0, 0, size / 2], [0, 0, 2 * size], [0, 2 * size, size / 2], [1, 0, 0]]))
    own = of(rank_table(contests(close)), "two")
    assert (own["first"], own["first_relevant"]) == (0.5, 0.25)
    assert (own["first_relevant_lo"], own["first_relevant_hi"]) == wilson(1, 4)
    pairs = pair_table(contests(close))
    own = pairs[(pairs["option"] == "null_option") & (pairs["other"] == "two")].iloc[0]
    assert (own["better"], own["better_relevant"], own["worse"], own["worse_relevant"]) == (0.25, 0.25, 0.75, 0.25)


def test_a_claim_holds_in_a_share_of_draws(tmp_path: Path) -> None:
    text = """\
[[hypotheses]]
id = "H"
label_en = "A"
label_nl = "B"
sections = ["3"]
expects = "a test"
[[hypotheses.claims]]
says_en = "more"
says_nl = "meer"
outcome = "chain_impact_dutch"
year = 2030
courses = ["expected", "as_enacted"]
left = "broad"
right = "null_option"
relation = "greater"
least_relevant = 1.5
"""
    (tmp_path / "hypotheses.toml").write_text(text, encoding="utf-8")
    hypotheses = read_hypotheses(tmp_path / "hypotheses.toml")
    options = tuple(Option("expected", mix) for mix in ("null_option", "broad"))
    values = np.array([[0.0, 1.0], [0.0, 2.0], [0.0, -2.0], [0.0, 0.0], [0.0, np.nan]])
    table = claims_over_draws(hypotheses, answers(values, options))
    assert len(table) == 1  # the other course was not run
    row = table.iloc[0]
    assert (row["draws"], row["holds"], row["holds_relevant"], row["opposite_relevant"]) == (4, 0.5, 0.25, 0.25)
    assert (row["holds_lo"], row["holds_hi"]) == wilson(2, 4) and row["median"] == 0.5


def test_every_headline_has_a_least_relevant_size(tmp_path: Path) -> None:
    sizes = least_relevant()
    named = {*HEADLINES, *needed_outcomes(read_hypotheses())}
    assert [name for name in named if OUTCOMES[name].direction and not sizes[name] > 0] == []
    for text, wrong in (("", "sizes"), ("[[sizes]]\nsize = 1\nreason_en = 'a'\nreason_nl = 'b'\n", "outcomes, units")):
        (tmp_path / "sizes.toml").write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match=wrong):
            read_sizes(tmp_path / "sizes.toml")


def test_every_rank_has_its_share() -> None:
    shares = rank_shares(contests(FOUR))
    own = shares[shares["option"] == "two"].set_index("rank")["share"]
    assert own.to_dict() == {1.0: 0.25, 1.5: 0.25, 2.0: 0.25, 3.0: 0.25}
    assert shares.groupby("option")["share"].sum().tolist() == [1.0, 1.0, 1.0]
    assert rank_shares(contests(answers(np.full((2, 3), np.nan)))).empty


def test_less_is_better_where_it_is() -> None:
    ranks = rank_table(contests(answers(np.array([[1.0, 2.0, 3.0]]), outcomes=(LESS,))))
    assert of(ranks, "null_option")["first"] == 1.0
    pairs = pair_table(contests(answers(np.array([[1.0, 2.0, 3.0]]), outcomes=(LESS,))))
    assert of(pairs, "null_option")["mean_gain"] == 1.0


def test_intervals_of_shares() -> None:
    assert wilson(0, 96)[0] == 0.0
    assert wilson(0, 96)[1] == pytest.approx(0.0274, abs=1e-4)  # z² / (n + z²), z = 1.645
    low, high = wilson(48, 96)
    assert low == pytest.approx(1 - high) and low == pytest.approx(0.4172, abs=1e-4)
    assert wilson(5, 5)[1] == 1.0
    assert np.isnan(wilson(0, 0)).all()


def test_draws_that_are_not_known_are_left_out_and_never_count_as_zero() -> None:
    values = np.array([[1.0, np.nan, 3.0], [1.0, 2.0, 3.0]])
    assert set(rank_table(contests(answers(values)))["draws"]) == {1}
    nothing = rank_table(contests(answers(np.full((2, 3), np.nan))))
    assert set(nothing["draws"]) == {0} and nothing["first"].isna().all()
    assert pair_table(contests(answers(np.full((2, 3), np.nan))))["better"].isna().all()
    assert regret_table(contests(answers(np.full((2, 3), np.nan))))["mean"].isna().all()


def test_pairs() -> None:
    pairs = pair_table(contests(FOUR))
    row = pairs[(pairs["option"] == "null_option") & (pairs["other"] == "two")].iloc[0]
    assert (row["better"], row["equal"], row["worse"]) == (0.25, 0.25, 0.5)
    assert row["mean_gain"] == (-2 - 3 + 0 + 5) / 4 and row["median_gain"] == -1.0


def test_regret() -> None:
    table = regret_table(contests(FOUR))
    row = of(table, "one")  # falls short by 1, 0, 0 and 4
    assert row["mean"] == 1.25 and row["maximum"] == 4.0 and row["p90"] == pytest.approx(3.1)
    assert (table[["mean", "p90", "maximum"]] >= 0).all().all()


def test_pareto() -> None:
    gains = np.array([[[1.0, 1.0], [2.0, 1.0], [0.0, 3.0]], [[1.0, 1.0], [1.0, 1.0], [0.0, 0.0]]])
    assert undominated(gains).tolist() == [[False, True, True], [True, True, False]]
    names = ("k4_involvement", "k5_remedy")
    table = pareto_table(answers(gains, outcomes=names))
    own = table[table["set"] == "criteria"].set_index("option")
    assert own["undominated"].to_dict() == {"null_option": 0.5, "one": 1.0, "two": 0.5}
    assert own["by_median"].to_dict() == {"null_option": False, "one": True, "two": True}


def test_fields_are_mixes_under_a_course_and_courses_under_a_mix() -> None:
    options = tuple(Option(course, mix) for course in ("a", "b") for mix in ("null_option", "one"))
    found = fields(options)
    assert [(each.kind, each.context, each.places) for each in found] == [
        (MIX, "a", (0, 1)),
        (MIX, "b", (2, 3)),
        (COURSE, "null_option", (0, 2)),
        (COURSE, "one", (1, 3)),
    ]
    assert [each.name(each.options[1]) for each in found] == ["one", "one", "b", "b"]


INSIDE = Factor("g.inside", "g", 0.0, 10.0, 2.0, "1", "")
EDGE = Factor("h.edge", "h", 0.0, 8.0, 8.0, "1", "")


def scanned(lead: float) -> Responses:
    """Return a scan in which `one` leads `null` by `lead` at the centre, and loses as g.inside grows beyond 6."""
    points = scan_points((INSIDE, EDGE))
    gain = np.where(points.values[:, 0] > 2, (6.0 - points.values[:, 0]) * lead / 4.0, lead)
    luck = np.array([-0.1, 0.0, 0.0, 0.1])
    values = np.zeros((len(points), 4, 2, 1, 1))
    values[:, :, 1, 0, 0] = gain[:, np.newaxis] + luck
    return Responses(points, (1, 2, 3, 4), OPTIONS[:2], (MORE,), (2030,), values)


def test_a_scan_moves_one_parameter_at_a_time_from_the_centre() -> None:
    points = scan_points((INSIDE, EDGE))
    assert points.values.shape == (1 + 2 * len(SCANNED), 2)
    assert points.values[0].tolist() == [2.0, 8.0]
    assert [points.values[each, 0] for each in path_of(points.values, 0)] == [0.0, 1.0, 2.0, 6.0, 10.0]
    assert [points.values[each, 1] for each in path_of(points.values, 1)] == [0.0, 2.0, 6.0, 8.0]
    assert (points.values[1:5, 1] == 8.0).all()


def test_a_flip_is_where_the_leader_changes() -> None:
    table = flip_table(scanned(lead=1.0), (INSIDE, EDGE))
    inside = table[table["parameter"] == "g.inside"].set_index("side")
    assert inside["leader"].tolist() == ["one", "one"]
    assert not inside.loc[BELOW, "flips"] and inside.loc[ABOVE, "flips"]
    row = inside.loc[ABOVE]
    assert row["value"] == pytest.approx(6.0) and row["new_leader"] == "null_option" and row["clear"]
    assert (row["from_value"], row["to_value"]) == (6.0, 10.0)
    assert row["lead_at_default"] == pytest.approx(1.0) and row["lead_lost_by"] == pytest.approx(1.0)
    assert not table[table["parameter"] == "h.edge"]["flips"].any()


def test_a_flip_within_luck_is_not_clear() -> None:
    table = flip_table(scanned(lead=0.05), (INSIDE, EDGE))
    row = table[(table["parameter"] == "g.inside") & (table["side"] == ABOVE)].iloc[0]
    assert row["flips"] and not row["clear"]


def test_the_nearest_to_overtake_takes_the_lead_and_not_the_best_at_the_end_of_a_step() -> None:
    points = scan_points((INSIDE,))
    beyond = np.maximum(points.values[:, 0] - 2.0, 0.0)
    values = np.zeros((len(points), 4, 3, 1, 1))
    values[:, :, 0, 0, 0] = 1.0
    values[:, :, 1, 0, 0] = (beyond / 2.0)[:, np.newaxis]  # 1 at a value of 4, and 2 at the next scanned one
    values[:, :, 2, 0, 0] = (3.25 * beyond - 10.0)[:, np.newaxis]  # 1 at a value of 5.4, but 3 at the next one
    table = flip_table(Responses(points, (1, 2, 3, 4), OPTIONS, (MORE,), (2030,), values), (INSIDE,))
    row = table[table["side"] == ABOVE].iloc[0]
    assert row["value"] == pytest.approx(4.0) and row["new_leader"] == "one"


def test_a_flip_is_not_clear_when_it_was_picked_from_many() -> None:
    differences = np.array([0.0156, 0.0022, 0.0048, 0.0207])  # p = 0.045
    assert stands_out(differences, tried=1) and not stands_out(differences, tried=4)
    assert not stands_out(-differences, tried=1) and not stands_out(differences[:1], tried=1)


def test_chance_alone_seldom_makes_a_clear_flip_even_when_the_lead_at_the_default_is_real() -> None:
    generator = np.random.default_rng(0)
    points = scan_points((INSIDE,))
    outcomes = tuple(name for name, each in OUTCOMES.items() if each.direction == 1)[:10]
    values = generator.normal(size=(len(points), 4, 5, len(outcomes), 12))
    values[0, :, 0] += 8.0
    options = tuple(Option("expected", name) for name in "abcde")
    table = flip_table(Responses(points, (1, 2, 3, 4), options, outcomes, tuple(range(12)), values), (INSIDE,))
    assert table["flips"].mean() > 0.8 and 0.0 < table["clear"].mean() < 0.05


def test_what_is_not_known_is_not_said_to_keep_its_leader() -> None:
    found = scanned(lead=1.0)
    found.values[4, 0] = np.nan  # one seed at g.inside = 10
    table = flip_table(found, (INSIDE, EDGE))
    own = table[table["parameter"] == "g.inside"]
    unknown, known = own[own["side"] == ABOVE].iloc[0], own[own["side"] == BELOW].iloc[0]
    assert not unknown["known"] and unknown["leader"] == "" and np.isnan(unknown["value"])
    assert known["known"] and known["leader"] == "one"


def test_parameters_are_scanned_that_go_together_with_the_lead() -> None:
    points = noise(60)
    found = list(contests(answers(np.stack([np.zeros(60), 1.0 + points[:, 1], np.zeros(60)], axis=1))))
    picked = chosen(found, [MORE], Sample((INSIDE, EDGE, DUMMY_FACTOR), points), 1)
    assert factors_of(picked) == (EDGE,)
    row = choice_table(picked).iloc[0]
    assert (row["outcome"], row["leader"], row["parameter"], row["clear"]) == (MORE, "one", "h.edge", True)
    assert row["correlation"] == pytest.approx(1.0)
    assert chosen(found, ["k5_remedy"], Sample((INSIDE, EDGE, DUMMY_FACTOR), points), 1) == ()


def test_there_is_no_flip_without_a_leader() -> None:
    table = flip_table(scanned(lead=0.0), (INSIDE,))
    assert set(table["leader"]) == {""} and not table["flips"].any() and table["value"].isna().all()
    assert table["known"].all()


def test_what_a_scan_found_is_told_by_value() -> None:
    rows = scan_rows(scanned(lead=1.0), (INSIDE, EDGE))
    own = rows[(rows["parameter"] == "g.inside") & (rows["mix"] == "one")]
    assert own["value"].tolist() == [0.0, 1.0, 2.0, 6.0, 10.0]
    assert own["mean"].tolist() == pytest.approx([1.0, 1.0, 1.0, 0.0, -1.0])


def noise(draws: int) -> np.ndarray:
    return np.random.default_rng(5).random((draws, 3))


def test_associations_that_stand_out_are_told_from_chance() -> None:
    points = noise(60)
    factors = (INSIDE, EDGE, DUMMY_FACTOR)
    found = associations(factors, points, points[:, 1] ** 3)
    assert found[0].factor == EDGE and found[0].correlation == pytest.approx(1.0) and found[0].clear
    assert mechanisms(found) == {"h": pytest.approx(1.0)}
    assert [each.factor for each in found] == [EDGE, INSIDE]
    assert mechanisms(associations(factors, points, np.random.default_rng(6).random(60))) == {}
    assert associations(factors, points, np.ones(60)) == []
    assert associations(factors, points[:5], points[:5, 0]) == []


def test_the_guard_warns_when_an_option_always_leads_and_names_mechanisms() -> None:
    points = noise(60)
    lead = 0.1 + points[:, 1]
    found = answers(np.stack([np.zeros(60), lead, lead / 2], axis=1))
    table = guard_table(list(contests(found)), (INSIDE, EDGE, DUMMY_FACTOR), points)
    assert of(table, "one")["warning"] == guard.ALWAYS and of(table, "one")["mechanisms"] == "h"
    assert of(table, "null_option")["warning"] == of(table, "two")["warning"] == guard.NOT_SEEN
    many = answers(np.tile([0.0, 1.0, 0.5], (400, 1)))
    table = guard_table(list(contests(many)), (INSIDE,), np.zeros((400, 1)))
    assert of(table, "null_option")["warning"] == guard.NEVER and of(table, "null_option")["mechanisms"] == ""


@pytest.mark.parametrize(
    ("draws", "firsts", "warning"),
    [(200, 0, guard.NOT_SEEN), (200, 1, guard.SELDOM), (4000, 3, guard.NEVER), (200, 2, None), (96, 1, None)],
)
def test_the_guard_tells_what_a_sample_can_show_of_under_one_percent(
    draws: int, firsts: int, warning: str | None
) -> None:
    values = np.tile([0.0, 1.0, 0.5], (draws, 1))
    values[:firsts, 0] = 2.0
    table = guard_table(list(contests(answers(values))), (INSIDE,), np.zeros((draws, 1)))
    found = table.loc[table["option"] == "null_option", "warning"].tolist()
    assert found == ([] if warning is None else [warning])


@pytest.mark.parametrize("value", ["a", None, float("nan"), 9.0, True])
def test_an_ensemble_is_read_strictly(tmp_path: Path, value: object) -> None:
    path = tmp_path / "mine.parquet"
    pd.DataFrame({"learning.rate": [value]}).to_parquet(path)
    with pytest.raises(InputError, match=r"mine\.parquet: learning\.rate"):
        read_ensemble(path)


def test_the_guard_is_silent_where_ranks_change_or_nothing_differs() -> None:
    turns = answers(np.array([[1.0, 2.0, 3.0], [3.0, 1.0, 2.0], [2.0, 3.0, 1.0]] * 10))
    assert guard_table(list(contests(turns)), (INSIDE,), np.zeros((30, 1))).empty
    equal = answers(np.ones((30, 3)))
    assert guard_table(list(contests(equal)), (INSIDE,), np.zeros((30, 1))).empty
