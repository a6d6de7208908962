"""What the terminal shows of an ablation: what carries the ranking, the largest effects, K1 and H6."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd
from rich.console import Console
from rich.table import Table

from experiments.report.ensemble_words import parameters_said
from experiments.report.formatting import mix_codes, places_for
from experiments.report.mechanisms import MECHANISMS
from experiments.report.terminal import number_text, plain_table, report_years
from experiments.report.translation import N_, label, translate, unit_in
from experiments.report.units import display_unit
from experiments.studies.ablation.design import AblationDesign
from experiments.studies.ablation.factorial import DIFFERENCE, FIRST
from experiments.studies.ablation.ranking import BETWEEN, CHANGES, NOT_RESOLVED
from experiments.studies.ablation.synergy import OUTCOMES_OF_H6
from experiments.studies.ablation.tables import AblationTables
from experiments.studies.common.contract import Made
from model.outcomes import OUTCOMES

SHARE_PLACES = 2
RANKING_COLUMNS = (
    N_("outcome"),
    N_("leads"),
    N_("other leader when off"),
    N_("open"),
    N_("largest change of a difference when off"),
)
K1_COLUMNS = (N_("mix"), N_("year"), N_("pairs"), N_("clear + / −"), N_("positive share"), N_("coverage"), N_("K1"))
H6_COLUMNS = (
    N_("mix"),
    N_("cooperation against"),
    N_("outcome"),
    N_("law"),
    N_("coop."),
    N_("both"),
    N_("interaction [90%]"),
    N_("verdict"),
)
AGAINST = {"existing": N_("existing policy"), "none": N_("none at all")}
VERDICTS = {
    "synergy": N_("synergy"),
    "none": N_("none"),
    "dilution": N_("dilution"),
    "not tested": N_("not tested"),
    "undecided": N_("undecided at this precision"),
}


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

    def word(self, text: str, /, **gaps: object) -> str:
        """Return a text with its gaps filled."""
        return translate(text, self.language, **gaps)

    def mechanism(self, name: str) -> str:
        """Return the label of a switch."""
        return translate(MECHANISMS.get(name, name), self.language)

    def outcome(self, name: str) -> str:
        """Return the label of an outcome with its unit."""
        return f"{label(OUTCOMES[name], self.language)} [{unit_in(self.language, display_unit(OUTCOMES[name])[0])}]"

    def leader(self, names: str, clear: bool) -> str:
        """Return who leads as codes; `?` where that is not clear."""
        if not names:
            return self.word("not known")
        told = "=".join(self.codes[name] for name in names.split(BETWEEN))
        return told if clear else f"{told}?"

    def title(self, text: str, course: str) -> str:
        """Return a title with year, and course where there are several."""
        told = f" · {self.courses[course]}" if len(self.courses) > 1 else ""
        return self.word(text, year=self.year, course=told)

    def legend(self) -> str:
        """Return what the words in the first table mean."""
        told = ", ".join(f"{self.codes[name]} {_plain(label(mix, self.language))}" for name, mix in self.mixes.items())
        options, count = self.study.options, len(self.study.mechanisms)
        return self.word(
            "Mixes: {mixes}. leads: first on the mean over {seeds} seeds; ? where its lead on another "
            "mix has a 90% interval with 0 in it, = where values are exactly the same. Another leader "
            "counts only where it is clear that the one stands above the other with the mechanism, and "
            "not without; open: for so many switches the leader differs without that. Largest change: "
            "the mix, its difference from {base} with everything on and with a mechanism off, in "
            "hundredths for indices and shares; nothing where no interval of the change leaves out 0. "
            "Each of {count} mechanisms is switched off alone. {parameters}",
            parameters=parameters_said(self.study.stored.settings, self.language),
            mixes=told,
            seeds=options.mechanisms,
            base=self.codes[self.subject.base],
            count=count,
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
        columns = [report.word(name) for name in RANKING_COLUMNS]
        yield plain_table(
            report.title(N_("Which mechanisms the ranking depends on, {year}{course}"), course), columns, rows
        )


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
        title = report.title(N_("Main effects, averaged over the other switches, {year}{course}"), course)
        base = report.codes[report.subject.base]
        columns = [
            report.word("mix"),
            report.word("on the difference from {base}", base=base),
            report.word("on how often the mix is first"),
        ]
        yield plain_table(f"{title}\n{report.outcome(outcome)}", columns, rows)


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
    return plain_table(
        report.word("K1, mutual reinforcement: interactions of instruments on impact"),
        [report.word(name) for name in K1_COLUMNS],
        rows,
    )


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
            keys = (report.codes[row["mix"]], report.word(AGAINST[row["against"]]))
            outcome, verdict = (
                label(OUTCOMES[row["outcome"]], report.language),
                report.word(VERDICTS[row["verdict"]]),
            )
            rows.append((*keys, outcome, *told, _interval(effect, places, report.language, "+"), verdict))
        asked = report.word("H6: does a due diligence law with sector cooperation do more than both apart?")
        title = f"{asked}\n{report.year} · {report.named_courses[str(course)]}"
        yield plain_table(title, [report.word(name) for name in H6_COLUMNS], rows)


def print_report(made: Made[AblationDesign], language: str, console: Console) -> None:
    """Print what carries the ranking, main effects, K1 and H6."""
    report = AblationReport(made, language)
    console.print(report.legend(), style="dim", markup=False)
    for table in (*ranking_tables(report), *factorial_tables(report)):
        console.print(table)
    if not report.study.k1.empty:
        console.print(k1_table(report))
        console.print(
            report.word("All from 0 to 1, with 90% intervals. A positive share of 0.5 is what noise alone would give."),
            style="dim",
        )
        for table in h6_tables(report):
            console.print(table)
        console.print(_h6_legend(report), style="dim")


def _h6_legend(report: AblationReport) -> str:
    if report.study.h6.empty:
        return report.word("H6 is not tested: no mix strengthens both the broad law and sector cooperation.")
    return report.word(
        "law and coop.: effect of each without the other; both: of the two; interaction: both less the "
        "sum of each, in hundredths for indices and shares. 'none': the interval stays within a tenth of "
        "the sizes of both effects. 'not tested': setting the law or cooperation back changes nothing "
        "there, as where European law comes under every mix, or cooperation is European and begins with "
        "the European law only."
    )
