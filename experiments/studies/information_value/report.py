"""What the terminal shows of the value of information: tables, and in sentences what to measure first."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from experiments.report.formatting import factor, percent, places_for
from experiments.report.terminal import plain_table, records
from experiments.report.translation import N_, text_in
from experiments.studies.common.analysis_view import AnalysisView
from experiments.studies.common.contract import MadeStudy
from experiments.studies.common.stored import Stored
from experiments.studies.information_value.design import RATE
from experiments.studies.information_value.quantities import KINDS, MECHANISM, PARAMETER
from experiments.studies.information_value.tables import Finding, InformationTables, Row
from model.parameters import declared

MOST_PLACES = 4
MOST_NAMED = 3
"""So many quantities that stand out are named in a sentence; all are in the table."""
HEADS = {MECHANISM: N_("mechanism"), PARAMETER: N_("parameter")}


@dataclass(frozen=True, eq=False)
class InformationReport(AnalysisView):
    """A study of the value of information in one language."""

    def amount(self, outcome: str, values: Sequence[float]) -> str:
        """Return a value with its interval as text, in the unit in which the outcome is shown."""
        shown = [factor(outcome) * each for each in values]
        places = min(MOST_PLACES, places_for([each for each in shown if math.isfinite(each)], digits=2))
        first, *ends = (self.number(each, places) for each in shown)
        return f"{first} [{'–'.join(ends)}]" if ends and math.isfinite(shown[1]) else first

    def worth(self, row: Row) -> str:
        """Return the value of a row with its interval."""
        return self.amount(_outcome(row), (row["value"], row["value_lo"], row["value_hi"]))

    def everything(self, found: Finding, short: bool = False) -> str:
        """Return the value of knowing all, `short` without its interval; at most what it is where luck is in it."""
        row = found.perfect
        if math.isfinite(row["value"]):
            return self.amount(found.outcome, (row["value"],)) if short else self.worth(row)
        return self.word("at most {value}", value=self.amount(found.outcome, (row["at_most"],)))

    def names(self, found: Sequence[Finding]) -> str:
        """Return the labels of outcomes, with a mark between."""
        return "; ".join(self.outcome_label(each.outcome) for each in found)


def _outcome(row: Row) -> str:
    return str(row["outcome"])


def print_report(made: MadeStudy[object, Stored], language: str, console: Console) -> None:
    """Print for each course and year what each choice would gain from knowing more, and what to measure first."""
    stored = made.stored
    report, study = InformationReport(stored.subject, stored.study_id, language), InformationTables(stored)
    for course, year in study.parts:
        found = study.of(course, year)
        console.print(_table(report, found, course, year))
        for line in lines(report, found):
            console.print(line, markup=False, soft_wrap=True)
    console.print(legend(report, study), style="dim", markup=False, soft_wrap=True)


def _table(report: InformationReport, found: Sequence[Finding], course: str, year: int) -> Table:
    """Return a row an outcome: the mix to take as things stand, the value of knowing all, and of one mechanism."""
    rows = []
    for each in found:
        first = each.first(MECHANISM)
        known = first["value"] > 0
        rows.append(
            [
                report.outcome_label(each.outcome),
                report.mixes[str(each.perfect["best"])].code,
                report.everything(each, short=True),
                str(first["name"]) if known else "–",
                (report.worth(first) + ("*" if first["clear"] else "")) if known else "–",
                report.amount(each.outcome, (first["floor"],)),
                percent(float(first["switches"])),
                report.unit(each.outcome),
            ]
        )
    heads = [N_("outcome"), N_("best"), N_("all known"), N_("mechanism"), N_("worth"), N_("inert"), N_("% other")]
    title = report.word(
        "What knowing more is worth, {year} - under: {course}", year=year, course=report.courses[course]
    )
    return plain_table(title, [report.word(each) for each in (*heads, N_("unit"))], rows)


def lines(report: InformationReport, found: Sequence[Finding]) -> Iterator[str]:
    """Yield what to measure first: over the outcomes, by outcome, and where nothing is worth measuring."""
    matter, told = [each for each in found if each.matters], [each for each in found if _told(each)]
    yield from _overall(report, matter)
    for each in sorted(told, key=lambda each: not each.matters):
        yield _sentence(report, each)
    open_ = [each for each in matter if not _told(each)]
    if open_:
        yield report.word(
            "Knowing all would be worth something, but no single parameter or mechanism is worth more than one that "
            "does nothing seems to be: {outcomes}.",
            outcomes=report.names(open_),
        )
    settled = [each for each in found if not each.matters]
    if settled:
        yield report.word(
            "Even knowing all adds less to the choice than the least relevant size, so it needs no measurement: "
            "{outcomes}.",
            outcomes=report.names(settled),
        )


def _told(found: Finding) -> bool:
    """Tell whether some quantity stands out."""
    return any(len(found.clear(kind)) for kind in KINDS)


def _overall(report: InformationReport, found: Sequence[Finding]) -> Iterator[str]:
    """Yield which quantity of each kind stands out for most outcomes, if it does for several."""
    for kind in KINDS:
        counts: dict[str, list[Finding]] = {}
        for each in found:
            for name in each.clear(kind)["name"]:
                counts.setdefault(str(name), []).append(each)
        most = max(map(len, counts.values()), default=0)
        for name, own in counts.items():
            if len(own) == most > 1:
                yield report.word(
                    "Measure first ({kind}): {name}. It stands out for {count} of the {choices} outcomes for which "
                    "knowing all matters: {outcomes}.",
                    kind=report.word(HEADS[kind]),
                    name=_named(report, kind, name),
                    count=most,
                    choices=len(found),
                    outcomes=report.names(own),
                )


def _named(report: InformationReport, kind: str, name: str) -> str:
    """Return the name of a quantity, for a parameter with what it means."""
    return f"{name} ({text_in(report.language, declared()[name].meaning)})" if kind == PARAMETER else name


def _sentence(report: InformationReport, found: Finding) -> str:
    """Return what to measure first for the choice by one outcome."""
    parts = []
    for kind in KINDS:
        clear = found.clear(kind)
        if len(clear):
            own = [_part(report, row) for row in records(clear.head(MOST_NAMED))]
            more = f" (+{len(clear) - MOST_NAMED})" if len(clear) > MOST_NAMED else ""
            parts.append(f"{report.word(HEADS[kind])} {', '.join(own)}{more}")
    first = N_("{outcome} ({unit}): measure first {parts}. Taken now: mix {best}; knowing all is worth {all}.")
    small = N_(
        "{outcome} ({unit}): little depends on it; of what there is to gain, most by {parts}. Taken now: mix {best}; "
        "knowing all is worth {all}."
    )
    return report.word(
        first if found.matters else small,
        outcome=report.outcome_label(found.outcome),
        unit=report.unit(found.outcome),
        parts="; ".join(parts),
        best=report.mixes[str(found.perfect["best"])].code,
        all=report.everything(found),
    )


def _part(report: InformationReport, row: Row) -> str:
    return report.word(
        "{name}, worth {value} (inert: {floor}), in {share}% of draws another mix",
        name=row["name"],
        value=report.worth(row),
        floor=report.amount(_outcome(row), (row["floor"],)),
        share=percent(float(row["switches"])),
    )


def legend(report: InformationReport, study: InformationTables) -> str:
    """Return how to read table and sentences."""
    first = study.findings[0].perfect
    return report.word(
        "Worth: what knowing it adds to the expected outcome, because another mix is taken where it shows that mix to "
        "be better; 90% intervals, over {draws} draws. best: the mix to take as things stand; inert: what 95% of "
        "quantities that do nothing stay below; % other: share of draws in which another mix is taken; *: stands out, "
        "with at most {rate}% of such marks chance. Chance (the seed) cannot be measured beforehand and is averaged "
        "out ({seeds} seeds a draw at most). Parameters by themselves are in partial.csv.",
        draws=round(float(first["draws"])),
        rate=percent(RATE),
        seeds=int(first["seeds"]),
    )
