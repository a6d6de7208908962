"""Assumptions: parameters with their source, unit and ranges, chosen from all that there are."""

from __future__ import annotations

from typing import Any

from htmltools import Tag, TagList, tags
from shiny import reactive, render, ui

from experiments.dashboard.desk import Desk, parameter_id
from experiments.report.formatting import number_in
from experiments.report.translation import in_language, text_in, unit_in
from model.parameters import Parameter, declared, parameter_named

MOST_FOUND = 60


def found(text: str, language: str) -> dict[str, str]:
    """Return parameters whose name or meaning holds all words of a text, by name; at most `MOST_FOUND`."""
    words = text.casefold().split()
    chosen = {}
    for name, each in declared().items():
        told = f"{name}: {text_in(language, each.meaning)}"
        if all(word in told.casefold() for word in words):
            chosen[name] = told
    return dict(list(chosen.items())[:MOST_FOUND])


def described(parameter: Parameter, value: Any, language: str) -> Tag:
    """Return the control of a parameter, with all that is to be known of it."""
    say, where = in_language(language), parameter_id(parameter.name)
    unit = unit_in(language, parameter.unit)
    low, high = parameter.legal

    def span(ends: tuple[float, float]) -> str:
        return say(
            "{low} to {high}",
            **{key: number_in(language, f"{end:g}") for key, end in zip(("low", "high"), ends, strict=True)},
        )

    return tags.div(
        ui.input_numeric(where, f"{parameter.name} [{unit}]", value, min=low, max=high),
        tags.p(text_in(language, parameter.meaning)),
        tags.p(
            say(
                "Default {value}; allowed {legal}; plausible {plausible}.",
                value=number_in(language, f"{parameter.default:g}"),
                legal=span(parameter.legal),
                plausible=span(parameter.plausible),
            ),
            class_="note",
        ),
        tags.p(say("Source: {source}", source=parameter.source), class_="note", lang="en"),
        class_="parameter",
    )


def assumption_side(desk: Desk) -> None:
    """Connect the search for parameters and the controls of those that are moved."""

    @desk.output(id="assumptions")
    @render.ui
    def _() -> Any:
        return TagList(
            ui.input_text("sought", desk.say("Search in names and meanings"), ""),
            ui.output_ui("matches"),
            tags.div(
                ui.input_action_button("move", desk.say("Move this assumption")),
                ui.input_action_button("unmove", desk.say("Back to the defaults")),
                class_="buttons",
            ),
        )

    @desk.output(id="matches")
    @render.ui
    def _() -> Any:
        chosen = found(desk.input.sought(), desk.language)
        note = desk.say("{count} parameters shown of {all}.", count=len(chosen), all=len(declared()))
        return TagList(
            ui.input_select("match", desk.say("Parameter"), chosen, size="6"),
            tags.p(note, class_="note"),
        )

    @reactive.effect
    @reactive.event(desk.input.move)
    def _() -> None:
        name = desk.input.match()
        if name and name not in desk.varied():
            desk.varied.set((*desk.varied(), name))

    @reactive.effect
    @reactive.event(desk.input.unmove)
    def _() -> None:
        desk.varied.set(())

    @desk.output(id="parameters")
    @render.ui
    def _() -> Any:
        names = desk.varied()
        with reactive.isolate():
            rows = []
            for name in names:
                value = desk.value_of(name)
                parameter = parameter_named(name, "--set")
                rows.append(described(parameter, parameter.default if value is None else value, desk.language))
        return TagList(*rows)
