"""Conditions: the tree finds a planted rule and no more in noise; ties are equal; too little to tell is left blank."""

import math
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.report.outcome_facts import HEADLINES
from experiments.studies.routes.conditions import (
    COLUMNS,
    FACTS,
    FEWEST,
    SMALLEST_LEAF,
    Tree,
    beats,
    conditions,
    grow,
    joined,
)
from experiments.studies.routes.facts import facts
from experiments.studies.routes.run_tables import make_routes_tables
from experiments.studies.routes.tables import RoutesTables
from model.outcomes import OUTCOMES
from model.politics.events import Event
from tests.unit.routes_parts import MIXES, YEARS, event_table, quarter, results_of, routes_design

MORE, LESS = "k5_remedy", "burden_mean"
ROUTES = ("one", "two")


END = 2036.0


def random_facts(count: int, columns: int = 3) -> np.ndarray:
    return np.random.default_rng(5).random((count, columns))


NAMES = ("fact a", "fact b", "fact c", "fact d", "fact e", "fact f")


def grown(values: np.ndarray, better: np.ndarray, names: Sequence[str] = NAMES) -> Tree:
    tree = grow(values, better, list(names[: values.shape[1]]), ROUTES)
    assert tree is not None
    return tree


def test_a_planted_rule_is_found_and_told_in_words() -> None:
    values = random_facts(200)
    better = values[:, 1] > 0.7
    tree = grown(values, better)
    assert tree.accuracy > 0.97
    assert tree.accuracy_without == pytest.approx(1 - better.mean()) and tree.helps
    low, high = tree.conditions.split("; ")
    cut = re.fullmatch(r"fact b up to (0\.\d+): two wins in 100% of (\d+)", low)
    assert cut is not None and float(cut[1]) == pytest.approx(0.7, abs=0.02)
    assert int(cut[2]) == (~better).sum()
    assert high == f"fact b above {cut[1]}: one wins in 100% of {better.sum()}"


def test_a_rule_of_two_facts_is_found() -> None:
    values = random_facts(400)
    better = (values[:, 0] > 0.4) & (values[:, 2] <= 0.6)
    tree = grown(values, better)
    assert tree.accuracy > 0.97
    one = [leaf for leaf in tree.conditions.split("; ") if ": one wins" in leaf]
    assert len(one) == 1
    above = re.search(r"fact a above (0\.\d+)", one[0])
    up_to = re.search(r"fact c up to (0\.\d+)", one[0])
    assert above is not None and float(above[1]) == pytest.approx(0.4, abs=0.02)
    assert up_to is not None and float(up_to[1]) == pytest.approx(0.6, abs=0.02)


def test_the_accuracy_in_noise_is_no_better_than_naming_the_winner() -> None:
    values = random_facts(300, 6)
    better = np.random.default_rng(6).random(300) < 0.7
    tree = grown(values, better)
    assert tree.accuracy_without == pytest.approx(better.mean())
    assert tree.accuracy <= tree.accuracy_without + 0.01 and not tree.helps


def test_trees_in_noise_seldom_help() -> None:
    generator = np.random.default_rng(7)
    found = [grown(generator.random((60, 6)), generator.random(60) < 0.6).helps for _ in range(100)]
    assert sum(found) <= 10


def test_a_tree_helps_when_it_is_right_where_the_usual_winner_is_wrong() -> None:
    one, other = np.array([True] * 9 + [False]), np.array([False] * 9 + [True])
    assert beats(one, other) and not beats(other, one)  # 9 of 10: .011
    assert beats(one[2:], other[2:]) and not beats(one[3:], other[3:])  # 7 of 8: .035; 6 of 7: .063


def test_the_same_facts_give_the_same_tree() -> None:
    values = random_facts(100)
    better = values[:, 0] + 0.3 * values[:, 1] > 0.6
    assert grown(values, better) == grown(values, better)


def test_no_leaf_is_smaller_than_a_twentieth() -> None:
    values = random_facts(200)
    better = np.arange(200) % 2 == 0
    counts = [int(each) for each in re.findall(r"% of (\d+)", grown(values, better).conditions)]
    assert sum(counts) == 200
    assert min(counts) >= SMALLEST_LEAF * 200


@pytest.mark.parametrize(("wins", "enough"), [(FEWEST - 1, False), (FEWEST, True)])
def test_a_tree_needs_some_futures_that_each_side_wins(wins: int, enough: bool) -> None:
    values, better = random_facts(40), np.arange(40) < wins
    names = list(NAMES[:3])
    assert (grow(values, better, names, ROUTES) is not None) == enough
    assert (grow(values, ~better, names, ROUTES) is not None) == enough
    assert grow(values[:, :0], better, [], ROUTES) is None


def test_facts_of_two_routes_stand_side_by_side() -> None:
    rows = {
        1: [("proposal", "2023Q3", "ambition", 0.5), ("proposal", "2023Q3", "pivotal_position", 0.4)],
        2: [("proposal", "2025Q1", "ambition", 0.5), ("proposal", "2025Q1", "pivotal_position", 0.6)],
        3: (),
    }
    events = pd.concat([event_table(rows, "one"), event_table({1: rows[2], 2: rows[2], 3: ()}, "two")])
    found = joined(facts(events, "one", "m", END), facts(events, "two", "m", END), ROUTES, END)
    assert found[f"{FACTS['proposal']}, one"].tolist() == [2023.5, 2025.0, 2036.0]
    assert found[f"{FACTS['proposal']}, two"].tolist() == [2025.0, 2025.0, 2036.0]
    assert found[FACTS["pivotal_position"]].tolist() == [0.4, 0.6, 0.0]
    assert len(found.columns) == 3  # what is the same in all futures decides nothing


