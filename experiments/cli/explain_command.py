"""`explain NAME`: the card of a mix (its contents, differences from its base and evidence), or of another name."""

from __future__ import annotations

import argparse
import json
import math
from typing import Any

from rich.console import Console
from rich.padding import Padding

from experiments.cli.explain_kinds import KINDS, kinds_of
from experiments.cli.explain_page import tell_facts
from experiments.place import PROGRAM
from experiments.report.terminal import error_output, output, plain_table
from experiments.report.translation import N_, in_language, text_in, translate
from experiments.report.translation import label as label_of
from experiments.runs.remarks import say_remarks
from experiments.studies.routes.law_dates import QUANTILES, law_dates
from model.inputs.law import Law
from model.inputs.mix import NATIONAL, Level, Mix
from model.instruments import INSTRUMENTS
from model.quarters import quarter_name
from model.scenario import Scenario, load_scenario, load_world

COLUMNS = (N_("V"), N_("instrument"), N_("Netherlands"), N_("Europe"), N_("evidence"), N_("sections"))
LAW_COLUMNS = (N_("law"), N_("jurisdiction"), N_("themes"), N_("steps"), N_("applies from"), N_("why here"))


def run(arguments: argparse.Namespace) -> int:
    """Print the card; raises `InputError` for a name that nothing has, with the nearest ones."""
    load_world(arguments.world)  # names of its plug-ins are explained as well
    language = arguments.language
    load_world(arguments.world)  # with its plug-ins, which add names
    kind, others = kinds_of(arguments.name, arguments.kind)
    if kind == "mix":
        scenario = load_scenario(arguments.name, world=arguments.world, course=arguments.course)
        say_remarks([scenario], (1,), language)
        card, show = policy_card(scenario), tell
    else:
        card, show = KINDS[kind].card(arguments.name, language), tell_facts
    if arguments.json:
        print(json.dumps({"kind": kind, **card}, ensure_ascii=False, indent=1))
    else:
        show(card, output(), language)
    for other in others:
        remark = f"{translate('note', language)}: {translate('this name has another meaning', language)}"
        error_output().print(f"{remark}: {PROGRAM} explain {other} {arguments.name}", soft_wrap=True)
    return 0


def policy_card(scenario: Scenario) -> dict[str, Any]:
    """Return the card of a scenario's mix as plain data."""
    mix = scenario.mix
    dates = law_dates(scenario).set_index("law").to_dict(orient="index")
    return {
        "name": mix.name,
        "label_en": mix.label_en,
        "label_nl": mix.label_nl,
        "aliases": list(mix.aliases),
        "why": mix.why,
        "sections": list(mix.sections),
        "bases": list(mix.bases),
        "start": quarter_name(mix.start),
        "course": scenario.course.name,
        "course_label_en": scenario.course.label_en,
        "course_label_nl": scenario.course.label_nl,
        "differences": list(mix.differences),
        "instruments": [
            {
                "name": name,
                "label_en": INSTRUMENTS[name].label_en,
                "label_nl": INSTRUMENTS[name].label_nl,
                "v": INSTRUMENTS[name].v,
                **_parts(mix, name, level),
                "evidence": level.evidence,
                "sections": list(level.sections),
                "why": level.why,
            }
            for name, level in mix.levels.items()
        ],
        "laws": [
            {**_law_card(law), "simulated": dates.get(law.name)} for law in scenario.laws if scenario.in_play(law)
        ],
        "end": quarter_name(scenario.world.end),
        "law_changes": {law: dict(change) for law, change in mix.law_changes.items()},
    }


def _parts(mix: Mix, name: str, level: Level) -> dict[str, Any]:
    """Return both parts of a level, when each begins, and those of the base."""
    base, european_start = mix.base_levels[name], level.european_start
    return {
        "national": level.national,
        "meaning": NATIONAL[level.national],
        "start": quarter_name(mix.starts(name)),
        "european": level.european,
        "european_start": None if european_start is None else quarter_name(european_start),
        "base_national": base.national,
        "base_european": base.european,
    }


