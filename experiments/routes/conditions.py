"""Conditions: when one route beats another, and which political facts decide it, by a small decision tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.tree import DecisionTreeClassifier

from experiments.outcome_facts import HEADLINES
from experiments.routes.fact_words import SHARED, WORDS, Fact, phrase
from experiments.routes.facts import facts
from experiments.routes.tables import RoutesTables, by_future
from model.outcomes import OUTCOMES
from model.state import Array, BoolArray

DEPTH = 2
SMALLEST_LEAF = 0.05
"""Least share of the futures in a leaf of the tree."""
FOLDS = 5
FEWEST = 2 * FOLDS
"""Futures that each side must win at least before a tree is grown."""
FIXED_SEED = 0
COLUMNS = (
    "mix",
    "outcome",
    "year",
    "route",
    "other",
    "futures",
    "share_better",
    "share_equal",
    "share_worse",
    "mean_gain",
    "accuracy",
    "accuracy_without",
    "conditions",
)


@dataclass(frozen=True)
class Tree:
    """What a tree found: the conditions of each leaf in words, and its accuracy on futures that it had not seen.

    `accuracy_without` is that of always naming the route that wins more often.
    """

    accuracy: float
    accuracy_without: float
    conditions: str


def conditions(tables: RoutesTables, language: str = "en") -> pd.DataFrame:
    """Return one row a mix, headline outcome, year and pair of routes.

    `futures` counts those in which the outcome is known under both. `share_better` is the share of them in which
    `route` beats `other`; in `share_equal` politics or its effect was the same. `mean_gain` is the mean difference,
    above 0 when `route` is better, in the unit of the outcome. `accuracy` and `conditions`, in words of `language`,
    are blank where too few futures differ to grow a tree.
    """
    return pd.DataFrame(list(_rows(tables, language)), columns=list(COLUMNS))


def _rows(tables: RoutesTables, language: str) -> Iterator[tuple[object, ...]]:
    routes = [route.name for route in tables.design.routes]
    names = [name for name in HEADLINES if OUTCOMES[name].direction]
    for mix in tables.design.mixes:
        known = {route: facts(tables.events, route, mix) for route in routes}
        for one, other in combinations(routes, 2):
            told = joined(known[one], known[other], (one, other))
            for year in tables.design.years:
                first, second = (by_future(tables.outcomes, route, mix, year) for route in (one, other))
                shared = first.index.intersection(second.index)
                for name in names:
                    gain = OUTCOMES[name].direction * (first.loc[shared, name] - second.loc[shared, name]).to_numpy()
                    yield (mix, name, year, one, other, *_compare(gain, told.loc[shared], (one, other), language))


def joined(one: pd.DataFrame, other: pd.DataFrame, routes: tuple[str, str]) -> pd.DataFrame:
    """Return the facts of two routes side by side: a column a `Fact`, those alone that are not always the same."""
    columns = {}
    for name in WORDS:
        if name in SHARED:
            columns[Fact(name)] = one[name]
            continue
        for table, route in zip((one, other), routes, strict=True):
            columns[Fact(name, route)] = table[name]
    found = pd.DataFrame({fact: column.fillna(fact.missing) for fact, column in columns.items()})
    return found.loc[:, found.nunique() > 1]


def _compare(gain: Array, told: pd.DataFrame, routes: tuple[str, str], language: str) -> tuple[object, ...]:
    known = np.isfinite(gain)
    if not known.any():
        return (0, *[np.nan] * 6, "")
    gain, told = gain[known], told[known]
    better, worse = gain > 0, gain < 0
    differs = better | worse
    tree = grow(told[differs], better[differs], routes, language)
    shares = (float(better.mean()), float((~differs).mean()), float(worse.mean()), float(gain.mean()))
    return (len(gain), *shares, *((np.nan, np.nan, "") if tree is None else vars(tree).values()))


def grow(told: pd.DataFrame, better: BoolArray, routes: tuple[str, str], language: str = "en") -> Tree | None:
    """Grow a small tree that tells which of two routes wins; None when there is too little to tell.

    Args:
        told: futures x facts; columns are `Fact`s.
        better: whether the first route wins, one a future.
        routes: the names of the two.
        language: of the conditions, `en` or `nl`.
    """
    if min(better.sum(), (~better).sum()) < FEWEST or told.empty:
        return None
    values = told.to_numpy(dtype=float)
    tree = DecisionTreeClassifier(max_depth=DEPTH, min_samples_leaf=SMALLEST_LEAF, random_state=FIXED_SEED)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=FIXED_SEED)
    accuracy = float(np.mean(cross_val_score(tree, values, better, cv=folds)))
    tree.fit(values, better)
    without = float(max(better.mean(), 1.0 - better.mean()))
    return Tree(
        accuracy,
        without,
        "; ".join(_leaves(tree, [each for each in told.columns if isinstance(each, Fact)], routes, language)),
    )


def _leaves(tree: DecisionTreeClassifier, known: list[Fact], routes: tuple[str, str], language: str) -> Iterator[str]:
    """Yield each leaf in words: where it is, which route wins there, and how often."""
    grown = tree.tree_
    winner = {True: routes[0], False: routes[1]}

    def walk(node: int, path: tuple[str, ...]) -> Iterator[str]:
        if grown.children_left[node] == grown.children_right[node]:
            share = float(grown.value[node][0][list(tree.classes_).index(True)])
            best = winner[share >= 0.5]  # noqa: PLR2004 - the likelier of two
            where = phrase("and", language).join(path) or phrase("always", language)
            count, most = int(grown.n_node_samples[node]), max(share, 1 - share)
            yield phrase("leaf", language, where=where, best=best, share=most, count=count)
            return
        fact, cut = known[grown.feature[node]], float(grown.threshold[node])
        for below, child in ((True, grown.children_left[node]), (False, grown.children_right[node])):
            yield from walk(int(child), (*path, fact.condition(below, cut, language)))

    yield from walk(0, ())
