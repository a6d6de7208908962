"""What the terminal shows of measures that do not split variance: over plausible ranges, and over the ensemble."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
from rich.table import Table

from experiments.report.terminal import plain_table
from experiments.report.translation import N_, label
from experiments.runs.sweeps.sampling import DUMMY
from experiments.studies.sensitivity import given_data, moment_independent
from experiments.studies.sensitivity.report_language import SensitivityReport, with_ends
from model.outcomes import OUTCOMES

RANKED = 10
"""Parameters that are shown; all are in the tables."""
COLUMNS = (N_("parameter"), N_("times"), N_("most of all for"), N_("index [90%]"), N_("95% of dummies"))


def pawn_rows(report: SensitivityReport) -> pd.DataFrame:
    """Return the indices without variance that are reported: of parameters, in the last year."""
    found = report.shown(moment_independent.METHOD)
    return found[(found["factor"] != DUMMY) & found["value"].notna()]


def pawn_legend(report: SensitivityReport) -> str:
    """Return how many parameters stand above the dummies."""
    shown = pawn_rows(report)
    above = int((shown["value"] > shown["gauge"]).sum())
    chance = round(moment_independent.EXPECTED_ABOVE * len(shown))
    return report.word(
        "Check without variance (PAWN): {above} of {all} parameters by outcome and mix are above 95% "
        "of dummies in {year}; expect {chance} by chance alone.",
        above=above,
        all=len(shown),
        chance=chance,
        year=report.year,
    )


def pawn_table(report: SensitivityReport) -> Table:
    """Return the parameters that stand above the dummies most often, and where each does so by most."""
    shown = pawn_rows(report)
    title = report.word("Parameters whose interval too is above the dummies, most often first")
    return _most_often(report, shown[shown["resolved"]], title, lambda row: with_ends(report, row))


def given_data_rows(report: SensitivityReport, measure: str) -> pd.DataFrame:
    """Return a measure over the ensemble that is reported: that of the last year, as far as it is known."""
    found = report.study.given_data
    own = found[(found["kind"] == report.study.kind) & (found["year"] == report.year) & (found["measure"] == measure)]
    return own[own["value"].notna()]


def given_data_table(report: SensitivityReport) -> Table:
    """Return the parameters that say most over the ensemble."""
    shown = given_data_rows(report, given_data.RATIO)
    title = report.word(
        "Over ensemble {name}: parameters that explain more variance than dummies do, most often first",
        name=report.study.stored.settings["ensemble"]["name"],
    )
    return _most_often(report, shown[shown["above"]], title, lambda row: report.number(row["value"]))


def given_data_legend(report: SensitivityReport) -> str:
    """Return how to read what is said over the ensemble, and how many parameters stand above the dummies."""
    counts = []
    for measure in (given_data.RATIO, given_data.PAWN):
        shown = given_data_rows(report, measure)
        counts += [int(shown["above"].sum()), len(shown), round(moment_independent.EXPECTED_ABOVE * len(shown))]
    return report.word(
        "Index: share of the variance over {draws} draws, each with its own seed, that is explained by knowing the "
        "parameter and with it all that goes together with it; shares do not add up. Above 95% of dummies: {above} of "
        "{all} by outcome and mix (by chance {chance}); by distance of distributions (PAWN) {other} of {others} "
        "(by chance {other_chance}).",
        draws=report.options.draws,
        **dict(zip(("above", "all", "chance", "other", "others", "other_chance"), counts, strict=True)),
    )


def _most_often(
    report: SensitivityReport, shown: pd.DataFrame, title: str, index: Callable[[Mapping[Any, Any]], str]
) -> Table:
    """Return the parameters that are in most rows, and the row in which each is above its gauge by most."""
    shown = shown.assign(beyond=shown["value"] - shown["gauge"])
    often = shown["factor"].value_counts()
    best = shown.sort_values("beyond", ascending=False, kind="stable").drop_duplicates("factor")
    best = best.assign(often=best["factor"].map(often)).sort_values("often", ascending=False, kind="stable")
    rows = [
        (
            row["factor"],
            row["often"],
            f"{label(OUTCOMES[str(row['outcome'])], report.language)}, {report.codes[str(row['mix'])]}",
            index(row),
            report.number(row["gauge"]),
        )
        for row in best.head(RANKED).to_dict(orient="records")
    ]
    heads = [report.word(each) for each in COLUMNS]
    return plain_table(title, heads, rows)
