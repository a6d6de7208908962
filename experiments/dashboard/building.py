"""The side of the page that says what to run: own files and their controls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from htmltools import Tag, TagList, tags
from shiny import reactive, render, ui

from experiments.dashboard.control_tags import controls, level_tags
from experiments.dashboard.desk import Desk
from experiments.dashboard.form import as_table
from experiments.dashboard.mix_form import LABELS, LAW_CONTROLS, base_of, law_shown, with_law, with_levels
from experiments.dashboard.page import choices, mix_choices
from experiments.dashboard.place_forms import ROUTE_CONTROLS, WORLD_CONTROLS
from experiments.dashboard.project import KINDS, LAWS, MIXES, ROUTES, WORLDS, labels
from experiments.dashboard.scenario_files import LARGEST, check, own_name, started_from, taken
from experiments.dashboard.state import State, Table
from model.errors import InputError

CONTROLS = {ROUTES: ROUTE_CONTROLS, WORLDS: WORLD_CONTROLS}


def build_side(desk: Desk) -> None:
    """Connect the controls of own mixes, routes and worlds."""
    for kind in KINDS:
        _making(desk, kind)
        _editing(desk, kind)
    _laws(desk)
    extra: reactive.Value[tuple[str, ...]] = reactive.Value(desk.begun.mixes)

    @reactive.effect
    @reactive.event(desk.input.add_other)
    def _() -> None:
        extra.set((*extra(), desk.input.other()))
        _offer(desk, MIXES, desk.input.other(), extra())


def _put(desk: Desk, kind: str, name: str, table: Table) -> None:
    """Put an own file in its place, or the one that takes it."""
    files = State((), own=desk.files()).with_own(kind, name, table).own_of(kind)
    desk.own[kind].set(files)
    if tuple(files) != desk.names[kind]():
        desk.names[kind].set(tuple(files))


def _offer(desk: Desk, kind: str, chosen: str, extra: tuple[str, ...] = ()) -> None:
    """Offer what there is now, with a new one chosen."""
    own = desk.files()
    if kind == MIXES:
        ticked = (*desk.input.mixes(), chosen)
        state = State((*extra, *ticked), desk.language, own=own)
        ui.update_checkbox_group("mixes", choices=mix_choices(state), selected=ticked)
    elif kind == ROUTES:
        ticked = (*desk.input.courses(), chosen)
        offered = choices(ROUTES, State((), desk.language, own=own))
        ui.update_checkbox_group("courses", choices=offered, selected=ticked)
    else:
        ui.update_select("world", choices=choices(WORLDS, State((), desk.language, own=own)), selected=chosen)


def _making(desk: Desk, kind: str) -> None:
    """Connect what makes an own file, or takes one."""
    refused: reactive.Value[str] = reactive.Value("")

    def made() -> tuple[str, Table]:
        name = own_name(kind, desk.input[f"name_{kind}"]().strip())
        if name in desk.own[kind]():
            raise InputError(f"{kind}: {name} is there already; give another name")
        content = started_from(kind, desk.input[f"start_{kind}"](), {"label_en": name, "label_nl": name})
        check(kind, name, content, desk.folder)
        return name, content

    def given() -> tuple[str, Table]:
        file = desk.input[f"taken_{kind}"]()
        if int(file["size"]) > LARGEST:
            raise InputError(f"{file['name']}: has {file['size']} bytes; allowed: at most {LARGEST}")
        return taken(kind, str(file["name"]), str(file["text"]), desk.folder)

    def connect(control: str, found: Callable[[], tuple[str, Table]]) -> None:
        @reactive.effect
        @reactive.event(desk.input[control])
        def _() -> None:
            try:
                name, content = found()
                _put(desk, kind, name, content)
            except InputError as error:
                refused.set(desk.told(error))
            else:
                refused.set("")
                _offer(desk, kind, name)

    connect(f"make_{kind}", made)
    connect(f"taken_{kind}", given)

    @desk.output(id=f"refused_{kind}")
    @render.ui
    def _() -> Any:
        return tags.p(refused(), class_="wrong", role="alert") if refused() else None


def _editing(desk: Desk, kind: str) -> None:
    """Connect the controls of the own file that is edited."""
    turn: reactive.Value[int] = reactive.Value(0)
    edited = f"edited_{kind}"

    @desk.output(id=f"editor_{kind}")
    @render.ui
    def _() -> Any:
        names = desk.names[kind]()
        if not names:
            return None
        return TagList(
            ui.input_select(edited, desk.say("Change"), dict(zip(names, names, strict=True)), selected=names[-1]),
            ui.output_ui(f"body_{kind}"),
        )

    @desk.output(id=f"body_{kind}")
    @render.ui
    def _() -> Any:
        name = desk.input[edited]()
        with reactive.isolate():
            turn.set(turn() + 1)
            table, prefix = desk.own[kind]()[name], f"{kind}{turn()}"
        return _body(desk, kind, table, prefix)

    @reactive.effect
    def _() -> None:
        prefix = f"{kind}{turn()}"
        name = desk.input[edited]()
        with reactive.isolate():
            table = desk.own[kind]()[name]
        try:
            if kind == MIXES:
                made = with_levels(as_table(table, LABELS, prefix, desk.get, name), prefix, desk.get)
            else:
                made = as_table(table, CONTROLS[kind], prefix, desk.get, name)
        except InputError:
            return
        if made != table:
            _put(desk, kind, name, made)


def _body(desk: Desk, kind: str, table: Table, prefix: str) -> Tag:
    """Return the controls of an own file."""
    if kind != MIXES:
        return tags.div(controls(prefix, CONTROLS[kind], table, desk.language))
    return tags.div(
        controls(prefix, LABELS, table, desk.language),
        tags.h3(desk.say("Instruments, in two parts")),
        level_tags(prefix, table, base_of(table), desk.language),
        tags.h3(desk.say("Text of laws")),
        ui.input_select("law", desk.say("Law"), dict(labels(LAWS, desk.language))),
        ui.output_ui("law_body"),
    )


def _laws(desk: Desk) -> None:
    """Connect the controls of the law of the own mix that is edited."""
    turn: reactive.Value[int] = reactive.Value(0)

    @desk.output(id="law_body")
    @render.ui
    def _() -> Any:
        name, law = desk.input.edited_mixes(), desk.input.law()
        with reactive.isolate():
            turn.set(turn() + 1)
            shown, prefix = law_shown(desk.own[MIXES]()[name], law), f"law{turn()}"
        return tags.div(controls(prefix, LAW_CONTROLS, shown, desk.language))

    @reactive.effect
    def _() -> None:
        prefix = f"law{turn()}"
        name, law = desk.input.edited_mixes(), desk.input.law()
        with reactive.isolate():
            table = desk.own[MIXES]()[name]
        try:
            made = with_law(table, law, prefix, desk.get)
        except InputError:
            return
        if made != table:
            _put(desk, MIXES, name, made)
