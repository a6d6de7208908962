"""The explorer and the command line agree on every number, over random filters, pairs, outcomes, years and weights."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from experiments.explorer.content import read_content
from experiments.explorer.page import explorer_page
from experiments.report.formatting import number_in, number_text
from experiments.report.outcome_facts import COMPARED
from experiments.report.terminal import decimals
from model import catalogue
from tests.browser.explorer_numbers import Numbers, State, summary_row
from tests.browser.watching import Pages, Watch

REFERENCE = Path(__file__).resolve().parents[2] / "results" / "reference"
STATES = 100
"""Random states in the quick test; the slow one has five times as many."""
ANSWERS = """states => JSON.stringify(
    JSON.parse(states).map((state) => window.explorer.answers(state)),
    (_, value) => (Number.isNaN(value) ? "NaN" : value),
)"""
EVERY = 10
"""That the conditions which are shown are those that differ most is looked at in every tenth state that has any."""
CLOSE = 1e-10
"""Largest difference, as a part of the range of an outcome."""
RANKS_APART = 0.005
"""Largest difference of a rank correlation, which is shown in two digits: draws whose differences between two mixes are
equal but for rounding (a part in 10^13) may change places when numbers are packed."""


@pytest.fixture(scope="module")
def numbers() -> Numbers:
    catalogue.load()
    return Numbers(REFERENCE)


@pytest.fixture(scope="module")
def page(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    file = tmp_path_factory.mktemp("explorer") / "page.html"
    file.write_text(explorer_page(read_content(REFERENCE), "en"), encoding="utf-8")
    watch = Watch()
    with Pages(browser, watch).opened(file) as opened:
        yield opened
    assert (watch.errors, watch.left) == ([], [])


def random_states(numbers: Numbers, count: int) -> list[State]:
    random = np.random.default_rng(16)

    def one(values: Any) -> Any:
        return values[int(random.integers(len(values)))]

    def filters() -> dict[str, list[int]]:
        chosen = random.choice(numbers.points.columns, int(random.integers(4)), replace=False)
        return {str(name): sorted(map(int, random.integers(0, 101, 2))) for name in chosen}

    def weights() -> dict[str, float]:
        chosen = random.choice(COMPARED, int(random.integers(4)), replace=False)
        return {str(name): float(random.integers(1, 9)) / 2 for name in chosen}

    return [
        {
            "outcome": one(COMPARED),
            "year": one(numbers.years),
            "course": one(numbers.courses),
            "mix": one(numbers.mixes),
            "other": one(numbers.mixes),
            "sort": one(("size", "order")),
            "filters": filters(),
            "weights": weights(),
        }
        for _ in range(count)
    ]


def differences(found: Any, wanted: Any, scale: float, where: str = "") -> Iterator[str]:
    """Yield where two answers differ; numbers may do so by a small part of `scale`, or of themselves."""
    if isinstance(wanted, dict):
        if not isinstance(found, dict) or set(found) != set(wanted):
            yield f"{where}: {found} for {wanted}"
            return
        for key, each in wanted.items():
            yield from differences(found[key], each, scale, f"{where}/{key}")
    elif isinstance(wanted, list):
        if not isinstance(found, list) or len(found) != len(wanted):
            yield f"{where}: {found} for {wanted}"
            return
        for place, each in enumerate(wanted):
            yield from differences(found[place], each, scale, f"{where}/{place}")
    elif isinstance(wanted, float) and not math.isnan(wanted) and isinstance(found, float | int):
        allowed = RANKS_APART if where.endswith("/correlation") else CLOSE * max(scale, abs(wanted))
        if not abs(found - wanted) <= allowed:
            yield f"{where}: {found!r} for {wanted!r}"
    elif found != ("NaN" if isinstance(wanted, float) and math.isnan(wanted) else wanted):
        yield f"{where}: {found!r} for {wanted!r}"


@pytest.mark.parametrize("count", [STATES, pytest.param(5 * STATES, marks=pytest.mark.slow)])
def test_every_number_of_random_states_is_that_of_the_command_line(page: Page, numbers: Numbers, count: int) -> None:
    states = random_states(numbers, count)
    answers = json.loads(page.evaluate(ANSWERS, json.dumps(states)))
    ends = page.evaluate("window.explorer.study.parameters.map(({name, low, high}) => [name, [low, high]])")
    ranges = {name: tuple(range_) for name, range_ in ends}
    assert set(ranges) == set(numbers.points.columns)
    wrong: list[str] = []
    said = 0
    for state, found in zip(states, answers, strict=True):
        places, shown = numbers.kept(state, ranges), found.pop("conditions")
        wanted, scale = numbers.answers(state, places), numbers.scale[state["outcome"]]
        for own, each in zip(found.pop("outcomes"), wanted.pop("outcomes"), strict=True):
            wrong += differences(own, each, numbers.scale[each["outcome"]], str(state))
        wrong += differences(found, wanted, scale, str(state))
        conditions = numbers.conditions(state, places)
        assert (shown is None) == (conditions is None), state
        if conditions is None:
            continue
        wrong += differences(shown, [conditions.row(each["name"]) for each in shown], max(scale, 1.0), str(state))
        if said % EVERY == 0:
            sizes = sorted((conditions.size(name, state["sort"]) for name in conditions.found), reverse=True)
            own = [conditions.size(each["name"], state["sort"]) for each in shown]
            assert own == pytest.approx(sizes[: len(shown)], abs=CLOSE), state
        said += 1
    assert wrong[:5] == []
    assert said > count / 10


def test_without_filters_the_page_has_the_rows_of_the_summary(page: Page, numbers: Numbers) -> None:
    for mix in numbers.mixes[1:]:
        found = page.evaluate("mix => window.explorer.answers({mix}).outcomes", mix)
        for row in found:
            keys = {"course": numbers.courses[0], "mix": mix, "outcome": row["outcome"], "year": numbers.years[-1]}
            wanted = summary_row(REFERENCE, keys)
            for part, prefix in (("level", ""), ("difference", "diff_")):
                ends = [row[part]["mean"], row[part]["lo"], row[part]["hi"]]
                names = ["diff", "diff_lo", "diff_hi"] if prefix else ["mean", "lo", "hi"]
                assert ends == pytest.approx([wanted[name] for name in names], rel=1e-8, abs=1e-10), keys


def test_numbers_are_written_as_the_command_line_writes_them(page: Page) -> None:
    random = np.random.default_rng(3)
    values = [0.0, -0.0, 0.5, 1.5, 2.5, -2.5, 0.125, 99.5, 999.5, 0.0005, -0.0004, 1234567.5, 1e-9, math.nan]
    values += [float(each) for each in random.normal(0, 1, 200) * 10.0 ** random.integers(-5, 7, 200)]
    for language in ("en", "nl"):
        marks = number_in(language, ",.")
        for places in (0, 1, 2, 3):
            for signed in (False, True):
                wanted = [number_text(each, places, language, signed) for each in values]
                script = "([values, ...rest]) => values.map((each) => window.explorer.numberText(each, ...rest))"
                assert page.evaluate(script, [values, places, marks, signed]) == wanted
    sizes = [[each] for each in values]
    assert page.evaluate("all => all.map(window.explorer.decimalsFor)", sizes) == [decimals(each) for each in sizes]
