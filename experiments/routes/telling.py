"""What the terminal shows of a study of routes, in English or Dutch."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd
from rich.table import Table

from experiments.routes.design import ENACTED, RoutesDesign
from experiments.routes.study import RoutesStudy
from experiments.telling import decimals, label, plain_table, report_years, with_half_width
from model.outcomes import OUTCOMES
from model.toml_input import quarter_name

HEADLINES = (
    "chain_impact_dutch",
    "chain_impact_global",
    "level_playing_field_nld",
    "level_playing_field_eu",
    "k5_remedy",
    "burden_mean",
)
"""Outcomes of the tables on the terminal."""
MOST_DECIMALS = 6
LEAST_GAIN = 0.05
"""By how much a tree has to be more accurate than naming the likelier winner to be told on the terminal."""
WORDS = {
    "legend": {
        "en": "{futures} political futures, the same luck for every route; ± is the 90% interval of the mean. "
        "What is known of politics ends at 2021. '{enacted}': every mix as the advice describes it, fixed dates, "
        "in the first {some} of these futures.",
        "nl": "{futures} politieke toekomsten, hetzelfde toeval voor elke route; ± is het 90%-interval van het "
        "gemiddelde. Wat van de politiek bekend is, eindigt in 2021. '{enacted}': elke mix zoals het advies hem "
        "beschrijft, vaste data, in de eerste {some} van deze toekomsten.",
    },
    "politics": {"en": "What politics brings", "nl": "Wat de politiek brengt"},
    "route": {"en": "route", "nl": "route"},
    "mix": {"en": "mix", "nl": "mix"},
    "bill": {"en": "Dutch bill", "nl": "Ned. wet"},
    "yes": {"en": "yes", "nl": "ja"},
    "no": {"en": "no", "nl": "nee"},
    "applied": {"en": "applies by 2030", "nl": "geldt in 2030"},
    "when": {"en": "applies: middle half", "nl": "geldt: middelste helft"},
    "ambition": {"en": "ambition", "nl": "ambitie"},
    "staff": {"en": "staff from", "nl": "personeel vanaf"},
    "liability": {"en": "liability", "nl": "aansprakelijk"},
    "first": {"en": "Dutch law first", "nl": "Ned. wet eerst"},
    "outcome": {"en": "outcome", "nl": "uitkomst"},
    "outcomes": {
        "en": "Outcomes in {year}: under the first route, and how the others differ from it (Δ)",
        "nl": "Uitkomsten in {year}: onder de eerste route, en hoe de andere daarvan verschillen (Δ)",
    },
    "conditions": {
        "en": "When routes differ: share of futures in which the first beats the second ({outcome}, {year})",
        "nl": "Wanneer routes verschillen: deel van de toekomsten waarin de eerste wint ({outcome}, {year})",
    },
    "pair": {"en": "routes", "nl": "routes"},
    "better": {"en": "better", "nl": "beter"},
    "equal": {"en": "equal", "nl": "gelijk"},
    "worse": {"en": "worse", "nl": "slechter"},
    "gain": {"en": "mean gain", "nl": "gem. winst"},
    "accuracy": {"en": "accuracy (without)", "nl": "trefzekerheid (zonder)"},
    "decides": {"en": "What decides", "nl": "Wat beslist"},
}


def word(key: str, language: str) -> str:
    """Return a word of the tables in a language."""
    return WORDS[key][language]


def routes_legend(design: RoutesDesign, language: str) -> str:
    """Return what the tables are about."""
    told = [f"{each.name}: {label(each, language)}" for each in design.routes]
    first = word("legend", language).format(futures=len(design.seeds), enacted=ENACTED, some=len(design.enacted_seeds))
    return "\n".join([first, *told])


def politics_table(design: RoutesDesign, forecast: pd.DataFrame, language: str) -> Table:
    """Return date, ambition, scope and liability by route, for a mix with a Dutch bill and one without."""
    columns = ("route", "bill", "applied", "when", "ambition", "staff", "liability", "first")
    rows: list[tuple[str, ...]] = []
    for route in design.routes:
        told: dict[tuple[str, ...], str] = {}
        for mix in design.mixes:
            known = forecast[(forecast["route"] == route.name) & (forecast["mix"] == mix)].set_index("quantity")
            told.setdefault(_cells(known), mix)
        for cells, mix in told.items():
            rows.append((route.name, mix if len(told) > 1 else "–", *cells))
    return plain_table(word("politics", language), [_column(name, language) for name in columns], rows)


def _column(name: str, language: str) -> str:
    return word("mix" if name == "bill" else name, language)


def _cells(known: pd.DataFrame) -> tuple[str, ...]:
    """Return the cells of one route and mix."""

    def number(quantity: str, column: str, form: str) -> str:
        value = _value(known, quantity, column) if quantity in known.index else math.nan
        return "–" if math.isnan(value) else format(value, form)

    early, late = (_quarter(known, column) for column in ("p25", "p75"))
    return (
        number("application_by_2030", "share", ".0%"),
        f"{early} – {late}",
        f"{number('ambition', 'p50', '.2f')} ({number('ambition', 'p05', '.2f')}–{number('ambition', 'p95', '.2f')})",
        number("employees_min", "p50", ",.0f"),
        number("liability", "share", ".0%"),
        number("national_first", "share", ".0%"),
    )


def _quarter(known: pd.DataFrame, column: str) -> str:
    value = _value(known, "application", column)
    return "> 2035" if math.isnan(value) else quarter_name(round(value * 4))


def _value(table: pd.DataFrame, row: str, column: str) -> float:
    """Return a number of a table with an index of texts."""
    return float(table[column].astype(float).loc[row])


def outcome_tables(study: RoutesStudy, language: str) -> Iterator[Table]:
    """Yield a table a year: headline outcomes and mixes down; the first route, and how the others differ from it."""
    design, summary = study.tables.design, study.tables.summary
    first, *others = (*(route.name for route in design.routes), ENACTED)
    columns = [word("outcome", language), word("mix", language), first, *(f"Δ {name}" for name in others)]
    for year in report_years(design.years):
        rows = []
        for name in HEADLINES:
            found = summary[(summary["outcome"] == name) & (summary["year"] == year)]
            places, fine = decimals(found["mean"]), fine_decimals(found["diff"])
            for mix in design.mixes:
                own = found[found["mix"] == mix].set_index("route")
                cells = [_cell(own, first, ("mean", "hi"), places)]
                cells += [_cell(own, other, ("diff", "diff_hi"), fine, "+") for other in others]
                rows.append((label(OUTCOMES[name], language), mix, *cells))
        yield plain_table(word("outcomes", language).format(year=year), columns, rows)


def fine_decimals(numbers: Iterable[float]) -> int:
    """Return how many decimals show the largest of these differences with two digits, at most `MOST_DECIMALS`."""
    largest = max((abs(number) for number in numbers if math.isfinite(number)), default=0.0)
    return MOST_DECIMALS if largest == 0 else min(MOST_DECIMALS, max(1 - math.floor(math.log10(largest)), 0))


def _cell(own: pd.DataFrame, route: str, columns: tuple[str, str], places: int, sign: str = "") -> str:
    """Return a mean or difference with the half width of its interval, or a dash."""
    if route not in own.index:
        return "–"
    value, high = (_value(own, route, column) for column in columns)
    return with_half_width(value, high, places, sign)


def condition_table(study: RoutesStudy, language: str) -> Table:
    """Return who wins how often in the first headline outcome, in the last year, for every mix and pair of routes."""
    rows = []
    for row in _told_conditions(study):
        shares = (f"{row[name]:.0%}" for name in ("share_better", "share_equal", "share_worse"))
        known = f"{row['accuracy']:.0%} ({row['accuracy_without']:.0%})" if row["conditions"] else "–"
        gain = f"{row['mean_gain']:+.1g}"
        rows.append((row["mix"], f"{row['route']} / {row['other']}", *shares, gain, known))
    names = ("mix", "pair", "better", "equal", "worse", "gain", "accuracy")
    outcome, year = HEADLINES[0], study.tables.design.years[-1]
    title = word("conditions", language).format(outcome=label(OUTCOMES[outcome], language), year=year)
    return plain_table(title, [word(name, language) for name in names], rows)


def deciding_facts(study: RoutesStudy, language: str) -> list[str]:
    """Return, line by line, which political facts decide between routes, where they tell more than who wins more."""
    lines = []
    for row in _told_conditions(study):
        if row["conditions"] and row["accuracy"] >= row["accuracy_without"] + LEAST_GAIN:
            pair = f"{row['mix']}, {row['route']} / {row['other']}"
            lines.append(f"{word('decides', language)}: {pair} ({row['accuracy']:.0%})")
            lines += [f"  {leaf}" for leaf in str(row["conditions"]).split("; ")]
    return lines


def _told_conditions(study: RoutesStudy) -> list[dict[str, Any]]:
    found = study.conditions
    chosen = found[(found["outcome"] == HEADLINES[0]) & (found["year"] == study.tables.design.years[-1])]
    return [{str(key): value for key, value in row.items()} for row in chosen.to_dict(orient="records")]
