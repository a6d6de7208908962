"""What a scenario does not do although its files may suggest it: said before a run, on stderr."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from experiments.report.terminal import error_output
from experiments.report.translation import ENGLISH, N_, translate
from experiments.report.translation import label as label_of
from model.building.law_book import NEVER, LawBook
from model.building.population import TABLE_YEAR, build
from model.processes.shocks import COVID_START, REGIONALISATION_START, Shocks
from model.quarters import quarter_name
from model.scenario import Scenario

MOST_SEEDS = 3
"""The worlds of so many seeds are built to see which laws bind no company."""


def say_remarks(scenarios: Iterable[Scenario], seeds: Sequence[int], language: str) -> None:
    """Print what is to be known before these scenarios are run, each thing once."""
    console, note = error_output(), translate("note", language)
    for remark in remarks(scenarios, seeds, language):
        console.print(f"{note}: {remark}", soft_wrap=True)


def remarks(scenarios: Iterable[Scenario], seeds: Sequence[int], language: str) -> list[str]:
    """Return what is to be known of scenarios: dates outside the world, and laws that bind nobody in it.

    Args:
        scenarios: any scenarios.
        seeds: of the runs; the worlds of the first few are built.
        language: `en` or `nl`.
    """
    found: dict[str, None] = {}
    worlds: dict[str, list[Scenario]] = {}
    for scenario in scenarios:
        worlds.setdefault(scenario.world.name, []).append(scenario)
    for group in worlds.values():
        found |= dict.fromkeys(
            text for each in group for text in (*_dates(each, language), *_unlabelled(each, language))
        )
        unbound = _unbound(group, seeds[:MOST_SEEDS], language)
        if unbound:
            remark = translate(
                "no company of the world {world} (seeds {seeds}) is bound by: {laws}",
                language,
                world=group[0].world.name,
                seeds=", ".join(map(str, seeds[:MOST_SEEDS])),
                laws="; ".join(unbound),
            )
            found[remark] = None
    return list(found)


def _dates(scenario: Scenario, language: str) -> list[str]:
    """Return what is to be known of the dates of tables, mix and shocks."""
    world, mix = scenario.world, scenario.mix
    names = {"world": world.name, "mix": mix.name, "year": TABLE_YEAR, "begins": quarter_name(mix.start)}
    names |= {"start": quarter_name(world.start), "end": quarter_name(world.end)}
    chosen = []
    if world.start // 4 != TABLE_YEAR and world.data is None:
        chosen.append(
            N_("world {world} starts in {start}; the tables describe {year} and are used as they stand for {start}")
        )
    if mix.differences and mix.start < world.start:
        chosen.append(N_("mix {mix} starts in {begins}, before the world {world}: its levels hold from {start}"))
    if mix.differences and mix.start > world.end:
        chosen.append(N_("mix {mix} starts in {begins}, after the world {world} ends: it changes nothing"))
    found = [translate(each, language, **names) for each in chosen]
    for shock, first, last in _shocks(scenario):
        if first > world.end or last < world.start:
            text = N_(
                "shock {shock} ({first}-{last}) is outside {start}-{end} of the world {world}: it does not happen"
            )
        elif first < world.start:
            text = N_("shock {shock} begins in {first}, before the world {world}: what is left of it happens")
        else:
            continue
        found.append(
            translate(text, language, shock=shock, first=quarter_name(first), last=quarter_name(last), **names)
        )
    return found


def _unlabelled(scenario: Scenario, language: str) -> Iterator[str]:
    """Yield what has no label in a language."""
    labelled: tuple[Any, ...] = (scenario.mix, scenario.course, scenario.world, *scenario.laws)
    for each in labelled:
        if language != ENGLISH and not getattr(each, f"label_{language}", ""):
            text = N_("{name} has no label_{language}: its English label is shown")
            yield translate(text, language, name=each.name, language=language)


def _shocks(scenario: Scenario) -> list[tuple[str, int, int]]:
    """Return the shocks of a world: name, first and last quarter (from year 0)."""
    world, values = scenario.world, scenario.parameters[Shocks]
    found = []
    if world.covid and values.active:
        found.append(("covid", COVID_START, COVID_START + int(np.ceil(values.covid_quarters)) - 1))
    if world.regionalisation and values.active:
        found.append(("regionalisation", REGIONALISATION_START, max(world.end, REGIONALISATION_START)))
    return found


def _unbound(scenarios: Sequence[Scenario], seeds: Sequence[int], language: str) -> list[str]:
    """Return the labels of laws in play that bind no company in the worlds of some seeds; scenarios share a world."""
    bound: dict[tuple[int, str], bool] = {}
    for seed in seeds:
        tables, state = build(scenarios[0], seed)
        for place, scenario in enumerate(scenarios):
            book = LawBook(scenario, state.company, tables)
            binds = ((book.eligible > 0) & (book.application < NEVER)).any(axis=0)
            for law, any_company in zip(scenario.laws, binds.tolist(), strict=True):
                bound[place, law.name] = bound.get((place, law.name), False) or any_company
    labels = {
        label_of(law, language): None
        for place, scenario in enumerate(scenarios)
        for law in scenario.laws
        if not bound[place, law.name] and scenario.in_play(law) and any(law.application.values())
    }
    return list(labels)
