"""A calibration on the terminal: what each wave left, how observations are met, what was learned, and in short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
from rich.console import Console
from rich.table import Table

from experiments.report.terminal import number_text, plain_table
from experiments.report.translation import N_, in_language
from experiments.report.units import FULL
from experiments.studies.calibration.recovery import PARAMETER, QUANTITY
from experiments.studies.calibration.tables import CalibrationTables
from experiments.studies.common.contract import MadeStudy

MOST_LISTED = 12
"""Parameters that are listed."""
LEAST_NARROWER = 0.1
"""A parameter whose interval is narrower by less is not said to be constrained."""
_DIGITS, _MOST_PLACES = 3, 6
WAVE_COLUMNS = (
    N_("wave"),
    N_("points"),
    N_("seeds"),
    N_("% of the prior left"),
    N_("% of the wave before"),
    N_("best"),
)
QUANTITY_COLUMNS = (N_("observation"), N_("observed"), N_("tolerance"), N_("prior"), N_("ensemble"), "Q²")
PARAMETER_COLUMNS = (N_("parameter"), N_("prior"), N_("ensemble"), N_("% narrower"), N_("moves"))
KINDS = {PARAMETER: N_("parameters"), QUANTITY: N_("observed quantities")}
Row = Mapping[Any, Any]


class CalibrationReport:
    """Texts and tables of a calibration in one language."""

    def __init__(self, tables: CalibrationTables, language: str) -> None:
        """Look at the tables of a study."""
        self.tables, self.language = tables, language
        self.say = in_language(language)

    def number(self, value: float) -> str:
        """Return a number with three digits."""
        places = _DIGITS - 1 - int(f"{abs(value):.1e}".partition("e")[2] or 0)
        return number_text(value, min(max(0, places), _MOST_PLACES), "", self.language)

    def share(self, value: float) -> str:
        """Return a share as a percentage."""
        return self.number(FULL * value)

    def between(self, row: Row, name: str) -> str:
        """Return an interval with its median."""
        low, middle, high = (self.number(float(row[f"{name}_{end}"])) for end in ("low", "median", "high"))
        return f"{middle} [{low}; {high}]"

    def wave_table(self) -> Table:
        """Return what each wave left."""
        rows = [
            (
                str(row["wave"]),
                str(row["points"]),
                str(row["seeds"]),
                self.share(row["share"]),
                self.share(row["of_before"]),
                self.number(row["best"]),
            )
            for row in self.tables.waves.to_dict(orient="records")
        ]
        return plain_table(self.say("Waves"), [self.say(each) for each in WAVE_COLUMNS], rows)

    def quantity_table(self) -> Table:
        """Return how each observation is met."""
        last = self.tables.emulators[self.tables.emulators["wave"] == self.tables.waves["wave"].max()]
        skill = dict(zip(last["id"], last["skill"], strict=True))
        rows = [
            (
                str(row["id"]),
                self.number(row["observed"]),
                self.number(row["tolerance"]),
                self.between(row, "prior"),
                self.between(row, "ensemble"),
                self.number(skill[row["id"]]),
            )
            for row in self.tables.quantities.to_dict(orient="records")
        ]
        title = self.say("Observations of the fit, with medians and intervals of 80%")
        return plain_table(title, [self.say(each) for each in QUANTITY_COLUMNS], rows)

    def constrained(self) -> pd.DataFrame:
        """Return the parameters that some observation moves, the most narrowed first."""
        table = self.tables.parameters
        moved = table[table["observations"] != ""]
        return moved.sort_values(["narrower", "name"], ascending=[False, True], kind="stable")

    def parameter_table(self) -> Table:
        """Return the parameters of which most was learned."""
        rows = [
            (
                str(row["name"]),
                self.between(row, "prior"),
                self.between(row, "ensemble"),
                self.number(FULL * row["narrower"]),
                str(row["observations"]),
            )
            for row in self.constrained().head(MOST_LISTED).to_dict(orient="records")
        ]
        title = self.say("Parameters of which most was learned")
        return plain_table(title, [self.say(each) for each in PARAMETER_COLUMNS], rows)

    def within(self) -> int:
        """Return at how many observations the median of the ensemble is within the tolerance."""
        table = self.tables.quantities
        return int(((table["ensemble_median"] - table["observed"]).abs() <= table["tolerance"]).sum())

    def in_short(self) -> Iterator[str]:
        """Yield what follows."""
        last, weights = self.tables.waves.iloc[-1], self.tables.weights
        yield self.say(
            "Waves: {waves}; after them {share}% of the prior is not ruled out.",
            waves=len(self.tables.waves),
            share=self.share(float(last["share"])),
        )
        if last["level"] > 1.0:
            yield self.say(
                "No point meets the cut-off of {cutoff}; the ensemble is within {reached}.",
                cutoff=self.number(float(last["cutoff"])),
                reached=self.number(float(last["level"] * last["cutoff"])),
            )
        yield self.say(
            "The ensemble has {draws} draws that count as {effective}; weights of importance to the power of {power}.",
            draws=int(weights["draws"]),
            effective=number_text(weights["effective"], 0, "", self.language),
            power=self.number(weights["power"]),
        )
        yield self.say(
            "The median of the ensemble is within the tolerance of {within} of {all} observations of the fit.",
            within=self.within(),
            all=len(self.tables.quantities),
        )
        constrained = self.constrained()
        yield self.say(
            "Of {all} parameters that vary, observations move {moved}, and narrow {narrowed} by a tenth or more.",
            all=len(self.tables.parameters),
            moved=len(constrained),
            narrowed=int((constrained["narrower"] >= LEAST_NARROWER).sum()),
        )
        yield from self._covered()

    def _covered(self) -> Iterator[str]:
        table = self.tables.coverage
        for row in table[table["name"] == ""].to_dict(orient="records") if len(table) else ():
            yield self.say(
                "Made-up truth: in {trials} trials intervals of 80% of {kind} held it in {share}% "
                "[{low}; {high}] of cases.",
                trials=int(row["trials"]),
                kind=self.say(KINDS[str(row["kind"])]),
                share=self.share(row["inside"]),
                low=self.share(row["inside_lo"]),
                high=self.share(row["inside_hi"]),
            )

    def legend(self) -> str:
        """Return how to read the tables."""
        return self.say(
            "Best: the lowest implausibility that counts, of the points that were run: distance to what was "
            "observed in standard deviations. Q²: share of the variance that the emulator predicts for points "
            "left out. Moves: the observations that a parameter moves."
        )


def print_report(made: MadeStudy[object, CalibrationTables], language: str, console: Console) -> None:
    """Print waves, observations, parameters, and in short."""
    report = CalibrationReport(made.stored, language)
    console.print(report.legend(), style="dim")
    for table in (report.wave_table(), report.quantity_table(), report.parameter_table()):
        console.print(table)
    console.print(report.say("In short"), style="bold")
    for line in report.in_short():
        console.print(f"- {line}", soft_wrap=True)
