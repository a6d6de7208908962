"""The command that gives the tables of the dashboard on the command line."""

from __future__ import annotations

import shlex

from experiments.dashboard.project import MIXES, ROUTES, WORLDS
from experiments.dashboard.state import State
from experiments.place import PROGRAM


def compare_words(state: State) -> list[str]:
    """Return what `compare` is given for a state; own files are named as they stand in the working directory."""
    words = ["compare", "--world", state.named(WORLDS, state.world)]
    for mix in state.mixes:
        words += ["--mix", state.named(MIXES, mix)]
    for course in state.courses:
        words += ["--course", state.named(ROUTES, course)]
    return [*words, *_points(state), "--parts", "0"]


def pressure_words(state: State, mix: str) -> list[str]:
    """Return what `pressure` is given for a mix of a state, under its first course."""
    words = ["pressure", "--world", state.named(WORLDS, state.world), "--mix", state.named(MIXES, mix)]
    return [*words, "--course", state.named(ROUTES, state.courses[0]), *_points(state)]


def _points(state: State) -> list[str]:
    """Return the seeds and the values of parameters."""
    words = ["--seed", str(state.first), "--replicates", str(state.seeds)]
    words += ["--at-defaults"] if state.at_defaults else []
    for name, value in state.parameters.items():
        words += ["--set", f"{name}={value!r}"]
    return words


def command_text(words: list[str], folder: str) -> str:
    """Return a command as it is typed, which writes to a folder."""
    return f"{PROGRAM} {shlex.join([*words, '--out', folder])}"
