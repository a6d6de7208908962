"""What happened in a political future, one row for each fact: event, quarter, attribute and value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from model.parameters import ParameterSet
from model.politics.amendments import EuropeanLaw
from model.politics.content import content
from model.politics.criteria import CRITERIA
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
    "amendment",
    "reporting_adoption",
    "reporting_application",
    "reporting_amendment",
    "delay",
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
    steps, fine in % of turnover, liability); those of the reporting law begin with `reporting`. `delay` has the law as
    its attribute and the quarters as its value, `national_law` the member state.
    """
    rows = [Event("start", route.begins, "effort_european", route.effort.european)]
    rows += [*_proposal(future), *_checkpoint(future), *_national(future)]
    rows += [*_laws(future.laws, "due_diligence"), *_laws(future.reporting, "reporting")]
    rows += [Event("delay", each.decided, law, float(each.quarters)) for law, each in future.delays]
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


def _laws(laws: tuple[EuropeanLaw, ...], about: str) -> Iterator[Event]:
    before = "reporting_" if about == "reporting" else ""
    for number, law in enumerate(laws):
        event = "amendment" if number else "adoption"
        for attribute, value in attributes(law, about).items():
            yield Event(before + event, law.adopted, attribute, value)
        if number == 0:
            yield Event(before + "application", law.application, "ambition", law.ambition)


def attributes(law: EuropeanLaw, about: str = "due_diligence") -> dict[str, float]:
    """Return what there is to say of a European law in numbers: ambition, criteria, pre-emption, and its text.

    Args:
        law: the law.
        about: `due_diligence` or `reporting`.
    """
    text = content(law.criteria, about)
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
