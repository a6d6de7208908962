"""What the terminal shows of a sensitivity analysis, in English or Dutch."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
from rich.console import Console
from rich.table import Table

from experiments.report.formatting import mix_codes, number_in
from experiments.report.terminal import number_text, plain_table
from experiments.report.translation import N_, label, translate
from experiments.runs.sweeps.sampling import DUMMY
from experiments.studies.common.contract import Made
from experiments.studies.common.stored import Stored
from experiments.studies.sensitivity import moment_independent, noise, variance
from experiments.studies.sensitivity.design import SensitivityDesign
from experiments.studies.sensitivity.estimates import ABOVE, BELOW, CLOSE, CONSTANT, ROUGH_BELOW, UNKNOWN, WIDE
from experiments.studies.sensitivity.sampling import OTHERS
from experiments.studies.sensitivity.tables import SensitivityTables
from experiments.studies.sensitivity.targets import VALUE
from model.outcomes import OUTCOMES

RANKED = 10
"""Rows of the ranking that are shown; all are in its table."""
SHOWN = 2
"""Groups shown for each outcome and mix: those with the largest total index."""
LARGEST_SAMPLE = 99_999
"""Larger samples are reported as more than this: they are out of reach, and the estimate is rough."""
PLACES = 2
BY = {"mechanism": N_("mechanisms"), "parameter": N_("parameters")}
"""What is screened."""
RANKING_COLUMNS = (N_("rank"), N_("mechanism"), N_("parameters"), N_("score"), N_("largest in"), N_("own index"))
INDEX_COLUMNS = (N_("outcome"), N_("mix"), N_("largest"), N_("second"), N_("chance"))
PAWN_COLUMNS = (N_("parameter"), N_("times"), N_("most of all for"), N_("index [90%]"), N_("95% of dummies"))


class SensitivityReport:
    """A sensitivity analysis in one language; `runs` is how many were made."""

    def __init__(self, stored: Stored, runs: int, language: str) -> None:
        """Take a finished analysis, and `en` or `nl`."""
        self.study, self.runs, self.language = SensitivityTables(stored), runs, language
        self.subject, self.options = stored.subject, self.study.options
        self.year = self.subject.years[-1]
        self.codes = mix_codes(list({each.mix.name: each.mix for each in self.subject.scenarios}.values()))

    def word(self, text: str, /, **gaps: object) -> str:
        """Return a text with its gaps filled."""
        return translate(text, self.language, **gaps)

    def number(self, value: float, places: int = PLACES) -> str:
        """Return a number as text."""
        return number_text(float(value), places, "", self.language)

    def kind(self) -> str:
        """Return what is reported, in words."""
        if self.study.kind == VALUE:
            return self.word("values")
        return self.word("paired differences from {base}", base=self.codes[self.subject.base])

    def shown(self, method: str) -> pd.DataFrame:
        """Return the indices of a method that are reported: those of the last year."""
        rows = self.study.indices
        return rows[(rows["kind"] == self.study.kind) & (rows["year"] == self.year) & (rows["method"] == method)]


def legend(report: SensitivityReport) -> str:
    """Return what was run."""
    replicates = report.options.replicates
    return report.word(
        "{runs} runs at {points} points of {parameters} parameters in {groups} {by}, the same seeds "
        "at every point. What is explained: the variance over plausible ranges of the mean over "
        "{replicates} {seeds}.",
        runs=report.number(report.runs, 0),
        points=report.number(report.study.points, 0),
        parameters=report.study.parameters,
        groups=len(report.study.ranking) - 1,
        by=report.word(BY[report.options.by]),
        replicates=replicates,
        seeds=report.word(N_("seed") if replicates == 1 else N_("seeds")),
    )


def ranking_table(report: SensitivityReport) -> Table:
    """Return the first groups of the screening."""
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
    title = report.word(
        "Screening (Morris, {count} trajectories): which {by} matter most",
        count=report.options.trajectories,
        by=report.word(BY[report.options.by]),
    )
    return plain_table(title, [report.word(each) for each in RANKING_COLUMNS], rows)


def ranking_legend(report: SensitivityReport) -> str:
    """Return what the score means."""
    ranking = report.study.ranking
    lost = ranking[ranking["score"].isna()]["factor"]
    unknown = (
        report.word(" Not ranked, because runs failed that they need: {names}.", names=", ".join(map(str, lost)))
        if len(lost)
        else ""
    )
    targets, chosen = int(ranking["targets"].max()), int(ranking["chosen"].sum())
    return (
        report.word(
            "Score: mean size of effects as a share of the largest, over {targets} {kind} (outcomes, "
            "mixes, years) that vary. In brackets: 90% interval of the rank, from resampled "
            "trajectories. The first {chosen} have indices of their own below; the rest is 'all others'.",
            targets=targets,
            kind=report.kind(),
            chosen=chosen,
        )
        + unknown
    )


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
        return f"{name}: {report.word('not resolved')}"
    found = N_("not resolved (N≈{needed})") if needed <= LARGEST_SAMPLE else N_("not resolved (N>{needed})")
    return f"{name}: {report.word(found, needed=report.number(min(int(needed), LARGEST_SAMPLE), 0))}"


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
    title = report.word(
        "Total indices (Sobol, N = {count}) of {kind} in {year}: the largest",
        count=report.options.samples,
        kind=report.kind(),
        year=report.year,
    )
    heads = [report.word(each) for each in INDEX_COLUMNS]
    return plain_table(title, heads, index_rows(report))


def index_legend(report: SensitivityReport) -> str:
    """Return how to read the table of indices; where the index of the dummy differs, the largest is given."""
    rows, count = report.study.indices, report.options.samples
    dummy = rows[(rows["index"] == variance.TOTAL) & (rows["factor"] == DUMMY)]["value"].max()
    close, wide = (number_in(report.language, f"{each:g}") for each in (CLOSE, WIDE))
    text = report.word(
        "Index [90% interval]: share of the variance that is left when all else is known. Not "
        "resolved: the interval is wider than {close} and not above noise, or wider than {wide}; "
        "about so large an N would do. 'above noise': it matters, but how much is not known well. "
        "'not above chance': no more than what seeds make of something that does nothing; more "
        "--replicates would help. Chance: share of the variance of a result that comes from seeds. "
        "The dummy, which changes nothing, has index {dummy}.",
        close=close,
        wide=wide,
        dummy=report.number(dummy),
    )
    return text + (
        report.word(
            " N = {count} is below {enough}: intervals are rough, and hold the index in some 80 to 86% "
            "of cases instead of 90%.",
            count=count,
            enough=ROUGH_BELOW,
        )
        if count < ROUGH_BELOW
        else ""
    )


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
    heads = [report.word(each) for each in PAWN_COLUMNS]
    return plain_table(report.word("Parameters whose interval too is above the dummies, most often first"), heads, rows)


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
