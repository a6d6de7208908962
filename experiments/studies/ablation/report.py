"""What the terminal shows of an ablation: what carries the ranking, the largest effects, K1 and H6."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd
from rich.console import Console
from rich.table import Table

from experiments.report.formatting import mix_codes, places_for
from experiments.report.mechanisms import mechanism_label
from experiments.report.terminal import label, number_text, plain_table, report_years
from experiments.report.translation import unit_in
from experiments.report.units import display_unit
from experiments.studies.ablation.design import AblationDesign
from experiments.studies.ablation.factorial import DIFFERENCE, FIRST
from experiments.studies.ablation.ranking import BETWEEN, CHANGES, NOT_RESOLVED
from experiments.studies.ablation.synergy import OUTCOMES_OF_H6
from experiments.studies.ablation.tables import AblationTables
from experiments.studies.ablation.words import word
from experiments.studies.common.contract import Made
from model.outcomes import OUTCOMES

SHARE_PLACES = 2


class AblationReport:
    """An ablation in one language."""

    def __init__(self, made: Made[AblationDesign], language: str) -> None:
        """Take an ablation that is done, and `en` or `nl`."""
        self.study, self.language = AblationTables(made.stored), language
        self.subject = made.design.subject
        mixes = {each.mix.name: each.mix for each in self.subject.scenarios}
        self.codes: Mapping[str, str] = mix_codes(list(mixes.values()))
        self.mixes = mixes
        corners = made.design.corners
        everywhere = (*self.subject.scenarios, *(corners.scenarios if corners else ()))
        self.named_courses = {each.course.name: label(each.course, language) for each in everywhere}
        self.courses = {each.course.name: label(each.course, language) for each in self.subject.scenarios}
        self.year = report_years(self.subject.years)[-1]

    def word(self, key: str, **gaps: object) -> str:
        """Return a sentence."""
        return word(key, self.language, **gaps)

    def mechanism(self, name: str) -> str:
        """Return the label of a switch."""
        return mechanism_label(name, self.language)

    def outcome(self, name: str) -> str:
        """Return the label of an outcome with its unit."""
        return f"{label(OUTCOMES[name], self.language)} [{unit_in(self.language, display_unit(OUTCOMES[name])[0])}]"

    def leader(self, names: str, clear: bool) -> str:
        """Return who leads as codes; `?` where that is not clear."""
        if not names:
            return self.word("unknown")
        told = "=".join(self.codes[name] for name in names.split(BETWEEN))
        return told if clear else f"{told}?"

    def title(self, key: str, course: str) -> str:
        """Return a title with year, and course where there are several."""
        told = f" · {self.courses[course]}" if len(self.courses) > 1 else ""
        return self.word(key, year=self.year, course=told)

    def legend(self) -> str:
        """Return what the words in the first table mean."""
        told = ", ".join(f"{self.codes[name]} {_plain(label(mix, self.language))}" for name, mix in self.mixes.items())
        options, count = self.study.options, len(self.study.mechanisms)
        return self.word(
            "legend", mixes=told, seeds=options.mechanisms, base=self.codes[self.subject.base], count=count
        )


def _plain(text: str) -> str:
    return text.split(" (", maxsplit=1)[0]


def ranking_tables(report: AblationReport) -> Iterator[Table]:
    """Yield for each course who leads in each outcome, and the mechanisms that change it."""
    table = report.study.ranking
    for course in report.courses:
        rows = []
        for outcome in report.subject.outcomes:
            own = table[(table["course"] == course) & (table["outcome"] == outcome) & (table["year"] == report.year)]
            if own.empty:
                continue
            first = own.iloc[0]
            changing = own[own["verdict"] == CHANGES]
            told = [
                f"{report.mechanism(row['mechanism'])}: {report.leader(row['leader_off'], True)}"
                for row in changing.to_dict(orient="records")
            ]
            unresolved = int((own["verdict"] == NOT_RESOLVED).sum())
            leads = report.leader(str(first["leader"]), bool(first["leader_clear"]))
            changed, largest = "; ".join(told) or report.word("none"), largest_change(report, course, outcome)
            rows.append((label(OUTCOMES[outcome], report.language), leads, changed, unresolved, largest))
        columns = [report.word(name) for name in ("outcome", "leads", "changed_by", "open", "largest")]
        yield plain_table(report.title("ranking", course), columns, rows)


def largest_change(report: AblationReport, course: str, outcome: str) -> str:
    """Return the clear change of a difference that is largest, as text."""
    table = report.study.ablation
    own = table[(table["course"] == course) & (table["outcome"] == outcome) & (table["year"] == report.year)]
    row = _largest(own[own["clear"]], "change")
    if row is None:
        return "–"
    factor = display_unit(OUTCOMES[outcome])[1]
    on, off = float(row["on"]) * factor, float(row["off"]) * factor
    places = min(places_for([on, off]), 4)
    before, after = (number_text(value, places, "+", report.language) for value in (on, off))
    return f"{report.codes[str(row['mix'])]} {before} → {after} ({report.mechanism(str(row['mechanism']))})"


def _largest(table: pd.DataFrame, column: str) -> dict[Hashable, Any] | None:
    """Return the row in which a column is farthest from 0; None when there is no row."""
    rows = table.to_dict(orient="records")
    return max(rows, key=lambda row: abs(float(row[column])), default=None)


def factorial_tables(report: AblationReport) -> Iterator[Table]:
    """Yield for each course the largest main effects on the first outcome, by mix."""
    table, outcome = report.study.factorial, report.subject.outcomes[0]
    factor = display_unit(OUTCOMES[outcome])[1]
    for course in report.courses:
        own = table[(table["course"] == course) & (table["outcome"] == outcome) & (table["year"] == report.year)]
        rows = []
        for mix, code in report.codes.items():
            cells = []
            for measure, scale in ((DIFFERENCE, factor), (FIRST, 100)):
                row = _largest(own[(own["mix"] == mix) & (own["measure"] == measure) & own["clear"]], "effect")
                if row is None:
                    cells.append("–")
                    continue
                effect = [float(row[name]) * scale for name in ("effect", "lo", "hi")]
                told = _interval(effect, min(places_for(effect), 4), report.language, "+")
                cells.append(f"{report.mechanism(str(row['mechanism']))} {told}{' pp' if measure == FIRST else ''}")
            rows.append((code, *cells))
        title = f"{report.title('main_effects', course)}\n{report.outcome(outcome)}"
        base = report.codes[report.subject.base]
        columns = [report.word("mix"), report.word("on_difference", base=base), report.word("on_first")]
        yield plain_table(title, columns, rows)


def _interval(values: list[float], places: int, language: str, sign: str = "") -> str:
    value, low, high = (number_text(each, places, sign, language) for each in values)
    return value if not math.isfinite(values[1]) else f"{value} [{low}; {high}]"


def k1_table(report: AblationReport) -> Table:
    """Return the interaction part of K1, by mix and year."""
    rows = []
    for row in report.study.k1.to_dict(orient="records"):
        share = _interval([row[name] for name in ("share", "share_lo", "share_hi")], SHARE_PLACES, report.language)
        value = _interval([row[name] for name in ("k1", "k1_lo", "k1_hi")], SHARE_PLACES, report.language)
        clear = f"{row['clear_positive']} / {row['clear_negative']}"
        told = number_text(row["coverage"], SHARE_PLACES, "", report.language)
        rows.append((_option(report, row), row["year"], row["pairs"], clear, share, told, value))
    names = ("mix", "year", "pairs", "clear_pairs", "share", "coverage", "k1_value")
    return plain_table(report.word("k1"), [report.word(name) for name in names], rows)


def _option(report: AblationReport, row: Mapping[Any, Any]) -> str:
    code = report.codes[str(row["mix"])]
    return code if len(report.courses) == 1 else f"{code} · {report.courses[str(row['course'])]}"


def h6_tables(report: AblationReport) -> Iterator[Table]:
    """Yield for each course the verdicts on H6 in the year that is told; none where no mix has both instruments."""
    table = report.study.h6
    for course in dict.fromkeys(table["course"] if len(table) else ()):
        own = table[table["outcome"].isin(OUTCOMES_OF_H6) & (table["year"] == report.year)]
        rows = []
        for row in own[own["course"] == course].to_dict(orient="records"):
            factor = display_unit(OUTCOMES[row["outcome"]])[1]
            parts = [row[name] * factor for name in ("law", "cooperation", "both")]
            effect = [row[name] * factor for name in ("interaction", "lo", "hi")]
            places = min(places_for([*parts, *effect]) + 1, 4)
            told = [number_text(part, places, "+", report.language) for part in parts]
            keys = (report.codes[row["mix"]], report.word(f"against {row['against']}"))
            outcome, verdict = (
                label(OUTCOMES[row["outcome"]], report.language),
                report.word(f"verdict {row['verdict']}"),
            )
            rows.append((*keys, outcome, *told, _interval(effect, places, report.language, "+"), verdict))
        names = ("mix", "against", "outcome", "law", "cooperation", "both", "interaction", "verdict")
        title = f"{report.word('h6')}\n{report.year} · {report.named_courses[str(course)]}"
        yield plain_table(title, [report.word(name) for name in names], rows)


def print_report(made: Made[AblationDesign], language: str, console: Console) -> None:
    """Print what carries the ranking, main effects, K1 and H6."""
    report = AblationReport(made, language)
    console.print(report.legend(), style="dim", markup=False)
    for table in (*ranking_tables(report), *factorial_tables(report)):
        console.print(table)
    if not report.study.k1.empty:
        console.print(k1_table(report))
        console.print(report.word("k1_legend"), style="dim")
        for table in h6_tables(report):
            console.print(table)
        console.print(report.word("no_h6" if report.study.h6.empty else "h6_legend"), style="dim")
