"""`list`: what there is, as a table or as JSON."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from experiments.report.terminal import output, plain_table
from experiments.report.translation import N_, label, text_in, translate, unit_in
from experiments.runs.design import default_mixes
from model import catalogue
from model.inputs.law import EUROPEAN_UNION, Law, read_law
from model.inputs.settings import read_world_settings
from model.parameters import declared
from model.plugins import known_schedule, schedule_with
from model.politics.course import read_course
from model.politics.route import read_route
from model.process import Process
from model.quarters import quarter_name
from model.scenario import course_files, load_mix, load_world, named_files, route_files

Rows = Sequence[dict[str, Any]]

SHORTER = {
    "parameters": ("name", "default", "unit", "meaning"),
    "mixes": ("name", "aliases", "label", "base", "kind"),
    "instruments": ("name", "label", "v", "works through"),
    "outcomes": ("name", "label", "unit", "better"),
    "processes": ("order", "name", "meaning", "mechanisms"),
    "laws": ("name", "label", "jurisdiction", "when", "first application"),
    "courses": ("name", "label", "European law", "ambition"),
    "routes": ("aliases", "name", "label", "European effort", "national effort", "checkpoint"),
}
"""Columns of lists that are too wide for a terminal; JSON has all."""


def run(arguments: argparse.Namespace) -> int:
    """Print the list that is asked for."""
    catalogue.load()
    step: Sequence[Process] = ()
    if arguments.mix is not None:
        load_mix(arguments.mix)
    if arguments.world is not None:
        world = load_world(arguments.world)
        step = schedule_with(world.plugins, world.schedule).step
    listed = partial(processes, step=step) if arguments.what == "processes" else LISTS[arguments.what]
    rows = listed(arguments.language)
    if arguments.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    columns = SHORTER.get(arguments.what, tuple(rows[0]) if rows else ())
    told = partial(text_in, arguments.language)
    texts = [[_text(row[column], str if column == "name" else told) for column in columns] for row in rows]
    output().print(plain_table(told(arguments.what), [told(column) for column in columns], texts))
    return 0


def _text(value: Any, told: Callable[[str], str] = str) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(_text(each, told) for each in value)
    return f"{value:g}" if isinstance(value, float) else told(str(value))


def mixes(language: str) -> Rows:
    """Return the mixes, those of the advice first."""
    rows = []
    files = named_files("mixes")
    advice = default_mixes()
    for name in (*advice, *(each for each in files if each not in advice)):
        path = files[name]
        mix = load_mix(path).mix
        rows.append(
            {
                "name": mix.name,
                "aliases": list(mix.aliases),
                "label": label(mix, language),
                "base": mix.bases[0] if mix.bases else "",
                "kind": N_("advice") if name in advice else path.parent.name,
                "sections": list(mix.sections),
            }
        )
    return rows


def worlds(language: str) -> Rows:
    """Return the worlds."""
    found = [read_world_settings(path) for path in named_files("worlds").values()]
    return [
        {
            "name": each.name,
            "label": label(each, language),
            "period": f"{quarter_name(each.start)} – {quarter_name(each.end)}",
            "companies": round(sum(each.companies) * each.scale),
            "suppliers": round(each.suppliers * each.scale),
            "covid": N_("yes") if each.covid else N_("no"),
        }
        for each in found
    ]


def instruments(language: str) -> Rows:
    """Return the instruments of table 3.1 of the advice."""
    from model.instruments import INSTRUMENTS

    return [
        {
            "name": each.name,
            "label": label(each, language),
            "v": each.v,
            "works through": list(each.primitives),
            "sections": list(each.sections),
        }
        for each in INSTRUMENTS.values()
    ]


def parameters(language: str) -> Rows:
    """Return every parameter."""
    return [
        {
            "name": each.name,
            "default": each.default,
            "median of the prior": each.median,
            "legal": list(each.legal),
            "plausible": list(each.plausible),
            "unit": unit_in(language, each.unit),
            "role": each.role,
            "meaning": text_in(language, each.meaning),
            "source": each.source,
        }
        for each in declared().values()
    ]


def outcomes(language: str) -> Rows:
    """Return every outcome."""
    from model.outcomes import OUTCOMES

    better = {1: N_("higher"), -1: N_("lower"), 0: "–"}
    return [
        {
            "name": each.name,
            "label": label(each, language),
            "unit": unit_in(language, each.unit),
            "better": better[each.direction],
            "group": each.group,
            "where or when": each.perspective,
            "sections": list(each.sections),
        }
        for each in OUTCOMES.values()
    ]


def processes(language: str, step: Sequence[Process] = ()) -> Rows:
    """Return the processes of a quarter in their order, by default with those of all plug-ins that are loaded."""
    return [
        {
            "order": number,
            "name": each.name,
            "meaning": text_in(language, each.meaning),
            "mechanisms": list(each.mechanisms),
            "sections": list(each.sections),
        }
        for number, each in enumerate(step or known_schedule().step, start=1)
    ]


def laws(language: str) -> Rows:
    """Return the laws."""
    found = [read_law(path) for path in named_files("laws").values()]
    return [
        {
            "name": each.name,
            "label": label(each, language),
            "jurisdiction": each.jurisdiction,
            "when": _when(each, language),
            "first application": first_application(each.application),
            "themes": len(each.themes),
            "steps": list(each.steps),
            "confidence": each.confidence,
        }
        for each in found
    ]


def _when(law: Law, language: str) -> str:
    """Return what brings a law into a scenario."""
    if law.baseline:
        return N_("existing")
    if law.instrument is None:
        return N_("named by a mix")
    if law.jurisdiction == EUROPEAN_UNION:
        return f"{law.instrument} {translate('in Europe', language)}"
    return f"{law.instrument} {translate('at level', language)} {_text(law.levels)}"


def first_application(application: Any) -> str:
    """Return the quarter from which a law binds the first size class, or "never"."""
    dates = [date for date in application.values() if date is not None]
    return quarter_name(min(dates)) if dates else N_("never")


def courses(language: str) -> Rows:
    """Return the courses of European politics."""
    found = [read_course(path) for path in course_files().values()]
    return [
        {
            "name": each.name,
            "aliases": list(each.aliases),
            "label": label(each, language),
            "European law": each.european_law,
            "ambition": N_("of the parameters") if each.ambition is None else each.ambition,
            "sections": list(each.sections),
        }
        for each in found
    ]


def routes(language: str) -> Rows:
    """Return the routes to European law."""
    return [
        {
            "name": each.name,
            "aliases": list(each.aliases),
            "label": label(each, language),
            "European effort": each.effort.european,
            "national effort": each.effort.national,
            "checkpoint": N_("none") if each.checkpoint is None else quarter_name(each.checkpoint.quarter),
            "sections": list(each.sections),
        }
        for each in map(read_route, route_files().values())
    ]


def hypotheses(language: str) -> Rows:
    """Return the hypotheses of the advice."""
    from experiments.studies.comparison.hypotheses import read_hypotheses

    return [
        {
            "id": each.id,
            "expectation": label(each, language),
            "claims": len(each.claims),
            "sections": list(each.sections),
        }
        for each in read_hypotheses()
    ]


LISTS: dict[str, Callable[[str], Rows]] = {
    each.__name__: each
    for each in (mixes, worlds, instruments, parameters, outcomes, processes, laws, courses, routes, hypotheses)
}
