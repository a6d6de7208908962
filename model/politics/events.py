"""What happened in a political future, one row for each fact: event, quarter, attribute and value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from model.parameters import ParameterSet
from model.politics.content import content
from model.politics.criteria import CRITERIA
from model.politics.european import EuropeanLaw
from model.politics.future import Future
from model.politics.member_states import NETHERLANDS
from model.politics.process_parameters import NationalProcess
from model.politics.route import Route

EVENTS = (
    "start",
    "proposal",
    "checkpoint",
    "adoption",
    "application",
    "revision",
    "national_law",
    "halt",
    "first_law",
)


@dataclass(frozen=True)
class Event:
    """One fact; `quarter` counts from year 0, yes is 1 and no is 0."""

    event: str
    quarter: int
    attribute: str
    value: float


def events(future: Future, route: Route, parameters: ParameterSet) -> list[Event]:
    """Return the facts of a future in order of time.

    Every future has a `start`, so that those in which nothing happened are counted too. A law has a row for each
    attribute: its ambition, its eight criteria, and what its text says (thresholds in staff, number of due diligence
    steps, fine in % of turnover, liability). `national_law` has the member state as its attribute.
    """
    rows = [Event("start", route.begins, "effort_european", route.effort.european)]
    rows += [*_proposal(future), *_checkpoint(future), *_laws(future), *_national(future)]
    rows += _first(future, parameters)
    return sorted(rows, key=lambda row: (row.quarter, EVENTS.index(row.event)))


def _proposal(future: Future) -> Iterator[Event]:
    if future.proposal is not None:
        yield Event("proposal", future.proposal.quarter, "ambition", future.proposal.ambition)
        yield Event("proposal", future.proposal.quarter, "pivotal_position", future.proposal.pivot)


def _checkpoint(future: Future) -> Iterator[Event]:
    found = future.judgement
    if found is None:
        return
    yield Event("checkpoint", found.quarter, "sufficient", float(found.sufficient))
    yield Event("checkpoint", found.quarter, "score", found.score)
    for name, value in zip(CRITERIA, found.criteria, strict=True):
        yield Event("checkpoint", found.quarter, name, value)


def _laws(future: Future) -> Iterator[Event]:
    for number, law in enumerate(future.laws):
        event = "revision" if number else "adoption"
        for attribute, value in attributes(law).items():
            yield Event(event, law.adopted, attribute, value)
        if number == 0:
            yield Event("application", law.application, "ambition", law.ambition)


def attributes(law: EuropeanLaw) -> dict[str, float]:
    """Return what there is to say of a European law in numbers: ambition, criteria, pre-emption, and its text."""
    text = content(law.criteria)
    found = {"ambition": law.ambition, "preemption": law.preemption}
    found |= {name: value for name, value in zip(CRITERIA, law.criteria, strict=True) if name != "pace"}
    return found | {key: float(len(value) if isinstance(value, tuple) else value) for key, value in text.items()}


def _national(future: Future) -> Iterator[Event]:
    for state, date in future.national:
        yield Event("national_law", date, state, 1.0)
    if future.passed is not None:
        yield Event("national_law", future.passed, NETHERLANDS, 1.0)
    if future.halted is not None:
        yield Event("halt", future.halted, NETHERLANDS, 1.0)


def _first(future: Future, parameters: ParameterSet) -> Iterator[Event]:
    """Yield which law was the first to bind Dutch companies as a broad one: the national or the European."""
    european = future.laws[0].application if future.laws else None
    national = None if future.passed is None else future.passed + round(parameters[NationalProcess].lead)
    if national is not None and (european is None or national < european):
        yield Event("first_law", national, "national", 1.0)
    elif european is not None:
        yield Event("first_law", european, "european", 1.0)
