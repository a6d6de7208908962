"""A validation on the terminal: every observation beside the model, the verdict on every target, and in short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from experiments.report.formatting import number_text, places_for
from experiments.report.terminal import plain_table
from experiments.report.translation import N_, in_language
from experiments.runs.ensemble import POSTERIOR
from experiments.studies.common.contract import MadeStudy
from experiments.studies.validation.options import DEFAULTS, ENSEMBLE, PRIOR
from experiments.studies.validation.tables import ValidationTables
from experiments.studies.validation.verdicts import ALL, FITTED, IN_PART, INSIDE, KEPT, NOT_COMPARED, OUTSIDE

SAMPLE_WORDS = {PRIOR: N_("prior"), ENSEMBLE: N_("ensemble"), DEFAULTS: N_("defaults")}
ANSWERS = {"inside": N_("inside"), "holds": N_("holds"), "overlaps": N_("overlaps")}
"""The three answers by the name of their column; the first letter stands for one in a table."""
PART_WORDS = {ALL: N_("all"), FITTED: N_("fitted"), KEPT: N_("kept apart")}
Row = Mapping[Any, Any]


class ValidationReport:
    """A validation in one language."""

    def __init__(self, tables: ValidationTables, language: str) -> None:
        """Look at the tables of a validation, in `en` or `nl`."""
        self.tables, self.language = tables, language
        self.say = in_language(language)

    def sample(self, name: str) -> str:
        """Return the word for a sample."""
        return self.say(SAMPLE_WORDS[name])

    def numbers(self, row: Row) -> str:
        """Return the median with its 80% interval, that of the defaults without: it holds luck alone."""
        median, low, high = (self.number(row, each) for each in ("median", "low", "high"))
        return median if row["sample"] == DEFAULTS else f"{median} [{low}; {high}]"

    def number(self, row: Row, name: str) -> str:
        """Return a number of an observation with the decimals that its tolerance needs."""
        return number_text(row[name], places_of(row["tolerance"]), self.language)

    def observed(self, row: Row) -> str:
        """Return the observed value with its tolerance."""
        return f"{self.number(row, 'observed')} ±{self.number(row, 'tolerance')}"

    def observation_table(self) -> Table:
        """Return a row an observation: observed, and the median with its interval under each sample."""
        say, samples, foremost = self.say, self.tables.samples, self.tables.foremost
        rows = []
        for key, own in self.tables.observations.groupby("id", sort=False):
            found = {row["sample"]: row for row in own.to_dict(orient="records")}
            first = next(iter(found.values()))
            cells = [self.numbers(found[each]) if each in found else "–" for each in samples]
            answers = [say(word)[0] for name, word in ANSWERS.items() if found.get(foremost, first)[name]]
            name = f"{key} *" if first["kept_apart"] else key
            rows.append((name, self.observed(first), *cells, "".join(answers) or "–"))
        columns = [say("observation"), say("observed"), *map(self.sample, samples), say("i h o")]
        return plain_table(say("What was observed, and the model beside it"), columns, rows)

    def summary_rows(self) -> Table:
        """Return the counts of each sample: targets by verdict, and observations by the three answers."""
        say, rows = self.say, []
        for row in self.tables.summary.to_dict(orient="records"):
            counts = [f"{row[each]} / {row['observations']}" for each in ("inside", "holds", "overlaps")]
            rows.append((self.sample(row["sample"]), say(PART_WORDS[row["part"]]), *counts))
        columns = [say(N_("sample")), say("observations"), *map(say, ANSWERS.values())]
        return plain_table(say("Observations by sample"), columns, rows)

    def verdict_lines(self) -> Iterator[str]:
        """Yield for each verdict the targets that have it under the foremost sample."""
        sample = self.tables.foremost
        for verdict in (INSIDE, IN_PART, OUTSIDE, NOT_COMPARED):
            rows = self.tables.with_verdict(sample, verdict)
            if len(rows):
                named = ", ".join(self._named(row) for row in rows.to_dict(orient="records"))
                yield f"{self.say(verdict)} ({len(rows)}): {named}"

    def _named(self, row: Row) -> str:
        """Return the target, with how far it is off where it is missed, and why where it is not compared."""
        if row["verdict"] == NOT_COMPARED:
            return f"{row['target']} ({row['reason'] or self.say('no reason is given')})"
        if row["verdict"] == INSIDE:
            return str(row["target"])
        away = number_text(row["distance"], 1, self.language, signed=True)
        return f"{row['target']} ({row['worst']} {away})"

    def in_short(self) -> Iterator[str]:
        """Yield what follows for each sample: targets inside, and what became of the observations kept apart."""
        say = self.say
        if self.tables.manifest["ensemble"].get("kind", POSTERIOR) != POSTERIOR:
            yield say("The draws of the ensemble were not fitted to observations.")
        for sample in self.tables.samples:
            every, kept = self.tables.counts(sample), self.tables.counts(sample, KEPT)
            yield say(
                "{sample}: {inside} of {targets} targets are inside tolerance, {part} in part, {outside} outside; "
                "{missing} are not compared.",
                sample=self.sample(sample).capitalize(),
                inside=int(every["targets_inside"]),
                part=int(every["targets_in_part"]),
                outside=int(every["targets_outside"]),
                missing=int(every["targets_not_compared"]),
                targets=int(every["targets"]),
            )
            if kept["observations"]:
                yield say(
                    "{sample}: of {count} observations kept apart from the fit, the 80% interval holds {holds} "
                    "({share}%), and overlaps {overlaps} with their tolerance; the median of {inside} is inside.",
                    sample=self.sample(sample).capitalize(),
                    count=int(kept["observations"]),
                    holds=int(kept["holds"]),
                    share=number_text(100 * kept["holds"] / kept["observations"], 0, self.language),
                    overlaps=int(kept["overlaps"]),
                    inside=int(kept["inside"]),
                )

    def legend(self) -> str:
        """Return how to read the tables."""
        settings = self.tables.settings
        return self.say(
            "Median and 80% interval (10th to 90th percentile) over draws and seeds: {draws} draws with {replicates} "
            "seed(s) each; at the defaults {seeds} seeds. Inside (i): the median is within the tolerance. Holds (h): "
            "the interval holds the observed value. Overlaps (o): the interval and the observed value with its "
            "tolerance have a point in common. *: kept apart from the fit. A target is inside when all of its "
            "observations are, and in part when some are.",
            draws=settings["draws"],
            replicates=settings["replicates"],
            seeds=settings["default_replicates"],
        )


def places_of(tolerance: float) -> int:
    """Return how many decimals show a tolerance: none from 10 on, one from 1 on, else two, or more for a small one."""
    return places_for([tolerance], digits=2) if tolerance >= 1 else max(2, places_for([tolerance], digits=1))


def print_report(made: MadeStudy[object, ValidationTables], language: str, console: Console) -> None:
    """Print every observation, the counts, the verdicts, and in short."""
    report = ValidationReport(made.stored, language)
    console.print(report.legend(), style="dim")
    console.print(report.observation_table())
    console.print(report.summary_rows())
    sample = report.sample(report.tables.foremost)
    console.print(report.say("Targets: {sample}", sample=sample), style="bold")
    for line in report.verdict_lines():
        console.print(f"- {line}", soft_wrap=True)
    console.print(report.say("In short"), style="bold")
    for line in report.in_short():
        console.print(f"- {line}", soft_wrap=True)
