"""Controls as parts of the page, each with its label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from htmltools import Tag, TagList, tags
from shiny import ui

from experiments.dashboard.form import Control, id_of
from experiments.dashboard.mix_form import by_v, level_id, level_shown, parts_of
from experiments.report.instrument_facts import VS
from experiments.report.translation import N_, in_language, label
from model.inputs.mix import NATIONAL, Mix
from model.outcomes.labels import THEME_LABELS

STEP_NAMES = {
    1: N_("embed"),
    2: N_("identify"),
    3: N_("mitigate"),
    4: N_("track"),
    5: N_("communicate"),
    6: N_("remedy"),
}
"""Names of the steps of due diligence (OECD)."""


def controls(prefix: str, every: Sequence[Control], table: Mapping[str, Any], language: str) -> TagList:
    """Return the controls of a file, with what they show of its content."""
    return TagList(*(control_tag(id_of(prefix, each), each, each.shown(table), language) for each in every))


def control_tag(where: str, control: Control, value: Any, language: str) -> Tag:
    """Return one control."""
    say = in_language(language)
    text = say(control.label) + (f" [{say(control.unit)}]" if control.unit else "")
    if control.kind == "yes":
        return ui.input_checkbox(where, text, bool(value))
    if control.kind == "several":
        choices = {str(each): _choice(each, language) for each in control.choices}
        return ui.input_checkbox_group(where, text, choices, selected=value)
    if control.kind in ("number", "whole"):
        step = 1 if control.kind == "whole" else None
        return ui.input_numeric(where, text, value, min=control.low, max=control.high, step=step)
    return ui.input_text(where, text, value)


def _choice(each: str | int, language: str) -> str:
    """Return the name of a theme or of a step of due diligence."""
    if isinstance(each, int):
        return f"{each} {in_language(language)(STEP_NAMES[each])}"
    return THEME_LABELS[each][("label_en", "label_nl").index(f"label_{language}")]


def level_tags(prefix: str, table: Mapping[str, Any], base: Mix, language: str) -> TagList:
    """Return the controls of all instruments, each with its national and its European part."""
    say = in_language(language)
    national = {str(level): say(text) for level, text in NATIONAL.items()}
    found: list[Tag] = []
    for v, members in by_v():
        found.append(tags.h4(say(VS[v])))
        for instrument in members:
            shown = level_shown(table, base, instrument.name)
            of = {
                "national": lambda where, now: ui.input_select(
                    where, say("The Netherlands"), national, selected=str(now)
                ),
                "european": lambda where, now: ui.input_checkbox(where, say("Embedded in Europe"), bool(now)),
                "start": lambda where, now: ui.input_text(where, say("From (quarter)"), now),
                "european_start": lambda where, now: ui.input_text(where, say("In Europe from (quarter)"), now),
            }
            parts = [of[part](level_id(prefix, instrument.name, part), shown[part]) for part in parts_of(instrument)]
            legend = tags.legend(label(instrument, language))
            found.append(tags.fieldset(legend, tags.div(*parts, class_="pair"), class_="instrument"))
    return TagList(*found)
