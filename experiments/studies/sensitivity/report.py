"""What the terminal shows of a sensitivity analysis, in English or Dutch."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from experiments.report.formatting import number_in
from experiments.report.terminal import plain_table
from experiments.report.translation import N_, label
from experiments.runs.sweeps.sampling import DUMMY
from experiments.studies.common.contract import Made
from experiments.studies.sensitivity import noise, variance
from experiments.studies.sensitivity.design import SensitivityDesign
from experiments.studies.sensitivity.distance_report import given_data_legend, given_data_table, pawn_legend, pawn_table
from experiments.studies.sensitivity.estimates import ABOVE, BELOW, CLOSE, CONSTANT, ROUGH_BELOW, UNKNOWN, WIDE
from experiments.studies.sensitivity.report_language import SensitivityReport, with_ends
from experiments.studies.sensitivity.sampling import OTHERS
from model.outcomes import OUTCOMES

RANKED = 10
"""Rows of the ranking that are shown; all are in its table."""
SHOWN = 2
"""Groups shown for each outcome and mix: those with the largest total index."""
LARGEST_SAMPLE = 99_999
"""Larger samples are reported as more than this: they are out of reach, and the estimate is rough."""
BY = {"mechanism": N_("mechanisms"), "parameter": N_("parameters")}
"""What is screened."""
RANKING_COLUMNS = (N_("rank"), N_("mechanism"), N_("parameters"), N_("score"), N_("largest in"), N_("own index"))
INDEX_COLUMNS = (N_("outcome"), N_("mix"), N_("largest"), N_("second"), N_("chance"))


def legend(report: SensitivityReport) -> str:
    """Return what was run."""
    replicates = report.options.replicates
    return report.word(
        "{runs} runs at {points} points of {parameters} parameters in {groups} {by}, the same seeds "
        "at every point. What is explained: the variance over plausible ranges, from which parameters are "
        "drawn independently, of the mean over {replicates} {seeds}.",
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
    if not report.study.given_data.empty:
        console.print(given_data_table(report))
        console.print(given_data_legend(report), style="dim")
