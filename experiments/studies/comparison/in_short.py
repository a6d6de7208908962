"""A comparison in at most ten lines: who leads, by how much, what it costs, and on what that rests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from experiments.report.formatting import mix_codes
from experiments.report.terminal import number_text
from experiments.report.translation import N_, in_language, label
from experiments.runs.statistics import mean_and_interval
from experiments.studies.comparison.tables import StudyTables

IMPACT, WORKERS, BURDEN, PUBLIC = "chain_impact_change_dutch", "workers_improved_dutch", "cost_firms", "public_cost"
FIELDS = ("level_playing_field_nld", "level_playing_field_eu")
_HUNDRED, _IMPACT_PLACES, _FIELD_PLACES = 100.0, 2, 1


def in_short(tables: StudyTables, verdicts: pd.DataFrame | None, language: str, minus: str = "-") -> Iterator[str]:
    """Yield at most ten lines on a comparison under at most two courses; further courses are left to the tables.

    Args:
        tables: the study.
        verdicts: on the hypotheses, None when there are none.
        language: `en` or `nl`.
        minus: sign of numbers below 0.
    """
    say, year = in_language(language), int(tables.summary["year"].max())
    ensemble = tables.manifest.get("ensemble")
    yield say(
        N_("In short ({year}; {seeds} seeds, 90% intervals; one point of parameters)")
        if ensemble is None
        else N_("In short ({year}; {seeds} seeds, each with a draw of ensemble {ensemble}; 90% intervals)"),
        year=year,
        seeds=tables.seeds,
        ensemble="" if ensemble is None else ensemble["name"],
    )
    for course in list(tables.courses)[:2]:
        yield from _on_course(tables, course, year, (language, minus))
    if verdicts is not None and not verdicts.empty:
        first = verdicts[verdicts["course"] == next(iter(tables.courses))]
        counts = [
            f"{say(str(verdict))} {', '.join(group['hypothesis'])}"
            for verdict, group in first.groupby("verdict", sort=False)
        ]
        yield say("Expectations: {counts}", counts="; ".join(counts))


def _on_course(tables: StudyTables, course: str, year: int, written: tuple[str, str]) -> Iterator[str]:
    """Yield the lines on one course: change under the base, the lead, the field and what it costs."""
    language, minus = written
    say, base = in_language(language), tables.base
    rows = tables.summary[(tables.summary["course"] == course) & (tables.summary["year"] == year)]
    cells: Any = rows.set_index(["outcome", "mix"])
    codes = mix_codes(list(tables.mixes.values()))

    def said(value: float, places: int = _IMPACT_PLACES, sign: str = "+") -> str:
        return number_text(value, places, sign, language).replace("-", minus)

    change = said(_HUNDRED * float(cells.loc[(IMPACT, base), "mean"]))
    yield say(
        "{course}: since 2019 Dutch chains change by {change} of 100 points under mix {base}",
        course=label(tables.courses[course], language),
        change=change,
        base=codes[base],
    )
    others = [mix for mix in tables.shown if mix != base]
    if not others:
        return
    gains = _HUNDRED * cells.loc[IMPACT].loc[others, ["diff", "diff_lo", "diff_hi"]]
    order = gains["diff"].sort_values(ascending=False, kind="stable").index.tolist()
    best, rest = order[0], order[1:]
    gain, low, high = (float(each) for each in gains.loc[best])
    if not low > 0.0:
        yield say(
            "  no other mix adds or takes away more than the spread of seeds (highest: {best}, {gain})",
            best=codes[best],
            gain=said(gain),
        )
    elif rest and not _apart(tables, course, year, (best, rest[0])):
        other = said(float(gains.loc[rest[0], "diff"]))
        yield say(
            "  mix {best} ({gain}) does not stand apart from mix {second} ({other}) over these seeds",
            best=codes[best],
            gain=said(gain),
            second=codes[rest[0]],
            other=other,
        )
    else:
        workers = said(float(cells.loc[(WORKERS, best), "diff"]))
        following = ", ".join(f"{codes[mix]} {said(float(gains.loc[mix, 'diff']))}" for mix in rest) or "–"
        bounds = {"low": said(low), "high": said(high), "workers": workers, "others": following}
        yield say(
            "  most is added by mix {best}: {gain} [{low}, {high}], {workers} million workers; then {others}",
            best=codes[best],
            gain=said(gain),
            **bounds,
        )
    tops = [cells.loc[name].loc[list(tables.shown), "mean"] for name in FIELDS]
    values = [said(_HUNDRED * float(top.max()), _FIELD_PLACES, "") for top in tops]
    nld, eu = (codes[str(top.idxmax())] for top in tops)
    yield say(
        "  most level field: Dutch market mix {nld} ({nld_value}%), EU mix {eu} ({eu_value}%)",
        nld=nld,
        nld_value=values[0],
        eu=eu,
        eu_value=values[1],
    )
    costs = {
        key: ", ".join(f"{codes[mix]} {said(float(cells.loc[(name, mix), 'diff']), 0)}" for mix in others)
        for key, name in (("firms", BURDEN), ("public", PUBLIC))
    }
    yield say("  over mix {base} a year, in million euros: firms {firms}; treasury {public}", base=codes[base], **costs)


def _apart(tables: StudyTables, course: str, year: int, mixes: tuple[str, str]) -> bool:
    """Tell whether the paired difference of two mixes on Dutch chains leaves 0 out of its interval over seeds."""
    chosen = tables.annual[(tables.annual["course"] == course) & (tables.annual["year"] == year)]
    first, second = (chosen[chosen["mix"] == mix].set_index("seed")[IMPACT] for mix in mixes)
    _, low, high = mean_and_interval((first - second).dropna().to_numpy(dtype=float))
    return bool(low > 0.0 or high < 0.0)
