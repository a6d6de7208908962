"""Conditions: when one route beats another, and which political facts decide it, by a small decision tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from scipy.stats import binom
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.tree import DecisionTreeClassifier

from experiments.report.outcome_facts import HEADLINES
from experiments.report.translation import N_
from experiments.studies.routes.facts import facts
from experiments.studies.routes.tables import RoutesTables, by_future
from model.outcomes import OUTCOMES
from model.quarters import quarter_name
from model.state.state import Array, BoolArray

DEPTH = 2
SMALLEST_LEAF = 0.05
"""Least share of the futures in a leaf of the tree."""
FOLDS = 5
FEWEST = 2 * FOLDS
"""Futures that each side must win at least before a tree is grown."""
FIXED_SEED = 0
ERROR = 0.05
"""Probability that a tree which tells nothing is taken to beat naming the more frequent winner."""
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

DECIMALS = 3
"""Of the numbers that conditions name."""
MOMENT = "quarter "
"""How the words of facts that are moments begin."""
YES_NO = " (1 yes)"
"""How the words of facts that are 1 or 0 end."""
FACTS = {
    "proposal": N_("quarter of the European proposal"),
    "adoption": N_("quarter of adoption in Brussels"),
    "application": N_("quarter in which European law applies"),
    "dutch_passage": N_("quarter in which the Dutch law passes"),
    "reporting_application": N_("quarter in which the European reporting law applies"),
    "ambition": N_("ambition of European law"),
    "employees_min": N_("smallest staff in scope of European law"),
    "steps": N_("due diligence steps in European law"),
    "fine": N_("fine in European law (% of turnover)"),
    "liability": N_("civil liability in European law") + YES_NO,
    "preemption": N_("pre-emption by European law"),
    "national_laws": N_("further national laws of member states"),
    "amended": N_("European law amended") + YES_NO,
    "delayed": N_("European law delayed after adoption") + YES_NO,
    "pivotal_position": N_("pivotal position in the Council"),
    "sufficient": N_("progress judged sufficient at the checkpoint") + YES_NO,
}
SHARED = ("pivotal_position",)
"""Facts that are the same, or nearly, under all routes of a future: told once."""


@dataclass(frozen=True)
class Tree:
    """What a tree found: the conditions of each leaf in words, and its accuracy on futures that it had not seen.

    `accuracy_without` is that of always naming the route that wins more often. `helps`: the tree is right where that
    is wrong more often than the other way round, beyond chance (sign test over futures, one side).
    """

    accuracy: float
    accuracy_without: float
    conditions: str
    helps: bool


def conditions(tables: RoutesTables) -> pd.DataFrame:
    """Return one row a mix, headline outcome, year and pair of routes.

    `futures` counts those in which the outcome is known under both. `share_better` is the share of them in which
    `route` beats `other`; in `share_equal` politics or its effect was the same. `mean_gain` is the mean difference,
    above 0 when `route` is better, in the unit of the outcome. `accuracy` is blank where too few futures differ to grow
    a tree, and `conditions` where the tree does no better than naming the more frequent winner (see `Tree`).
    """
    return pd.DataFrame(list(_rows(tables)), columns=list(COLUMNS))


def _rows(tables: RoutesTables) -> Iterator[tuple[object, ...]]:
    routes = [route.name for route in tables.design.routes]
    names = [name for name in HEADLINES if OUTCOMES[name].direction]
    for mix in tables.design.mixes:
        known = {route: facts(tables.events, route, mix, tables.design.end_year) for route in routes}
        for one, other in combinations(routes, 2):
            told = joined(known[one], known[other], (one, other), tables.design.end_year)
            for year in tables.design.years:
                first, second = (by_future(tables.outcomes, route, mix, year) for route in (one, other))
                shared = first.index.intersection(second.index)
                ahead, known_facts = (first.loc[shared, names] - second.loc[shared, names]).to_numpy(), told.loc[shared]
                for place, name in enumerate(names):
                    gain = OUTCOMES[name].direction * ahead[:, place]
                    yield (mix, name, year, one, other, *_compare(gain, known_facts, (one, other)))


def joined(one: pd.DataFrame, other: pd.DataFrame, routes: tuple[str, str], end_year: float) -> pd.DataFrame:
    """Return the facts of two routes side by side, in words, with what never came put after the end."""
    columns = {}
    for name, words in FACTS.items():
        if name in SHARED:
            columns[words] = one[name]
            continue
        for table, route in zip((one, other), routes, strict=True):
            columns[f"{words}, {route}"] = table[name]
    found = pd.DataFrame(columns)
    for column in found:
        late = end_year if str(column).startswith(MOMENT) else 0.0
        found[column] = found[column].fillna(late)
    return found.loc[:, found.nunique() > 1]


def _compare(gain: Array, told: pd.DataFrame, routes: tuple[str, str]) -> tuple[object, ...]:
    known = np.isfinite(gain)
    if not known.any():
        return (0, *[np.nan] * 6, "")
    gain, told = gain[known], told[known]
    better, worse = gain > 0, gain < 0
    differs = better | worse
    tree = grow(told.to_numpy(dtype=float)[differs], better[differs], list(told.columns), routes)
    shares = (float(better.mean()), float((~differs).mean()), float(worse.mean()), float(gain.mean()))
    return (len(gain), *shares, *_told(tree))


def _told(tree: Tree | None) -> tuple[float, float, str]:
    """Return accuracies and conditions; conditions only of a tree that helps."""
    if tree is None:
        return np.nan, np.nan, ""
    return tree.accuracy, tree.accuracy_without, tree.conditions if tree.helps else ""


def grow(values: Array, better: BoolArray, names: list[str], routes: tuple[str, str]) -> Tree | None:
    """Grow a small tree that tells which of two routes wins; None when there is too little to tell.

    Args:
        values: futures x facts.
        better: whether the first route wins, one a future.
        names: of the facts, in words.
        routes: the names of the two.
    """
    if min(better.sum(), (~better).sum()) < FEWEST or not names:
        return None
    tree = DecisionTreeClassifier(max_depth=DEPTH, min_samples_leaf=SMALLEST_LEAF, random_state=FIXED_SEED)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=FIXED_SEED)
    right = cross_val_predict(tree, values, better, cv=folds) == better
    usual = better == (better.mean() >= 0.5)  # noqa: PLR2004 - the likelier of two
    tree.fit(values, better)
    leaves = "; ".join(_leaves(tree, names, routes))
    return Tree(float(right.mean()), float(usual.mean()), leaves, beats(right, usual))


def beats(one: BoolArray, other: BoolArray) -> bool:
    """Tell whether one way of naming winners is right more often than another, by a sign test on one side.

    Args:
        one: whether it is right, by future.
        other: the same of the other.
    """
    gained, lost = int((one & ~other).sum()), int((other & ~one).sum())
    return bool(binom.sf(gained - 1, gained + lost, 0.5) <= ERROR)


def _leaves(tree: DecisionTreeClassifier, names: list[str], routes: tuple[str, str]) -> Iterator[str]:
    """Yield each leaf in words: where it is, which route wins there, and how often."""
    grown = tree.tree_
    winner = {True: routes[0], False: routes[1]}

    def walk(node: int, path: tuple[str, ...]) -> Iterator[str]:
        if grown.children_left[node] == grown.children_right[node]:
            share = float(grown.value[node][0][list(tree.classes_).index(True)])
            best = winner[share >= 0.5]  # noqa: PLR2004 - the likelier of two
            where = " and ".join(path) or "always"
            count = int(grown.n_node_samples[node])
            yield f"{where}: {best} wins in {max(share, 1 - share):.0%} of {count}"
            return
        name, cut = names[grown.feature[node]], float(grown.threshold[node])
        low, high = _sides(name, cut)
        yield from walk(int(grown.children_left[node]), (*path, low))
        yield from walk(int(grown.children_right[node]), (*path, high))

    yield from walk(0, ())


def _sides(name: str, cut: float) -> tuple[str, str]:
    """Return the two sides of a cut in words; a cut between moments is told as the last quarter before it."""
    if name.startswith(MOMENT):
        last = quarter_name(int(cut * 4))
        return f"{name}: by {last}", f"{name}: after {last} or never"
    return f"{name} up to {round(cut, DECIMALS):g}", f"{name} above {round(cut, DECIMALS):g}"
