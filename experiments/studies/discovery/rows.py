"""The rows of the tables of a discovery: contests, boxes, features and trees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from experiments.studies.common.factors import Factor
from experiments.studies.discovery.boxes import Box, Restriction
from experiments.studies.discovery.search import Found
from experiments.studies.discovery.tables import BOXES, CASES, FEATURES, LIMITS, TREES

_CONTEST = ("course", "focus", "against", "outcome", "year")
_FACTOR = ("parameter", "mechanism", "unit")
COLUMNS = {
    CASES: (*_CONTEST, "draws", "lost", "tied", "won", "unknown", "share_lost", "verdict", "boxes", "chance_p"),
    BOXES: (
        *_CONTEST,
        *("n", "base_rate", "box", "passes", "chance_p", "chance_p_needed", "excess"),
        *("coverage", "density", "density_unseen", "mass"),
        *_FACTOR,
        *("low", "high", "range_low", "range_high", "limits", "quasi_p", "quasi_p_needed", "found_again"),
    ),
    FEATURES: (*_CONTEST, *_FACTOR, "score", "chance_score", "passes", "shift"),
    TREES: (
        *_CONTEST,
        *("n", "accuracy_unseen", "chance_p", "passes", "leaf", "density", "coverage", "mass"),
        *_FACTOR,
        *("low", "high"),
    ),
}
"""Columns of each table; all are there when there is no row."""


def tables_of(found: Sequence[Found]) -> dict[str, pd.DataFrame]:
    """Return the tables by the name of their file."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in COLUMNS}
    for each in found:
        contest = {name: getattr(each.contest, name) for name in _CONTEST}
        rows[CASES].append(contest | _case(each))
        rows[BOXES] += [contest | _box(each, box) | _limits(own) for box in each.boxes for own in box.restrictions]
        rows[FEATURES] += [contest | row for row in _features(each)]
        rows[TREES] += [contest | row for row in _trees(each)]
    return {name: pd.DataFrame(rows[name], columns=list(columns)) for name, columns in COLUMNS.items()}


def _case(found: Found) -> dict[str, Any]:
    cases = found.cases
    lost, tied, known = (int(each.sum()) for each in (cases.lost, cases.tied, cases.known))
    first = found.boxes[0].chance.probability if found.boxes else float("nan")
    return {
        "draws": len(cases.known),
        "lost": lost,
        "tied": tied,
        "won": known - lost - tied,
        "unknown": len(cases.known) - known,
        "share_lost": cases.share,
        "verdict": cases.verdict,
        "boxes": sum(box.chance.passes for box in found.boxes),
        "chance_p": first,
    }


def _box(found: Found, box: Box) -> dict[str, Any]:
    return {
        "n": int(found.cases.known.sum()),
        "base_rate": found.cases.share,
        "box": box.number,
        "passes": box.chance.passes,
        "chance_p": box.chance.probability,
        "chance_p_needed": box.chance.level,
        "excess": box.excess,
        "coverage": box.coverage,
        "density": box.density,
        "density_unseen": box.density_unseen,
        "mass": box.mass,
        "quasi_p_needed": box.chance.quasi_p_needed,
    }


def _limits(own: Restriction) -> dict[str, Any]:
    return _factor(own.factor) | {
        "low": own.low,
        "high": own.high,
        "range_low": own.factor.low,
        "range_high": own.factor.high,
        "limits": LIMITS[own.limited],
        "quasi_p": own.quasi_p,
        "found_again": own.again,
    }


def _factor(factor: Factor) -> dict[str, Any]:
    return {"parameter": factor.name, "mechanism": factor.mechanism, "unit": factor.unit}


def _features(found: Found) -> list[dict[str, Any]]:
    if found.features is None:
        return []
    scores = found.features
    rows = [
        _factor(factor)
        | {"score": score, "chance_score": scores.chance, "passes": score > scores.chance, "shift": shift}
        for factor, score, shift in zip(found.factors, scores.scores.tolist(), scores.shift.tolist(), strict=True)
    ]
    return sorted(rows, key=lambda row: -row["score"])


def _trees(found: Found) -> list[dict[str, Any]]:
    """Return a row a cut, and one row for a leaf that no cut leads to."""
    if found.tree is None:
        return []
    tree, rows = found.tree, []
    for number, leaf in enumerate(tree.leaves, start=1):
        about = {
            "n": int(found.cases.known.sum()),
            "accuracy_unseen": tree.accuracy,
            "chance_p": tree.probability,
            "passes": tree.passes,
            "leaf": number,
            "density": leaf.density,
            "coverage": leaf.coverage,
            "mass": leaf.mass,
        }
        cuts = [_factor(factor) | {"low": low, "high": high} for factor, low, high in leaf.cuts]
        rows += [about | cut for cut in cuts or [{}]]
    return rows
