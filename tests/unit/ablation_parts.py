"""Subjects of ablations, for tests."""

from typing import Any

from experiments.studies.common.specification import Question, Subject, load_subject

IMPACT, BURDEN = "chain_impact_dutch", "burden_mean"
MIXES = ("null_option", "thematic", "broad")


def subject_of(**changes: Any) -> Subject:
    return load_subject(Question(**{"mixes": MIXES, "world": "small", "outcomes": (IMPACT, BURDEN), **changes}))


def enacted() -> Subject:
    return subject_of(courses=("as_enacted",), years=(2030,))


def few(given: object = ()) -> tuple[str, ...]:
    """Return some switches instead of all, since every one costs runs."""
    return ("laws.active", "learning.active", "market.active", "shocks.active", "unions.active")
