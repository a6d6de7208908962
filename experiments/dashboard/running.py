"""A run of a session: its buttons, how far it is, and its results when it is done."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from htmltools import TagList, tags
from shiny import reactive, render, ui
from shiny.types import SilentException

from experiments.dashboard.desk import Desk
from experiments.dashboard.runs import Job
from experiments.dashboard.scenario_files import files_of, write_files
from experiments.dashboard.state import State
from experiments.report.translation import N_
from model.errors import InputError
from model.hashing import content_hash

LOOK_SECONDS = 0.3
PHASES = {
    "waiting": N_("Waiting for other runs."),
    "running": N_("Running."),
    "stopping": N_("Stopping."),
    "done": N_("Done."),
    "failed": N_("The run failed."),
    "stopped": N_("Stopped: no process is left."),
}


@dataclass(frozen=True)
class Found:
    """A finished study: the words of its command, the state that asked for it, and its folder."""

    words: Sequence[str]
    state: State
    folder: Path


def key_of(words: Sequence[str], state: State) -> str:
    """Return the hash of a command and of the own files it names: with the same one, results are the same."""
    return content_hash([list(words), files_of(state)])


class Runner:
    """Runs one kind of study for a session, one at a time."""

    def __init__(self, desk: Desk, name: str) -> None:
        """Connect the buttons and outputs whose ids end with a name, but for Run and what it runs."""
        self.desk, self.name = desk, name
        self.job: reactive.Value[Job | None] = reactive.Value(None)
        self.looked: reactive.Value[int] = reactive.Value(0)
        self.phase: reactive.Value[str] = reactive.Value("")
        """That of the job; a screen reader says it when it changes, and no more often."""
        self.found: reactive.Value[Found | None] = reactive.Value(None)
        self.refused: reactive.Value[str] = reactive.Value("")
        self._asked: tuple[list[str], State] | None = None
        self._connect()

    @property
    def shown(self) -> Found:
        """What is shown; what depends on it waits until there is something."""
        found = self.found()
        if found is None:
            raise SilentException
        return found

    def kept(self, words: list[str], state: State) -> bool:
        """Show the results of a command if they are kept; tell whether they are."""
        folder = self.desk.folders.found(key_of(words, state))
        if folder is not None:
            self.found.set(Found(words, state, folder))
        return folder is not None

    def start(self, words: list[str], state: State) -> None:
        """Run a command for a state, or show its results when they are kept already."""
        desk, job = self.desk, self.job()
        if (job is not None and not job.ended) or self.kept(words, state):
            return
        self.refused.set("")
        folder = desk.folders.new_in(desk.folder)
        workers = [] if desk.workers is None else ["--workers", str(desk.workers)]
        job = Job([*words, *workers], folder, desk.language)
        try:
            write_files(state, folder)
            desk.queue.submit(job)
        except InputError as error:
            self.refused.set(desk.told(error))
            return
        self._asked = (words, state)
        desk.jobs.append(job)
        self.job.set(job)

    def _connect(self) -> None:
        desk = self.desk

        @reactive.effect
        def _() -> None:
            job = self.job()
            if job is None:
                return
            with reactive.isolate():
                self.looked.set(self.looked() + 1)
                self.phase.set(job.phase)
            ended = job.ended
            ui.update_action_button(f"stop_{self.name}", disabled=ended or job.stopped)
            ui.update_action_button(f"run_{self.name}", disabled=not ended)
            if not ended:
                reactive.invalidate_later(LOOK_SECONDS)
            elif job.phase == "done" and self._asked is not None:
                words, state = self._asked
                self.found.set(Found(words, state, desk.folders.keep(key_of(words, state), job.results)))
                self._asked = None

        @reactive.effect
        @reactive.event(desk.input[f"stop_{self.name}"])
        def _() -> None:
            job = self.job()
            if job is not None:
                threading.Thread(target=desk.queue.stop, args=(job,), daemon=True).start()

        @desk.output(id=f"phase_{self.name}")
        @render.ui
        def _() -> Any:
            phase = self.phase()
            return tags.span(desk.say(PHASES[phase])) if phase else None

        @desk.output(id=f"progress_{self.name}")
        @render.ui
        def _() -> Any:
            self.looked()
            job = self.job()
            if self.refused():
                return tags.p(self.refused(), class_="wrong", role="alert")
            if job is None:
                return None
            if job.phase == "failed":
                return tags.p(job.message, class_="wrong", role="alert")
            if job.phase == "waiting":
                return tags.span(desk.say("Before this one: {count}.", count=desk.queue.before(job)))
            told = desk.say("{done} of {total} runs", done=job.done, total=job.total or "…")
            return TagList(
                tags.progress(value=str(job.done), max=str(job.total or 1), aria_label=told), " ", tags.span(told)
            )
