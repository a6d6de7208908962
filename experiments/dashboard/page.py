"""The page: controls on one side, results on the other. What changes is filled in by the server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from htmltools import HTMLDependency, Tag, TagList, head_content, tags
from shiny import ui

from experiments.dashboard.panels.parts import VIEWS, WHO
from experiments.dashboard.project import MIXES, ROUTES, WORLDS, advice, label_in, labels, mix_label, names, routes
from experiments.dashboard.scenario_files import LARGEST
from experiments.dashboard.state import MOST_SEEDS, State, to_address
from experiments.report.translation import LANGUAGES, N_, in_language, label
from model.outcomes.breakdown_dimensions import DIMENSIONS

WWW = Path(__file__).resolve().parent / "www"
UNUSED = ("bootstrap-datepicker", "ionrangeslider", "selectize", "strftime")
"""Parts that Shiny puts on each page and this one has no use for: an empty later version takes their place."""
NAMES = {"en": "English", "nl": "Nederlands"}
NEW = {MIXES: "my_mix", ROUTES: "my_route", WORLDS: "my_world"}
FIRST = {ROUTES: "european", WORLDS: "small"}
"""What a new file starts from, where it is not the first that is offered."""
UPLOADS = {
    MIXES: N_("Take a mix from a file (TOML)"),
    ROUTES: N_("Take a route from a file (TOML)"),
    WORLDS: N_("Take a world from a file (TOML)"),
}


def page(state: State, problem: str = "") -> Tag:
    """Return the whole page for a state.

    Args:
        state: what the address holds.
        problem: why the address cannot be used, where it cannot.
    """
    say = in_language(state.language)
    files = HTMLDependency(
        "ketenimpact-dashboard",
        "1",
        source={"subdir": str(WWW)},
        script={"src": "dashboard.js"},
        stylesheet={"href": "dashboard.css"},
    )
    return ui.page_bootstrap(
        files,
        *(HTMLDependency(name, "999") for name in UNUSED),
        head_content(tags.link(rel="icon", href="data:,")),
        tags.a(say("To the results"), href="#found", class_="skip"),
        _top(state),
        tags.div(
            tags.div(_asked(state), class_="asked", role="form", aria_label=say("What to run")),
            tags.main(_found(state, problem), class_="found", id="found", tabindex="-1"),
            class_="work",
        ),
        title=say("Ketenimpact: dashboard"),
        lang=state.language,
    )


def _top(state: State) -> Tag:
    say = in_language(state.language)

    def link(language: str) -> Tag:
        current = {"aria-current": "true"} if language == state.language else {}
        query = to_address(State(**{**vars(state), "language": language}))
        return tags.a(
            NAMES.get(language, language), {"data-language": language, **current}, href=f"?{query}", lang=language
        )

    return tags.header(
        tags.h1(say("Ketenimpact: dashboard")),
        tags.p(say("Build a mix of policy, run it on this machine, and see what follows from stated assumptions.")),
        tags.nav(*map(link, LANGUAGES), aria_label=say("Language")),
        class_="top",
    )


def mix_choices(state: State) -> dict[str, str]:
    """Return the mixes that can be ticked, by name: those of the advice, others that were added, and own ones."""
    known = names(MIXES)
    found = {name: mix_label(name, state.language) for name in (*advice(), *state.mixes) if name in known}
    return {**found, **own_labels(MIXES, state)}


def choices(kind: str, state: State) -> dict[str, str]:
    """Return the labels of the files of the project of a kind and of own ones, by name."""
    return {**labels(kind, state.language), **own_labels(kind, state)}


def own_labels(kind: str, state: State) -> dict[str, str]:
    """Return the labels of own files, by name."""
    return {name: f"{label_in(table, state.language)} ({name})" for name, table in state.own_of(kind).items()}


def section(title: str, *content: Any, opened: bool = False) -> Tag:
    """Return a part of the controls that opens and closes."""
    return tags.details(tags.summary(title), *content, **({"open": ""} if opened else {}))


def upload(kind: str, state: State) -> Tag:
    """Return the control that takes a scenario file."""
    say, where = in_language(state.language), f"upload_{kind}"
    return tags.div(
        tags.label(say(UPLOADS[kind]), class_="control-label", for_=where),
        tags.input(
            {"data-sends": f"taken_{kind}", "data-largest": str(LARGEST), "data-shiny-no-bind-input": ""},
            type="file",
            id=where,
            accept=".toml",
            class_="form-control",
        ),
        ui.output_ui(f"refused_{kind}"),
        class_="form-group",
    )


def maker(kind: str, state: State, offered: dict[str, str]) -> Tag:
    """Return the controls that make an own file from one of the project, and take one from a file."""
    say = in_language(state.language)
    return tags.div(
        ui.input_select(f"start_{kind}", say("Start from"), offered, selected=FIRST.get(kind)),
        ui.input_text(f"name_{kind}", say("Name of the new file"), NEW[kind]),
        ui.input_action_button(f"make_{kind}", say("Make it")),
        upload(kind, state),
        ui.output_ui(f"editor_{kind}"),
    )


def _asked(state: State) -> TagList:
    say = in_language(state.language)
    other = {name: text for name, text in labels(MIXES, state.language).items() if name not in advice()}
    base = {name: mix_label(name, state.language) for name in (*advice(), *other)}
    return TagList(
        tags.h2(say("What to run")),
        section(
            say("Mixes"),
            ui.input_checkbox_group("mixes", say("Mixes to compare"), mix_choices(state), selected=list(state.mixes)),
            ui.input_select("other", say("Other mixes of the project"), other),
            ui.input_action_button("add_other", say("Add this mix")),
            opened=True,
        ),
        section(
            say("Build a mix"),
            maker(MIXES, state, base),
        ),
        section(
            say("European politics"),
            ui.input_checkbox_group(
                "courses", say("Courses and routes"), choices(ROUTES, state), selected=list(state.courses)
            ),
            tags.h3(say("A route of your own")),
            maker(ROUTES, state, {name: labels(ROUTES, state.language)[name] for name in routes()}),
        ),
        section(
            say("World"),
            ui.input_select("world", say("World"), choices(WORLDS, state), selected=state.world),
            tags.p(
                say(
                    "The small world answers in seconds and is for first looks; use the reference world for "
                    "conclusions."
                ),
                class_="note",
            ),
            tags.h3(say("A world of your own")),
            maker(WORLDS, state, dict(labels(WORLDS, state.language))),
        ),
        section(say("Assumptions"), ui.output_ui("assumptions"), ui.output_ui("parameters")),
        section(
            say("Runs"),
            tags.div(
                ui.input_numeric("seeds", say("Number of seeds"), state.seeds, min=1, max=MOST_SEEDS, step=1),
                ui.input_numeric("first", say("First seed"), state.first, min=0, step=1),
                class_="pair",
            ),
            ui.input_checkbox(
                "drawn", say("Each seed has its own draw of uncertain parameters (the ensemble)"), not state.at_defaults
            ),
            tags.p(
                say("Without draws all runs are at the default values, and intervals are over chance alone."),
                class_="note",
            ),
            opened=True,
        ),
    )


def _found(state: State, problem: str) -> TagList:
    say = in_language(state.language)
    return TagList(
        tags.div(
            ui.input_action_button("run_compare", say("Run"), class_="btn-primary"),
            *_standing("compare", say("Stop")),
            class_="bar",
        ),
        tags.div(tags.p(problem, class_="wrong") if problem else "", ui.output_ui("problems"), role="alert"),
        tags.h2(say("Results")),
        ui.output_ui("standing"),
        ui.navset_tab(
            ui.nav_panel(
                say("Comparison"), ui.output_ui("pick_comparison"), ui.output_ui("comparison"), value="comparison"
            ),
            ui.nav_panel(say("Policy cards"), ui.output_ui("cards"), value="cards"),
            ui.nav_panel(say("Chain map"), ui.output_ui("pick_map"), ui.output_ui("chain_map"), value="map"),
            ui.nav_panel(say("Who bears what"), ui.output_ui("pick_who"), ui.output_ui("who"), value="who"),
            ui.nav_panel(say("Figures"), ui.output_ui("pick_figure"), ui.output_ui("figure"), value="figures"),
            ui.nav_panel(
                say("Where to press"),
                ui.output_ui("pick_pressure"),
                ui.output_ui("pressure_command"),
                tags.div(
                    ui.input_action_button("run_pressure", say("Run pressure points")),
                    *_standing("pressure", say("Stop")),
                    class_="buttons",
                ),
                ui.output_ui("pressure"),
                value="pressure",
            ),
            ui.nav_panel(say("Take it along"), ui.output_ui("along"), value="along"),
            id="view",
        ),
    )


def _standing(name: str, stop: str) -> tuple[Tag, ...]:
    """Return the Stop button of a kind of run, and how far it is."""
    return (
        ui.input_action_button(f"stop_{name}", stop, disabled=True),
        tags.div(ui.output_ui(f"phase_{name}", inline=True), role="status"),
        tags.div(ui.output_ui(f"progress_{name}", inline=True)),
    )


def years_range(name: str, years: list[int], text: str) -> Tag:
    """Return a native range over years, with the year that it is at in words."""
    last = len(years) - 1
    return tags.div(
        tags.label(
            text, " ", tags.output(str(years[-1]), id=f"{name}_shown", for_=name), class_="control-label", for_=name
        ),
        tags.input(
            {"data-years": " ".join(map(str, years)), "data-sends": f"{name}_year", "aria-valuetext": str(years[-1])},
            type="range",
            id=name,
            min="0",
            max=str(last),
            value=str(last),
            step="1",
        ),
        class_="form-group",
    )


def map_views(language: str) -> dict[str, str]:
    """Return what the chain map can show."""
    say = in_language(language)
    return {name: say(text) for name, text in VIEWS.items()}


def who_choices(language: str) -> dict[str, str]:
    """Return by what outcomes can be divided."""
    return {name: label(DIMENSIONS[name], language) for name in WHO}
