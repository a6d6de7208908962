"""What the terminal shows of a study of routes, in English or Dutch."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import pandas as pd
from rich.table import Table

from experiments.report.ensemble_words import parameters_said
from experiments.report.formatting import number_in
from experiments.report.outcome_facts import KEY_OUTCOMES
from experiments.report.terminal import decimals, plain_table, report_years, with_half_width
from experiments.report.translation import N_, label, translate, unit_in
from experiments.report.units import display_unit
from experiments.runs.ensemble import ensemble_part
from experiments.studies.routes.design import ENACTED, RoutesDesign
from experiments.studies.routes.tables import RoutesFolder
from model.outcomes import OUTCOMES
from model.politics.outcome import dutch_bills
from model.quarters import quarter_name

MOST_DECIMALS = 6
COLUMNS = (
    N_("route"),
    N_("bill"),
    N_("EU law by end of 2030"),
    N_("quartiles"),
    N_("ambition"),
    N_("staff"),
    N_("liability"),
    N_("Dutch law first"),
)
"""Heads of the table of politics."""
_SCALED = ["mean", "hi", "diff", "diff_lo", "diff_hi"]


def spaced(name: str) -> str:
    """Return a name with spaces, so that a table can fold it."""
    return name.replace("_", " ")


def routes_legend(design: RoutesDesign, language: str) -> str:
    """Return what the table of politics is about, and what its routes are."""
    routes = [f"{each.name}: {label(each, language)}" for each in design.routes]
    return "\n".join(
        [
            translate(
                "{futures} political futures, the same random numbers for every route. What is known of politics ends "
                "at 2021. A route says how effort is divided, a mix whether there is a Dutch bill. Quartiles "
                "(first and third): when European law begins to apply, over all futures. In futures that "
                "have one: median ambition (middle nine tenths), median of the staff from which it holds, "
                "share with civil liability.",
                language,
                futures=len(design.seeds),
            ),
            *routes,
        ]
    )


def enacted_label(design: RoutesDesign, language: str) -> str:
    """Return the label of the static comparison."""
    return label(design.enacted[0].course, language)


def outcomes_legend(design: RoutesDesign, language: str) -> str:
    """Return what the tables of outcomes are about."""
    return translate(
        "± is half of the 90% interval of the mean, * a difference whose interval leaves out 0. "
        "'{enacted}': every mix as the advice describes it, fixed dates, in the first {some} of "
        "these futures. {parameters}",
        language,
        parameters=_parameters(design, language),
        enacted=enacted_label(design, language),
        some=len(design.enacted_seeds),
    )


def _parameters(design: RoutesDesign, language: str) -> str:
    """Return what futures differ in besides luck."""
    if design.ensemble is None and design.drawn:
        return translate(
            "Futures draw the numbers of politics from their plausible ranges; other parameters are at one point.",
            language,
        )
    return parameters_said(ensemble_part(design.ensemble), language)


def politics_table(design: RoutesDesign, forecast: pd.DataFrame, language: str) -> Table:
    """Return date, ambition, scope and liability by route, for mixes with a Dutch bill and without."""
    rows: list[tuple[str, ...]] = []
    for route in design.routes:
        rows_of: dict[tuple[str, ...], set[str]] = {}
        for scenario in design.scenarios:
            known = forecast[(forecast["route"] == route.name) & (forecast["mix"] == scenario.mix.name)]
            bill = N_("yes") if dutch_bills(scenario.mix, scenario.laws) else N_("no")
            rows_of.setdefault(_cells(known.set_index("quantity"), design, language), set()).add(bill)
        for cells, bills in rows_of.items():
            bill = N_("either") if len(bills) > 1 else next(iter(bills))
            rows.append((spaced(route.name), translate(bill, language), *cells))
    return plain_table(
        translate("What politics brings", language), [translate(each, language) for each in COLUMNS], rows
    )


def _cells(known: pd.DataFrame, design: RoutesDesign, language: str) -> tuple[str, ...]:
    """Return the cells of one route and mix."""

    def number(quantity: str, column: str, form: str) -> str:
        value = _value(known, quantity, column) if quantity in known.index else math.nan
        return "–" if math.isnan(value) else number_in(language, format(value, form))

    late = translate("after {last}", language, last=int(design.end_year) - 1)
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


def outcome_tables(study: RoutesFolder, language: str) -> Iterator[Table]:
    """Yield a table a year: headline outcomes and mixes down; the first route, and how the others differ from it."""
    design, summary = study.tables.design, study.tables.summary
    first, *others = (*(route.name for route in design.routes), ENACTED)
    shown = [f"Δ {enacted_label(design, language) if each == ENACTED else spaced(each)}" for each in others]
    columns = [translate("outcome", language), translate("mix", language), spaced(first), *shown]
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
        yield plain_table(
            translate(
                "Outcomes in {year}: under the first route, and how the others differ from it (Δ)", language, year=year
            ),
            columns,
            rows,
        )


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
