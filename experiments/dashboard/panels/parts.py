"""Outcomes divided: the chain by tier and theme through time, and who has which part of a difference."""

from __future__ import annotations

from typing import Any

import pandas as pd
from htmltools import TagList, tags

from experiments.dashboard.panels.grid import difference_cell, grid, number_cell, reach_of
from experiments.dashboard.panels.mixes import mix_heads, mix_key, mix_labels
from experiments.report.formatting import number_text, places_for
from experiments.report.translation import N_, in_language, label, unit_in
from experiments.report.units import unit_shown
from experiments.runs.breakdown import group_labels
from experiments.studies.comparison.breakdown_report import COMPANY_DIMENSIONS, OF_CHAINS, OF_COMPANIES
from experiments.studies.comparison.tables import StudyTables
from model.outcomes.breakdown import described
from model.outcomes.breakdown_dimensions import DIMENSIONS
from model.outcomes.labels import THEME_LABELS, TIER_LABELS

CHAIN, WITHIN = "tier_theme", "chain_impact_dutch_within"
VIEWS = {"level": N_("the level: how well off"), "difference": N_("the difference: what the mix changes")}
LOW, MIDDLE, HIGH = (232, 128, 88), (255, 255, 255), (100, 165, 225)
"""Colours of the ends and the middle of the scale, light enough for dark type: rust for worse, blue for better."""
WHO = ("size", "sector", "country", "region", "group", "goal")
MOST_GROUPS = 25


def years_of(tables: StudyTables) -> list[int]:
    """Return the years that are divided."""
    return [int(year) for year in sorted(tables.breakdown["year"].unique())]


def chain_map(tables: StudyTables, chosen: tuple[str, str, int], view: str, language: str) -> TagList:
    """Return themes by tiers: what the index is within each, or how a mix changes it.

    Args:
        tables: the study.
        chosen: course, mix and year.
        view: one of `VIEWS`.
        language: `en` or `nl`.
    """
    say = in_language(language)
    course, mix, year = chosen
    table = tables.breakdown
    rows = table[(table["dimension"] == CHAIN) & (table["outcome"] == WITHIN) & (table["course"] == course)]
    unit, factor = unit_shown(described(WITHIN).unit)
    column = "mean" if view == "level" else "diff"
    every = factor * rows[column].abs()
    reach = float(every.max()) if view == "difference" else float(factor)
    cells: dict[str, Any] = {
        row["key"]: row for row in rows[(rows["mix"] == mix) & (rows["year"] == year)].to_dict(orient="records")
    }
    place = ("label_en", "label_nl").index(f"label_{language}")
    body = []
    for theme, names in THEME_LABELS.items():
        found = [cells.get(f"{tier}:{theme}") for tier in TIER_LABELS]
        body.append([names[place], *(_coloured(row, column, factor, reach, language) for row in found)])
    caption = say(
        "{mix} · {course} · {year}",
        mix=mix_labels(tables, language)[mix],
        course=label(tables.courses[course], language),
        year=year,
    )
    heads = [say("Theme"), *(names[place] for names in TIER_LABELS.values())]
    note = say(
        "Index of conditions within each tier and theme of Dutch chains [{unit}], mean over seeds. Blue: higher, rust: "
        "lower; the scale is the same in every year and mix.",
        unit=unit_in(language, unit),
    )
    return TagList(grid(caption, heads, body, "map"), tags.p(note, class_="note"))


def _coloured(row: Any, column: str, factor: float, reach: float, language: str) -> Any:
    if row is None:
        return tags.td("–")
    value = factor * row[column]
    share = value / reach if column == "diff" else 2 * value / reach - 1
    colour = mixed(max(-1.0, min(1.0, share if reach else 0.0)))
    text = number_text(value, places_for([reach]), language, signed=column == "diff")
    return tags.td(text, style=f"background:{colour}")


def mixed(share: float) -> str:
    """Return the colour of a place on the scale, -1 to 1."""
    end = HIGH if share > 0 else LOW
    return "#" + "".join(
        f"{round(middle + abs(share) * (last - middle)):02x}" for middle, last in zip(MIDDLE, end, strict=True)
    )


def who_table(tables: StudyTables, course: str, year: int, dimension: str, language: str) -> TagList:
    """Return what each group of a dimension adds to the differences between mixes, a table an outcome."""
    outcomes: tuple[str, ...] = OF_COMPANIES if dimension in COMPANY_DIMENSIONS else OF_CHAINS
    if dimension == "sector":
        outcomes = (*OF_CHAINS, *OF_COMPANIES)
    chosen = tables.breakdown
    chosen = chosen[(chosen["dimension"] == dimension) & (chosen["course"] == course) & (chosen["year"] == year)]
    say = in_language(language)
    note = say(
        "What each group adds to the whole: under {base} its contribution, under other mixes the paired difference "
        "from it with its interval over {seeds} seeds. Groups add up to the whole.",
        base=mix_labels(tables, language)[tables.base],
        seeds=tables.seeds,
    )
    found = [
        _groups(tables, chosen[chosen["outcome"] == outcome], (dimension, outcome), language) for outcome in outcomes
    ]
    return TagList(mix_key(tables, language), *found, tags.p(note, class_="note"))


def _groups(tables: StudyTables, rows: pd.DataFrame, what: tuple[str, str], language: str) -> Any:
    dimension, outcome = what
    unit, factor = unit_shown(described(outcome).unit)
    labels = group_labels(tables.scenarios[0].world, dimension, language)
    others = [mix for mix in tables.shown if mix != tables.base]
    cells: dict[tuple[str, str], Any] = {(row["key"], row["mix"]): row for row in rows.to_dict(orient="records")}
    own = {code: factor * cells[code, tables.base]["mean"] for code in labels if (code, tables.base) in cells}
    order = sorted(own, key=lambda code: -own[code])[:MOST_GROUPS] if len(own) > MOST_GROUPS else list(own)
    reach = reach_of([cells[code, mix] for code in order for mix in others], factor)
    places = places_for(own.values(), 3)
    body = [
        [
            labels[code],
            number_cell(own[code], places, language),
            *(difference_cell(cells[code, mix], factor, reach, language) for mix in others),
        ]
        for code in order
    ]
    heads = [label(DIMENSIONS[dimension], language), *mix_heads(tables, language)]
    return grid(f"{label(described(outcome), language)} [{unit_in(language, unit)}]", heads, body)
