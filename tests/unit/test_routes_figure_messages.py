"""Figures of routes: titles that follow the data, and shares that add up."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from experiments.report.outcome_facts import KEY_OUTCOMES
from experiments.report.stacked_bars import Part, key_rows
from experiments.studies.routes.figures import checkpoint as routes_checkpoint
from experiments.studies.routes.figures import law as routes_law
from experiments.studies.routes.figures import outcomes as routes_outcomes
from experiments.studies.routes.figures import winners as routes_winners
from experiments.studies.routes.figures.drawing import route_figures
from experiments.studies.routes.figures.messages import clearly_above, standing, standing_clause
from model.outcomes import OUTCOMES
from model.politics.criteria import CRITERIA
from model.politics.process_parameters import Checkpoint, NationalProcess
from tests.unit.routes_figure_parts import (
    BEFORE,
    BILL,
    BOTH,
    CHECKED,
    FIRST,
    HALTED,
    PASSED,
    PLAIN,
    design,
    judged,
    law,
    many,
    study,
    view,
)


def futures(**values: Sequence[float]) -> pd.DataFrame:
    return pd.DataFrame(dict(values), index=range(1, len(next(iter(values.values()))) + 1))


def clause(values: pd.DataFrame) -> str:
    return standing_clause(view(study(design())), values)


def test_a_route_is_highest_only_when_the_paired_difference_is_clear() -> None:
    luck = [0.1, 0.9, 0.4, 0.6]
    ahead = futures(european=luck, both_tracks=[each + 0.01 for each in luck])
    assert clause(ahead) == " (clearly highest under R3)"
    unsure = futures(european=luck, both_tracks=[0.9, 0.1, 0.6, 0.5])
    assert clause(unsure) == " (no route clearly highest)"
    third = futures(
        european=[each - 1 for each in luck], european_with_checkpoint=luck, both_tracks=[0.9, 0.1, 0.6, 0.5]
    )
    assert clause(third) == " (highest under R3, but not clearly above R2)"


def test_equal_routes_one_future_and_one_route_say_so() -> None:
    assert clause(futures(european=[0.1, 0.2], both_tracks=[0.1, 0.2])) == " (the same under every route)"
    assert clause(futures(european=[0.1], both_tracks=[0.2])) == " (one future, so no interval)"
    assert clause(futures(european=[0.1, 0.2])) == ""
    assert clause(futures(european=[np.nan], both_tracks=[0.2])) == ""


def test_futures_that_miss_a_route_do_not_count() -> None:
    values = futures(european=[0.5, 0.6, 0.7, 99.0], both_tracks=[0.8, 0.9, 0.99, np.nan])
    assert standing(values).best == BOTH


def test_shares_count_what_has_come_by_each_moment() -> None:
    dates = pd.Series([2025.0, 2027.5, np.nan, 2027.5])
    assert routes_law.applied(dates, np.array([2024.0, 2025.0, 2027.25, 2027.5])).tolist() == [0, 0.25, 0.25, 0.75]


def test_the_title_tells_when_laws_apply_and_how_ambitious_they_are() -> None:
    early, late = law("2030Q4", 0.6), law("2031Q1", 0.4)
    politics = {
        FIRST: [early, early, early, late],
        CHECKED: [early, early, early, late],
        BOTH: [[*early, *BEFORE], [*early, *BEFORE], [*early, *BEFORE], [*late, *BEFORE]],
    }
    title = routes_law.title(view(study(design(), politics)))
    assert title == (
        "With a Dutch bill, European law applies by the end of 2030 in 75% of futures (the same under every route); a "
        "Dutch law in 0–100% (no route clearly highest); ambition of the European law 0.55 (the same under every "
        "route)"
    )
    plain = routes_law.title(view(study(design(mixes=(PLAIN,)), politics)))
    assert plain.startswith("European law applies by the end of 2030 in 75%")
    assert "Dutch" not in plain


def test_the_title_says_when_no_law_comes() -> None:
    never = {route: [law(None)] * 4 for route in (FIRST, CHECKED, BOTH)}
    title = routes_law.title(view(study(design(), never)))
    assert "in 0% of futures (the same under every route)" in title
    assert title.endswith("; no European law before 2036")


def test_ambition_is_compared_over_futures_that_have_a_law_under_every_route() -> None:
    weak, strong = law("2028Q1", 0.2), law("2028Q1", 0.8)
    politics = {
        FIRST: [weak, weak, strong, strong],
        CHECKED: [weak, weak, strong, strong],
        BOTH: [law(None), law(None), strong, strong],
    }
    assert "ambition of the European law 0.80 (the same" in routes_law.title(view(study(design(), politics)))


def test_the_dutch_law_applies_its_lead_after_passage() -> None:
    made = view(study(design(), {BOTH: [law(None) + BEFORE] * 4}))
    lead = round(made.parameters[1][NationalProcess].lead) / 4
    assert set(made.facts(BOTH, BILL)["dutch_application"]) == {2023.0 + lead}
    assert made.facts(FIRST, BILL)["dutch_application"].isna().all()


def test_scope_has_a_part_for_each_threshold_and_for_no_law() -> None:
    politics = {FIRST: [law("2028Q1", staff=5000.0), law("2028Q1", staff=250.0), law(None), law("2028Q1")]}
    made = view(study(design(), politics))
    parts = routes_law.staff_parts(made, made.groups[-1])
    labels = [part.label for part in parts.values()]
    assert labels == ["from 250", "from 500", "from 5,000", "no law before 2036"]
    assert len({part.colour for part in parts.values()}) == 4


def test_what_followed_is_told_apart() -> None:
    politics = {CHECKED: [law("2030Q1") + more for more in (BEFORE, PASSED, HALTED, [])]}
    known = view(study(design(), politics)).facts(CHECKED, BILL)
    assert routes_checkpoint.followed(known).tolist() == ["first", "later", "halted", "nothing"]


def test_the_title_counts_verdicts_and_what_followed() -> None:
    short, enough = judged(0.3), judged(0.6)
    politics = {CHECKED: [[*law("2030Q1"), *more] for more in (short + BEFORE, short + HALTED, short + HALTED, enough)]}
    made = view(study(design(), politics))
    assert routes_checkpoint.title(made) == (
        "R2: progress in Brussels in 2021Q2 is judged insufficient in 3 of 4 futures; of those, the Dutch law applies "
        "first in 1 and a European proposal halts the bill in 2"
    )
    plain = view(study(design(mixes=(PLAIN,)), politics))
    assert routes_checkpoint.title(plain).endswith("; no mix here has a Dutch bill")


def test_many_checkpoints_are_told_together() -> None:
    assert routes_checkpoint.title(view(many(4, 4))) == (
        "Progress in Brussels is judged insufficient in 50% of futures under RA, RB and RC; the Dutch law then applies "
        "first in 0% and a European proposal halts the bill in 0%"
    )


def test_without_a_checkpoint_its_figure_is_left_out() -> None:
    politics = {CHECKED: [law("2030Q1") + judged(0.6)] * 4}
    assert routes_checkpoint.NAME in route_figures(view(study(design(), politics)))
    assert routes_checkpoint.NAME not in route_figures(view(study(design())))
    assert routes_checkpoint.NAME not in route_figures(view(study(design((FIRST, BOTH)))))


def test_the_threshold_is_the_routes_own_or_that_of_the_future() -> None:
    made = view(study(design()))
    [route] = [each for each in made.design.routes if each.name == CHECKED]
    assert route.checkpoint is not None
    general = {made.parameters[seed][Checkpoint].threshold for seed in made.design.seeds}
    assert set(routes_checkpoint.thresholds(made, route)) == general
    own = replace(route, checkpoint=replace(route.checkpoint, threshold=0.9))
    assert set(routes_checkpoint.thresholds(made, own)) == {0.9}


def test_the_title_says_under_which_mixes_a_route_does_better() -> None:
    made = view(study(design(), gains={CHECKED: [0.1, 0.11, 0.1, 0.11], BOTH: [0.1, -0.1, 0.1, -0.1]}))
    title = routes_outcomes.title(made)
    year, codes = made.design.years[-1], ", ".join(made.mixes.values())
    assert title.startswith(
        f"Chain impact, Dutch chains, {year}: R2 does better than R1 under mix {codes} (largest +10.5); R3 makes no "
        "clear difference from R1; "
    )
    lost = routes_outcomes.title(view(study(design(), gains={CHECKED: [-0.1, -0.11, -0.1, -0.11]})))
    assert f"R2 does worse than R1 under mix {codes} (largest −10.5)" in lost


def test_differences_are_told_beside_the_spread() -> None:
    assert routes_outcomes.spread_share({"diff": -0.1, "p05": 0.0, "p95": 0.4}) == pytest.approx(0.25)
    assert np.isnan(routes_outcomes.spread_share({"diff": 0.1, "p05": 0.3, "p95": 0.3}))
    made = view(study(design(), gains={BOTH: [0.03] * 4}))
    spread = np.subtract(*np.quantile([0.6, 0.7, 0.8, 0.9], (0.95, 0.05)))
    assert routes_outcomes.title(made).endswith(
        f"the largest difference on any outcome is {100 * 0.03 / spread:.0f}% of the spread over futures"
    )


def test_winners_are_best_alone_tied_or_equal() -> None:
    values = futures(one=[3, 2, 1, 1, 5], two=[1, 2, 1, 4, 1], three=[1, 1, 1, 1, 1])
    assert routes_winners.winner_shares(values, 1) == pytest.approx(
        {"one": 0.4, "two": 0.2, "three": 0.0, "shared": 0.2, "equal": 0.2}
    )
    low = routes_winners.winner_shares(values, -1)
    assert (low["three"], low["shared"], low["equal"]) == pytest.approx((0.2, 0.6, 0.2))
    assert routes_winners.winner_shares(values.iloc[:0], 1) == {}


def test_few_futures_that_agree_make_nothing_clear() -> None:
    four, five = np.ones(4), np.ones(5)
    assert not clearly_above(four, 0 * four, yes_or_no=True)
    assert clearly_above(five, 0 * five, yes_or_no=True)
    assert not clearly_above(0 * five, five, yes_or_no=True)
    assert not clearly_above(five, five, yes_or_no=True)
    assert clearly_above(four + np.array([0.0, 0.1, 0.0, 0.1]), 0 * four, yes_or_no=False)


def test_a_winner_is_clear_only_when_it_wins_clearly_more_often() -> None:
    ten = range(10)
    often = futures(one=[1.0] * 10, two=[2.0 if each == 0 else 0.0 for each in ten])
    assert routes_winners.clear_winner(often, 1) == "one"
    assert routes_winners.clear_winner(often, -1) == "two"
    half = futures(one=[1.0] * 10, two=[2.0 if each < 4 else 0.0 for each in ten])
    assert routes_winners.clear_winner(half, 1) is None
    assert routes_winners.clear_winner(futures(one=[1.0], two=[0.0]), 1) is None


def test_the_title_names_what_clear_winners_win_by_group_of_mixes() -> None:
    made = view(study(design(futures=8), gains={BOTH: [0.1] * 6 + [0.0, 0.0]}))
    better = [made.outcome_label(name) for name in KEY_OUTCOMES if OUTCOMES[name].direction > 0]
    title = routes_winners.title(made)
    # where less is better the first two routes tie for best, so that none is best alone
    assert [title.count(f"“{name}”") for name in better] == [len(made.groups)] * len(better) == [2] * len(better)
    assert title.count("“") == 2 * len(better) and title.count("R3 on ") == 2
    assert routes_winners.title(view(study(design()))).count("no clear difference between routes") == 2


def test_shares_of_a_group_are_the_mean_over_its_mixes() -> None:
    made = view(study(design(futures=8), gains={BOTH: [0.1] * 6 + [0.0, 0.0]}))
    shares = routes_winners.mean_shares(made, KEY_OUTCOMES[0], made.groups[0])
    assert (shares[BOTH], shares["equal"]) == pytest.approx((0.75, 0.25))
    assert sum(shares.values()) == pytest.approx(1)


def test_every_criterion_has_a_label() -> None:
    assert set(CRITERIA) == set(routes_checkpoint.CRITERIA_LABELS)


def test_codes_of_routes_are_never_those_of_mixes() -> None:
    made = view(study(design()))
    codes = [style.code for style in (*made.routes.values(), made.enacted)]
    assert codes == ["R1", "R2", "R3", "AE"]
    assert not set(codes) & set(made.mixes.values())


def test_mixes_are_grouped_by_whether_they_have_a_dutch_bill() -> None:
    groups = view(study(design())).groups
    assert [(group.bill, group.mixes) for group in groups] == [(False, (PLAIN,)), (True, (BILL,))]
    assert [group.bill for group in view(study(design(mixes=(BILL,)))).groups] == [True]


def test_a_key_breaks_where_it_is_too_wide() -> None:
    parts = [Part("a label of some length", "#FFFFFF")] * 3
    assert [len(row) for row in key_rows(parts, 4.0)] == [2, 1]
