"""One session: what its page holds, and the folder that is its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from shiny import Inputs, Outputs, Session, reactive

from experiments.cli.translated import message_in
from experiments.dashboard.folders import Folders, remove
from experiments.dashboard.form import Get
from experiments.dashboard.project import KINDS
from experiments.dashboard.runs import Job, Queue
from experiments.dashboard.scenario_files import check
from experiments.dashboard.state import MOST_SEEDS, State, Table, whole_number
from experiments.report.translation import in_language
from model.errors import InputError
from model.parameters import parameter_named


@dataclass(eq=False)
class Desk:
    """What the parts of a session share. `begun` is the state of the address that the page was opened with."""

    input: Inputs
    output: Outputs
    session: Session
    folders: Folders
    queue: Queue
    begun: State
    workers: int | None = None
    jobs: list[Job] = field(default_factory=list)
    say: Callable[..., str] = field(init=False)
    own: dict[str, reactive.Value[Mapping[str, Table]]] = field(init=False)
    names: dict[str, reactive.Value[tuple[str, ...]]] = field(init=False)
    """Names of own files by kind: what depends on these alone stays as it is while a file is changed."""
    varied: reactive.Value[tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        """Make the folder of the session, which is removed when it ends."""
        self.say = in_language(self.begun.language)
        self.own = {kind: reactive.Value(dict(self.begun.own_of(kind))) for kind in KINDS}
        self.names = {kind: reactive.Value(tuple(self.begun.own_of(kind))) for kind in KINDS}
        self.varied = reactive.Value(tuple(self.begun.parameters))
        self.folder = self.folders.new()
        self.session.on_ended(lambda: threading.Thread(target=self.close, daemon=True).start())

    def close(self) -> None:
        """Stop what still runs, and remove the folder."""
        for job in self.jobs:
            self.queue.stop(job)
        remove(self.folder)

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.begun.language

    @property
    def get(self) -> Get:
        """What reads a control by its id."""
        return lambda name: self.input[name]()

    def told(self, error: Exception) -> str:
        """Return the message of an error in the language of the page."""
        return message_in(self.language, str(error))

    async def aside[Result](self, work: Callable[..., Result], *given: Any) -> Result:
        """Do what takes some seconds in a thread: the server answers requests, but changes of other pages wait."""
        return await asyncio.to_thread(work, *given)

    def files(self) -> dict[str, Mapping[str, Table]]:
        """Return the own files by kind and name; kinds without any are left out."""
        return {kind: files for kind, value in self.own.items() if (files := value())}

    def value_of(self, name: str) -> Any:
        """Return what the control of a parameter holds, or the value of the address before there is one."""
        where = parameter_id(name)
        return self.input[where]() if where in self.input else self.begun.parameters.get(name)

    def asked(self) -> tuple[State, list[str]]:
        """Return the state of all controls, and what is wrong with it: values that are refused are left out of it."""
        wrong: list[str] = []

        def tried[Value](read: Callable[[], Value], otherwise: Value) -> Value:
            try:
                return read()
            except InputError as error:
                wrong.append(self.told(error))
                return otherwise

        values = {}
        for name in self.varied():
            value = self.value_of(name)
            found = tried(partial(parameter_named(name, "--set").check, value, "--set"), None)
            if found is not None:
                values[name] = found
        seeds = tried(lambda: whole_number("seeds", self.input.seeds(), 1, MOST_SEEDS), self.begun.seeds)
        first = tried(lambda: whole_number("seed", self.input.first(), 0, 2**31), self.begun.first)
        mixes, courses = tuple(self.input.mixes()), tuple(self.input.courses())
        if not mixes:
            wrong.append(self.say("No mix is chosen; choose at least one."))
        if not courses:
            wrong.append(self.say("No course of European politics is chosen; choose at least one."))
        state = State(
            mixes,
            self.language,
            courses,
            self.input.world(),
            values,
            seeds,
            first,
            not self.input.drawn(),
            self.files(),
        )
        for kind, files in state.own.items():
            for name, table in files.items():
                tried(partial(check, kind, name, table, self.folder), None)
        return state, wrong


def parameter_id(name: str) -> str:
    """Return the id of the control of a parameter."""
    return f"p_{name.replace('.', '__').replace('@', '_at_')}"
