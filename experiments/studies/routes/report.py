"""What the terminal shows of a study of routes, in English or Dutch."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import pandas as pd
from rich.table import Table

from experiments.report.outcome_facts import KEY_OUTCOMES
from experiments.report.terminal import decimals, label, number_in, plain_table, report_years, with_half_width
from experiments.report.translation import unit_in
from experiments.report.units import display_unit
from experiments.studies.routes.design import ENACTED, RoutesDesign
from experiments.studies.routes.study import RoutesStudy
from model.inputs.toml_input import quarter_name
from model.outcomes import OUTCOMES
from model.politics.outcome import dutch_bills

MOST_DECIMALS = 6
_SCALED = ["mean", "hi", "diff", "diff_lo", "diff_hi"]
WORDS = {
    "legend": {
        "en": "{futures} political futures, the same luck for every route. What is known of politics ends at 2021. "
        "A route says how effort is divided, a mix whether there is a Dutch bill. Quartiles (first and third): when "
        "European law begins to apply, over all futures. In futures that have one: median ambition (middle nine "
        "tenths), median of the staff from which it holds, share with civil liability.",
        "nl": "{futures} politieke toekomsten, hetzelfde toeval voor elke route. Wat van de politiek bekend is, "
        "eindigt in 2021. Een route zegt hoe de inzet is verdeeld, een mix of er een Nederlands wetsvoorstel is. "
        "Kwartiel (eerste en derde): vanaf wanneer de Europese wet geldt, over alle toekomsten. In toekomsten die er "
        "een hebben: mediaan van de ambitie (middelste negen tiende), mediaan van het personeel vanaf waar zij geldt, "
        "deel met civiele aansprakelijkheid.",
    },
    "outcomes_legend": {
        "en": "± is half of the 90% interval of the mean, * a difference whose interval leaves out 0. '{enacted}': "
        "every mix as the advice describes it, fixed dates, in the first {some} of these futures.",
        "nl": "± is het halve 90%-interval van het gemiddelde, * een verschil waarvan het interval 0 uitsluit. "
        "'{enacted}': elke mix zoals het advies hem beschrijft, vaste data, in de eerste {some} van deze toekomsten.",
    },
    "politics": {"en": "What politics brings", "nl": "Wat de politiek brengt"},
    "route": {"en": "route", "nl": "route"},
    "mix": {"en": "mix", "nl": "mix"},
    "bill": {"en": "bill", "nl": "voorstel"},
    "yes": {"en": "yes", "nl": "ja"},
    "no": {"en": "no", "nl": "nee"},
    "either": {"en": "either", "nl": "beide"},
    "applied": {"en": "EU law by end of 2030", "nl": "EU-wet eind 2030"},
    "when": {"en": "quartiles", "nl": "kwartiel"},
    "late": {"en": "after {last}", "nl": "na {last}"},
    "ambition": {"en": "ambition", "nl": "ambitie"},
    "staff": {"en": "staff", "nl": "personeel"},
    "liability": {"en": "liability", "nl": "aanspr."},
    "first": {"en": "Dutch law first", "nl": "Ned. wet eerst"},
    "outcome": {"en": "outcome", "nl": "uitkomst"},
    "outcomes": {
        "en": "Outcomes in {year}: under the first route, and how the others differ from it (Δ)",
        "nl": "Uitkomsten in {year}: onder de eerste route, en hoe de andere daarvan verschillen (Δ)",
    },
    "conditions": {
        "en": "When routes differ: share of futures in which the first does better than the second, however little",
        "nl": "Wanneer routes verschillen: deel van de toekomsten waarin de eerste beter is dan de tweede, "
        "hoe weinig ook",
    },
    "pair": {"en": "routes", "nl": "routes"},
    "better": {"en": "better", "nl": "beter"},
    "equal": {"en": "equal", "nl": "gelijk"},
    "worse": {"en": "worse", "nl": "slechter"},
    "gain": {"en": "mean gain", "nl": "gem. winst"},
    "accuracy": {"en": "accuracy (without)", "nl": "trefzekerheid (zonder)"},
    "accuracy_legend": {
        "en": "Accuracy: how often political facts tell who wins, in futures not used to find them (without: how often "
        "naming the usual winner does).",
        "nl": "Trefzekerheid: hoe vaak politieke feiten zeggen wie wint, in toekomsten die niet dienden om ze te "
        "vinden (zonder: hoe vaak de gebruikelijke winnaar noemen dat doet).",
    },
    "decides": {"en": "What decides", "nl": "Wat beslist"},
}


def word(key: str, language: str) -> str:
    """Return a word of the tables in a language."""
    return WORDS[key][language]


def spaced(name: str) -> str:
    """Return a name with spaces, so that a table can fold it."""
    return name.replace("_", " ")


def routes_legend(design: RoutesDesign, language: str) -> str:
    """Return what the table of politics is about, and what its routes are."""
    routes = [f"{each.name}: {label(each, language)}" for each in design.routes]
    return "\n".join([word("legend", language).format(futures=len(design.seeds)), *routes])


def enacted_label(design: RoutesDesign, language: str) -> str:
    """Return the label of the static comparison."""
    return label(design.enacted[0].course, language)


def outcomes_legend(design: RoutesDesign, language: str) -> str:
    """Return what the tables of outcomes are about."""
    return word("outcomes_legend", language).format(
        enacted=enacted_label(design, language), some=len(design.enacted_seeds)
    )


def politics_table(design: RoutesDesign, forecast: pd.DataFrame, language: str) -> Table:
    """Return date, ambition, scope and liability by route, for mixes with a Dutch bill and without."""
    columns = ("route", "bill", "applied", "when", "ambition", "staff", "liability", "first")
    rows: list[tuple[str, ...]] = []
    for route in design.routes:
        rows_of: dict[tuple[str, ...], set[str]] = {}
        for scenario in design.scenarios:
            known = forecast[(forecast["route"] == route.name) & (forecast["mix"] == scenario.mix.name)]
            bill = "yes" if dutch_bills(scenario.mix, scenario.laws) else "no"
            rows_of.setdefault(_cells(known.set_index("quantity"), design, language), set()).add(bill)
        for cells, bills in rows_of.items():
            key = "either" if len(bills) > 1 else next(iter(bills))
            rows.append((spaced(route.name), word(key, language), *cells))
    return plain_table(word("politics", language), [word(name, language) for name in columns], rows)


def _cells(known: pd.DataFrame, design: RoutesDesign, language: str) -> tuple[str, ...]:
    """Return the cells of one route and mix."""

    def number(quantity: str, column: str, form: str) -> str:
        value = _value(known, quantity, column) if quantity in known.index else math.nan
        return "–" if math.isnan(value) else number_in(language, format(value, form))

    late = word("late", language).format(last=int(design.end_year) - 1)
    first, last = (_quarter(known, column) or late for column in ("p25", "p75"))
    middle, low, high = (number("ambition", column, ".2f") for column in ("p50", "p05", "p95"))
    return (
        number("application_by_2030", "share", ".0%"),
        first if first == last else f"{first} –\n{last}",
        middle if middle == "–" else f"{middle}\n({low}–{high})",
        number("employees_min", "p50", ",.0f"),
        number("liability", "share", ".0%"),
        number("national_first", "share", ".0%"),
    )


def _quarter(known: pd.DataFrame, column: str) -> str:
    """Return a quantile of the quarter of application; empty when it lies after the end."""
    value = _value(known, "application", column)
    return "" if math.isnan(value) else quarter_name(round(value * 4))


def _value(table: pd.DataFrame, row: str, column: str) -> float:
    """Return a number of a table with an index of texts."""
    return float(table[column].astype(float).loc[row])


def outcome_tables(study: RoutesStudy, language: str) -> Iterator[Table]:
    """Yield a table a year: headline outcomes and mixes down; the first route, and how the others differ from it."""
    design, summary = study.tables.design, study.tables.summary
    first, *others = (*(route.name for route in design.routes), ENACTED)
    shown = [f"Δ {enacted_label(design, language) if each == ENACTED else spaced(each)}" for each in others]
    columns = [word("outcome", language), word("mix", language), spaced(first), *shown]
    for year in report_years(design.years):
        rows = []
        for name in KEY_OUTCOMES:
            unit, factor = display_unit(OUTCOMES[name])
            found = summary[(summary["outcome"] == name) & (summary["year"] == year)].copy()
            found[_SCALED] *= factor
            places, fine = decimals(found["mean"]), fine_decimals(found["diff"])
            words = f"{label(OUTCOMES[name], language)} [{unit_in(language, unit)}]"
            for mix in design.mixes:
                own = found[found["mix"] == mix].set_index("route")
                rows.append(
                    (
                        words,
                        mix,
                        _mean(own, first, places, language),
                        *(_difference(own, each, fine, language) for each in others),
                    )
                )
                words = ""
        yield plain_table(word("outcomes", language).format(year=year), columns, rows)


def fine_decimals(numbers: Iterable[float]) -> int:
    """Return how many decimals show the largest of these differences with two digits, at most `MOST_DECIMALS`."""
    largest = max((abs(number) for number in numbers if math.isfinite(number)), default=0.0)
    return MOST_DECIMALS if largest == 0 else min(MOST_DECIMALS, max(1 - math.floor(math.log10(largest)), 0))


def _mean(own: pd.DataFrame, route: str, places: int, language: str) -> str:
    """Return a mean with the half width of its interval, or a dash."""
    if route not in own.index:
        return "–"
    return with_half_width(_value(own, route, "mean"), _value(own, route, "hi"), places, "", language)


def _difference(own: pd.DataFrame, route: str, places: int, language: str) -> str:
    """Return a difference with the half width of its interval, or a dash; * where the interval leaves out 0."""
    if route not in own.index:
        return "–"
    value, low, high = (_value(own, route, column) for column in ("diff", "diff_lo", "diff_hi"))
    return with_half_width(value, high, places, "+", language) + ("*" if low > 0 or high < 0 else "")
