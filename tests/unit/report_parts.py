"""Tiny studies for tests of the report: tables by hand, mixes and courses of the project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pandas as pd

from experiments.pages.report.sources import Source
from experiments.place import PUBLISHED
from experiments.runs.design import default_mixes
from experiments.runs.store import read_manifest, read_table
from model.scenario import Scenario, load_scenario

MIXES = ("null_option", "broad", "broad_eu")
COURSES = ("expected", "as_enacted")
YEAR = 2035
OUTCOMES = (
    "chain_impact_dutch",
    "chain_impact_change_dutch",
    "workers_improved_dutch",
    "level_playing_field_nld",
    "level_playing_field_eu",
    "level_playing_field_global",
    "cost_firms",
    "public_cost",
    "k5_remedy",
    "k6_insight",
)
ENVIRONMENT = {"code": "c0de", "commit": "0123456789abcdef", "lock": "10c4", "python": "3.13.0", "platform": "any"}


@cache
def scenarios(mixes: tuple[str, ...] = MIXES) -> tuple[Scenario, ...]:
    """Return mixes under two courses, in the small world."""
    return tuple(load_scenario(mix, world="small", course=course) for course in COURSES for mix in mixes)


@dataclass(frozen=True)
class Share:
    """How often a mix is first, with its interval and how often by enough."""

    first: float
    low: float
    high: float
    relevant: float


SHARES = {
    "null_option": Share(0.0, 0.0, 0.05, 0.0),
    "broad": Share(0.7, 0.6, 0.8, 0.5),
    "broad_eu": Share(0.3, 0.2, 0.4, 0.2),
}
COLUMNS = ("course", "mix", "outcome", "year", "mean", "lo", "hi", "diff", "diff_lo", "diff_hi")


def summary(differences: Mapping[str, tuple[float, float, float]] | None = None) -> pd.DataFrame:
    """Return a summary in which each mix differs from the base as given, by mix."""
    given = {"broad": (0.005, 0.003, 0.007), "broad_eu": (0.002, 0.001, 0.0029), **(differences or {})}
    rows = []
    for course in COURSES:
        for mix in MIXES:
            for outcome in OUTCOMES:
                difference = given.get(mix, (0.0, 0.0, 0.0))
                rows.append((course, mix, outcome, YEAR, 0.4, 0.3, 0.5, *difference))
    return pd.DataFrame(
        rows, columns=["course", "mix", "outcome", "year", "mean", "lo", "hi", "diff", "diff_lo", "diff_hi"]
    )


def ranks(shares: Mapping[str, Share] = SHARES) -> pd.DataFrame:
    """Return who is first how often, the same on every outcome."""
    rows = [
        {
            "sample": "ensemble",
            "kind": "mix",
            "context": "expected",
            "option": mix,
            "outcome": outcome,
            "year": YEAR,
            "draws": 80,
            "first": each.first,
            "first_lo": each.low,
            "first_hi": each.high,
            "first_relevant": each.relevant,
            "seed_share": 0.5,
        }
        for outcome in OUTCOMES
        for mix, each in shares.items()
    ]
    return pd.DataFrame(rows)


def source(verb: str, tables: Mapping[str, pd.DataFrame], **manifest: Any) -> Source:
    """Return a study with tables by the name of their file."""
    known = {"study_id": f"id-{verb}", "environment": ENVIRONMENT, "seeds": [1, 2], "ensemble": None, **manifest}
    return Source(verb, f"results/{verb}", known, lambda name: tables[name], lambda name: name in tables, scenarios())


def published(verb: str, folder: str) -> Source:
    """Return a published study by its tables alone, so that any version of the model reads it."""
    place = PUBLISHED / folder
    return Source(
        verb,
        f"results/{folder}",
        read_manifest(place),
        lambda name: read_table(place / name),
        lambda name: (place / name).is_file(),
        scenarios(tuple(default_mixes())),
    )


def annual(draws: int) -> pd.DataFrame:
    """Return runs in which each mix is ahead of the base by 0 in the first draw up to 0.1 in the last."""
    rows = []
    for course in COURSES:
        for mix in MIXES:
            for draw in range(draws):
                ahead = 0.0 if mix == MIXES[0] else 0.1 * draw / (draws - 1)
                keys = {"run_id": "", "course": course, "mix": mix, "seed": draw + 1, "year": YEAR}
                rows.append({**keys, **dict.fromkeys(OUTCOMES, 0.4 + ahead)})
    return pd.DataFrame(rows)


def compare(table: pd.DataFrame | None = None, draws: int = 0) -> Source:
    """Return a comparison; with `draws` over an ensemble."""
    tables = {"summary.csv": summary() if table is None else table}
    known: dict[str, Any] = {"shown": list(MIXES), "base": MIXES[0]}
    if draws:
        tables["annual.parquet"] = annual(draws)
        known |= {"ensemble": {"name": "posterior", "kind": "posterior"}, "seeds": list(range(1, draws + 1))}
    return replace(source("compare", tables, **known), command="python run.py compare")


def robustness(shares: Mapping[str, Share] = SHARES) -> Source:
    """Return a study of robustness."""
    return source("robustness", {"ranks.csv": ranks(shares)})