def with_proposals(outcome: str, gains: list[float], years: list[float]) -> RoutesTables:
    """Two routes that differ in an outcome by `gains`; the first has its European proposal in `years`."""
    design = routes_design(range(1, len(gains) + 1), routes=("1", "2"))
    one, two = (route.name for route in design.routes)
    results = results_of(design, outcome, {one: gains, two: [0.0] * len(gains)})
    for result, year in zip(results, years, strict=True):
        for mix in MIXES:
            result.events[one, mix].append(Event("proposal", quarter(year), "ambition", 0.5))
    return make_routes_tables(design, results)


def of(found: pd.DataFrame, outcome: str, mix: str = MIXES[0]) -> Any:
    (place,) = found.index[(found["outcome"] == outcome) & (found["mix"] == mix) & (found["year"] == YEARS[-1])]
    return found.loc[place]


def test_shares_by_hand_with_ties_as_equal() -> None:
    tables = with_proposals(MORE, [0.3, -0.1, 0.0, 0.2, 0.0], [2023.0] * 5)
    row = of(conditions(tables), MORE)
    assert row[["share_better", "share_equal", "share_worse"]].tolist() == pytest.approx([0.4, 0.4, 0.2])
    assert row["mean_gain"] == pytest.approx(0.08)
    assert row["futures"] == 5
    assert math.isnan(row["accuracy"]) and math.isnan(row["accuracy_without"]) and row["conditions"] == ""


def test_less_is_better_where_the_outcome_says_so() -> None:
    row = of(conditions(with_proposals(LESS, [0.3, -0.1, 0.0, 0.2, 0.0], [2023.0] * 5)), LESS)
    assert row[["share_better", "share_equal", "share_worse"]].tolist() == pytest.approx([0.2, 0.4, 0.4])
    assert row["mean_gain"] == pytest.approx(-0.08)


def test_the_political_fact_that_decides_is_named() -> None:
    years = [2022 + 0.25 * (place % 40) for place in range(60)]
    gains = [0.1 if year < 2027 else -0.1 for year in years]
    row = of(conditions(with_proposals(MORE, gains, years)), MORE)
    one, two = row["route"], row["other"]
    assert row["accuracy"] > 0.95 > row["accuracy_without"]
    fact, all_told = f"quarter of the European proposal, {one}", row["conditions"].split("; ")
    assert all_told == [
        f"{fact}: by 2026Q4: {one} wins in 100% of {gains.count(0.1)}",
        f"{fact}: after 2026Q4 or never: {two} wins in 100% of {gains.count(-0.1)}",
    ]


def test_moments_are_told_to_the_quarter() -> None:
    values = np.array([[2022 + 0.25 * place] for place in range(40)])
    told = grown(values, values[:, 0] < 2026.7, ["quarter of adoption"]).conditions
    assert told.startswith(
        "quarter of adoption: by 2026Q3: one wins in 100% of 19; quarter of adoption: after 2026Q3 or"
    )


def test_large_numbers_are_told_in_full_and_small_ones_in_brief() -> None:
    staff = np.array([[250.0], [3250.0]] * 20)
    assert grown(staff, staff[:, 0] < 300, ["smallest staff"]).conditions.startswith("smallest staff up to 1750: one")
    ambition = np.array([[0.123456], [0.2]] * 20)
    assert grown(ambition, ambition[:, 0] < 0.15, ["ambition"]).conditions.startswith("ambition up to 0.162: one")


def test_there_is_a_row_a_mix_year_headline_and_pair() -> None:
    design = routes_design((1, 2))
    found = conditions(
        make_routes_tables(design, results_of(design, MORE, {route.name: [1.0, 2.0] for route in design.routes}))
    )
    assert tuple(found.columns) == COLUMNS
    outcomes = [name for name in HEADLINES if OUTCOMES[name].direction]
    assert len(found) == 3 * len(MIXES) * len(YEARS) * len(outcomes)
    assert (found["share_equal"] == 1).all() and (found["conditions"] == "").all()
    assert found[["route", "other"]].drop_duplicates().to_numpy().tolist() == [
        [design.routes[one].name, design.routes[other].name] for one, other in ((0, 1), (0, 2), (1, 2))
    ]


def test_only_futures_in_which_both_were_run_are_compared() -> None:
    row = of(conditions(with_proposals(MORE, [0.3, np.nan, 0.0, -0.2], [2023.0] * 4)), MORE)
    assert row["futures"] == 3
    assert row["share_better"] == pytest.approx(1 / 3)


def test_without_a_shared_future_shares_are_blank() -> None:
    row = of(conditions(with_proposals(MORE, [np.nan, np.nan], [2023.0] * 2)), MORE)
    assert row["futures"] == 0
    assert row[["share_better", "share_equal", "share_worse", "mean_gain"]].isna().all()


def test_an_outcome_that_is_not_known_is_no_tie() -> None:
    design = routes_design((1, 2, 3), routes=("1", "2"))
    one, two = (route.name for route in design.routes)
    results = results_of(design, MORE, {one: [0.2, 0.2, 0.0], two: [0.0, 0.0, 0.0]})
    place = list(OUTCOMES).index(MORE)
    results[0].values[one, MIXES[0]][:, place] = np.nan
    row = of(conditions(make_routes_tables(design, results)), MORE)
    assert row["futures"] == 2
    assert row[["share_better", "share_equal", "share_worse", "mean_gain"]].tolist() == pytest.approx(
        [0.5, 0.5, 0, 0.1]
    )
