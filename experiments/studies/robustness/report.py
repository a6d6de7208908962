"""What the terminal shows of a robustness study."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pandas as pd
from rich.console import Console
from rich.table import Table

from experiments.report.formatting import factor, number_in, percent
from experiments.report.terminal import number_text, plain_table
from experiments.report.translation import N_, unit_in
from experiments.studies.common.analysis_view import AnalysisView
from experiments.studies.common.contract import Made
from experiments.studies.robustness.base_report import base_tables
from experiments.studies.robustness.contests import MIX
from experiments.studies.robustness.design import RobustnessDesign
from experiments.studies.robustness.flips import SEEDS
from experiments.studies.robustness.guard import ALWAYS
from experiments.studies.robustness.tables import RobustnessTables, most_often
from model.parameters import declared

_PERCENT = 100
COLUMNS = (N_("tied"), N_("equal"), N_("most often"), N_("by enough"), N_("seed"))
SIDES = {"below": N_("is below"), "above": N_("is above")}


@dataclass(frozen=True, eq=False)
class RobustnessReport(AnalysisView):
    """A study of robustness in one language."""

    study: RobustnessTables = field(kw_only=True)

    def option(self, kind: str, name: str) -> str:
        """Return the code of a mix, or the label of a course."""
        return self.mixes[name].code if kind == MIX else self.courses[name]

    def context(self, kind: str, name: str) -> str:
        """Return what competing options have in common: a course, or a mix."""
        return self.courses[name] if kind == MIX else self.mixes[name].code


def rank_tables(report: RobustnessReport) -> Iterator[Table]:
    """Yield one table a field: who is first how often, in the last year."""
    year = report.study.year
    for (kind, context), part in report.study.ranks.groupby(["kind", "context"], sort=False):
        names = list(dict.fromkeys(part["option"]))
        codes = [report.option(str(kind), name) for name in names]
        rows = []
        for outcome, each in part.groupby("outcome", sort=False):
            by_name = each.set_index("option")
            best = most_often(by_name)
            cells = [percent(float(by_name.loc[name, "first"])) for name in names]
            equal = float(each["all_equal"].max())
            shared = max(0.0, 1.0 - equal - float(by_name["first"].sum()))
            leader = _leader(by_name.loc[[best]].iloc[0], report.option(str(kind), best)) if best else ["–"] * 3
            if report.study.over_ensemble:
                leader.append(_over_prior(report, str(kind), str(context), str(outcome)))
            rows.append([report.outcome_label(str(outcome)), *cells, percent(shared), percent(equal), *leader])
        title = report.word("first, % of {draws} draws, {year}", draws=int(part["draws"].max()), year=year)
        title = f"{title} - {report.word('under')}: {report.context(str(kind), str(context))}"
        heads = [*codes, *map(report.word, COLUMNS)]
        if report.study.over_ensemble:
            heads.append(report.word("over the prior"))
        yield plain_table(title, [report.word("outcome"), *heads], rows)


def _leader(row: pd.Series, name: str) -> list[str]:
    """Return who is first most often with the interval of its share, by enough, and what is due to the seed."""
    often = f"{name} [{percent(row['first_lo'])}–{percent(row['first_hi'])}]"
    return [often, percent(float(row["first_relevant"])), percent(float(row["seed_share"]))]


def _over_prior(report: RobustnessReport, kind: str, context: str, outcome: str) -> str:
    """Return which option is most often first over the prior, and in what share of its draws."""
    name, share = report.study.prior_leader(kind, context, outcome)
    return f"{report.option(kind, name)} {percent(share)}" if name else "–"


def legend(report: RobustnessReport) -> str:
    """Return how to read the tables of who is first."""
    over = (
        report.word("Draws are of ensemble {name}, in the last column of the prior.", name=report.study.ensemble)
        if report.study.over_ensemble
        else report.word("Draws are of the prior: the plausible ranges, not fitted to observations.")
    )
    return f"{over} " + report.word(
        "Each draw has its own parameters and its own seed. first: best alone, however small the "
        "lead; tied: best with some others; most often: with the 90% interval of its share; by "
        "enough: share of draws in which that one leads by more than the least relevant size "
        "(scenarios/least_relevant.toml); seed: % of the variance of being first that the random "
        "seed makes at given parameters, from {replicated} draws that were run twice",
        replicated=int(report.study.ranks["replicated"].max()),
    )


def guard_lines(report: RobustnessReport) -> Iterator[str]:
    """Yield the warnings of the last year."""
    own = report.study.guard
    if own.empty:
        return
    yield report.word(
        "The design may be predetermining {count} outcomes: one option leads in over 95% of prior "
        "draws, or in under 1%",
        count=own["outcome"].nunique(),
    )
    several = own[["kind", "context"]].drop_duplicates().shape[0] > 1
    for row in own[own["warning"] == ALWAYS].itertuples():
        text = report.word(
            "{outcome}: {option} leads in {share}",
            outcome=report.outcome_label(str(row.outcome)),
            option=report.option(str(row.kind), str(row.option)),
            share=f"{percent(float(str(row.first)))}%",
        )
        where = f"{report.context(str(row.kind), str(row.context))}, " if several else ""
        yield f"  {where}{text}{_why([row.mechanisms], report)}"
    rare = own[own["warning"] != ALWAYS]
    rare = rare.assign(seen=rare["first"] > 0)
    for (kind, context, outcome, seen), part in rare.groupby(["kind", "context", "outcome", "seen"], sort=False):
        options = ", ".join(report.option(str(row.kind), str(row.option)) for row in part.itertuples())
        high = number_text(_PERCENT * float(part["first_hi"].max()), 1, "", report.language) + "%"
        draws = int(part["draws"].max())
        label = report.outcome_label(str(outcome))
        where = f"{report.context(str(kind), str(context))}, " if several else ""
        often = (
            N_("{outcome}: leads in under 1% of {draws} draws (at most {high}): {options}")
            if bool(seen)
            else N_("{outcome}: never seen to lead in {draws} draws (so at most {high}): {options}")
        )
        text = report.word(often, outcome=label, draws=draws, high=high, options=options)
        yield f"  {where}{text}{_why(part['mechanisms'], report)}"


def _why(listed: Iterable[object], report: RobustnessReport) -> str:
    """Return which mechanisms a warning goes with; `listed`: their names with a space between, by option."""
    names = dict.fromkeys(name for each in listed for name in str(each).split())
    if names:
        return report.word("; goes with {mechanisms}", mechanisms=", ".join(names))
    return report.word("; with no parameter in particular (see `ablate`)")


def flip_lines(report: RobustnessReport) -> Iterator[str]:
    """Yield where the leader changes in the last year, as far as that stands out from chance."""
    last, scanned = report.study.flips, report.study.scanned
    if last.empty:
        return
    own = last[last["flips"].astype(bool)]
    yield report.word(
        "Where the leading option changes when one parameter moves and others stay at their default, {year}",
        year=report.study.year,
    )
    clear = own[own["clear"].astype(bool)]
    for row in clear.to_dict("records"):
        unit = unit_in(report.language, declared()[row["parameter"]].unit)
        where = f"{report.context(row['kind'], row['context'])}, " if clear["context"].nunique() > 1 else ""
        yield f"  {where}" + report.word(
            "{outcome}: {leader} → {new} where {parameter} {side} {value} {unit} (default {default}, "
            "plausible {low} to {high}); ahead by {lead} at the default, behind by {lost} beyond",
            outcome=report.outcome_label(row["outcome"]),
            leader=report.option(row["kind"], row["leader"]),
            new=report.option(row["kind"], row["new_leader"]),
            parameter=row["parameter"],
            side=report.word(SIDES[row["side"]]),
            value=number_in(report.language, f"{row['value']:.3g}"),
            unit="" if unit in ("1", "0-1") else unit,
            default=number_in(report.language, f"{row['default']:.3g}"),
            low=number_in(report.language, f"{row['low']:.3g}"),
            high=number_in(report.language, f"{row['high']:.3g}"),
            lead=_size(report, row["outcome"], row["lead_at_default"]),
            lost=_size(report, row["outcome"], row["lead_lost_by"]),
        ).replace("  ", " ")
    if clear.empty:
        names = ", ".join(each.name for each in scanned)
        yield "  " + report.word(
            "none clear of chance among the {count} parameters scanned: {names}", count=len(scanned), names=names
        )
    if len(own) > len(clear):
        yield "  " + report.word(
            "{count} flips are within chance over {seeds} seeds; they are in flips.csv",
            count=len(own) - len(clear),
            seeds=len(SEEDS),
        )
    moved = last.assign(open=last["leader"] == "").groupby("parameter", sort=False)[["flips", "open"]].any()
    kept = list(moved.index[~moved["flips"].astype(bool) & ~moved["open"]])
    if kept:
        yield "  " + report.word(
            "no change of leader at the values scanned, on any outcome: {names}", names=", ".join(kept)
        )
    if count := int((last["leader"] == "").sum()):
        yield "  " + report.word(
            "{count} scans give no result: an outcome is not known, or several options are first at the default",
            count=count,
        )


def _size(report: RobustnessReport, outcome: str, value: float) -> str:
    return f"{number_in(report.language, f'{factor(outcome) * value:.2g}')} {report.unit(outcome)}"


def print_report(made: Made[RobustnessDesign], language: str, console: Console) -> None:
    """Print who is first how often, what mixes gain over the base, warnings of the guard, and flips."""
    stored = made.stored
    report = RobustnessReport(stored.subject, stored.study_id, language, study=RobustnessTables(stored))
    for table in (*rank_tables(report), *base_tables(report.study, report)):
        console.print(table)
    console.print(legend(report), style="dim", soft_wrap=True)
    for line in (*guard_lines(report), *flip_lines(report)):
        console.print(line, markup=False, soft_wrap=True)
