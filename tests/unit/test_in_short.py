"""The summary of a comparison in at most ten lines."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from experiments.studies.comparison.in_short import BURDEN, FIELDS, IMPACT, PUBLIC, WORKERS, in_short

BASE, SECOND, THIRD = "base", "second", "third"
CODES = {BASE: "1", SECOND: "2", THIRD: "3"}
COURSES = ("calm", "wild")
OTHER = {WORKERS: 0.5, FIELDS[0]: 0.4, FIELDS[1]: 0.3, BURDEN: 20.0, PUBLIC: 7.0}
"""What every mix adds over the base, or has, on other outcomes."""


def study(gains: Mapping[str, tuple[float, ...]], courses: tuple[str, ...] = COURSES) -> Any:
    """Return tables in which mixes add these gains by seed to an impact of 0.01 under the base."""
    by_seed: dict[str, tuple[float, ...]] = {BASE: (0.0, 0.0, 0.0), **gains}
    summary: list[tuple[object, ...]] = []
    annual: list[tuple[object, ...]] = []
    for course in courses:
        for mix, values in by_seed.items():
            mean, half = sum(values) / 3, max(values) - min(values)
            summary.append((course, mix, IMPACT, 2035, 0.01 + mean, mean, mean - half, mean + half))
            summary += [(course, mix, name, 2035, value, value, value, value) for name, value in OTHER.items()]
            annual += [(course, mix, seed, 2035, 0.01 + value) for seed, value in enumerate(values)]
    columns = ["course", "mix", "outcome", "year", "mean", "diff", "diff_lo", "diff_hi"]
    return SimpleNamespace(
        summary=pd.DataFrame(summary, columns=columns),
        annual=pd.DataFrame(annual, columns=["course", "mix", "seed", "year", IMPACT]),
        mixes={name: SimpleNamespace(name=name, aliases=(CODES[name],)) for name in by_seed},
        courses={name: SimpleNamespace(label_en=name, label_nl=name) for name in courses},
        base=BASE,
        shown=tuple(by_seed),
        seeds=3,
        manifest={"ensemble": {"name": "mine", "kind": "posterior"}},
    )


VERDICTS = pd.DataFrame(
    {"hypothesis": ["H1", "H2", "H3"], "course": "calm", "verdict": ["supported", "undecided", "supported"]}
)
APART = {SECOND: (0.001, 0.0012, 0.0011), THIRD: (0.004, 0.0042, 0.0041)}


def said(tables: Any, verdicts: pd.DataFrame | None = VERDICTS, language: str = "en") -> list[str]:
    return list(in_short(tables, verdicts, language))


@pytest.mark.parametrize("language", ["en", "nl"])
def test_it_has_at_most_ten_lines_that_fit_the_terminal(language: str) -> None:
    lines = said(study(APART, (*COURSES, "third")), language=language)
    assert len(lines) == 10
    assert all(len(line) <= 110 for line in lines)


def test_the_lead_is_given_with_its_size_and_interval() -> None:
    lines = said(study(APART))
    assert lines[1] == "calm: since 2019 Dutch chains change by +1.00 of 100 points under mix 1"
    assert lines[2] == "  most is added by mix 3: +0.41 [+0.39, +0.43], +0.50 million workers; then 2 +0.11"
    assert lines[4] == "  over mix 1 a year, in million euros: firms 2 +20, 3 +20; treasury 2 +7, 3 +7"
    assert lines[-1] == "Expectations: supported H1, H3; undecided H2"


def test_mixes_within_the_spread_of_seeds_do_not_lead() -> None:
    crossing = {SECOND: (0.004, 0.0042, 0.0041), THIRD: (0.0041, 0.0042, 0.0043)}
    assert "does not stand apart from mix 2 (+0.41)" in said(study(crossing))[2]
    nothing = {SECOND: (0.001, -0.001, 0.0), THIRD: (0.002, -0.002, 0.0)}
    assert said(study(nothing))[2].startswith("  no other mix adds or takes away more than the spread of seeds")


def test_a_base_alone_and_no_verdicts_are_short_too() -> None:
    assert len(said(study({}, courses=("calm",)), None)) == 2
