"""A card for each mix: what the Netherlands and Europe do, how that differs from the base, and which laws it has."""

from __future__ import annotations

from htmltools import Tag, TagList, tags

from experiments.dashboard.mix_form import by_v
from experiments.dashboard.panels.grid import grid
from experiments.dashboard.panels.mixes import mix_labels
from experiments.report.translation import N_, in_language, label
from experiments.studies.comparison.tables import StudyTables
from model.inputs.law import EUROPEAN_UNION, Law
from model.inputs.mix import NATIONAL, Mix
from model.quarters import quarter_name
from model.scenario import Scenario

YES = {True: N_("yes"), False: N_("no")}


def cards(tables: StudyTables, language: str) -> TagList:
    """Return the cards of the mixes of a comparison, under its first course."""
    course = next(iter(tables.courses))
    chosen = {each.mix.name: each for each in tables.scenarios if each.course.name == course}
    base = tables.mixes[tables.base]
    say, mixes = in_language(language), mix_labels(tables, language)
    note = say("Bold: differs from {base}.", base=mixes[tables.base])
    found = [card(chosen[name], base, mixes[name], language) for name in tables.shown]
    return TagList(tags.p(note, class_="note"), tags.div(*found, class_="cards"))


def card(scenario: Scenario, base: Mix, title: str, language: str) -> Tag:
    """Return the card of a mix; levels that differ from the base are marked in words."""
    say, mix = in_language(language), scenario.mix
    differs = say("differs from the base")
    rows = []
    for instrument in (each for _, members in by_v() for each in members):
        level, before = mix.level(instrument.name), base.level(instrument.name)
        cells = {
            "national": (say(NATIONAL[level.national]), level.national != before.national),
            "european": (say(YES[level.european]), level.european != before.european),
        }
        shown = [_marked(*cells[part], differs) if part in instrument.parts else tags.td("–") for part in cells]
        rows.append([label(instrument, language), *shown])
    heads = [say("Instrument"), say("The Netherlands"), say("Embedded in Europe")]
    start = say("starts in {quarter}", quarter=quarter_name(mix.start))
    laws = [law for law in scenario.laws if law.instrument is not None and scenario.in_play(law)]
    return tags.article(
        tags.h3(title),
        tags.p(start, class_="note"),
        tags.div(
            grid(say("Instruments of {mix}", mix=title), heads, rows),
            tags.div(
                tags.h4(say("Laws that its instruments bring")),
                tags.ul(*(tags.li(law_line(law, language)) for law in laws)) if laws else tags.p(say("none")),
            ),
            class_="halves",
        ),
        class_="card",
    )


def _marked(text: str, marked: bool, differs: str) -> Tag:
    """Return a cell, in bold and with a word for readers of the screen where it differs."""
    if not marked:
        return tags.td(text)
    return tags.td(tags.strong(text), tags.span(f" ({differs})", class_="visually-hidden"))


def law_line(law: Law, language: str) -> TagList:
    """Return a law in one line: from when it applies, for whom, and for how many themes."""
    say = in_language(language)
    dates = sorted({date for date in law.application.values() if date is not None})
    when = say("from {quarter}", quarter=quarter_name(dates[0])) if dates else say("never")
    if law.outcome_of is not None and law.jurisdiction == EUROPEAN_UNION:
        when = say("{when}, unless politics is simulated", when=when)
    for_whom = say("from {staff:g} staff", staff=law.employees_min) if law.employees_min else say("of any size")
    what = say("themes: {themes}; steps: {steps}", themes=len(law.themes), steps=len(law.steps))
    return TagList(tags.strong(label(law, language)), f": {when}; {for_whom}; {what}")