def _law_card(law: Law) -> dict[str, Any]:
    by_size = {who: None if date is None else quarter_name(date) for who, date in law.application.items()}
    return {
        "name": law.name,
        "label_en": law.label_en,
        "label_nl": law.label_nl,
        "jurisdiction": law.jurisdiction,
        "applies_to": law.applies_to,
        "existing": law.baseline,
        "instrument": law.instrument,
        "themes": list(law.themes),
        "steps": list(law.steps),
        "announced": quarter_name(law.announced),
        "application": by_size,
        "end": None if law.end is None else quarter_name(law.end),
        "liability": law.liability,
        "confidence": law.confidence,
        "source": law.source,
        "why": law.why,
    }


def tell(card: dict[str, Any], console: Console, language: str) -> None:
    """Print a card as text."""
    say = in_language(language)
    console.print(f"{_label(card, language)} ({card['name']})", style="bold")
    facts = [f"{say('starts')} {card['start']}", f"{say('sections')} {', '.join(card['sections'])}"]
    if card["aliases"]:
        facts.insert(0, f"{say('alias')} {', '.join(card['aliases'])}")
    if card["bases"]:
        facts.append(f"{say('difference from')} {' → '.join(card['bases'])}")
    console.print(" · ".join(facts), style="dim")
    console.print(Padding(card["why"].strip(), (1, 2)))
    rows = [_instrument_row(each, language) for each in sorted(card["instruments"], key=lambda each: str(each["v"]))]
    console.print(
        plain_table(say("Instruments (→ marks a difference from the base)"), [say(each) for each in COLUMNS], rows)
    )
    console.print(say("Why these levels"), style="bold")
    for each in card["instruments"]:
        console.print(Padding(f"{_label(each, language)}: {each['why'].strip()}", (0, 2)))
    console.print()
    rows = [_law_row(each, language, card["end"]) for each in card["laws"]]
    title = f"{say('Laws under this mix')} ({_label(card, language, 'course_label')})"
    console.print(plain_table(title, [say(each) for each in LAW_COLUMNS], rows))


def _label(each: dict[str, Any], language: str, key: str = "label") -> str:
    """Return a label of a card; in English where it has none in the language."""
    return str(each.get(f"{key}_{language}") or each[f"{key}_en"])


def _instrument_row(each: dict[str, Any], language: str) -> list[str]:
    """Return one row of the table of instruments."""
    v, meaning, evidence = (text_in(language, each[key]) for key in ("v", "meaning", "evidence"))
    arrow = {part: "→ " if each[part] != each[f"base_{part}"] else "" for part in ("national", "european")}
    national = f"{arrow['national']}{each['national']} {meaning}"
    answer = N_("yes") if each["european"] else N_("no")
    european = f"{arrow['european']}{translate(answer, language)}"
    if each["european_start"]:
        european += f" {each['european_start']}"
    return [v, _label(each, language), national, european, evidence, ", ".join(each["sections"])]


def _law_row(each: dict[str, Any], language: str, end: str) -> list[str]:
    """Return one row of the table of laws; of a law that politics has yet to bring, over its futures."""
    say = in_language(language)
    instrument = INSTRUMENTS.get(each["instrument"] or "")
    named = say("named by the mix") if instrument is None else label_of(instrument, language)
    reason = say("existing") if each["existing"] else named
    dates = sorted({date for date in each["application"].values() if date is not None})
    from_to = "–" if not dates else dates[0] if len(dates) == 1 else f"{dates[0]} – {dates[-1]}"
    if each["simulated"]:
        found = {
            name: quarter_name(int(value)) if math.isfinite(value) else say("after {end}", end=end)
            for name, value in each["simulated"].items()
            if name in QUANTILES
        }
        from_to = say(
            "median {p50} (half of futures {p25} – {p75}); in {share:.0%} of futures by {end}",
            **found,
            share=each["simulated"]["share"],
            end=end,
        )
    steps = ", ".join(str(step) for step in each["steps"])
    return [_label(each, language), each["jurisdiction"], str(len(each["themes"])), steps, from_to, reason]
