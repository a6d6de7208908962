"""What the terminal shows of a sensitivity analysis, in English or Dutch."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
from rich.console import Console
from rich.table import Table

from experiments.report.formatting import mix_codes
from experiments.report.terminal import label, number_in, number_text, plain_table
from experiments.runs.sweeps.sampling import DUMMY
from experiments.studies.common.contract import Made
from experiments.studies.common.stored import Stored
from experiments.studies.sensitivity import moment_independent, noise, variance
from experiments.studies.sensitivity.design import SensitivityDesign
from experiments.studies.sensitivity.estimates import ABOVE, BELOW, CLOSE, CONSTANT, ROUGH_BELOW, UNKNOWN, WIDE
from experiments.studies.sensitivity.sampling import OTHERS
from experiments.studies.sensitivity.tables import SensitivityTables
from experiments.studies.sensitivity.words import word
from model.outcomes import OUTCOMES

RANKED = 10
"""Rows of the ranking that are shown; all are in its table."""
SHOWN = 2
"""Groups shown for each outcome and mix: those with the largest total index."""
LARGEST_SAMPLE = 99_999
"""Larger samples are reported as more than this: they are out of reach, and the estimate is rough."""
PLACES = 2


class SensitivityReport:
    """A sensitivity analysis in one language; `runs` is how many were made."""

    def __init__(self, stored: Stored, runs: int, language: str) -> None:
        """Take a finished analysis, and `en` or `nl`."""
        self.study, self.runs, self.language = SensitivityTables(stored), runs, language
        self.subject, self.options = stored.subject, self.study.options
        self.year = self.subject.years[-1]
        self.codes = mix_codes(list({each.mix.name: each.mix for each in self.subject.scenarios}.values()))

    def word(self, key: str, **gaps: object) -> str:
        """Return a sentence."""
        return word(key, self.language).format(**gaps)

    def number(self, value: float, places: int = PLACES) -> str:
        """Return a number as text."""
        return number_text(float(value), places, "", self.language)

    def kind(self) -> str:
        """Return what is reported, in words."""
        return self.word(self.study.kind, base=self.codes[self.subject.base])

    def shown(self, method: str) -> pd.DataFrame:
        """Return the indices of a method that are reported: those of the last year."""
        rows = self.study.indices
        return rows[(rows["kind"] == self.study.kind) & (rows["year"] == self.year) & (rows["method"] == method)]


def legend(report: SensitivityReport) -> str:
    """Return what was run."""
    replicates = report.options.replicates
    return report.word(
        "legend",
        runs=report.number(report.runs, 0),
        points=report.number(report.study.points, 0),
        parameters=report.study.parameters,
        groups=len(report.study.ranking) - 1,
        by=report.word(report.options.by),
        replicates=replicates,
        seeds=report.word("seed" if replicates == 1 else "seeds"),
    )


def ranking_table(report: SensitivityReport) -> Table:
    """Return the first groups of the screening."""
    columns = ["rank", "factor", "parameters", "score", "largest", "chosen"]
    rows = [
        (
            f"{row['rank']} [{row['rank_lo']:.0f}; {row['rank_hi']:.0f}]",
            row["factor"],
            row["parameters"],
            report.number(row["score"]),
            f"{row['largest']} / {row['targets']}",
            report.word("yes") if row["chosen"] else "",
        )
        for row in report.study.ranking.head(RANKED).to_dict(orient="records")
    ]
    title = report.word("ranking", count=report.options.trajectories, by=report.word(report.options.by))
    return plain_table(title, [report.word(name) for name in columns], rows)


def ranking_legend(report: SensitivityReport) -> str:
    """Return what the score means."""
    ranking = report.study.ranking
    lost = ranking[ranking["score"].isna()]["factor"]
    unknown = report.word("not_ranked", names=", ".join(map(str, lost))) if len(lost) else ""
    targets, chosen = int(ranking["targets"].max()), int(ranking["chosen"].sum())
    return report.word("ranking_legend", targets=targets, kind=report.kind(), chosen=chosen) + unknown


def index_text(report: SensitivityReport, row: Mapping[Any, Any]) -> str:
    """Return an index with its interval, or that it is not resolved and which sample would do."""
    name = report.word(OTHERS) if row["factor"] == OTHERS else str(row["factor"])
    if row["resolved"]:
        note = f" {report.word(ABOVE)}" if row["standing"] == ABOVE else ""
        return f"{name} {with_ends(report, row)}{note}"
    if row["standing"] in (CONSTANT, UNKNOWN):
        return report.word(str(row["standing"]))
    if row["standing"] == BELOW:
        return f"{name}: {report.word(BELOW)}"
    needed = float(row["needed_samples"])
    if math.isnan(needed):
        return f"{name}: {report.word('open')}"
    key = "about" if needed <= LARGEST_SAMPLE else "beyond"
    return f"{name}: {report.word(key, needed=report.number(min(int(needed), LARGEST_SAMPLE), 0))}"


def with_ends(report: SensitivityReport, row: Mapping[Any, Any]) -> str:
    """Return a value and its interval."""
    value, low, high = (report.number(row[name]) for name in ("value", "lo", "hi"))
    return f"{value} [{low}; {high}]"


def index_rows(report: SensitivityReport) -> Iterator[tuple[str, ...]]:
    """Yield for each outcome and mix the largest total indices and the share of chance, in the last year."""
    total, chance = report.shown(variance.METHOD), report.shown(noise.METHOD)
    total = total[(total["index"] == variance.TOTAL) & (total["factor"] != DUMMY)]
    chance = chance[chance["index"] == noise.TOTAL]
    shares = chance.set_index(["outcome", "course", "mix"])["value"].to_dict()
    several = len({each.course.name for each in report.subject.scenarios}) > 1
    outcomes, before = report.subject.outcomes, ""
    groups = {tuple(map(str, key)): rows for key, rows in total.groupby(["outcome", "course", "mix"], sort=False)}
    for key, rows in sorted(groups.items(), key=lambda each: outcomes.index(each[0][0])):
        outcome, course, mix = key
        ordered = rows.sort_values("value", ascending=False, kind="stable").to_dict(orient="records")
        count = 1 if ordered[0]["standing"] in (CONSTANT, UNKNOWN) else SHOWN
        cells = [index_text(report, row) for row in ordered[:count]]
        cells += [""] * (SHOWN - len(cells))
        option = f"{report.codes[mix]}, {course}" if several else report.codes[mix]
        name = "" if outcome == before else label(OUTCOMES[outcome], report.language)
        yield name, option, *cells, report.number(shares[key])
        before = outcome


def index_table(report: SensitivityReport) -> Table:
    """Return the largest total indices by outcome and mix."""
    title = report.word("indices", count=report.options.samples, kind=report.kind(), year=report.year)
    heads = [report.word(name) for name in ("outcome", "mix", "first", "second", "chance")]
    return plain_table(title, heads, index_rows(report))


def index_legend(report: SensitivityReport) -> str:
    """Return how to read the table of indices; where the index of the dummy differs, the largest is given."""
    rows, count = report.study.indices, report.options.samples
    dummy = rows[(rows["index"] == variance.TOTAL) & (rows["factor"] == DUMMY)]["value"].max()
    close, wide = (number_in(report.language, f"{each:g}") for each in (CLOSE, WIDE))
    text = report.word("indices_legend", close=close, wide=wide, dummy=report.number(dummy))
    return text + (report.word("rough", count=count, enough=ROUGH_BELOW) if count < ROUGH_BELOW else "")


def pawn_rows(report: SensitivityReport) -> pd.DataFrame:
    """Return the indices without variance that are reported: of parameters, in the last year."""
    found = report.shown(moment_independent.METHOD)
    return found[(found["factor"] != DUMMY) & found["value"].notna()]


def pawn_legend(report: SensitivityReport) -> str:
    """Return how many parameters stand above the dummies."""
    shown = pawn_rows(report)
    above = int((shown["value"] > shown["gauge"]).sum())
    chance = round(moment_independent.EXPECTED_ABOVE * len(shown))
    return report.word("pawn", above=above, all=len(shown), chance=chance, year=report.year)


def pawn_table(report: SensitivityReport) -> Table:
    """Return the parameters that stand above the dummies most often, and where each does so by most."""
    shown = pawn_rows(report)
    shown = shown.assign(beyond=shown["value"] - shown["gauge"])
    shown = shown[shown["resolved"]]
    often = shown["factor"].value_counts()
    best = shown.sort_values("beyond", ascending=False, kind="stable").drop_duplicates("factor")
    best = best.assign(often=best["factor"].map(often)).sort_values("often", ascending=False, kind="stable")
    rows = [
        (
            row["factor"],
            row["often"],
            f"{label(OUTCOMES[str(row['outcome'])], report.language)}, {report.codes[str(row['mix'])]}",
            with_ends(report, row),
            report.number(row["gauge"]),
        )
        for row in best.head(RANKED).to_dict(orient="records")
    ]
    heads = [report.word(name) for name in ("one_parameter", "often", "most", "pawn_index", "dummies")]
    return plain_table(report.word("pawn_best"), heads, rows)


def print_report(made: Made[SensitivityDesign], language: str, console: Console) -> None:
    """Print what matters, and how sure that is."""
    report = SensitivityReport(made.stored, made.runs, language)
    console.print(legend(report), style="dim")
    console.print(ranking_table(report))
    console.print(ranking_legend(report), style="dim")
    console.print(index_table(report))
    console.print(index_legend(report), style="dim")
    console.print(pawn_legend(report))
    pawn = pawn_table(report)
    if pawn.row_count:
        console.print(pawn)
