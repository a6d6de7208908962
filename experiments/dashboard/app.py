"""The dashboard as an application: a page for each address, and a session for each page that is open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from htmltools import TagList, tags
from shiny import App, Inputs, Outputs, Session, reactive, render, req, ui
from starlette.requests import Request

from experiments.cli.translated import message_in
from experiments.dashboard.assuming import assumption_side
from experiments.dashboard.building import build_side
from experiments.dashboard.command import command_text, compare_words, pressure_words
from experiments.dashboard.desk import Desk
from experiments.dashboard.folders import Folders
from experiments.dashboard.page import mix_choices, page
from experiments.dashboard.project import MIXES, ROUTES, WORLDS, names
from experiments.dashboard.running import Runner
from experiments.dashboard.runs import Queue
from experiments.dashboard.scenario_files import check
from experiments.dashboard.showing import result_side
from experiments.dashboard.state import State, first_state, from_address, to_address
from experiments.dashboard.taking import OUT, taking_side
from experiments.report.translation import LANGUAGES
from model import catalogue
from model.errors import InputError, unknown_name


def make_app(folders: Folders, queue: Queue, language: str, workers: int | None = None) -> App:
    """Return the application.

    Args:
        folders: for sessions and finished studies.
        queue: of all runs.
        language: of pages whose address says none.
        workers: processes of a run; None for all cores.
    """
    catalogue.load()

    def page_of(request: Request) -> Any:
        state, problem = opened(str(request.url.query), language, folders.root)
        return page(state, problem)

    def server(input: Inputs, output: Outputs, session: Session) -> None:
        with reactive.isolate():
            state, _ = opened(session.clientdata.url_search(), language, folders.root)
        desk = Desk(input, output, session, folders, queue, state, workers)
        runner, pressing = Runner(desk, "compare"), Runner(desk, "pressure")
        build_side(desk)
        assumption_side(desk)
        result_side(desk, runner, pressing)
        taking_side(desk, runner)
        _run_side(desk, runner, pressing)

    return App(page_of, server)


def opened(query: str, language: str, folder: Path) -> tuple[State, str]:
    """Return the state that an address holds, and why it cannot be used, where it cannot.

    Args:
        query: of the address.
        language: where the address says none.
        folder: where own files are put while they are checked; nothing stays there.
    """
    try:
        state = from_address(query, language)
        for kind, files in state.own.items():
            for name, table in files.items():
                check(kind, name, table, folder)
        for kind, asked in ((MIXES, state.mixes), (ROUTES, state.courses), (WORLDS, (state.world,))):
            known = {*names(kind), *state.own_of(kind)}
            for name in asked:
                if name not in known:
                    raise unknown_name("address", kind, name, known)
        return state, ""
    except InputError as error:
        spoken = next((each for each in LANGUAGES if f"language={each}" in query), language)
        return first_state(spoken), message_in(spoken, str(error))


def _run_side(desk: Desk, runner: Runner, pressing: Runner) -> None:
    """Connect the bar, and the address of the page."""
    asked = reactive.calc(desk.asked)

    def pressed(state: State) -> str:
        """Return the mix under which pressure points are run: the first until another is chosen."""
        chosen = desk.input.pressed() if "pressed" in desk.input else None
        return chosen if chosen in state.mixes else next(iter(state.mixes), "")

    @desk.output(id="problems")
    @render.ui
    def _() -> Any:
        return TagList(*(tags.p(each, class_="wrong") for each in asked()[1]))

    @reactive.effect
    async def _() -> None:
        state, wrong = asked()
        if not wrong:
            try:
                await desk.session.send_custom_message("address", {"query": to_address(state)})
            except InputError:
                return  # too much for an address; the scenario files have it

    @reactive.effect
    @reactive.event(desk.input.run_compare)
    def _() -> None:
        state, wrong = asked()
        if not wrong:
            runner.start(compare_words(state), state)

    @reactive.effect
    @reactive.event(desk.input.run_pressure)
    def _() -> None:
        state, wrong = asked()
        if not wrong:
            pressing.start(pressure_words(state, pressed(state)), state)

    @desk.output(id="pick_pressure")
    @render.ui
    def _() -> Any:
        state, _ = asked()
        known = mix_choices(state)
        offered = {name: known[name] for name in state.mixes}
        with reactive.isolate():
            chosen = pressed(state)
        return TagList(
            tags.p(
                desk.say(
                    "Each pressure point of the chain is held at its most, alone and together with others, to see what "
                    "that could bring. It takes some twenty times as many runs as one mix."
                )
            ),
            ui.input_select("pressed", desk.say("Under which mix"), offered, selected=chosen),
        )

    @desk.output(id="pressure_command")
    @render.ui
    def _() -> Any:
        state, wrong = asked()
        req(not wrong)
        text = command_text(pressure_words(state, pressed(state)), f"{OUT}-pressure")
        return tags.pre(text, class_="command", tabindex="0")

    @desk.output(id="standing")
    @render.ui
    def _() -> Any:
        found = runner.found()
        if found is None:
            return tags.p(desk.say("Nothing was run yet: make your choices, then run."))
        state, wrong = asked()
        if not wrong and compare_words(state) == list(found.words) and state.own == found.state.own:
            return tags.p(desk.say("What is shown was run with your present choices."), class_="note")
        return tags.p(
            desk.say("What is shown was run before your last changes; run again to see these."), class_="note"
        )

    with reactive.isolate():
        runner.kept(compare_words(desk.begun), desk.begun)
