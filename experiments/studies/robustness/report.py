"""What the terminal shows of a robustness study."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import pandas as pd
from rich.table import Table

from experiments.report.formatting import factor
from experiments.report.terminal import number_in, number_text, plain_table
from experiments.report.translation import unit_in
from experiments.studies.common.analysis_view import AnalysisView
from experiments.studies.robustness.contests import MIX
from experiments.studies.robustness.flips import SEEDS
from experiments.studies.robustness.guard import ALWAYS
from experiments.studies.robustness.study import PRIOR, RobustnessStudy
from model.parameters import declared

_SAID: dict[str, tuple[str, str]] = {
    "first": ("first, % of {draws} draws, {year}", "eerste, % van {draws} trekkingen, {year}"),
    "outcome": ("outcome", "uitkomst"),
    "context": ("under", "bij"),
    "shared": ("tied", "gedeeld"),
    "equal": ("equal", "gelijk"),
    "leader": ("most often", "vaakst"),
    "relevant": ("by enough", "met genoeg"),
    "seed": ("seed", "toeval"),
    "legend": (
        "Each draw has its own parameters and its own seed. first: best alone, however small the lead; tied: best with"
        " some others; most often: with the 90% interval of its share; by enough: share of draws in which that one"
        " leads by more than the least relevant size (scenarios/least_relevant.toml); seed: % of the variance of being"
        " first that the random seed makes at given parameters, from {replicated} draws that were run twice",
        "Elke trekking heeft eigen parameters en een eigen toevalsreeks. eerste: als enige het beste, hoe klein de"
        " voorsprong ook; gedeeld: met enkele andere; vaakst: met het 90%-interval van het aandeel; met genoeg: aandeel"
        " van de trekkingen waarin die meer voorligt dan het kleinste verschil van belang"
        " (scenarios/least_relevant.toml); toeval: % van de variantie van eerste zijn dat de toevalsreeks maakt bij"
        " gegeven parameters, uit {replicated} trekkingen die twee keer zijn gedraaid",
    ),
    "guard": (
        "The design may be predetermining {count} outcomes: one option leads in over 95% of prior draws, or in"
        " under 1%",
        "De opzet legt mogelijk {count} uitkomsten al vast: één optie leidt in meer dan 95% van de prior-trekkingen,"
        " of in minder dan 1%",
    ),
    "guard_always": ("{outcome}: {option} leads in {share}", "{outcome}: {option} leidt in {share}"),
    "guard_never": (
        "{outcome}: never seen to lead in {draws} draws (so at most {high}): {options}",
        "{outcome}: leidt in geen van {draws} trekkingen (dus hoogstens {high}): {options}",
    ),
    "guard_seldom": (
        "{outcome}: leads in under 1% of {draws} draws (at most {high}): {options}",
        "{outcome}: leidt in minder dan 1% van {draws} trekkingen (hoogstens {high}): {options}",
    ),
    "guard_why": ("; goes with {mechanisms}", "; gaat samen met {mechanisms}"),
    "guard_rules": (
        "; with no parameter in particular (see `ablate`)",
        "; met geen parameter in het bijzonder (zie `ablate`)",
    ),
    "flips": (
        "Where the leading option changes when one parameter moves and others stay at their default, {year}",
        "Waar de koploper wisselt als één parameter verschuift en de andere op hun standaard blijven, {year}",
    ),
    "flip": (
        "{outcome}: {leader} → {new} where {parameter} {side} {value} {unit} (default {default}, plausible {low} to"
        " {high}); ahead by {lead} at the default, behind by {lost} beyond",
        "{outcome}: {leader} → {new} waar {parameter} {side} {value} {unit} (standaard {default}, plausibel {low} tot"
        " {high}); voorsprong {lead} bij de standaard, achterstand {lost} daarvoorbij",
    ),
    "below": ("is below", "lager is dan"),
    "above": ("is above", "hoger is dan"),
    "no_flips": (
        "none clear of chance among the {count} parameters scanned: {names}",
        "geen die meer is dan toeval bij de {count} onderzochte parameters: {names}",
    ),
    "kept": (
        "no change of leader at the values scanned, on any outcome: {names}",
        "geen wisseling van koploper bij de gescande waarden, op geen uitkomst: {names}",
    ),
    "unknown": (
        "{count} scans cannot tell: an outcome is not known, or several options are first at the default",
        "{count} scans geven geen antwoord: een uitkomst is niet bekend, of meer opties zijn eerste bij de standaard",
    ),
    "others": (
        "{count} flips are within chance over {seeds} seeds; they are in flips.csv",
        "{count} wisselingen zijn over {seeds} toevalsreeksen niet te onderscheiden van toeval; ze staan in flips.csv",
    ),
}
_PERCENT = 100


class Telling(AnalysisView):
    """A robustness study in one language."""

    @property
    def said(self) -> dict[str, str]:
        """The words."""
        return {key: texts[self.language == "nl"] for key, texts in _SAID.items()}

    def option(self, kind: str, name: str) -> str:
        """Return the code of a mix, or the label of a course."""
        return self.mixes[name].code if kind == MIX else self.courses[name]

    def context(self, kind: str, name: str) -> str:
        """Return what competing options have in common: a course, or a mix."""
        return self.courses[name] if kind == MIX else self.mixes[name].code


def rank_tables(study: RobustnessStudy, view: Telling) -> Iterator[Table]:
    """Yield one table a field: who is first how often, in the last year."""
    year = study.subject.years[-1]
    ranks = study.tables["ranks"]
    own = ranks[(ranks["year"] == year) & (ranks["sample"] == PRIOR)]
    for (kind, context), part in own.groupby(["kind", "context"], sort=False):
        names = list(dict.fromkeys(part["option"]))
        codes = [view.option(str(kind), name) for name in names]
        rows = []
        for outcome, each in part.groupby("outcome", sort=False):
            by_name = each.set_index("option")
            highest = by_name.index[by_name["first"] == max(by_name["first"].max(), 1e-12)]
            best = str(highest[0]) if len(highest) == 1 else ""
            cells = [percent(float(by_name.loc[name, "first"])) for name in names]
            equal = float(each["all_equal"].max())
            shared = max(0.0, 1.0 - equal - float(by_name["first"].sum()))
            leader = _leader(by_name.loc[[best]].iloc[0], view.option(str(kind), best)) if best else ["–"] * 3
            rows.append([view.outcome_label(str(outcome)), *cells, percent(shared), percent(equal), *leader])
        title = view.said["first"].format(draws=int(part["draws"].max()), year=year)
        title = f"{title} - {view.said['context']}: {view.context(str(kind), str(context))}"
        heads = [*codes, *(view.said[name] for name in ("shared", "equal", "leader", "relevant", "seed"))]
        yield plain_table(title, [view.said["outcome"], *heads], rows)


def _leader(row: pd.Series, name: str) -> list[str]:
    """Return who is first most often with the interval of its share, by enough, and what is due to the seed."""
    told = f"{name} [{percent(row['first_lo'])}–{percent(row['first_hi'])}]"
    return [told, percent(float(row["first_relevant"])), percent(float(row["seed_share"]))]


def legend(study: RobustnessStudy, view: Telling) -> str:
    """Return how to read the tables of who is first."""
    ranks = study.tables["ranks"]
    return view.said["legend"].format(replicated=int(ranks.loc[ranks["sample"] == PRIOR, "replicated"].max()))


def percent(share: float) -> str:
    """Return a share as a whole percentage."""
    return "–" if math.isnan(share) else f"{_PERCENT * share:.0f}"


def guard_lines(study: RobustnessStudy, view: Telling) -> Iterator[str]:
    """Yield the warnings of the last year."""
    table = study.tables["guard"]
    own = table[(table["year"] == study.subject.years[-1])]
    if own.empty:
        return
    yield view.said["guard"].format(count=own["outcome"].nunique())
    several = own[["kind", "context"]].drop_duplicates().shape[0] > 1
    for row in own[own["warning"] == ALWAYS].itertuples():
        told = view.said["guard_always"].format(
            outcome=view.outcome_label(str(row.outcome)),
            option=view.option(str(row.kind), str(row.option)),
            share=f"{percent(float(str(row.first)))}%",
        )
        where = f"{view.context(str(row.kind), str(row.context))}, " if several else ""
        yield f"  {where}{told}{_why([row.mechanisms], view)}"
    rare = own[own["warning"] != ALWAYS]
    rare = rare.assign(seen=rare["first"] > 0)
    for (kind, context, outcome, seen), part in rare.groupby(["kind", "context", "outcome", "seen"], sort=False):
        options = ", ".join(view.option(str(row.kind), str(row.option)) for row in part.itertuples())
        high = number_text(_PERCENT * float(part["first_hi"].max()), 1, "", view.language) + "%"
        draws = int(part["draws"].max())
        label = view.outcome_label(str(outcome))
        where = f"{view.context(str(kind), str(context))}, " if several else ""
        key = "guard_seldom" if bool(seen) else "guard_never"
        told = view.said[key].format(outcome=label, draws=draws, high=high, options=options)
        yield f"  {where}{told}{_why(part['mechanisms'], view)}"


def _why(listed: Iterable[object], view: Telling) -> str:
    """Return which mechanisms a warning goes with; `listed`: their names with a space between, by option."""
    names = dict.fromkeys(name for each in listed for name in str(each).split())
    return view.said["guard_why" if names else "guard_rules"].format(mechanisms=", ".join(names))


def flip_lines(study: RobustnessStudy, view: Telling) -> Iterator[str]:
    """Yield where the leader changes in the last year, as far as that stands out from chance."""
    if "flips" not in study.tables:
        return
    table = study.tables["flips"]
    year = study.subject.years[-1]
    last = table[table["year"] == year]
    own = last[last["flips"].astype(bool)]
    yield view.said["flips"].format(year=year)
    clear = own[own["clear"].astype(bool)]
    for row in clear.to_dict("records"):
        unit = unit_in(view.language, declared()[row["parameter"]].unit)
        where = f"{view.context(row['kind'], row['context'])}, " if clear["context"].nunique() > 1 else ""
        yield f"  {where}" + view.said["flip"].format(
            outcome=view.outcome_label(row["outcome"]),
            leader=view.option(row["kind"], row["leader"]),
            new=view.option(row["kind"], row["new_leader"]),
            parameter=row["parameter"],
            side=view.said[row["side"]],
            value=number_in(view.language, f"{row['value']:.3g}"),
            unit="" if unit in ("1", "0-1") else unit,
            default=number_in(view.language, f"{row['default']:.3g}"),
            low=number_in(view.language, f"{row['low']:.3g}"),
            high=number_in(view.language, f"{row['high']:.3g}"),
            lead=_size(view, row["outcome"], row["lead_at_default"]),
            lost=_size(view, row["outcome"], row["lead_lost_by"]),
        ).replace("  ", " ")
    if clear.empty:
        names = ", ".join(each.name for each in study.scanned)
        yield "  " + view.said["no_flips"].format(count=len(study.scanned), names=names)
    if len(own) > len(clear):
        yield "  " + view.said["others"].format(count=len(own) - len(clear), seeds=len(SEEDS))
    told = last.assign(open=last["leader"] == "").groupby("parameter", sort=False)[["flips", "open"]].any()
    kept = list(told.index[~told["flips"].astype(bool) & ~told["open"]])
    if kept:
        yield "  " + view.said["kept"].format(names=", ".join(kept))
    if count := int((last["leader"] == "").sum()):
        yield "  " + view.said["unknown"].format(count=count)


def _size(view: Telling, outcome: str, value: float) -> str:
    told = number_in(view.language, f"{factor(outcome) * value:.2g}")
    return f"{told} {view.unit(outcome)}"
